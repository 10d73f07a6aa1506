import type { Gateway } from '../gateway.ts'
import { maskPhone } from '../mask.ts'
import { updateNotification } from '../store/notifications.ts'
import { DAY_MS, startOfDate, toDate, toTime } from '../time.ts'
import type { Notification } from './notification.ts'
import type { NotificationPlan } from './plan.ts'
import type { SmsResult } from './sms.ts'

const MINUTE_MS = 60_000
/** Pauses before the second, third, … try; then the last again and again until it is of no use any more. */
const PAUSES_MS = [1, 5, 15, 30].map((minutes) => minutes * MINUTE_MS)

/** Tries to send one that waits, unless its telephone or the day has had enough or people sleep; what came of it is written. */
export async function sendOne(gateway: Gateway, row: Notification): Promise<Notification> {
  const after = await tryOne(gateway, row)
  await gateway.store.commit([updateNotification(after, row)])
  return after
}

async function tryOne(gateway: Gateway, row: Notification): Promise<Notification> {
  const now = gateway.clock.now()
  if (now >= row.deadlineAt) return ended(row, 'expired', now, row.reason || '过了时限')
  const plan = gateway.config.notifications
  const held = plan && (await heldUntil(gateway, plan, row, now))
  if (held)
    return held.at >= row.deadlineAt
      ? ended(row, 'expired', now, held.why)
      : { ...row, nextAt: held.at, reason: held.why }
  if (!gateway.sms) return later(row, now, '没有接入短信平台')
  const { id, phone, text } = row
  const result = await gateway.sms
    .send({ id, phone, text })
    .catch((): SmsResult => ({ is: 'later', reason: '没有应答' }))
  if (result.is === 'later') return later(row, now, result.reason)
  if (result.is === 'refused') return ended(row, 'refused', now, result.reason)
  return { ...ended(row, 'sent', now, ''), receipt: result.receipt }
}

/** Whoever is told no more needs no number and no code. */
function ended(row: Notification, state: Notification['state'], now: number, reason: string): Notification {
  const attempts = row.attempts + 1
  return { ...row, state, attempts, reason: cut(reason), endedAt: now, phone: maskPhone(row.phone), text: row.shown }
}

function later(row: Notification, now: number, reason: string): Notification {
  const pause = PAUSES_MS[Math.min(row.attempts, PAUSES_MS.length - 1)] ?? MINUTE_MS
  // once more at the very end, and then no more
  const nextAt = Math.min(now + pause, Math.max(row.deadlineAt, now + 1))
  return { ...row, attempts: row.attempts + 1, nextAt, reason: cut(reason) }
}

const cut = (reason: string) => reason.slice(0, 200)

async function heldUntil(
  { store }: Gateway,
  { limits, hours }: NotificationPlan,
  { anytime, phoneKey }: Notification,
  now: number,
): Promise<{ at: number; why: string } | null> {
  const today = startOfDate(toDate(now))
  const opens = (day: number) => Date.parse(`${toDate(day)}T${hours.from}:00+08:00`)
  const minute = toTime(now).slice(11, 16)
  if (!anytime && minute < hours.from) return { at: opens(now), why: '夜间不发' }
  if (!anytime && minute >= hours.to) return { at: opens(now + DAY_MS), why: '夜间不发' }
  const most = anytime ? limits.codesPerPhone : limits.perPhone
  if ((await store.notifications.sentTo(phoneKey, anytime, today)) >= most)
    return { at: opens(now + DAY_MS), why: `这个号码今天已发 ${most} 条` }
  if (!anytime && (await store.notifications.sentSince(today)) >= limits.perDay)
    return { at: opens(now + DAY_MS), why: `今天已发 ${limits.perDay} 条` }
  return null
}
