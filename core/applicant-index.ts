import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { type JsonObject, valueAt } from './json.ts'
import { maskName } from './mask.ts'

/** What is known of an applicant and can be looked for; none of it is kept in the clear. */
export type ApplicantFact = 'idNo' | 'mobile' | 'name'

/** What a case is found by, and what a list shows of its applicant. */
export interface CaseKeys {
  /** an organisation's name; of a person the first character alone, `次*` */
  readonly applicantShown: string | null
  readonly applicantIdNo: string | null
  readonly applicantMobile: string | null
  readonly applicantName: string | null
  /** the company that the case is about, as `companyKey` writes it */
  readonly companyName: string | null
}

/** Finds cases by their applicant without keeping who that is: by a keyed digest of the number or name (blind index). */
export interface ApplicantIndex {
  keysOf(form: JsonObject): CaseKeys
  /** The digest of a fact as it was typed; null where there is nothing to digest, or no key to digest it with. */
  digest(fact: ApplicantFact, text: string): string | null
  readonly hasKey: boolean
}

/** Name of the index's key in the keyring: 32 random bytes, the same for every process on one store. */
export const APPLICANT_INDEX_KEY = 'applicant-index'

const DIGEST_BYTES = 16
/** Where forms name the company that they are about. */
const COMPANY_PATHS = ['company.name.full', 'entity.name', 'operator.name', 'org.name'] as const
const PERSON = '1'

const NORMAL: Readonly<Record<ApplicantFact, (text: string) => string>> = {
  idNo: (text) => plain(text).replaceAll(/[-—–]/g, ''),
  mobile: (text) =>
    plain(text)
      .replaceAll(/\D/g, '')
      .replace(/^86(?=1\d{10}$)/, ''),
  name: plain,
}

/** The index under a key; without one only company names can be looked for. */
export function createApplicantIndex(key: Uint8Array | null): ApplicantIndex {
  const digest = (fact: ApplicantFact, text: string): string | null => {
    const normal = NORMAL[fact](text)
    if (key === null || normal === '') return null
    return bytesToHex(hmac(sha256, key, utf8ToBytes(`${fact}:${normal}`)).subarray(0, DIGEST_BYTES))
  }
  return {
    digest,
    hasKey: key !== null,
    keysOf(form) {
      const text = (path: string) => String(valueAt(form, path) ?? '')
      const name = text('applicant.name')
      const isPerson = ['', PERSON].includes(text('applicant.kind'))
      const company = COMPANY_PATHS.map(text).find((one) => one !== '') ?? (isPerson ? '' : name)
      return {
        applicantShown: name === '' ? null : isPerson ? maskName(name) : name,
        applicantIdNo: digest('idNo', text('applicant.idNo')),
        applicantMobile: digest('mobile', text('applicant.mobile')),
        applicantName: digest('name', name),
        companyName: company === '' ? null : companyKey(company),
      }
    },
  }
}

/** Of rows that nobody is to find by their applicant. */
export const NO_INDEX: ApplicantIndex = createApplicantIndex(null)

/** A name as it is compared, four hexadecimal digits for each UTF-16 unit: every engine orders it alike, and a name's beginning is the key's. */
export function companyKey(name: string): string {
  return Array.from({ length: plain(name).length }, (_, at) =>
    plain(name).charCodeAt(at).toString(16).padStart(4, '0'),
  ).join('')
}

/** Half-width, without spaces, capital letters, one kind of dot. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/\s/gu, '')
    .replaceAll(/[\u2022\u2024\u2027\u2219\u22c5\u30fb]/gu, '·')
    .toUpperCase()
}
