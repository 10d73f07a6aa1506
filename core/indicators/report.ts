import { BYTE_ORDER_MARK, toCsvLine } from '../csv.ts'
import { addDays, isDate } from '../form/calendar-date.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import type { SumGroup } from '../store/indicators.ts'
import { toDate, toTime } from '../time.ts'
import { INDICATORS, UNITS } from './catalogue.ts'
import { describeIndicator, type FigureQuery, reaches, readFigures } from './figures.ts'

/** What figures may be asked for at once. */
const MOST_DAYS = 3_660

export const GROUP_WORDS: Readonly<Record<SumGroup, string>> = { month: '月份', region: '地区', matter: '事项' }

/** What is asked for; the days left out are this month's until today. */
export interface ReportQuery extends Partial<FigureQuery> {
  readonly by?: SumGroup | undefined
}

/** Figures for a time with how each is made, of all together and, where asked, kept apart. */
export async function indicatorReport(gateway: Gateway, { by, ...asked }: ReportQuery) {
  const query = { ...asked, ...periodOf(gateway, asked) }
  const { store } = gateway
  const [all, groups, progress] = await Promise.all([
    readFigures(store, query, null),
    by === undefined ? [] : readFigures(store, query, by),
    store.indicators.progress('events'),
  ])
  const shown = ({ group, figures }: (typeof all)[number]) => ({
    group,
    name: nameOf(gateway, by, group),
    figures: figures.map((figure, index) => ({ ...figure, reaches: reaches(INDICATORS[index] ?? NONE, figure.value) })),
  })
  return {
    from: query.from,
    to: query.to,
    by: by ?? null,
    countedUntil: progress ? toTime(progress.at) : null,
    indicators: INDICATORS.map(describeIndicator),
    all: all.map(shown)[0]?.figures ?? [],
    groups: groups.map(shown),
  }
}

export type IndicatorReport = Awaited<ReturnType<typeof indicatorReport>>

const NONE = { better: null } as const

function periodOf({ clock }: Gateway, { from, to }: Partial<FigureQuery>): Pick<FigureQuery, 'from' | 'to'> {
  const today = toDate(clock.now())
  const until = to ?? (from !== undefined && from > today ? from : today)
  const since = from ?? `${until.slice(0, 7)}-01`
  if (!isDate(since) || !isDate(until)) throw new GatewayError('body-invalid', '日期应写作 yyyy-MM-dd')
  if (since > until) throw new GatewayError('body-invalid', `期间的起日 ${since} 晚于止日 ${until}`)
  if (addDays(since, MOST_DAYS) < until) throw new GatewayError('body-invalid', '一次最多查十年')
  return { from: since, to: until }
}

function nameOf({ regions, matters, home }: Gateway, by: SumGroup | undefined, group: string): string {
  if (group === '') return by === 'region' ? '不属于哪个地区' : '不属于哪个事项'
  if (by === 'region') return regions.get(group)?.name ?? (group === home.division ? home.name : group)
  return by === 'matter' ? (matters.get(group)?.name ?? group) : group
}

/** A report as CSV: one line a figure, those of all together first. */
export function reportCsv({ from, to, by, indicators, all, groups }: IndicatorReport): string {
  const head = [
    '起',
    '止',
    by ? GROUP_WORDS[by] : '范围',
    '编号',
    '指标',
    '值',
    '单位',
    '分子',
    '分母',
    '公式',
    '目标',
    '达标',
  ]
  const lines = [{ name: '全部', figures: all }, ...groups].flatMap(({ name, figures }) =>
    figures.map(({ value, numerator, denominator, reaches: isReached }, index) => {
      const about = indicators[index]
      const number = (one: number | null | undefined) => (one == null ? '' : String(one))
      return toCsvLine([
        from,
        to,
        name,
        about?.id ?? '',
        about?.name ?? '',
        number(value),
        about ? UNITS[about.unit] : '',
        number(numerator),
        number(denominator),
        about?.formula ?? '',
        number(about?.target),
        isReached === null ? '' : isReached ? '是' : '否',
      ])
    }),
  )
  return BYTE_ORDER_MARK + toCsvLine(head) + lines.join('')
}
