import type { Case } from '../case/case.ts'
import type { Status } from '../case/status.ts'
import type { JsonObject } from '../json.ts'
import { caseColumns } from './case-rows.ts'
import type { SqlDriver, Statement } from './driver.ts'
import {
  and,
  asc,
  desc,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  ne,
  or,
  type SQL,
  type SQLiteColumn,
  sql,
} from './drizzle.ts'
import { isAfter, isBefore, type PageEnd } from './page.ts'
import { caseContents, cases } from './schema.ts'
import { build, toObjects, toStatement } from './statement.ts'

/** A case as lists show it, its applicant masked; of its memo only what a person must look at. */
export type CaseHead = Omit<Case, 'form' | 'materials'> & { readonly applicant: string | null }

/** What a list of cases may be narrowed by; all of it together. */
export interface CaseFilter {
  readonly direction?: 'out' | 'in'
  readonly region?: string
  readonly matter?: string
  /** any of them; at most ten */
  readonly statuses?: readonly Status[]
  readonly handler?: string
  /** staff id: what this person collected or handles */
  readonly mine?: string
  /** only where a person must look at what a region said */
  readonly attention?: boolean
  /** made at or after, ms */
  readonly from?: number
  /** made before, ms */
  readonly until?: number
}

/** Which page of a list. */
export interface CasePage {
  /** by when the case was made; newest first unless told */
  readonly order?: 'newest' | 'oldest'
  /** the end of the page before */
  readonly after?: PageEnd
  readonly limit: number
}

/** The keys by which cases are found whose applicant or company is known. */
export type CaseKeyColumn = 'applicantIdNo' | 'applicantMobile' | 'applicantName'

const { form: _form, materials: _materials, ...rowColumns } = caseColumns
const columns = {
  ...rowColumns,
  memo: sql`case when ${cases.attention} is not null then ${cases.memo} end`,
  applicant: sql.raw('(select applicant_shown from case_contents where case_id = cases.id)'),
}
const names = Object.keys(columns) as (keyof CaseHead)[]
const placeOf = (name: keyof CaseHead) => names.indexOf(name) + 1

/** Lists of cases and finding them; made for millions of rows: each goes along one index and ends with the page. */
export function createCaseLists(driver: SqlDriver) {
  const heads = async (statement: Statement): Promise<CaseHead[]> =>
    toObjects<CaseHead>(names, await driver.run(statement)).map((row) => ({ ...row, memo: attentionIn(row.memo) }))
  /** Newest first. */
  const among = (where: SQL | undefined, limit: number) => heads(toStatement(select(where, { limit })))
  return {
    async list(filter: CaseFilter, page: CasePage): Promise<CaseHead[]> {
      const [only, ...others] = branchesOf(filter).map((branch) =>
        toStatement(select(and(...conditionsOf(filter, page), branch), page)),
      )
      if (!only) return []
      return heads(others.length === 0 ? only : merged([only, ...others], page))
    },
    /** Those with this digest, newest first. */
    byKey(column: CaseKeyColumn, digest: string, limit: number): Promise<CaseHead[]> {
      const found = build
        .select({ id: caseContents.caseId })
        .from(caseContents)
        .where(eq(caseContents[column], digest))
        .orderBy(desc(caseContents.caseId))
        .limit(limit)
      return among(inArray(cases.id, found), limit)
    },
    /** Those of companies whose key begins so: the first in the order of keys, then newest first. */
    byCompany(prefix: string, limit: number): Promise<CaseHead[]> {
      const { companyName, caseId } = caseContents
      const found = build
        .select({ id: caseId })
        .from(caseContents)
        // keys are hexadecimal: whatever begins so is less than the prefix with a g behind it
        .where(and(gte(companyName, prefix), lt(companyName, `${prefix}g`)))
        .orderBy(asc(companyName), asc(caseId))
        .limit(limit)
      return among(inArray(cases.id, found), limit)
    },
    byNo: (no: string) => among(eq(cases.no, no), 1),
    /** Those that one of these regions knows by this number. */
    byPartnerNo: (regions: readonly string[], partnerNo: string, limit: number) =>
      among(and(inArray(cases.region, [...regions]), eq(cases.partnerNo, partnerNo)), limit),
  }
}

function select(where: SQL | undefined, { order, limit }: CasePage) {
  const direct: (column: SQLiteColumn) => SQL = order === 'oldest' ? asc : desc
  return build.select(columns).from(cases).where(where).orderBy(direct(cases.createdAt), direct(cases.id)).limit(limit)
}

function conditionsOf(filter: CaseFilter, { order, after }: CasePage): (SQL | undefined)[] {
  const { direction, region, matter, handler, attention, from, until } = filter
  const beyond = order === 'oldest' ? isAfter : isBefore
  return [
    direction && eq(cases.direction, direction),
    region === undefined ? undefined : eq(cases.region, region),
    matter === undefined ? undefined : eq(cases.matter, matter),
    handler === undefined ? undefined : eq(cases.handler, handler),
    attention === true ? isNotNull(cases.attention) : undefined,
    from === undefined ? undefined : gte(cases.createdAt, from),
    until === undefined ? undefined : lt(cases.createdAt, until),
    after && beyond(cases.createdAt, cases.id, after),
  ]
}

/**
 * What the list is the union of, no case in two of them: each goes along an index of its own from the first row of the page to its last. A list
 * that nothing else narrows is made of one for each status; elsewhere the status stands in the index that the rest goes along.
 */
function branchesOf({ statuses = [], mine, region, matter, handler, attention }: CaseFilter): (SQL | undefined)[] {
  const status = statuses.length === 0 ? undefined : inArray(cases.status, [...statuses])
  if (mine !== undefined) {
    const collected = eq(cases.clerkId, mine)
    return [
      and(collected, status),
      and(eq(cases.handler, mine), or(isNull(cases.clerkId), ne(cases.clerkId, mine)), status),
    ]
  }
  const narrowed = [region, matter, handler, attention].some((one) => one !== undefined)
  return narrowed || statuses.length === 0 ? [status] : statuses.map((one) => eq(cases.status, one))
}

function merged(branches: readonly Statement[], { order, limit }: CasePage): Statement {
  const direction = order === 'oldest' ? 'asc' : 'desc'
  const union = branches.map(({ sql: text }, index) => `select * from (${text}) as b${index}`).join(' union all ')
  return {
    sql: `${union} order by ${placeOf('createdAt')} ${direction}, ${placeOf('id')} ${direction} limit ?`,
    params: [...branches.flatMap(({ params }) => params), limit],
  }
}

function attentionIn(memo: unknown): JsonObject {
  const { attention = null } = memo === null ? {} : (JSON.parse(String(memo)) as JsonObject)
  return attention === null ? {} : { attention }
}
