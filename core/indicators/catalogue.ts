import { type CountedMeasure, MEASURES, type SpanKey } from './measure.ts'

/** How a figure is made of what was counted. */
export type Formula =
  | { readonly kind: 'sum'; readonly of: CountedMeasure }
  /** percent: a share · number: so many a case · days: minutes a case, told in days */
  | {
      readonly kind: 'ratio'
      readonly of: CountedMeasure
      readonly to: CountedMeasure
      readonly as: 'percent' | 'number' | 'days'
    }
  /** the duration that so many per cent of the cases did not exceed, hours */
  | { readonly kind: 'percentile'; readonly span: SpanKey; readonly percent: number }

export const INDICATOR_GROUPS = {
  volume: '办件量',
  time: '时效',
  quality: '质量',
  burden: '减负',
  exchange: '交换',
  handling: '分办与预警',
  voice: '评价与工单',
} as const

export type IndicatorGroup = keyof typeof INDICATOR_GROUPS

/** A figure that the gateway makes by itself. */
export interface Indicator {
  readonly id: string
  readonly group: IndicatorGroup
  readonly name: string
  readonly formula: Formula
  /** which way is better; null where neither is */
  readonly better: 'more' | 'less' | null
  /** to be reached, in the figure's own unit */
  readonly target?: number
}

const sum = (of: CountedMeasure): Formula => ({ kind: 'sum', of })
const share = (of: CountedMeasure, to: CountedMeasure): Formula => ({ kind: 'ratio', of, to, as: 'percent' })
const perCase = (of: CountedMeasure, to: CountedMeasure): Formula => ({ kind: 'ratio', of, to, as: 'number' })
const percentile = (span: SpanKey, percent: number): Formula => ({ kind: 'percentile', span, percent })

type Row = readonly [id: string, name: string, formula: Formula, better: Indicator['better'], target?: number]

const VOLUME: readonly Row[] = [
  ['submitted', '收件量', sum('submitted'), null],
  ['received', '转入量', sum('received'), null],
  ['answered', '办结量', sum('answered'), null],
  ['completed-share', '准予率', share('completed', 'answered'), null],
  ['withdrawn', '撤回量', sum('withdrawn'), 'less'],
  ['terminated', '终止量', sum('terminated'), 'less'],
  ['bundled-share', '一件事办件占比', share('bundled', 'submitted'), 'more'],
  ['joint', '多地联办分段数', sum('joint'), null],
]

const TIME: readonly Row[] = [
  ['on-time', '按期办结率', share('onTime', 'timed'), 'more'],
  ['law-on-time', '法定期限内办结率', share('lawOnTime', 'lawTimed'), 'more', 100],
  ['days-saved', '平均提前法定期限天数', { kind: 'ratio', of: 'savedMinutes', to: 'savedCases', as: 'days' }, 'more'],
  ['accept-on-time', '按期受理率', share('acceptOnTime', 'acceptTimed'), 'more'],
  ['same-day', '即日办结率', share('sameDay', 'answered'), 'more'],
  ['deemed', '视为受理件数', sum('deemed'), 'less'],
  ['silent', '对方沉默率', share('silent', 'reached'), 'less'],
  ['whole-median', '全程用时中位数', percentile('whole', 50), 'less'],
  ['whole-p90', '全程用时 90 分位', percentile('whole', 90), 'less'],
  ['transmit-median', '传送用时中位数', percentile('transmit', 50), 'less'],
  ['transmit-p90', '传送用时 90 分位', percentile('transmit', 90), 'less'],
  ['accept-median', '受理用时中位数', percentile('accept', 50), 'less'],
  ['accept-p90', '受理用时 90 分位', percentile('accept', 90), 'less'],
  ['correct-median', '补正用时中位数', percentile('correct', 50), 'less'],
  ['correct-p90', '补正用时 90 分位', percentile('correct', 90), 'less'],
  ['review-median', '审查用时中位数', percentile('review', 50), 'less'],
  ['review-p90', '审查用时 90 分位', percentile('review', 90), 'less'],
  ['certify-median', '制证用时中位数', percentile('certify', 50), 'less'],
  ['certify-p90', '制证用时 90 分位', percentile('certify', 90), 'less'],
]

const QUALITY: readonly Row[] = [
  ['first-pass', '一次通过率', share('firstPass', 'answered'), 'more'],
  ['corrections-per-case', '件均补正次数', perCase('corrections', 'answered'), 'less'],
  ['corrected-share', '补正率', share('corrected', 'answered'), 'less'],
  ['notices', '补正通知数', sum('notices'), 'less'],
  ['refused-share', '不予受理率', share('refused', 'answered'), 'less'],
  ['returned-share', '退件率', share('returned', 'answered'), 'less'],
  ['denied-share', '不予许可率', share('denied', 'answered'), null],
]

