import { isObject, type Json, type JsonObject } from '../../core/json.ts'
import type { MatterOptions } from './options.ts'
import { numbered, type PackageRecord, SIDS } from './package.ts'

/** A record whose number follows from its place. */
export type NewRecord = Omit<PackageRecord, 'no'>

/** The order of a file record's fields. */
const FILE_FIELDS = ['CLLBDM', 'CLMC', 'CLGS', 'CLNR', 'SXH', 'CLXSDM', 'MTJDM', 'ZZBS']

/** An application as records: the main one (one for each person where it repeats), the lists by ascending sid, the files last. */
export function applicationRecords(tree: JsonObject, matter: MatterOptions): PackageRecord[] {
  return numbered([
    ...mainRecords(matter.requestSid, tree),
    ...listRecords(tree, matter),
    ...fileRecords(tree['files']),
  ])
}

/** A withdrawal as its one record. */
export function withdrawalRecords(tree: JsonObject): PackageRecord[] {
  return numbered(mainRecords(SIDS.withdraw, tree))
}

/** The main record, or one for each element where `main` is a list. */
export function mainRecords(sid: string, { main }: JsonObject): NewRecord[] {
  return Array.isArray(main) ? elementsOf(main).map((one) => record(sid, one)) : [record(sid, main)]
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

/** A single value of a tree as a record has it. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : ''
}
