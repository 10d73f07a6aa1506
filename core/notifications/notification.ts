import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { checkMobile } from '../form/contact.ts'
import type { Gateway } from '../gateway.ts'
import { maskPhone } from '../mask.ts'
import type { Statement } from '../store/driver.ts'
import { insertNotification } from '../store/notifications.ts'
import { type TemplateKey, textOf, type Values } from './plan.ts'

/** Where a notification stands: not sent yet, taken by the text message gateway, refused by it, or of no use any more before it could be sent. */
export const NOTIFICATION_STATES = {
  waiting: '待发',
  sent: '已发',
  refused: '短信平台拒收',
  expired: '过期未发',
} as const

export type NotificationState = keyof typeof NOTIFICATION_STATES

/** A text message to one telephone: the row is the duty to send it, once. */
export interface Notification {
  /** made of what it says once */
  readonly id: string
  readonly template: TemplateKey
  /** '' where it is about no case */
  readonly caseId: string
  /** in full until it was sent, masked from then on */
  readonly phone: string
  /** what the telephone's day is counted by: its keyed digest, or its masked number where there is no key */
  readonly phoneKey: string
  readonly anytime: boolean
  /** as it goes out; once it was sent as it may be read, without the code in it */
  readonly text: string
  /** as it may be read */
  readonly shown: string
  readonly state: NotificationState
  readonly attempts: number
  readonly nextAt: number
  /** of no use from then on */
  readonly deadlineAt: number
  /** why it waits or was not sent */
  readonly reason: string
  /** the text message gateway's own number for it */
  readonly receipt: string
  readonly createdAt: number
  /** 0 while it waits */
  readonly endedAt: number
}

/** What a notification says, to whom, and under which key it is said once. */
export interface NewNotification {
  readonly template: TemplateKey
  readonly phone: string
  readonly values: Values
  readonly key: string
  readonly caseId?: string
}

const HOUR_MS = 3_600_000

/** A notification and the statement that writes it, for the batch of what it tells of; null where no text message can go to that number, or none are declared. A second one under the same key throws `KeyTaken`. */
export function newNotification(
  gateway: Pick<Gateway, 'config' | 'clock' | 'applicantIndex'>,
  { template, phone, values, key, caseId = '' }: NewNotification,
): { readonly notification: Notification; readonly statement: Statement } | null {
  const plan = gateway.config.notifications
  if (!plan || checkMobile(phone) !== null) return null
  const { anytime = false, secret = false, validHours } = plan.templates[template]
  const now = gateway.clock.now()
  const text = textOf(plan, template, values)
  const code = secret ? values.码 : undefined
  const notification: Notification = {
    id: bytesToHex(sha256(utf8ToBytes(key)).subarray(0, 16)),
    template,
    caseId,
    phone,
    phoneKey: gateway.applicantIndex.digest('mobile', phone) ?? maskPhone(phone),
    anytime,
    text,
    shown: code ? textOf(plan, template, { ...values, 码: '*'.repeat(code.length) }) : text,
    state: 'waiting',
    attempts: 0,
    nextAt: now,
    deadlineAt: now + validHours * HOUR_MS,
    reason: '',
    receipt: '',
    createdAt: now,
    endedAt: 0,
  }
  return { notification, statement: insertNotification(notification) }
}
