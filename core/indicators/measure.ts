import type { StageKey } from '../clock/stages.ts'

/** What is counted, and in which words. An amount belongs to the day on which it came about. */
export const MEASURES = {
  submitted: '收件报送的办件数',
  received: '外地转来的办件数',
  begun: '收件报送与外地转来的办件数',
  reached: '已送达办理方的办件数',
  bundled: '一件事里报送的办件数',
  joint: '多地联办的分段数',
  fields: '表单里有值的填报项数(一次录入,由网关带到办理方,不必再录)',
  listed: '应交的材料份数',
  exempt: '其中免提交的份数',
  answered: '有了结果的办件数(办结、不予许可、不予受理、退件)',
  completed: '准予并办结的办件数',
  denied: '不予许可的办件数',
  refused: '不予受理的办件数',
  returned: '退件的办件数',
  withdrawn: '撤回的办件数',
  terminated: '终止的办件数',
  firstPass: '没有补正、没有被退回就办结的办件数',
  corrected: '其中补正过的办件数',
  corrections: '有了结果的办件的补正次数',
  notices: '补正通知数',
  sameDay: '收件当日有结果的办件数',
  timed: '有承诺时限的有结果办件数',
  onTime: '其中各环节都在承诺时限内的办件数',
  lawTimed: '有法定时限的有结果办件数',
  lawOnTime: '其中各环节都在法定时限内的办件数',
  savedMinutes: '比法定期限提前的分钟数',
  savedCases: '能与法定期限相比的办件数',
  acceptTimed: '有受理期限的有结果办件数',
  acceptOnTime: '其中在期限内答复受理与否的办件数',
  deemed: '逾期未告知、视为受理的办件数',
  silent: '其中由外地办理的',
  delivered: '送达的报文数',
  firstTry: '其中第一次投递就送达的报文数',
  retries: '送达前重试的次数',
  dead: '成为死信的报文数',
  redriven: '重投的死信数',
  faulty: '被对方拒收的报文数',
  told: '对方告知的进展数',
  unknown: '其中要人工识别的进展数',
  draws: '随机分配的办件次数',
  nobody: '无人可以承办的次数',
  reassigned: '改派次数',
  warnedYellow: '黄牌提醒次数',
  warnedRed: '红牌提醒次数',
  warnedOverdue: '超期提醒次数',
  documents: '出具文书份数',
  reminded: '临期提醒次数',
  tickets: '办结的工单数',
  ticketsTimed: '有期限的办结工单数',
  ticketsOnTime: '其中按期办结的工单数',
  firstWords: '应首次告知的办结工单数',
  firstWordsOnTime: '其中按时首次告知的工单数',
  complaints: '办结的留言举报数',
  ratings: '评价数',
  ratingsGood: '其中满意的评价数(非常满意、满意、基本满意)',
  ratingsBad: '差评数(不满意、非常不满意)',
} as const

export type CountedMeasure = keyof typeof MEASURES
/** A stage, or the whole course of a case. */
export type SpanKey = StageKey | 'whole'
/** How many cases took so long: `span.review.57`. */
export type SpanMeasure = `span.${SpanKey}.${number}`
export type Measure = CountedMeasure | SpanMeasure

/** Amounts by day (`2026-03-02`) and measure. */
export type Measures = Readonly<Record<string, Readonly<Record<string, number>>>>

/** Gathers amounts. */
export function openMeasures() {
  const days: Record<string, Record<string, number>> = {}
  return {
    days: days as Measures,
    add(day: string, measure: Measure, amount = 1): void {
      if (amount === 0) return
      const own = days[day] ?? {}
      days[day] = own
      own[measure] = (own[measure] ?? 0) + amount
    },
  }
}

/** What is to be added to `before` so that it becomes `after`. */
export function difference(before: Measures, after: Measures): Measures {
  const { days, add } = openMeasures()
  for (const [sign, measures] of [
    [-1, before],
    [1, after],
  ] as const)
    for (const [day, amounts] of Object.entries(measures))
      for (const [measure, amount] of Object.entries(amounts)) add(day, measure as Measure, sign * amount)
  return Object.fromEntries(
    Object.entries(days).map(([day, amounts]) => [
      day,
      Object.fromEntries(Object.entries(amounts).filter(([, amount]) => amount !== 0)),
    ]),
  )
}
