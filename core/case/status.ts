/** The canonical case statuses with the words shown to people; a region's own words are mapped onto these. */
export const STATUSES = {
  DRAFT: '草稿',
  COLLECTED: '已收件',
  QUEUED: '待传送',
  DELIVERED: '已送达',
  SIGNED: '已签收',
  ACCEPTED: '已受理',
  CORRECTION: '待补正',
  CORRECTED: '已补正',
  REFUSED: '不予受理',
  RETURNED: '退件',
  REVIEWING: '审查中',
  SUSPENDED: '特别程序',
  APPROVED: '准予',
  DENIED: '不予许可',
  CERTIFYING: '制证中',
  COMPLETED: '已办结',
  SHIPPED: '结果已寄出',
  DELIVERED_RESULT: '结果已送达',
  WITHDRAWN: '已撤回',
  TERMINATED: '已终止',
  ARCHIVED: '已归档',
  UNKNOWN: '待人工识别',
} as const

export type Status = keyof typeof STATUSES

/** True for a canonical status word. */
export function isStatus(word: string): word is Status {
  return Object.hasOwn(STATUSES, word)
}
