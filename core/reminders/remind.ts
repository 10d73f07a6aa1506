import type { Case } from '../case/case.ts'
import { changeCase } from '../case/commit.ts'
import { addDays } from '../form/calendar-date.ts'
import type { Gateway } from '../gateway.ts'
import { valueAt } from '../json.ts'
import { aboutCase, dayWords, phoneOf } from '../notifications/case-news.ts'
import { newNotification } from '../notifications/notification.ts'
import type { Values } from '../notifications/plan.ts'
import type { Chore } from '../repeat.ts'
import { deleteDueDate, upsertDueDate } from '../store/due-dates.ts'
import { DAY_MS, startOfDate, toDate } from '../time.ts'
import { type DueDate, endOf, licenceIdOf, nextReminder } from './due-dates.ts'
import type { ReminderPlan } from './plan.ts'

const ROUND = 200
const LOOK_MS = 60_000

/** Reminds of every end whose day has come, each of its days once however many processes look and however long none did; how many rows were looked at. */
export async function remind(gateway: Gateway): Promise<number> {
  const plan = gateway.config.reminders
  if (!plan) return 0
  const rows = await gateway.store.dueDates.due(gateway.clock.now(), ROUND)
  for (const row of rows) await remindOf(gateway, plan, row).catch((error: unknown) => skip(gateway, row, error))
  return rows.length
}

/** Once a minute: what has a day has it from its first minute on. */
export function reminding(gateway: Gateway): Chore {
  return { name: 'reminders', everyMs: LOOK_MS, work: () => remind(gateway) }
}

/** One case that cannot be written holds up no other. */
async function skip({ store, log, clock }: Gateway, row: DueDate, error: unknown): Promise<void> {
  log.error('not-reminded', { case: row.caseId, error: error instanceof Error ? error.name : 'unknown' })
  await store.commit([upsertDueDate({ ...row, nextAt: clock.now() + 3_600_000 })])
}

async function remindOf(gateway: Gateway, plan: ReminderPlan, { id }: DueDate): Promise<void> {
  const found = await gateway.store.dueDates.byId(id)
  if (!found) return
  await changeCase(
    gateway,
    () => gateway.store.cases.byId(found.caseId),
    async (value) => {
      const now = gateway.clock.now()
      // whoever was first has moved the row on
      const row = await gateway.store.dueDates.byId(id)
      const nothing = { events: [], value, statements: [], answer: null }
      if (!row || row.nextAt > now || row.caseId !== value.id) return nothing
      if (isGone(row, value) || now >= startOfDate(addDays(row.endsOn, 1)))
        return { ...nothing, statements: [deleteDueDate(id)] }
      const left = Math.round((startOfDate(row.endsOn) - startOfDate(toDate(now))) / DAY_MS)
      const told = newNotification(gateway, {
        template: row.kind === 'licence' ? 'licenceExpiry' : 'correctionDue',
        phone: phoneOf(value),
        values: { ...aboutCase(gateway, value), ...saidOf(plan, row, value) },
        key: `${row.id}:${row.endsOn}:${left}`,
        caseId: value.id,
      })
      const data = { of: row.kind, endsOn: row.endsOn, daysLeft: left, told: told !== null }
      return {
        ...nothing,
        events: [{ type: 'reminded', status: value.status, at: now, actor: 'gateway', data }],
        statements: [
          upsertDueDate({ ...row, nextAt: nextReminder(plan[row.kind], row.endsOn, now) }),
          ...(told ? [told.statement] : []),
        ],
      }
    },
  )
}

/** A licence that has another number or end now, a correction that was answered. */
function isGone({ id, kind, endsOn }: DueDate, value: Case): boolean {
  return endOf(kind, value) !== endsOn || (kind === 'licence' && licenceIdOf(value) !== id)
}

function saidOf({ renewal }: ReminderPlan, { kind, endsOn }: DueDate, { matter, memo }: Case): Values {
  const items = valueAt(memo, 'correction.items')
  const ahead = renewal[matter]
  return {
    日期: dayWords(endsOn),
    ...(kind === 'licence' && ahead !== undefined ? { 天: String(ahead) } : {}),
    ...(kind === 'correction' && Array.isArray(items) ? { 数: String(items.length) } : {}),
  }
}
