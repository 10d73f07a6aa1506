import type { Gateway } from './gateway.ts'
import { GatewayError } from './gateway-error.ts'
import { LOCKED_MS } from './store/sign-in-tries.ts'
import { toTime } from './time.ts'

/** Counts a try at something that only who knows it should find, before it is made; throws where there were five wrong ones, until a quarter of an hour later. Who was right has it forgotten (`signInTries.forget`). */
export async function tryLimited({ store, clock }: Pick<Gateway, 'store' | 'clock'>, name: string): Promise<void> {
  const now = clock.now()
  const counted = await store.signInTries.count(name, now)
  if (!('lockedUntil' in counted)) return
  const minutes = Math.ceil(Math.max(counted.lockedUntil - now, 1) / 60_000)
  const at = toTime(now + minutes * 60_000).slice(11, 16)
  throw new GatewayError('too-many-tries', `请 ${Math.min(minutes, LOCKED_MS / 60_000)} 分钟后(${at})再试`)
}
