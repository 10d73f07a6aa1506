import type { Fault } from '../../../core/fault.ts'
import { canonicalJson, isObject, type Json, type JsonObject } from '../../../core/json.ts'
import { comparable, objectsOf } from '../plan.ts'
import { textOf } from '../texts.ts'
import { ROWS } from './operations.ts'

/** Elements of the application that say nothing of their own: they follow from others, or from who sends. */
const DERIVED = ['ACCEPTLIST', 'VERSION', 'SBXMMC', 'BLRXM', 'SJDWMC', 'SJDWDM', ROWS, 'GD']

type Amended =
  | { readonly ok: true; readonly section: JsonObject; readonly records: readonly JsonObject[] }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly faults: readonly Fault[] }

/**
 * What changed since the region last took the form, as the answer to its notice: changed lines, a line that is gone with the filler, a list with all
 * its lines, the shareholders as a whole, and the materials that are new or other. What can be said in no line must not change.
 */
export function correctionResult(before: JsonObject, tree: JsonObject, version: number, filler: string): Amended {
  const faults = ['SPRENYUAN', 'SPQIYE', 'SPSHENQIN'].flatMap((name) => fixedChanges(name, before[name], tree[name]))
  if (faults.length > 0)
    return { ok: false, code: 'not-amendable', message: '对方的补正只收业务行、股东和材料的改动', faults }
  const records = changedRecords(objectsOf(before['RECORDS']), objectsOf(tree['RECORDS']))
  const [oldShares, shares] = [sharesOf(before), sharesOf(tree)]
  const given = isObject(tree['SPBUZHENGSHOULI']) ? tree['SPBUZHENGSHOULI'] : {}
  const named = [...new Map(records.map(({ STUFF_SEQ, CLMC }) => [textOf(STUFF_SEQ), textOf(CLMC)]))]
  const section: JsonObject = {
    PROJECT_CODE: given['PROJECT_CODE'] ?? '',
    BZSLBLRXM: given['BZSLBLRXM'] ?? '',
    BZCLQD: named.map(([no, name]) => `${no}:${name};`).join('') || filler,
    BZSJ: given['BZSJ'] ?? '',
    VERSION: String(version),
    XZQHDM: given['XZQHDM'] ?? '',
    XML_DATA: changedRows(rowsOf(before), rowsOf(tree), filler),
    ...(same(oldShares, shares) ? {} : { GD: shares }),
  }
  return { ok: true, section, records }
}

function fixedChanges(name: string, before: Json | undefined, now: Json | undefined): Fault[] {
  const old = isObject(before) ? before : {}
  const fresh = isObject(now) ? now : {}
  const changed = [...new Set([...Object.keys(old), ...Object.keys(fresh)])].filter(
    (element) => !DERIVED.includes(element) && !same(old[element] ?? '', fresh[element] ?? ''),
  )
  return changed.map((element) => ({
    path: `${name}.${element}`,
    code: 'unexpected',
    message: `对方的补正不收“${name}.${element}”的改动`,
    fix: '请改回原来的内容;确需更改的,撤回后重新申办',
  }))
}

function rowsOf({ SPSHENQIN }: JsonObject): JsonObject {
  const rows = isObject(SPSHENQIN) ? SPSHENQIN[ROWS] : undefined
  return isObject(rows) ? rows : {}
}

function sharesOf({ SPQIYE }: JsonObject): Json {
  return isObject(SPQIYE) ? (SPQIYE['GD'] ?? []) : []
}

function changedRows(before: JsonObject, now: JsonObject, filler: string): JsonObject {
  const changed = Object.entries(now).filter(([code, value]) => !same(before[code] ?? '', value))
  const gone = Object.keys(before).filter((code) => now[code] === undefined && !Array.isArray(before[code]))
  return Object.fromEntries([...changed, ...gone.map((code): [string, Json] => [code, filler])])
}

/** Materials one of whose records is not the same as before; of such a material all records. */
function changedRecords(before: readonly JsonObject[], now: readonly JsonObject[]): JsonObject[] {
  const contentOf = (records: readonly JsonObject[], kind: string) =>
    records.filter(({ STUFF_SEQ }) => textOf(STUFF_SEQ) === kind).map(withoutPlace)
  const changed = new Set(
    now
      .map(({ STUFF_SEQ }) => textOf(STUFF_SEQ))
      .filter((kind) => !same(contentOf(before, kind), contentOf(now, kind))),
  )
  return now.filter(({ STUFF_SEQ }) => changed.has(textOf(STUFF_SEQ)))
}

function withoutPlace({ SEQ: _, UPLOAD_TIME: __, VERSION: ___, ...record }: JsonObject): JsonObject {
  return record
}

function same(a: Json, b: Json): boolean {
  return canonicalJson(comparable(a)) === canonicalJson(comparable(b))
}

/** The form after the region's answer to our notice: lines set, or gone where they are null; lists and shareholders as a whole. */
export function mergeAmendment(previous: JsonObject, tree: JsonObject): JsonObject {
  const section = isObject(tree['SPBUZHENGSHOULI']) ? tree['SPBUZHENGSHOULI'] : {}
  const lines = isObject(section[ROWS]) ? section[ROWS] : {}
  const rows = Object.fromEntries(
    Object.entries({ ...rowsOf(previous), ...lines }).filter(([, value]) => value !== null),
  )
  const application = isObject(previous['SPSHENQIN']) ? previous['SPSHENQIN'] : {}
  const company = isObject(previous['SPQIYE']) ? previous['SPQIYE'] : {}
  return {
    ...previous,
    ...(section['GD'] === undefined ? {} : { SPQIYE: { ...company, GD: section['GD'] } }),
    SPSHENQIN: { ...application, [ROWS]: rows, ...(section['VERSION'] ? { VERSION: section['VERSION'] } : {}) },
  }
}

/** The materials after a message that brings some: of a number that comes in a later version all earlier records go. */
export function mergeRecords(previous: JsonObject, tree: JsonObject): JsonObject {
  const fresh = objectsOf(tree['RECORDS'])
  const newest = new Map(fresh.map(({ STUFF_SEQ, VERSION }) => [textOf(STUFF_SEQ), Number(textOf(VERSION))]))
  const kept = objectsOf(previous['RECORDS']).filter(
    ({ STUFF_SEQ, VERSION }) => Number(textOf(VERSION)) >= (newest.get(textOf(STUFF_SEQ)) ?? 0),
  )
  return { ...previous, RECORDS: [...kept, ...fresh] }
}
