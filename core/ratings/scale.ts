/** How satisfied a person is, best first. */
export const LEVELS = {
  verySatisfied: '非常满意',
  satisfied: '满意',
  fair: '基本满意',
  dissatisfied: '不满意',
  veryDissatisfied: '非常不满意',
} as const

export type Level = keyof typeof LEVELS

/** Two ways to write a level as a digit, which run against each other: a digit alone says nothing, so it never stands without its scale. */
export const SCALES = {
  /** GB/T 39046 A.8: 1 is the best */
  gbt39046: { verySatisfied: '1', satisfied: '2', fair: '3', dissatisfied: '4', veryDissatisfied: '5' },
  /** the push to the national rating platform: 5 is the best */
  national: { verySatisfied: '5', satisfied: '4', fair: '3', dissatisfied: '2', veryDissatisfied: '1' },
} as const satisfies Record<string, Record<Level, string>>

export type Scale = keyof typeof SCALES

const ALL = Object.keys(LEVELS) as Level[]

/** The level that a digit means on that scale; null for what the scale does not have. */
export function levelOf(scale: Scale, digit: string): Level | null {
  return ALL.find((level) => SCALES[scale][level] === digit) ?? null
}

/** The level's digit on every scale. */
export function digitsOf(level: Level): Record<Scale, string> {
  return { gbt39046: SCALES.gbt39046[level], national: SCALES.national[level] }
}

/** A rating that something must be mended after (差评). */
export function isBad(level: Level): boolean {
  return level === 'dissatisfied' || level === 'veryDissatisfied'
}

/** Which reasons of the national push belong to a level: their first digit is the level's national one, the others run in this range. */
const REASONS: Readonly<Record<Level, readonly [from: number, to: number]>> = {
  verySatisfied: [510, 517],
  satisfied: [406, 413],
  fair: [307, 314],
  dissatisfied: [207, 214],
  veryDissatisfied: [108, 115],
}

/** Those reasons whose words are known here. */
export const REASON_WORDS: Readonly<Record<string, string>> = {
  '510': '一窗受理一次办结',
  '517': '服务热情效率高',
  '411': '跑大厅一次办完',
  '307': '一次性告知补正',
  '209': '未在承诺时间办结',
  '108': '增加新审批条件',
  '115': '态度差',
}

/** Whether a reason's code belongs to that level. */
export function isReasonOf(level: Level, code: string): boolean {
  const [from, to] = REASONS[level]
  return /^\d{3}$/.test(code) && Number(code) >= from && Number(code) <= to
}