const BURDEN: readonly Row[] = [
  ['fields-not-typed-again', '避免二次录入项数', sum('fields'), 'more'],
  ['fields-per-case', '件均避免二次录入项数', perCase('fields', 'begun'), 'more'],
  ['exempt-share', '材料免提交率', share('exempt', 'listed'), 'more', 30],
  ['exempt', '免提交材料份数', sum('exempt'), 'more'],
  ['documents', '出具文书份数', sum('documents'), null],
]

const EXCHANGE: readonly Row[] = [
  ['reached-share', '送达率', share('reached', 'submitted'), 'more'],
  ['first-try', '一次投递成功率', share('firstTry', 'delivered'), 'more'],
  ['retries', '投递重试次数', sum('retries'), 'less'],
  ['dead', '死信数', sum('dead'), 'less'],
  ['redriven', '死信重投数', sum('redriven'), null],
  ['faulty-share', '报文拒收率', share('faulty', 'delivered'), 'less'],
  ['unknown-share', '进展待人工识别率', share('unknown', 'told'), 'less'],
]

const HANDLING: readonly Row[] = [
  ['draws', '随机分配次数', sum('draws'), null],
  ['nobody', '无人可承办次数', sum('nobody'), 'less'],
  ['reassigned-share', '改派率', share('reassigned', 'draws'), 'less'],
  ['warned-yellow', '黄牌提醒次数', sum('warnedYellow'), 'less'],
  ['warned-red', '红牌提醒次数', sum('warnedRed'), 'less'],
  ['warned-overdue', '超期提醒次数', sum('warnedOverdue'), 'less'],
  ['reminded', '临期提醒次数', sum('reminded'), null],
]

const VOICE: readonly Row[] = [
  ['ratings', '评价数', sum('ratings'), 'more'],
  ['rated-good', '好评率', share('ratingsGood', 'ratings'), 'more'],
  ['rated-bad', '差评数', sum('ratingsBad'), 'less'],
  ['tickets', '办结工单数', sum('tickets'), null],
  ['complaints', '留言举报办结数', sum('complaints'), null],
  ['tickets-on-time', '工单按期办结率', share('ticketsOnTime', 'ticketsTimed'), 'more'],
  ['first-word-on-time', '工单首次告知按时率', share('firstWordsOnTime', 'firstWords'), 'more'],
]

const ROWS: Readonly<Record<IndicatorGroup, readonly Row[]>> = {
  volume: VOLUME,
  time: TIME,
  quality: QUALITY,
  burden: BURDEN,
  exchange: EXCHANGE,
  handling: HANDLING,
  voice: VOICE,
}

/** Every figure that the gateway makes, in the order in which they are shown. */
export const INDICATORS: readonly Indicator[] = (Object.keys(ROWS) as IndicatorGroup[]).flatMap((group) =>
  ROWS[group].map(([id, name, formula, better, target]) => ({
    id,
    group,
    name,
    formula,
    better,
    ...(target === undefined ? {} : { target }),
  })),
)

const SPAN_WORDS: Readonly<Record<SpanKey, string>> = {
  whole: '从收件到有结果的全程',
  fill: '填报环节',
  collect: '收件环节',
  transmit: '传送环节',
  sign: '签收环节',
  courier: '寄递环节',
  accept: '受理环节',
  correct: '补正环节',
  special: '特别程序环节',
  review: '审查决定环节',
  certify: '制证发证环节',
  deliver: '送达环节',
}

/** The formula in words, made of the formula itself. */
export function formulaText(formula: Formula): string {
  if (formula.kind === 'sum') return MEASURES[formula.of]
  if (formula.kind === 'percentile') {
    const what = `本期有了结果的办件${SPAN_WORDS[formula.span]}用时`
    return `${what}由短到长排到 ${formula.percent}% 处的一件(按相差一成的时长档统计,误差不超过 5%)`
  }
  const ratio = `${MEASURES[formula.of]} ÷ ${MEASURES[formula.to]}`
  if (formula.as === 'percent') return `${ratio} × 100%`
  return formula.as === 'days' ? `${ratio} ÷ 1440` : ratio
}

export const UNITS = { percent: '%', number: '', days: '天', count: '', hours: '小时' } as const

export type Unit = keyof typeof UNITS

export function unitOf(formula: Formula): Unit {
  if (formula.kind === 'sum') return 'count'
  return formula.kind === 'percentile' ? 'hours' : formula.as
}
