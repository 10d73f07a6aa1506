import type { Gateway } from '../gateway.ts'
import type { Chore } from '../repeat.ts'
import { KeyTaken, type Statement } from '../store/driver.ts'
import { insertNotification } from '../store/notifications.ts'
import { type NewNotification, type Notification, newNotification } from './notification.ts'
import { sendOne } from './send.ts'

const LEASE = 'notifications'
/** A round that stands still so long is taken over by another process. */
const LEASE_MS = 60_000
const LOOK_MS = 5_000
/** Looked at in one round. */
const ROUND = 200
/** So many in a row that could not be sent now: the others wait for the next round. */
const MOST_LATER = 3
/** One that is tried at once is left alone by the rounds so long. */
const OWN_TRY_MS = 30_000

/**
 * Writes a notification and, where it may go out at any time (a code somebody waits for), tries to send it at once; any other goes out with the next round.
 * What came of it: `sent`, or `waiting` with the reason in `reason`. Null where no text message can go to that number, or the key was used before.
 * `beside` is written in the same batch or not at all.
 * A one-time code: `notify(gateway, { template: 'code', phone, values: { 码: code, 分: '5' }, key: \`code:${id}\` })`; the code is kept nowhere once it was sent.
 */
export async function notify(
  gateway: Gateway,
  told: NewNotification,
  beside: readonly Statement[] = [],
): Promise<Notification | null> {
  const made = newNotification(gateway, told)
  if (!made) return null
  const { notification } = made
  const at = notification.anytime ? { ...notification, nextAt: notification.nextAt + OWN_TRY_MS } : notification
  try {
    await gateway.store.commit([insertNotification(at), ...beside])
  } catch (error) {
    if (error instanceof KeyTaken) return null
    throw error
  }
  return at.anytime ? sendOne(gateway, at) : at
}

/** Sends what waits, in one process at a time; how many were looked at. */
export async function sendWaiting(gateway: Gateway, owner: string): Promise<number> {
  const { store, clock } = gateway
  const hold = (now: number) => store.leases.take(LEASE, owner, now, now + LEASE_MS)
  if (!(await hold(clock.now()))) return 0
  const rows = await store.notifications.due(clock.now(), ROUND)
  let looked = 0
  let later = 0
  for (const row of rows) {
    if (looked > 0 && !(await hold(clock.now()))) return looked
    const { state, attempts } = await sendOne(gateway, row)
    looked += 1
    later = state === 'waiting' && attempts > row.attempts ? later + 1 : 0
    if (later === MOST_LATER) break
  }
  await store.leases.giveBack(LEASE, owner, clock.now())
  return looked
}

/** Looks every five seconds. */
export function notifying(gateway: Gateway, owner: string): Chore {
  return { name: 'notifications', everyMs: LOOK_MS, work: () => sendWaiting(gateway, owner) }
}
