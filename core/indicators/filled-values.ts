import { recordAudit } from '../audit-trail.ts'
import { BYTE_ORDER_MARK, toCsvLine } from '../csv.ts'
import { checkPlainText } from '../form/plain-text.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { KeyTaken } from '../store/driver.ts'
import { insertFilledValue } from '../store/filled-values.ts'
import type { Staff } from '../store/people.ts'
import { toTime } from '../time.ts'
import { MANUAL } from './registry.ts'

/** What somebody said of an indicator that nobody computes, for one period; what was said before stays, the newest counts. */
export interface FilledValue {
  /** of the registry's row */
  readonly code: string
  /** `2026`, `2026-Q1` or `2026-03` */
  readonly period: string
  /** 1 for the first that was said of the period, then one more each time */
  readonly seq: number
  readonly value: number
  /** where the figure comes from: a report, a ledger, an inspection */
  readonly source: string
  readonly actor: string
  readonly at: number
}

/** A period that values are filled in for. */
export const PERIOD = /^\d{4}(-(0[1-9]|1[0-2]|Q[1-4]))?$/

/** First and last day of a period, `yyyy-MM-dd`. */
export function daysOf(period: string): { readonly from: string; readonly to: string } {
  const [year = '', part = ''] = period.split('-')
  const [first, last] = part === '' ? [1, 12] : part.startsWith('Q') ? quarter(Number(part[1])) : [+part, +part]
  const two = (month: number) => String(month).padStart(2, '0')
  const end = new Date(Date.UTC(Number(year), last, 0)).getUTCDate()
  return { from: `${year}-${two(first)}-01`, to: `${year}-${two(last)}-${end}` }
}

const quarter = (number: number): [number, number] => [number * 3 - 2, number * 3]

/** Of what was filled in for an indicator, the newest word on the latest period that begins by the end of a time and ends not before it begins. */
export function filledFor(values: readonly FilledValue[], time: { from: string; to: string }): FilledValue | null {
  const within = values.filter(({ period }) => {
    const { from, to } = daysOf(period)
    return from <= time.to && to >= time.from
  })
  const order = ({ period, seq }: FilledValue) =>
    `${daysOf(period).to} ${daysOf(period).from} ${String(seq).padStart(9, '0')}`
  return within.sort((one, other) => order(other).localeCompare(order(one)))[0] ?? null
}

/** Keeps what a person says of an indicator for a period, with where it comes from. Throws where the registry has no such row, or the gateway computes it. */
export async function fillValue(
  gateway: Gateway,
  { code, period, value, source }: Pick<FilledValue, 'code' | 'period' | 'value' | 'source'>,
  staff: Pick<Staff, 'id'>,
): Promise<FilledValue> {
  const { store, clock } = gateway
  const row = (await store.indicatorRegistry.list()).find((one) => one.code === code)
  if (!row) throw new GatewayError('not-found', `登记表里没有编号为“${code.slice(0, 40)}”的指标`)
  if (row.indicator !== null)
    throw new GatewayError('state-conflict', `“${row.name}”由网关计算(${row.indicator}),不用填报`)
  requireSound({ period, value, source })
  for (let tries = 0; ; tries += 1) {
    const earlier = await store.filledValues.ofCode(code)
    const seq = 1 + Math.max(0, ...earlier.filter((one) => one.period === period).map((one) => one.seq))
    const filled = { code, period, seq, value, source: source.trim(), actor: `staff:${staff.id}`, at: clock.now() }
    try {
      await store.commit([insertFilledValue(filled)])
      await recordAudit(gateway, staff, 'indicator.fill', { object: code, facts: { period, value, seq } })
      return filled
    } catch (error) {
      if (!(error instanceof KeyTaken) || tries === 2) throw error
    }
  }
}

function requireSound({ period, value, source }: Pick<FilledValue, 'period' | 'value' | 'source'>): void {
  const faults = [
    ...(PERIOD.test(period) ? [] : [fault('period', '期间应写作 2026、2026-Q1 或 2026-03')]),
    ...(Number.isFinite(value) && Math.abs(value) < 1e12 ? [] : [fault('value', '值应是数,绝对值小于一万亿')]),
    ...(source.trim() === '' ? [fault('source', '依据没有填:这个数从哪份报表、台账或检查来')] : []),
    ...([...source].length > 200 ? [fault('source', '依据最多 200 个字')] : []),
    ...(source.trim() === '' || checkPlainText(source) === null ? [] : [fault('source', '依据里有看不见的控制字符')]),
  ]
  if (faults.length > 0) throw new GatewayError('body-invalid', faults.map(({ message }) => message).join(';'), faults)
}

const fault = (path: string, message: string) => ({ path, code: 'format', message })

/** The registry's figures as CSV: what the gateway made and what people filled in, with where it comes from. */
export function registryFiguresCsv(registry: readonly RegistryFigure[]): string {
  const head = ['编号', '名称', '板块', '来源', '值', '单位', '期间', '依据', '填报人', '填报时间']
  const lines = registry.map(({ code, name, section, indicator, unit, value, filled }) =>
    toCsvLine([
      ...[code, name, section, indicator ?? MANUAL, value === null ? '' : String(value), unit],
      ...(filled ? [filled.period, filled.source, filled.actor, filled.at] : ['', '', '', '']),
    ]),
  )
  return BYTE_ORDER_MARK + toCsvLine(head) + lines.join('')
}

/** What is shown of a row of the registry. */
interface RegistryFigure {
  readonly code: string
  readonly name: string
  readonly section: string
  readonly indicator: string | null
  readonly unit: string
  readonly value: number | null
  readonly filled: ShownFilled | null
}

/** What was filled in, for people. */
export interface ShownFilled {
  readonly period: string
  readonly source: string
  readonly actor: string
  readonly at: string
}

export function shownFilled({ period, source, actor, at }: FilledValue): ShownFilled {
  return { period, source, actor, at: toTime(at) }
}
