import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Case } from '../case/case.ts'
import { addDays, isDate } from '../form/calendar-date.ts'
import { isObject, type Json, type JsonObject, valueAt } from '../json.ts'
import type { Statement } from '../store/driver.ts'
import { deleteDueDate, upsertDueDate } from '../store/due-dates.ts'
import { startOfDate } from '../time.ts'
import type { ReminderPlan } from './plan.ts'

/** Ends that people are reminded of. */
export const DUE_KINDS = { licence: '证照到期', correction: '补正到期' } as const
export type DueKind = keyof typeof DUE_KINDS

/** A day on which something ends, and when somebody is to be reminded of it next. One row a licence, whichever case said last when it ends. */
export interface DueDate {
  /** made of what ends: a licence's type and number, or the case that is to be corrected */
  readonly id: string
  readonly kind: DueKind
  /** who is reminded: this case's applicant */
  readonly caseId: string
  /** `yyyy-MM-dd`, the last day that counts */
  readonly endsOn: string
  /** the start of the day of the next reminder; after the last one the day after the end, when the row goes */
  readonly nextAt: number
}

/** What a step of a case says anew of days on which something ends, for the batch of the step. */
export function dueDatesOf(plan: ReminderPlan | null, before: Case | null, after: Case, now: number): Statement[] {
  if (!plan) return []
  return [...licenceDates(plan, before, after, now), ...correctionDates(plan, before, after, now)]
}

/** A licence by its type and number; by its case where it has none. */
export function licenceIdOf({ id, memo }: Pick<Case, 'id' | 'memo'>): string {
  const [type, no] = ['typeCode', 'no'].map((name) => textAt(memo, `licence.${name}`))
  return idOf(no === '' ? `licence:${id}` : `licence:${type}:${no}`)
}

/** The last day of what a row is about as its case has it now; '' where it has none any more. */
export function endOf(kind: DueKind, { status, memo }: Pick<Case, 'status' | 'memo'>): string {
  const day = kind === 'licence' ? textAt(memo, 'licence.validTo') : status === 'CORRECTION' ? correctionEnd(memo) : ''
  return isDate(day.slice(0, 10)) ? day.slice(0, 10) : ''
}

/** When to remind next: at the start of the first of those days that is still to come; after them, when nobody is reminded any more. */
export function nextReminder(days: readonly number[], endsOn: string, now: number): number {
  const starts = days.map((count) => startOfDate(addDays(endsOn, -count)))
  return starts.find((at) => at > now) ?? startOfDate(addDays(endsOn, 1))
}

function licenceDates(plan: ReminderPlan, before: Case | null, after: Case, now: number): Statement[] {
  const { memo } = after
  if (!isObject(memo['licence']) || same(before?.memo['licence'], memo['licence'])) return []
  return dated('licence', licenceIdOf(after), plan.licence, after, now)
}

function correctionDates(plan: ReminderPlan, before: Case | null, after: Case, now: number): Statement[] {
  const id = idOf(`correction:${after.id}`)
  const had = before ? endOf('correction', before) : ''
  if (endOf('correction', after) === had) return []
  return dated('correction', id, plan.correction, after, now)
}

function dated(kind: DueKind, id: string, days: readonly number[], after: Case, now: number): Statement[] {
  const endsOn = endOf(kind, after)
  if (endsOn === '' || startOfDate(addDays(endsOn, 1)) <= now) return [deleteDueDate(id)]
  return [upsertDueDate({ id, kind, caseId: after.id, endsOn, nextAt: nextReminder(days, endsOn, now) })]
}

function correctionEnd(memo: JsonObject): string {
  return textAt(memo, 'correction.dueOn')
}

function idOf(what: string): string {
  return bytesToHex(sha256(utf8ToBytes(what)).subarray(0, 16))
}

function textAt(memo: JsonObject, path: string): string {
  const value = valueAt(memo, path)
  return typeof value === 'string' ? value : ''
}

function same(one: Json | undefined, other: Json | undefined): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}
