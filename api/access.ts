import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { MiddlewareHandler } from 'hono'
import type { Gateway } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import { type Permission, permissionsOf } from '../core/permissions.ts'
import type { Staff } from '../core/store/people.ts'
import { toTime } from '../core/time.ts'
import { requireSameOrigin } from './same-origin.ts'
import type { Session, SignInDesk } from './sign-in/desk.ts'

/** What a signed-in request carries: who sends it, what they may do, and the session where it is a person at the workbench. */
export interface Signed {
  Variables: { staff: Staff; permissions: ReadonlySet<Permission>; session: Session | null }
}

/** How a staff token is stored: its SHA-256, hex. Tokens are 32 random bytes, so no salt or slow hash is needed. */
export function hashToken(token: string): string {
  return bytesToHex(sha256(utf8ToBytes(token)))
}

/** Finds who sends a request: a program by its bearer token, else a person by the session's cookie; nobody gets past without one. A request that names a token has no other chance. */
export function identify(gateway: Gateway, desk: SignInDesk | null): MiddlewareHandler<Signed> {
  return async (c, next) => {
    const header = c.req.header('authorization')
    const session = header === undefined && desk ? await sessionOf(gateway, desk, c.req.raw) : null
    const staff = session?.staff ?? (await tokenHolder(gateway, header))
    if (!staff) throw new GatewayError('unauthorized')
    c.set('staff', staff)
    c.set('permissions', permissionsOf(staff.roles))
    c.set('session', session)
    if (session) c.header('session-ends-at', toTime(session.endsAt))
    await next()
  }
}

async function tokenHolder(gateway: Gateway, header: string | undefined): Promise<Staff | null> {
  const token = header?.match(/^Bearer ([\w-]{20,200})$/)?.[1]
  return token ? gateway.store.people.byTokenHash(hashToken(token)) : null
}

/** The session of a cookie, renewed unless the request was made by the page and not by the person: a page that asks by itself would never let a session end. */
async function sessionOf(gateway: Gateway, desk: SignInDesk, request: Request): Promise<Session | null> {
  const session = await desk.sessionOf(request.headers)
  if (!session) return null
  requireSameOrigin(gateway, request)
  // a stream of what happens is opened again by the browser alone
  const isPage = request.headers.has('x-background') || request.headers.get('accept') === 'text/event-stream'
  return isPage ? session : desk.renew(session)
}

/** Lets only those on who hold the permission. */
export function allow(permission: Permission): MiddlewareHandler<Signed> {
  return async (c, next) => {
    if (!c.get('permissions').has(permission)) throw new GatewayError('forbidden')
    await next()
  }
}
