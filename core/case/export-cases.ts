import { recordAudit } from '../audit-trail.ts'
import { BYTE_ORDER_MARK, toCsvLine } from '../csv.ts'
import type { Gateway } from '../gateway.ts'
import type { JsonObject } from '../json.ts'
import type { CaseFilter, CaseHead } from '../store/case-lists.ts'
import type { Staff } from '../store/people.ts'
import { toTime } from '../time.ts'
import { STATUSES } from './status.ts'

const ROWS_AT_ONCE = 1_000

const COLUMNS: readonly (readonly [title: string, text: (value: CaseHead, gateway: Gateway) => string | null])[] = [
  ['办件编号', ({ no }) => no],
  ['方向', ({ direction }) => (direction === 'out' ? '报出' : '转来')],
  [
    '地区',
    ({ region }, { regions, home }) => regions.get(region)?.name ?? (region === home.division ? home.name : region),
  ],
  ['事项', ({ matter }, { matters }) => matters.get(matter)?.name ?? matter],
  ['状态', ({ status }) => STATUSES[status]],
  ['申请人', ({ applicant }) => applicant],
  ['对方办件编号', ({ partnerNo }) => partnerNo],
  ['收件人员', ({ clerk }) => clerk],
  ['经办人', ({ handler }) => handler],
  ['收件时间', ({ createdAt }) => toTime(createdAt).slice(0, 19).replace('T', ' ')],
  ['更新时间', ({ updatedAt }) => toTime(updatedAt).slice(0, 19).replace('T', ' ')],
]

/** A list of cases as CSV, newest first, applicants masked, read a thousand at a time as it is taken. Who takes it and what of stands in the audit trail before the first line, how many rows it had after the last. */
export async function* exportCases(gateway: Gateway, filter: CaseFilter, staff: Staff): AsyncGenerator<string> {
  await recordAudit(gateway, staff, 'case.export', { facts: { ...filter } as JsonObject })
  yield BYTE_ORDER_MARK + toCsvLine(COLUMNS.map(([title]) => title))
  let rows = 0
  for (let after: { at: number; id: string } | null = null; ; ) {
    const page: CaseHead[] = await gateway.store.caseLists.list(filter, {
      limit: ROWS_AT_ONCE,
      ...(after ? { after } : {}),
    })
    if (page.length > 0)
      yield page.map((value) => toCsvLine(COLUMNS.map(([, text]) => text(value, gateway) ?? ''))).join('')
    rows += page.length
    const last = page.at(-1)
    if (!last || page.length < ROWS_AT_ONCE) break
    after = { at: last.createdAt, id: last.id }
  }
  await recordAudit(gateway, staff, 'case.exported', { facts: { rows } })
}
