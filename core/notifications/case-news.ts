import type { Case } from '../case/case.ts'
import type { EventFacts } from '../case/event.ts'
import { STATUSES } from '../case/status.ts'
import type { Gateway } from '../gateway.ts'
import { type Json, valueAt } from '../json.ts'
import type { Statement } from '../store/driver.ts'
import { toDate } from '../time.ts'
import { newNotification } from './notification.ts'
import { TEMPLATES, type Values } from './plan.ts'

/** What a case's news is made of. */
export type NewsOf = Pick<Gateway, 'config' | 'clock' | 'applicantIndex' | 'home' | 'matters' | 'regions' | 'random'>

/** What the applicant is told of a step of their case, for the batch of that step; `more` is what only the step knows, a code say. Cases that others took in are theirs to tell of; of a case in legs the whole tells. */
export function caseNews(
  gateway: NewsOf,
  before: Case | null,
  after: Case,
  events: readonly Pick<EventFacts, 'data'>[],
  more: Values = {},
): Statement[] {
  const plan = gateway.config.notifications
  const isTakenInHere = after.direction === 'out' || after.bundleId !== null
  if (!plan || before?.status === after.status || !isTakenInHere || after.parentId !== null) return []
  return TEMPLATES.filter((key) => plan.templates[key].statuses?.includes(after.status)).flatMap((template) => {
    const made = newNotification(gateway, {
      template,
      phone: phoneOf(after),
      values: { ...aboutCase(gateway, after), ...ofStep(after, events.at(-1)?.data ?? {}), ...more },
      key: `case:${after.id}:${after.seq}:${template}`,
      caseId: after.id,
    })
    return made ? [made.statement] : []
  })
}

/** Where the applicant is told: their own number, else that of whoever acts for them. */
export function phoneOf({ form }: Pick<Case, 'form'>): string {
  return textOfValue(valueAt(form, 'applicant.mobile')) || textOfValue(valueAt(form, 'agent.mobile'))
}

/** What every text about a case may say: no name, no number of a person. */
export function aboutCase({ config, home, matters, regions }: NewsOf, { no, matter, region }: Case): Values {
  return {
    事项: config.notifications?.matters[matter] ?? matters.get(matter)?.name ?? matter,
    地区: regions.get(region)?.name ?? home.name,
    尾号: no.slice(-4),
    电话: config.home.phone,
  }
}

/** `3月9日` of a date. */
export function dayWords(date: string): string {
  const [, month, day] = date.slice(0, 10).split('-')
  return `${Number(month)}月${Number(day)}日`
}

/** What the step itself says, where it says it. */
function ofStep({ status, memo }: Case, data: EventFacts['data']): Values {
  const progress = valueAt(data, 'progress') ?? data
  const said = (path: string) => valueAt(progress as never, path) ?? valueAt(data, path)
  const items = said('correction.items') ?? valueAt(memo, 'correction.items')
  const due = textOfValue(status === 'CORRECTION' ? (said('correction.dueOn') ?? null) : promisedDay(said))
  const count = Array.isArray(items) ? items.length : 0
  return {
    结果: STATUSES[status],
    ...(due === '' ? {} : { 日期: dayWords(due) }),
    ...(count > 0 ? { 数: String(count) } : {}),
    ...ifAny('天', textOfValue(said('suspension.days'))),
    ...ifAny('单号', textOfValue(said('shipment.waybillNo'))),
  }
}

function promisedDay(said: (path: string) => Json | undefined): Json | undefined {
  return said('limit.dueOn') ?? said('limit.dueAt')
}

const ifAny = (name: keyof Values, text: string): Values => (text === '' ? {} : { [name]: text })

function textOfValue(value: Json | undefined): string {
  if (typeof value === 'number') return value > 1e11 ? toDate(value) : String(value)
  return typeof value === 'string' ? value : ''
}
