import type { Gateway } from '../../core/gateway.ts'
import { readRoles } from '../../core/store/people.ts'
import type { Auth, SignInOptions } from './better-auth.ts'
import { PROVIDER_ID, type Session, type SignInDesk } from './desk.ts'

/** A session's end is not written more often than this. */
const WRITE_EVERY_MS = 30_000
/** Where a browser goes after the provider: the page asks `/api/me` itself who is there. */
const AFTER = { callbackURL: '/', errorCallbackURL: '/signin?problem=provider' } as const

/** Has better-auth prove and remember who somebody is; it is loaded when somebody first signs in or has a cookie, since a start need not wait for it. */
export function openSignInDesk(gateway: Gateway, options: SignInOptions): SignInDesk {
  let loading: Promise<Auth> | null = null
  const load = () => {
    loading ??= import('./better-auth.ts').then(({ createAuth }) => createAuth(gateway, options))
    return loading
  }
  const { store, clock } = gateway
  return {
    provider: options.provider?.name ?? null,
    async sessionOf(headers) {
      if (!headers.get('cookie')?.includes('tongban.')) return null
      const { api } = await load()
      const found = await api.getSession({ headers, query: { disableRefresh: true } })
      const session = found && toSession(found)
      if (!session || found.user.active !== 1) return null
      if (Math.min(session.endsAt, session.latestAt) > clock.now()) return session
      await store.people.endSession(session.id)
      return null
    },
    async renew(session) {
      const endsAt = Math.min(clock.now() + options.idleMs, session.latestAt)
      if (endsAt - session.endsAt < WRITE_EVERY_MS && endsAt !== session.latestAt) return session
      if (endsAt !== session.endsAt) await store.people.renewSession(session.id, endsAt)
      return { ...session, endsAt }
    },
    async signIn(username, password) {
      const { api } = await load()
      return unlessRefused(api.signInUsername({ body: { username, password }, returnHeaders: true }))
    },
    async signOut(headers) {
      const { api } = await load()
      return (await api.signOut({ headers, returnHeaders: true })).headers.getSetCookie()
    },
    async hashPassword(password) {
      return (await (await load()).$context).password.hash(password)
    },
    async changePassword(headers, currentPassword, newPassword) {
      const { api } = await load()
      const body = { currentPassword, newPassword, revokeOtherSessions: true }
      return unlessRefused(api.changePassword({ body, headers, returnHeaders: true }))
    },
    async startAtProvider() {
      const { api } = await load()
      const started = await api.signInSocial({ body: { provider: PROVIDER_ID, ...AFTER }, returnHeaders: true })
      return { url: String(started.response.url), cookies: started.headers.getSetCookie() }
    },
    async finishAtProvider(request) {
      const answer = await (await load()).handler(request)
      return answer.headers.get('location')?.includes('error=') || !answer.headers.has('location')
        ? new Response(null, { status: 302, headers: { location: AFTER.errorCallbackURL } })
        : answer
    },
  }
}

/** Why better-auth opens no session; the last where the person is not active. */
const REFUSALS = new Set([
  'INVALID_USERNAME_OR_PASSWORD',
  'INVALID_USERNAME',
  'USERNAME_TOO_SHORT',
  'USERNAME_TOO_LONG',
  'INVALID_PASSWORD',
  'PASSWORD_TOO_LONG',
  'CREDENTIAL_ACCOUNT_NOT_FOUND',
  'FAILED_TO_CREATE_SESSION',
])

/** The cookies that an answer sets; null where better-auth refuses, for whichever of its reasons: they must not be told apart. */
async function unlessRefused(answer: Promise<{ headers: Headers }>): Promise<readonly string[] | null> {
  try {
    return (await answer).headers.getSetCookie()
  } catch (error) {
    const code = (error as { body?: { code?: string } }).body?.code
    if (code !== undefined && REFUSALS.has(code)) return null
    throw error
  }
}

type Found = NonNullable<Awaited<ReturnType<Auth['api']['getSession']>>>

function toSession({ session, user }: Found): Session {
  return {
    id: session.id,
    staff: {
      id: user.id,
      name: user.name,
      roles: readRoles(user.roles ?? ''),
      matters: JSON.parse(user.matters ?? '[]') as string[],
    },
    username: user.username ?? null,
    windowName: user.windowName ?? null,
    endsAt: session.endsAt ?? 0,
    latestAt: session.latestAt ?? 0,
  }
}
