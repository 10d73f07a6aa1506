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
  const beside: Beside = (column) => (driver.engine === 'postgres' ? sql`${column}` : sql`+${column}`)
  const heads = async (statement: Statement): Promise<CaseHead[]> =>
    toObjects<CaseHead>(names, await driver.run(statement)).map((row) => ({ ...row, memo: attentionIn(row.memo) }))
  /** Newest first. */
  const among = (where: SQL | undefined, limit: number) => heads(toStatement(select(where, { limit })))
  return {
    async list(filter: CaseFilter, page: CasePage): Promise<CaseHead[]> {
      const [only, ...others] = branchesOf(filter, beside).map((branch) =>
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

function conditionsOf({ from, until }: CaseFilter, { order, after }: CasePage): (SQL | undefined)[] {
  const beyond = order === 'oldest' ? isAfter : isBefore
  return [
    from === undefined ? undefined : gte(cases.createdAt, from),
    until === undefined ? undefined : lt(cases.createdAt, until),
    after && beyond(cases.createdAt, cases.id, after),
  ]
}

/** What must be equal, from the narrowest to the widest: a list goes along the index of the first. */
function equalitiesOf({ handler, region, matter, direction }: CaseFilter): (readonly [SQLiteColumn, string])[] {
  const all = [
    [cases.handler, handler],
    [cases.region, region],
    [cases.matter, matter],
    [cases.direction, direction],
  ] as const
  return all.flatMap(([column, value]) => (value === undefined ? [] : [[column, value] as const]))
}

/**
 * What the list is the union of, no case in two of them. Each goes along one index from the first row of the page to its last; everything else it is
 * narrowed by stands in that index and is only compared with. A list that hardly more than statuses narrow is made of one for each of them.
 */
function branchesOf(filter: CaseFilter, beside: Beside): (SQL | undefined)[] {
  const { statuses = [], mine, attention } = filter
  const [leading, ...others] = equalitiesOf(filter)
  const compare = ([column, value]: readonly [SQLiteColumn, string]) => eq(beside(column), value)
  const compared = [
    ...others.map(compare),
    statuses.length > 0 ? inArray(beside(cases.status), [...statuses]) : undefined,
  ]
  const all = [leading && compare(leading), ...compared]
  if (mine !== undefined) {
    const alarming = attention === true ? isNotNull(beside(cases.attention)) : undefined
    const foreign = or(isNull(cases.clerkId), ne(cases.clerkId, mine))
    return [and(eq(cases.clerkId, mine), alarming, ...all), and(eq(cases.handler, mine), foreign, alarming, ...all)]
  }
  if (attention === true) return [and(isNotNull(cases.attention), ...all)]
  if (statuses.length > 0 && (leading === undefined || leading[0] === cases.direction))
    return statuses.map((one) => and(eq(cases.status, one), leading && compare(leading)))
  return [and(leading && eq(...leading), ...compared)]
}

/** A column that is compared with and must not choose the index. PostgreSQL chooses by what it knows of the rows; the others would take the index of another column for as good. */
type Beside = (column: SQLiteColumn) => SQL

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
