import type { Option } from './matter.ts'
import type { Values } from './values.ts'

/** What a reader's program answers, as `docs/card-reader.md` writes it. */
export interface Card {
  readonly name: string
  readonly idNo: string
  readonly gender: string
  readonly ethnicity: string
  readonly birthDate: string
  readonly address: string
  readonly validTo: string
  readonly faceMatch?: boolean
  readonly device: string
}

const LONGEST_MS = 10_000
const TEXTS = ['name', 'idNo', 'gender', 'ethnicity', 'birthDate', 'address', 'validTo', 'device'] as const

/** The card that lies on the reader; `no-card` where none does, `unreachable` where its program does not answer, or answers what is no card. */
export async function readCard(readerUrl: string): Promise<Card | 'no-card' | 'unreachable'> {
  try {
    const answer = await fetch(`${readerUrl}/card`, { signal: AbortSignal.timeout(LONGEST_MS), credentials: 'omit' })
    if (answer.status === 404) return 'no-card'
    const card: unknown = await answer.json()
    return answer.ok && isCard(card) ? card : 'unreachable'
  } catch {
    return 'unreachable'
  }
}

function isCard(value: unknown): value is Card {
  if (typeof value !== 'object' || value === null) return false
  return TEXTS.every((name) => typeof (value as Record<string, unknown>)[name] === 'string')
}

/** 居民身份证 (which Chinese citizens alone have), a person, read and compared: the codes of CT_ID_TYPE, CT_COUNTRY, CT_APPLICANT_KIND, CT_VERIFY and CT_VERIFY_RESULT. */
const IDENTITY_CARD = '111'
const CHINESE = 'CHN'
const PERSON = '1'
const READ_AND_COMPARED = '1'

/** The form's values that a card answers. Where a camera compared the face, that is the verification; nothing of a picture is kept. `divisions` are all there are, by their whole names. */
export function valuesOf(card: Card, now: string, divisions: readonly Option[]): Values {
  const { name, idNo, gender, ethnicity, birthDate, address, validTo, faceMatch } = card
  const verified = faceMatch === undefined ? {} : { verify: verification(faceMatch, now) }
  const number = { idType: IDENTITY_CARD, idNo, idExpiry: validTo }
  const person = { kind: PERSON, name, ...number, gender, ethnicity, nationality: CHINESE, birthDate }
  return {
    applicant: { ...person, ...inParts(address, divisions) },
    ...verified,
  }
}

/** An address as the form keeps it; nothing where its beginning names no district. */
function inParts(address: string, divisions: readonly Option[]): Values {
  const fits = divisions.filter(({ label }) => address.startsWith(label))
  const [place] = fits.sort((one, other) => other.label.length - one.label.length)
  return place ? { address: { division: place.code, detail: address.slice(place.label.length).trim() } } : {}
}

const verification = (matches: boolean, at: string) => ({
  method: READ_AND_COMPARED,
  result: matches ? 'pass' : 'fail',
  at,
})
