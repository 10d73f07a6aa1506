import { type ApplicantFact, companyKey } from '../applicant-index.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import type { CaseHead, CaseKeyColumn } from '../store/case-lists.ts'

/** How a case was found. */
export const FOUND_BY = {
  no: '办件编号',
  partnerNo: '对方办件编号',
  idNo: '申请人证件号码',
  mobile: '申请人手机号码',
  name: '申请人姓名(名称)',
  company: '企业名称开头',
} as const

export type FoundBy = keyof typeof FOUND_BY

const COLUMNS: Readonly<Record<ApplicantFact, CaseKeyColumn>> = {
  idNo: 'applicantIdNo',
  mobile: 'applicantMobile',
  name: 'applicantName',
}
const HAN = /\p{Script=Han}/u
/** Fewer characters are the beginning of too many names. */
const SHORTEST_PREFIX = 2

export interface FoundCase extends CaseHead {
  readonly foundBy: FoundBy
}

/** Finds cases by one line as a clerk types it: a number of the case, here or there, or who applies. Newest first; `more` where there are others. */
export async function findCases(
  gateway: Gateway,
  text: string,
  limit: number,
): Promise<{ readonly cases: readonly FoundCase[]; readonly by: readonly FoundBy[]; readonly more: boolean }> {
  const searches = searchesFor(gateway, text, limit + 1)
  const found = await Promise.all(
    [...searches].map(async ([foundBy, cases]) => (await cases()).map((value) => ({ ...value, foundBy }))),
  )
  if (found.flat().length === 0 && !gateway.applicantIndex.hasKey)
    throw new GatewayError('key-missing', '密钥库里没有 applicant-index,不能按申请人查找')
  const byId = new Map(
    found
      .flat()
      .toReversed()
      .map((value) => [value.id, value]),
  )
  const all = [...byId.values()].sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
  return { cases: all.slice(0, limit), by: [...searches.keys()], more: all.length > limit }
}

/** What the line may be, each with how to look for it. */
function searchesFor(gateway: Gateway, text: string, limit: number): Map<FoundBy, () => Promise<CaseHead[]>> {
  const { caseLists } = gateway.store
  const line = text.normalize('NFKC').trim()
  const compact = line.replaceAll(/[\s-]/g, '')
  const searches = new Map<FoundBy, () => Promise<CaseHead[]>>()
  const byFact = (fact: ApplicantFact) => {
    const digest = gateway.applicantIndex.digest(fact, line)
    if (digest !== null) searches.set(fact, () => caseLists.byKey(COLUMNS[fact], digest, limit))
  }
  if (/^[A-Za-z0-9]{8,40}$/.test(line)) searches.set('no', () => caseLists.byNo(line.toUpperCase()))
  if (/^[\w./-]{4,100}$/.test(line))
    searches.set('partnerNo', () => caseLists.byPartnerNo([...gateway.regions.keys()], line, limit))
  if (/^(\+?86)?1\d{10}$/.test(compact)) byFact('mobile')
  else if (/^[A-Za-z0-9]{6,30}$/.test(compact) && /\d{4}/.test(compact)) byFact('idNo')
  if (/\p{L}{2}/u.test(line) && !/\d{4}/.test(line)) byFact('name')
  const prefix = companyKey(line)
  if (HAN.test(line) && prefix.length >= SHORTEST_PREFIX * 4)
    searches.set('company', () => caseLists.byCompany(prefix, limit))
  return searches
}
