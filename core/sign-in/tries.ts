import { GatewayError } from '../gateway-error.ts'
import type { Store } from '../store/store.ts'
import { toTime } from '../time.ts'

/** Counts a try for a name before it is made and says how many are left after it; throws, saying until when, where the name is locked. */
export async function tryOnce(store: Store, now: number, username: string, what = '账号'): Promise<number> {
  const counted = await store.signInTries.count(username, now)
  if ('lockedUntil' in counted) throw locked(counted.lockedUntil, what)
  return counted.left
}

/** The refusal after a wrong password: how often it may still be tried, or until when no more. */
export async function wrongPassword(store: Store, username: string, left: number): Promise<GatewayError> {
  const until = left > 0 ? null : await store.signInTries.lockedUntil(username)
  return until === null ? new GatewayError('sign-in-failed', `账号或密码不对,还可试 ${left} 次`) : locked(until)
}

function locked(until: number, what = '账号'): GatewayError {
  const minutes = Math.floor((until + 59_999) / 60_000) * 60_000
  return new GatewayError('account-locked', `${what}已锁定至 ${toTime(minutes).slice(11, 16)}`)
}
