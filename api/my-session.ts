import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { type Applicant, applicantOf, type OpenedSession } from '../core/applicant/session.ts'
import type { Gateway } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import { requireSameOrigin } from './same-origin.ts'

/** What a request carries of an applicant who looks at their case. */
export interface Looking {
  Variables: { applicant: Applicant }
}

const COOKIE = 'applicant'

function attributesOf({ publicUrl }: Pick<Gateway, 'publicUrl'>) {
  return { path: '/public', httpOnly: true, sameSite: 'Strict', secure: publicUrl.startsWith('https:') } as const
}

/** Gives the browser the session to keep where no script reads it; it forgets it when it is closed. */
export function keepSession(c: Context, gateway: Gateway, { token }: Pick<OpenedSession, 'token'>): void {
  setCookie(c, COOKIE, token, attributesOf(gateway))
}

export function forgetSession(c: Context, gateway: Gateway): void {
  deleteCookie(c, COOKIE, attributesOf(gateway))
}

/** Lets only those on who hold a session that has not ended. */
export function lookingAtCase(gateway: Gateway): MiddlewareHandler<Looking> {
  return async (c, next) => {
    const token = getCookie(c, COOKIE) ?? ''
    const applicant = /^[0-9a-f]{64}$/.test(token) ? await applicantOf(gateway, token) : null
    if (!applicant) throw new GatewayError('look-ended')
    c.set('applicant', applicant)
    await next()
  }
}

/** Refuses what another site's page makes a browser ask for. */
export function ownPagesOnly(gateway: Gateway): MiddlewareHandler {
  return async (c, next) => {
    requireSameOrigin(gateway, c.req.raw)
    await next()
  }
}
