import type { Behaviour } from './contract.ts'

/** Further than any region's document lets two clocks be apart, the widest being 600 s. */
const CLOCK_OFF_MS = 605_000

/** An officer whose first character takes four bytes in UTF-8 and in GB18030. */
export const RARE_NAME = '\u{20bb7}示例'

/** An id number as query services show it. */
export const MASKED_ID = '5101**********0017'

/** The member of an answer in which it stands, nowhere in the document. */
export const maskedIn = (behaviour: Behaviour | string, name: string): Readonly<Record<string, string>> =>
  behaviour === 'masked-id' ? { [name]: MASKED_ID } : {}

/** Name of a field that the new version of a form has and ours has not. */
export const NEW_FIELD = 'NEWFIELD2027'

/** How the first callback is spoilt, which comes once so before it comes as it should; null for every other behaviour. */
export interface FirstSpoilt {
  readonly isSigned: boolean
  readonly at: number
}

export function firstSpoilt(behaviour: Behaviour | string, now: number): FirstSpoilt | null {
  if (behaviour === 'wrong-signature') return { isSigned: false, at: now }
  return behaviour === 'clock-off' ? { isSigned: true, at: now - CLOCK_OFF_MS } : null
}

/** The name of whoever handles the case. */
export const officerOf = (behaviour: Behaviour | string, usual: string): string =>
  behaviour === 'rare-name' ? RARE_NAME : usual
