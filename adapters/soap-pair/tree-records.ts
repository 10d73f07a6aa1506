import { isObject, type Json, type JsonObject } from '../../core/json.ts'
import type { MatterOptions } from './options.ts'
import { numbered, type PackageRecord, SIDS } from './package.ts'

type NewRecord = Omit<PackageRecord, 'no'>

/** The order of a file record's fields. */
const FILE_FIELDS = ['CLLBDM', 'CLMC', 'CLGS', 'CLNR', 'SXH', 'CLXSDM', 'MTJDM', 'ZZBS']

/** Records that name a file of the same package by its number, in the order in which their files are numbered. */
const FILE_HOLDERS = [SIDS.document, SIDS.licence]

/** An application as records: the main one, the lists by ascending sid, the files last. */
export function applicationRecords(tree: JsonObject, matter: MatterOptions): PackageRecord[] {
  return numbered([
    record(matter.requestSid, tree['main']),
    ...listRecords(tree, matter),
    ...fileRecords(tree['files']),
  ])
}

/** A withdrawal as its one record. */
export function withdrawalRecords(tree: JsonObject): PackageRecord[] {
  return numbered([record(SIDS.withdraw, tree['main'])])
}

/**
 * A progress message as records. In the tree a licence or document holds its file in place of the number (WJSXH), and `corrections` lists what has to
 * be mended: fields and materials become failed lines of their two lists. `listed` are the files of the application, which bear the numbers of materials.
 */
export function feedbackRecords(
  tree: JsonObject,
  matter: MatterOptions,
  listed: readonly JsonObject[],
): PackageRecord[] {
  const corrections = elementsOf(tree['corrections']).map((one): JsonObject => ({ ...one, JGDM: '2' }))
  const fields = [...corrections.filter(({ ZDM }) => ZDM), ...elementsOf(recordsOf(tree)[SIDS.fieldResult])]
  const materials = [...corrections.filter(({ CLLBDM }) => CLLBDM), ...elementsOf(recordsOf(tree)[SIDS.materialResult])]
  const files: JsonObject[] = []
  const holders = new Map(
    FILE_HOLDERS.map((sid) => [
      sid,
      elementsOf(recordsOf(tree)[sid]).map((holder): JsonObject => {
        const file = holder['WJSXH']
        if (!isObject(file)) return holder
        files.push({ ...file, SXH: String(files.length + 1) })
        return { ...holder, WJSXH: String(files.length) }
      }),
    ]),
  )
  return numbered([
    record(matter.feedbackSid, tree['main']),
    ...fields.map(({ ZDM, JGDM, YY }) =>
      record(SIDS.fieldResult, { JLSID: matter.requestSid, JLNO: '1', ZDM, JGDM, YY } as JsonObject),
    ),
    ...materials.flatMap((line) => materialLines(line, listed)),
    ...[SIDS.licence, SIDS.document].flatMap((sid) => (holders.get(sid) ?? []).map((holder) => record(sid, holder))),
    ...fileRecords(files),
  ])
}

/** One line for every page of the material; a material that is not there yet gets the number that its first page will have. */
function materialLines({ CLLBDM, JGDM, YY }: JsonObject, listed: readonly JsonObject[]): NewRecord[] {
  const numbers = listed.filter((file) => file['CLLBDM'] === CLLBDM).map((file) => textOf(file['SXH']))
  const next = Math.max(0, ...listed.map((file) => Number(file['SXH']) || 0)) + 1
  return (numbers.length > 0 ? numbers : [String(next)]).map((SXH) =>
    record(SIDS.materialResult, { CLLBDM, SXH, JGDM, YY } as JsonObject),
  )
}

/** The lists of a form, by ascending sid. */
export function listRecords(tree: JsonObject, { lists }: MatterOptions): NewRecord[] {
  return [...lists].sort().flatMap((sid) => elementsOf(recordsOf(tree)[sid]).map((element) => record(sid, element)))
}

/** File records in the order given, their fields in that of the document. */
export function fileRecords(files: Json | undefined): NewRecord[] {
  return elementsOf(files).map((file) =>
    record(SIDS.file, Object.fromEntries(FILE_FIELDS.map((name) => [name, file[name] ?? '']))),
  )
}

/** An object of a tree as a record; its values as text, what is no single value left out. */
export function record(sid: string, fields: Json | undefined): NewRecord {
  const entries = Object.entries(isObject(fields) ? fields : {})
  return { sid, fields: entries.map(([name, value]) => [name, textOf(value)] as const) }
}

/** The groups of a list that hold anything. */
export function elementsOf(list: Json | undefined): JsonObject[] {
  return (Array.isArray(list) ? list : []).filter(isObject).filter((element) => Object.keys(element).length > 0)
}

/** The records of a tree by sid. */
export function recordsOf(tree: JsonObject): JsonObject {
  const records = tree['records']
  return isObject(records) ? records : {}
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : ''
}

/** A record's fields as an object of the tree. */
export function toFields({ fields }: PackageRecord): JsonObject {
  return Object.fromEntries(fields)
}

/** The tree path of a field that an answer complains of. */
export function faultPath(
  record: PackageRecord,
  field: string,
  mainSid: string,
  sent: readonly PackageRecord[],
): string {
  if (record.sid === mainSid) return `main.${field}`
  if (record.sid === SIDS.file) return `files[${record.no - 1}].${field}`
  if (record.sid === SIDS.supplement) return `supplement.${field}`
  if (record.sid !== SIDS.change) return `records.${record.sid}[${record.no - 1}].${field}`
  const change = sent.find(({ sid, no }) => sid === SIDS.change && no === record.no)
  return `main.${change?.fields.find(([name]) => name === 'ZDM')?.[1] ?? field}`
}
