import type { Case } from '../case/case.ts'
import type { CaseEvent } from '../case/event.ts'
import type { Status } from '../case/status.ts'
import type { JsonObject } from '../json.ts'
import type { CaseMaterial } from '../matter.ts'
import type { SqlRow, SqlValue, Statement } from './driver.ts'
import { sql } from './drizzle.ts'
import { caseContents, caseEvents, cases } from './schema.ts'
import { build, prepareStatement } from './statement.ts'

const p = sql.placeholder

/** The columns of `cases` in the order `toCase` reads them. */
export const caseColumns = {
  id: cases.id,
  no: cases.no,
  direction: cases.direction,
  region: cases.region,
  matter: cases.matter,
  mode: cases.mode,
  status: cases.status,
  seq: cases.seq,
  form: sql.raw('(select form from case_contents where case_id = cases.id)'),
  materials: sql.raw('(select materials from case_contents where case_id = cases.id)'),
  partnerNo: cases.partnerNo,
  correlation: cases.correlation,
  memo: cases.memo,
  mappingVersion: cases.mappingVersion,
  handler: cases.handler,
  clerk: cases.clerk,
  messageSeq: cases.messageSeq,
  progressSeq: cases.progressSeq,
  orderNo: cases.orderNo,
  parentId: cases.parentId,
  leg: cases.leg,
  createdAt: cases.createdAt,
  updatedAt: cases.updatedAt,
}
const caseNames = Object.keys(caseColumns) as (keyof Case)[]
const rowNames = caseNames.filter((name) => name !== 'form' && name !== 'materials')

/** The columns of `case_events` in the order `toEvent` reads them. */
export const eventColumns = {
  caseId: caseEvents.caseId,
  seq: caseEvents.seq,
  type: caseEvents.type,
  status: caseEvents.status,
  at: caseEvents.at,
  actor: caseEvents.actor,
  data: caseEvents.data,
  prevHash: caseEvents.prevHash,
  hash: caseEvents.hash,
}
const eventNames = Object.keys(eventColumns)

const insertCaseRow = prepareStatement<string>(
  build.insert(cases).values(Object.fromEntries(rowNames.map((name) => [name, p(name)])) as never),
)
const updateCaseRow = prepareStatement<string>(
  build
    .update(cases)
    .set(Object.fromEntries(rowNames.filter((name) => name !== 'id').map((name) => [name, p(name)])) as never)
    .where(sql`${cases.id} = ${p('id')}`),
)
const insertContentsRow = prepareStatement<'id' | 'form' | 'materials'>(
  build.insert(caseContents).values({ caseId: p('id'), form: p('form'), materials: p('materials') } as never),
)
const updateContentsRow = prepareStatement<'id' | 'form' | 'materials'>(
  build
    .update(caseContents)
    .set({ form: p('form'), materials: p('materials') } as never)
    .where(sql`${caseContents.caseId} = ${p('id')}`),
)
const insertEventRow = prepareStatement<string>(
  build.insert(caseEvents).values(Object.fromEntries(eventNames.map((name) => [name, p(name)])) as never),
)

function rowOf(value: Case): Record<string, SqlValue> {
  return { ...value, memo: JSON.stringify(value.memo) } as unknown as Record<string, SqlValue>
}

function contentsOf({ id, form, materials }: Case): { id: string; form: string; materials: string } {
  return { id, form: JSON.stringify(form), materials: JSON.stringify(materials) }
}

/** Inserts a new case. */
export function insertCase(value: Case): Statement[] {
  return [insertCaseRow(rowOf(value)), insertContentsRow(contentsOf(value))]
}

/** Overwrites a case, its form and materials only where they are not those that it had before; only ever in one batch with the event that guards it. */
export function updateCase(value: Case, before: Case): Statement[] {
  const same = value.form === before.form && value.materials === before.materials
  return [updateCaseRow(rowOf(value)), ...(same ? [] : [updateContentsRow(contentsOf(value))])]
}

/** Appends an event; its key `(case_id, seq)` is what two racers cannot both insert. */
export function insertEvent(event: CaseEvent): Statement {
  return insertEventRow({ ...event, data: JSON.stringify(event.data) })
}

/** A case from a row selected with `caseColumns`. */
export function toCase(row: SqlRow): Case {
  const named = Object.fromEntries(caseNames.map((name, index) => [name, row[index] ?? null])) as Record<
    string,
    SqlValue
  >
  return {
    ...(named as unknown as Case),
    form: JSON.parse(String(named['form'])) as JsonObject,
    materials: JSON.parse(String(named['materials'])) as CaseMaterial[],
    memo: JSON.parse(String(named['memo'])) as JsonObject,
  }
}

/** An event from a row selected with `eventColumns`. */
export function toEvent(row: SqlRow): CaseEvent {
  const named = Object.fromEntries(eventNames.map((name, index) => [name, row[index] ?? null])) as Record<
    string,
    SqlValue
  >
  const event = named as unknown as CaseEvent
  return { ...event, status: event.status as Status, data: JSON.parse(String(named['data'])) as JsonObject }
}
