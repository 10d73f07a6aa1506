import type { Case } from '../case/case.ts'
import { changeCase } from '../case/commit.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { newId } from '../ids.ts'
import { valueAt } from '../json.ts'
import { aboutCase, dayWords, type NewsOf, phoneOf } from '../notifications/case-news.ts'
import { newNotification } from '../notifications/notification.ts'
import { hasResult, isRatedHere } from '../ratings/invite.ts'
import { hashOfCode, newDigits } from '../short-codes.ts'
import type { Statement } from '../store/driver.ts'
import type { Staff } from '../store/people.ts'
import { closePickupCodes, insertPickupCode, upsertFirstPickup } from '../store/pickups.ts'
import { DAY_MS, toDate } from '../time.ts'
import type { PickupCode } from './pickup.ts'

const CODE_DIGITS = 8
const GOOD_DAYS = 7
/** CT_DELIVERY: at a window, at a kiosk */
const HANDED_OUT = ['0', '2']
/** Where a form says how the result is fetched; where it does not, nobody is told of a code. */
const METHOD = 'delivery.method'

/** What a code is hashed with; the same for all, because at a kiosk nothing but the code is typed. */
export function hashOfPickup(code: string): string {
  return hashOfCode('pickup', code)
}

/** The first code of a case that is done and whose result is fetched, with the message that tells it, for the batch of the step; nothing where nobody can be told. */
export function firstPickup(gateway: NewsOf, before: Case | null, after: Case): Statement[] {
  const isDone = after.status === 'COMPLETED' && before?.status !== 'COMPLETED'
  if (!isDone || !isRatedHere(after) || !HANDED_OUT.includes(String(valueAt(after.form, METHOD) ?? ''))) return []
  const { pickup, notification } = newCode(gateway, after, { seq: 1, print: 1, reason: '', madeBy: 'gateway' })
  return notification ? [closePickupCodes(after.id), upsertFirstPickup(pickup), notification] : []
}

/** A code as it was made: `code` is said where no message can tell it, and nowhere else. */
export interface MadePickup {
  readonly pickup: PickupCode
  readonly told: boolean
  readonly code: string | null
}

/** Makes a new code in place of one that was lost or ran out; once the result was handed out another one needs a reason, and is counted. */
export async function makePickupCode(
  gateway: Gateway,
  no: string,
  reason: string,
  by: Pick<Staff, 'id'>,
): Promise<MadePickup> {
  const { answer } = await changeCase(
    gateway,
    () => gateway.store.cases.byNo(no),
    async (value) => {
      if (!isRatedHere(value)) throw new GatewayError('state-conflict', '这个办件的结果由收件地发放')
      if (!hasResult(value.status)) throw new GatewayError('state-conflict', '办件还没有结果,没有可领的')
      const before = await gateway.store.pickups.ofCase(value.id)
      const handedOut = before.filter(({ usedAt }) => usedAt > 0).length
      if (handedOut > 0 && reason === '') throw againWithoutReason(handedOut + 1)
      const place = { seq: before.length + 1, print: handedOut + 1, reason, madeBy: `staff:${by.id}` }
      const { pickup, notification, code } = newCode(gateway, value, place)
      const told = notification !== null
      const data = { code: pickup.seq, print: pickup.print, told, ...(reason === '' ? {} : { reason }) }
      return {
        events: [{ type: 'pickup-coded', status: value.status, at: pickup.madeAt, actor: pickup.madeBy, data }],
        value,
        statements: [closePickupCodes(value.id), insertPickupCode(pickup), ...(notification ? [notification] : [])],
        answer: { pickup, told, code: told ? null : code },
      }
    },
  )
  return answer
}

function newCode(gateway: NewsOf, value: Case, place: Pick<PickupCode, 'seq' | 'print' | 'reason' | 'madeBy'>) {
  const { clock, random } = gateway
  const now = clock.now()
  const code = newDigits(random, CODE_DIGITS)
  const pickup: PickupCode = {
    ...place,
    id: newId(clock, random),
    caseId: value.id,
    codeHash: hashOfPickup(code),
    madeAt: now,
    endsAt: now + GOOD_DAYS * DAY_MS,
    usedAt: 0,
    usedBy: '',
    place: '',
  }
  const told = newNotification(gateway, {
    template: 'pickup',
    phone: phoneOf(value),
    values: { ...aboutCase(gateway, value), 码: code, 日期: dayWords(toDate(pickup.endsAt)) },
    key: `pickup:${pickup.id}`,
    caseId: value.id,
  })
  return { pickup, code, notification: told?.statement ?? null }
}

function againWithoutReason(print: number): GatewayError {
  const message = `第 ${print} 次领取、打印须写明理由`
  return new GatewayError('step-invalid', message, [
    { path: 'reason', code: 'required', message, fix: '请写明遗失、污损、更正等理由' },
  ])
}
