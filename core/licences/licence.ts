import type { JsonObject } from '../json.ts'

/** What a licence is worth on a day. */
export const LICENCE_STATES = {
  valid: '有效',
  upcoming: '未到生效日',
  expired: '已过期',
  revoked: '已失效',
} as const

export type LicenceState = keyof typeof LICENCE_STATES

/** Why a licence is good for nothing any more before its end, by whoever issued it. */
export const REVOCATIONS = { revoked: '撤销', withdrawn: '撤回', cancelled: '注销', suspended: '吊销' } as const

export type Revocation = keyof typeof REVOCATIONS

/** A licence that a case came to. One row a licence, whichever case said last what is in it. */
export interface Licence {
  /** made of its type and number */
  readonly id: string
  readonly caseId: string
  readonly caseNo: string
  readonly matter: string
  readonly region: string
  readonly name: string
  readonly typeCode: string
  readonly no: string
  /** GB/T 36904 */
  readonly certIdentifier: string
  /** an organisation's name; of a person the first character alone */
  readonly holderShown: string
  /** digest of whose it is by its own words, and of who applied for it; null where there is no key or no number */
  readonly holderKey: string | null
  readonly applicantKey: string | null
  /** unified social credit code of the holder, '' where it is a person's */
  readonly uscc: string
  readonly issuerName: string
  readonly issuerCode: string
  /** dates as the licence has them, '' where it has none; `validTo` may be 长期 */
  readonly issuedOn: string
  readonly validFrom: string
  readonly validTo: string
  /** '' while it stands */
  readonly revocation: Revocation | ''
  readonly revokedOn: string
  readonly revokedWhy: string
  readonly recordedAt: number
}

/** What the licence is worth on that day (`yyyy-MM-dd`); its last day counts. */
export function stateOf({ revocation, revokedOn, validFrom, validTo }: Licence, today: string): LicenceState {
  if (revocation !== '' && revokedOn <= today) return 'revoked'
  if (isDay(validTo) && validTo.slice(0, 10) < today) return 'expired'
  return isDay(validFrom) && validFrom.slice(0, 10) > today ? 'upcoming' : 'valid'
}

/** The state in words; of one that was taken back how. */
export function stateWords(licence: Licence, today: string): string {
  const state = stateOf(licence, today)
  return state === 'revoked' && licence.revocation !== ''
    ? `已${REVOCATIONS[licence.revocation]}`
    : LICENCE_STATES[state]
}

/** A field of the licence that a case remembers, '' where it has none. */
export function textIn(licence: JsonObject, name: string): string {
  const value = licence[name]
  return typeof value === 'string' ? value.trim() : ''
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}/.test(text)
