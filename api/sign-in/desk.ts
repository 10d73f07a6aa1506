import { GatewayError } from '../../core/gateway-error.ts'
import type { Staff } from '../../core/store/people.ts'

/** Under this id the OpenID provider's subjects are kept, and its answers come back: `/auth/callback/oidc`. */
export const PROVIDER_ID = 'oidc'

/** A person at the workbench. */
export interface Session {
  readonly id: string
  readonly staff: Staff
  readonly username: string | null
  readonly windowName: string | null
  /** ends then unless it is used before, in ms */
  readonly endsAt: number
  /** ends then however much it is used, in ms */
  readonly latestAt: number
}

/** What proves who somebody is and remembers it. `open-desk.ts` has better-auth do it; a runtime without one knows programs by their tokens only. */
export interface SignInDesk {
  /** the OpenID provider's name as people know it; null where there is none */
  readonly provider: string | null
  /** Who holds the session that the cookie names; null where there is none, it has ended, or the person is not active. */
  sessionOf(headers: Headers): Promise<Session | null>
  /** The session as it is after its use now. */
  renew(session: Session): Promise<Session>
  /** Opens a session: the `set-cookie` headers; null where nobody has this name and password. */
  signIn(username: string, password: string): Promise<readonly string[] | null>
  /** Ends the session: the `set-cookie` headers that make the browser forget it. */
  signOut(headers: Headers): Promise<readonly string[]>
  /** For a new account or password. */
  hashPassword(password: string): Promise<string>
  /** Changes the password of whoever holds the session, ends their other sessions and opens a new one: the `set-cookie` headers; null where the current password is wrong. */
  changePassword(headers: Headers, current: string, next: string): Promise<readonly string[] | null>
  /** Where to send the browser for the OpenID provider to say who it is, with the `set-cookie` headers that bind the answer to this browser. */
  startAtProvider(): Promise<{ readonly url: string; readonly cookies: readonly string[] }>
  /** The provider's answer, through the browser: a redirect to the workbench, signed in or with the reason in words. */
  finishAtProvider(request: Request): Promise<Response>
}

/** The desk; throws `not-found` where the runtime has none. */
export function requireDesk(desk: SignInDesk | null): SignInDesk {
  if (!desk) throw new GatewayError('not-found', '这个网关没有登录,只认令牌')
  return desk
}
