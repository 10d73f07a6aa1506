import { isBlank } from '../condition.ts'
import { fieldsOf } from '../form/form-walk.ts'
import type { Gateway } from '../gateway.ts'
import { isObject, type Json, type JsonObject, valueAt } from '../json.ts'
import type { Field, Matter } from '../matter.ts'
import type { CaseHead } from '../store/case-lists.ts'
import type { Case } from './case.ts'

/** Whom a window has before it: both the number and the name, so that a number alone tells nobody anything. */
export interface Returning {
  readonly name: string
  readonly idNo: string
  readonly matter: string
  readonly region: string
}

/** What is known of somebody who was here before. */
export interface CarryOver {
  /** newest first, at most 20 */
  readonly cases: readonly CaseHead[]
  /** what the newest sent case holds that a new one need not be typed again, and which case that is; null where there is nothing */
  readonly carried: { readonly no: string; readonly at: number; readonly form: JsonObject } | null
}

const MOST_CASES = 20
/** Who somebody is, whatever they apply for. */
const PERSONAL = new Set(['applicant', 'person'])
/** What belongs to one case alone: who agreed when, who checked whom, who came in whose place. */
const OF_ONE_CASE = new Set(['case', 'verify', 'consent', 'pledge', 'agent'])
/** Days go stale, but for those that say who somebody is. */
const DAYS = new Set(['date', 'datetime', 'month'])

/** Finds the earlier cases of an applicant and what of the newest may be taken over: of a case of the same matter all that outlasts it, of another who the applicant is. */
export async function findCarryOver(gateway: Gateway, asked: Returning): Promise<CarryOver> {
  const digest = gateway.applicantIndex.digest('idNo', asked.idNo)
  const matter = gateway.matters.get(asked.matter)
  if (digest === null || !matter) return { cases: [], carried: null }
  const heads = await gateway.store.caseLists.byKey('applicantIdNo', digest, MOST_CASES)
  const sent = heads.filter(({ status }) => status !== 'DRAFT')
  const chosen = sent.find((head) => head.matter === asked.matter) ?? sent[0]
  const earlier = chosen ? await gateway.store.cases.byId(chosen.id) : null
  if (!earlier || !isSamePerson(gateway, earlier, asked.name)) return { cases: [], carried: null }
  const form = takenOver(matter, earlier, asked.region)
  const carried = Object.keys(form).length === 0 ? null : { no: earlier.no, at: earlier.createdAt, form }
  return { cases: sent, carried }
}

function isSamePerson({ applicantIndex }: Gateway, { form }: Case, name: string): boolean {
  const known = applicantIndex.digest('name', String(valueAt(form, 'applicant.name') ?? ''))
  return known !== null && known === applicantIndex.digest('name', name)
}

/** The values that the matter has a field for and that outlast the case; what only the region asked where it goes there again. */
function takenOver(matter: Matter, earlier: Case, region: string): JsonObject {
  const fields = fieldsOf(matter)
  const same = earlier.matter === matter.id
  const elsewhere = earlier.region !== region
  const lasts = (path: string, value: Json): boolean => {
    const [group = ''] = path.split(/[.[]/)
    const field: Field | undefined = fields.get(path.replaceAll(/\[\d+\]/g, '[]'))
    if (!field || isBlank(value) || OF_ONE_CASE.has(group)) return false
    if (PERSONAL.has(group)) return true
    if (!same || DAYS.has(field.type)) return false
    // a place in the region that handled the other case is no place of this one
    return !(elsewhere && field.type === 'division' && String(value).startsWith(earlier.region.slice(0, 2)))
  }
  const form = kept(earlier.form, '', lasts) as JsonObject
  const extra = earlier.form['extra']
  return same && !elsewhere && extra !== undefined ? { ...form, extra } : form
}

/** The tree's leaves that are to stay; an address is one value, lists keep their order. */
function kept(tree: Json, path: string, stays: (path: string, value: Json) => boolean): Json {
  if (Array.isArray(tree)) return tree.map((element, at) => kept(element, `${path}[${at}]`, stays))
  if (!isObject(tree)) return tree
  const entries = Object.entries(tree).flatMap(([name, value]): [string, Json][] => {
    const own = path === '' ? name : `${path}.${name}`
    if (stays(own, value)) return [[name, value]]
    if (typeof value !== 'object' || value === null) return []
    const inner = kept(value, own, stays)
    return Object.keys(inner as object).length === 0 ? [] : [[name, inner]]
  })
  return Object.fromEntries(entries)
}
