import { type ApplicantIndex, NO_INDEX } from '../applicant-index.ts'
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
  clerkId: cases.clerkId,
  messageSeq: cases.messageSeq,
  progressSeq: cases.progressSeq,
  orderNo: cases.orderNo,
  parentId: cases.parentId,
  leg: cases.leg,
  bundleId: cases.bundleId,
  bundleKey: cases.bundleKey,
  createdAt: cases.createdAt,
  updatedAt: cases.updatedAt,
}
const caseNames = Object.keys(caseColumns) as (keyof Case)[]
const rowNames = caseNames.filter((name) => name !== 'form' && name !== 'materials')
/** What a case keeps from its first row on: written once, so that a step leaves the indexes over it alone. */
const LASTING: readonly (keyof Case)[] = [
  ...['id', 'no', 'direction', 'region', 'matter', 'clerk', 'clerkId', 'parentId', 'leg', 'createdAt'],
] as (keyof Case)[]
const steadyNames = [...rowNames, 'attention'] as const
const changingNames = steadyNames.filter((name) => !LASTING.includes(name as keyof Case))
const keyNames = ['applicantShown', 'applicantIdNo', 'applicantMobile', 'applicantName', 'companyName'] as const
const contentNames = ['form', 'materials', ...keyNames] as const
const placed = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, p(name)])) as never

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

const insertCaseRow = prepareStatement<string>(build.insert(cases).values(placed(steadyNames)))
const updateCaseRow = prepareStatement<string>(
  build
    .update(cases)
    .set(placed(changingNames))
    .where(sql`${cases.id} = ${p('id')}`),
)
const insertContentsRow = prepareStatement<string>(
  build.insert(caseContents).values(placed(['caseId', ...contentNames])),
)
const updateContentsRow = prepareStatement<string>(
  build
    .update(caseContents)
    .set(placed(contentNames))
    .where(sql`${caseContents.caseId} = ${p('caseId')}`),
)
const updateKeysRow = prepareStatement<string>(
  build
    .update(caseContents)
    .set(placed(keyNames))
    .where(sql`${caseContents.caseId} = ${p('caseId')} and ${caseContents.form} = ${p('form')}`),
)
const insertEventRow = prepareStatement<string>(
  build.insert(caseEvents).values(Object.fromEntries(eventNames.map((name) => [name, p(name)])) as never),
)

function rowOf(value: Case): Record<string, SqlValue> {
  const attention = (value.memo['attention'] ?? null) === null ? null : 1
  return { ...value, memo: JSON.stringify(value.memo), attention } as unknown as Record<string, SqlValue>
}

function contentsOf({ id, form, materials }: Case, index: ApplicantIndex): Record<string, SqlValue> {
  return {
    caseId: id,
    form: JSON.stringify(form),
    materials: JSON.stringify(materials),
    ...index.keysOf(form),
  }
}

/** Inserts a new case, to be found by what the index makes of its form. */
export function insertCase(value: Case, index: ApplicantIndex = NO_INDEX): Statement[] {
  return [insertCaseRow(rowOf(value)), insertContentsRow(contentsOf(value, index))]
}

/** Overwrites what changes of a case, its form and materials only where they are not those that it had before; only ever in one batch with the event that guards it. */
export function updateCase(value: Case, before: Case, index: ApplicantIndex = NO_INDEX): Statement[] {
  const same = value.form === before.form && value.materials === before.materials
  return [updateCaseRow(rowOf(value)), ...(same ? [] : [updateContentsRow(contentsOf(value, index))])]
}

/** Makes a case's keys anew; where its form was changed meanwhile they were made with it. */
export function indexCase(value: Case, index: ApplicantIndex): Statement {
  return updateKeysRow(contentsOf(value, index))
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
