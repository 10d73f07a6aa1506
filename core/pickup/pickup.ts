/** Where a code stands: good for one use, used, replaced by a newer one, or past its end. */
export const PICKUP_STATES = { open: '可用', used: '已用', replaced: '已换新码', ended: '已过期' } as const

export type PickupState = keyof typeof PICKUP_STATES

/** Where a result was handed out by a code. */
export const PICKUP_PLACES = { window: '窗口领取', kiosk: '自助机打印' } as const

export type PickupPlace = keyof typeof PICKUP_PLACES

/** A code that an applicant gets the result of their case with, once (取件码、打印码). */
export interface PickupCode {
  readonly id: string
  readonly caseId: string
  /** 1, 2, 3 … for each code of a case */
  readonly seq: number
  /** which handing-out it is for: 1 is the first, more are reprints */
  readonly print: number
  /** why it is handed out again, '' for the first time */
  readonly reason: string
  /** hash of the code while it may be used, null from then on: of codes that may be used no two are alike */
  readonly codeHash: string | null
  readonly madeAt: number
  readonly endsAt: number
  /** `staff:<id>` or `gateway` */
  readonly madeBy: string
  /** 0 while it was not */
  readonly usedAt: number
  readonly usedBy: string
  readonly place: PickupPlace | ''
}

/** What a code is worth at that moment. */
export function pickupState({ usedAt, codeHash, endsAt }: PickupCode, now: number): PickupState {
  if (usedAt > 0) return 'used'
  if (codeHash === null) return now >= endsAt ? 'ended' : 'replaced'
  return now >= endsAt ? 'ended' : 'open'
}
