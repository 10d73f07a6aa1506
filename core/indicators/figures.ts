import type { SumFilter, SumGroup } from '../store/indicators.ts'
import type { Store } from '../store/store.ts'
import { DAY_MS, startOfDate, toDate } from '../time.ts'
import { type Formula, formulaText, INDICATORS, type Indicator, unitOf } from './catalogue.ts'
import { type CountedMeasure, MEASURES, type SpanKey } from './measure.ts'
import { type Classes, percentile } from './spans.ts'

const HOUR_MS = 3_600_000
const MINUTES_A_DAY = 1_440

/** What figures are asked for: days from and to, both included. */
export interface FigureQuery {
  readonly from: string
  readonly to: string
  readonly region?: string | undefined
  readonly matter?: string | undefined
  readonly direction?: 'out' | 'in' | undefined
}

/** A figure and what it was made of. */
export interface Figure {
  readonly id: string
  /** null where nothing was counted that it could be made of */
  readonly value: number | null
  readonly numerator: number | null
  readonly denominator: number | null
}

/** Figures of one month, region or matter; '' where they are of all together. */
export interface FigureGroup {
  readonly group: string
  readonly figures: readonly Figure[]
}

/** What was counted, by measure. */
type Amounts = ReadonlyMap<string, number>

/** All figures for a time, of all together or kept apart; read from sums by month and day, however many cases there are. */
export async function readFigures(
  { indicators }: Pick<Store, 'indicators'>,
  query: FigureQuery,
  by: SumGroup | null,
): Promise<FigureGroup[]> {
  const { from, to, ...narrowed } = query
  const groups = new Map<string, Map<string, number>>(by === null ? [['', new Map()]] : [])
  for (const piece of piecesOf(from, to))
    for (const { group, measure, amount } of await indicators.sums({ ...piece, ...narrowed }, by)) {
      const own = groups.get(group) ?? new Map<string, number>()
      groups.set(group, own)
      own.set(measure, (own.get(measure) ?? 0) + amount)
    }
  return [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([group, amounts]) => ({ group, figures: INDICATORS.map((indicator) => figureOf(indicator, amounts)) }))
}

/** A time as whole months and the days that are left before and after them. */
export function piecesOf(from: string, to: string): Pick<SumFilter, 'from' | 'to'>[] {
  const first = from.endsWith('-01') ? from.slice(0, 7) : nextMonth(from.slice(0, 7))
  const last = isLastDay(to) ? to.slice(0, 7) : monthBefore(to.slice(0, 7))
  if (first > last) return from > to ? [] : [{ from: `d${from}`, to: `d${to}` }]
  const head = { from: `d${from}`, to: `d${dayBefore(`${first}-01`)}` }
  const tail = { from: `d${nextMonth(last)}-01`, to: `d${to}` }
  return [head, { from: `m${first}`, to: `m${last}` }, tail].filter((piece) => piece.from <= piece.to)
}

const dayBefore = (day: string): string => toDate(startOfDate(day) - DAY_MS)
const dayAfter = (day: string): string => toDate(startOfDate(day) + DAY_MS)
const isLastDay = (day: string): boolean => dayAfter(day).endsWith('-01')
const monthBefore = (month: string): string => dayBefore(`${month}-01`).slice(0, 7)
const nextMonth = (month: string): string => toDate(startOfDate(`${month}-28`) + 4 * DAY_MS).slice(0, 7)

function figureOf({ id, formula }: Indicator, amounts: Amounts): Figure {
  const amount = (measure: CountedMeasure) => amounts.get(measure) ?? 0
  if (formula.kind === 'sum') return { id, value: amount(formula.of), numerator: amount(formula.of), denominator: null }
  if (formula.kind === 'percentile') {
    const classes = classesOf(formula.span, amounts)
    const ms = percentile(classes, formula.percent)
    const cases = [...classes.values()].reduce((total, count) => total + count, 0)
    return { id, value: ms === null ? null : round(ms / HOUR_MS), numerator: null, denominator: cases }
  }
  const [numerator, denominator] = [amount(formula.of), amount(formula.to)]
  return {
    id,
    value: denominator === 0 ? null : round(scaled(numerator / denominator, formula)),
    numerator,
    denominator,
  }
}

function classesOf(span: SpanKey, amounts: Amounts): Classes {
  const start = `span.${span}.`
  return new Map(
    [...amounts].flatMap(([measure, count]) =>
      measure.startsWith(start) && count > 0 ? [[Number(measure.slice(start.length)), count] as const] : [],
    ),
  )
}

function scaled(ratio: number, { as }: Extract<Formula, { kind: 'ratio' }>): number {
  if (as === 'percent') return ratio * 100
  return as === 'days' ? ratio / MINUTES_A_DAY : ratio
}

const round = (value: number): number => Math.round(value * 100) / 100

/** An indicator as it is shown: what it is called, how it is made, what it is measured against. */
export function describeIndicator(indicator: Indicator) {
  const { id, group, name, formula, better, target } = indicator
  const parts =
    formula.kind === 'ratio'
      ? { numeratorText: MEASURES[formula.of], denominatorText: MEASURES[formula.to] }
      : { numeratorText: null, denominatorText: null }
  return {
    id,
    group,
    name,
    unit: unitOf(formula),
    formula: formulaText(formula),
    ...parts,
    better,
    target: target ?? null,
  }
}

/** Whether a figure reaches what is to be reached; null where nothing is, or nothing was counted. */
export function reaches(
  { better, target }: Pick<Indicator, 'better' | 'target'>,
  value: number | null,
): boolean | null {
  if (target === undefined || value === null || better === null) return null
  return better === 'more' ? value >= target : value <= target
}
