import { isObject, type Json, type JsonObject } from '../../core/json.ts'
import { toPath, toPlace } from './field-paths.ts'
import type { MatterOptions } from './options.ts'
import { numbered, type PackageRecord, SIDS } from './package.ts'
import { FEEDBACK } from './record-shapes.ts'
import { elementsOf, fileRecords, mainRecords, type NewRecord, record, textOf } from './tree-records.ts'

/** JGDM of what does not pass. */
const FAILED = '2'

/*
 * The tree of a feedback: `main`; where it comes once for every person, `people`, what each has of their own; `corrections`, what has to be mended; `fields` and `materials`, every result, failed ones again among them; `licences`
 * and `documents`, each with its `file` in place of the number (WJSXH) under which that file travels.
 */

/** A feedback as records. `listed` are the files of the application, whose numbers name the pages of a material. Files are numbered documents first. */
export function feedbackRecords(
  tree: JsonObject,
  matter: MatterOptions,
  listed: readonly JsonObject[],
): PackageRecord[] {
  const files: JsonObject[] = []
  const documents = elementsOf(tree['documents']).map((one) => record(SIDS.document, withNumber(one, files)))
  const licences = elementsOf(tree['licences']).map((one) => record(SIDS.licence, withNumber(one, files)))
  const results = (list: string) => distinct([...elementsOf(tree['corrections']), ...elementsOf(tree[list])])
  return numbered([
    ...mainRecords(matter.feedbackSid, { main: withPeople(tree) }),
    ...results('fields')
      .filter(({ path }) => path)
      .map((line) => fieldRecord(line, matter.requestSid)),
    ...results('materials')
      .filter(({ CLLBDM }) => CLLBDM)
      .flatMap((line) => materialRecords(line, listed)),
    ...licences,
    ...documents,
    ...fileRecords(files),
  ])
}

/** The main record, or one for each of the people that come back, what they share in every one of them. */
function withPeople({ main, people }: JsonObject): Json {
  const each = elementsOf(people)
  return isObject(main) && each.length > 0 ? each.map((one) => ({ ...main, ...one })) : (main ?? {})
}

/** What every main record of a feedback has, whosever it is. */
function sharedFields(record: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([name]) => FEEDBACK.has(name)))
}

/** What belongs to one person in a main record that comes once for each. */
function ownFields(record: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !FEEDBACK.has(name)))
}

function withNumber({ file, ...holder }: JsonObject, files: JsonObject[]): JsonObject {
  if (!isObject(file)) return holder
  files.push({ ...file, SXH: String(files.length + 1) })
  return { ...holder, WJSXH: String(files.length) }
}

/** Each field or material once; what has to be mended says so in its own words. */
function distinct(lines: readonly JsonObject[]): JsonObject[] {
  const seen = new Set<string>()
  return lines.filter(({ path, CLLBDM }) => {
    const name = textOf(path) || textOf(CLLBDM)
    return !seen.has(name) && Boolean(seen.add(name))
  })
}

function fieldRecord({ path, JGDM, YY }: JsonObject, requestSid: string): NewRecord {
  const { sid, no, field } = toPlace(textOf(path), requestSid)
  return record(SIDS.fieldResult, { JLSID: sid, JLNO: no, ZDM: field, JGDM: JGDM ?? '', YY: YY ?? '' })
}

/** One line for every page of the material; one that is not there yet gets the number that its first page will have. */
function materialRecords({ CLLBDM = '', JGDM = '', YY = '' }: JsonObject, listed: readonly JsonObject[]): NewRecord[] {
  const numbers = listed.filter((file) => file['CLLBDM'] === CLLBDM).map((file) => textOf(file['SXH']))
  const next = Math.max(0, ...listed.map((file) => Number(file['SXH']) || 0)) + 1
  return (numbers.length > 0 ? numbers : [String(next)]).map((SXH) =>
    record(SIDS.materialResult, { CLLBDM, SXH, JGDM, YY }),
  )
}

/** The tree of a feedback that came; `files` are its file records as the tree has them. */
export function feedbackTree(
  records: readonly PackageRecord[],
  matter: MatterOptions,
  files: readonly JsonObject[],
): JsonObject {
  const of = (sid: string) =>
    records.filter((one) => one.sid === sid).map(({ fields }): JsonObject => Object.fromEntries(fields))
  const fields = of(SIDS.fieldResult).map(({ JLSID, JLNO, ZDM, ...line }): JsonObject => {
    const place = { sid: textOf(JLSID), no: Number(textOf(JLNO)) || 1, field: textOf(ZDM) }
    return { target: 'field', path: toPath(place, matter.requestSid, matter.repeats), ...line }
  })
  const materials = of(SIDS.materialResult).map(({ SXH: _, ...line }): JsonObject => ({ target: 'material', ...line }))
  const judged = judgedOnce(materials)
  const withFile = ({ WJSXH, ...holder }: JsonObject): JsonObject => {
    const file = files.find(({ SXH }) => SXH === WJSXH)
    return file ? { ...holder, file } : holder
  }
  const main = of(matter.feedbackSid)
  return {
    main: matter.repeats ? sharedFields(main[0] ?? {}) : (main[0] ?? {}),
    ...(matter.repeats ? { people: main.map(ownFields).filter((one) => Object.keys(one).length > 0) } : {}),
    corrections: [...fields, ...judged].filter(({ JGDM }) => JGDM === FAILED),
    fields,
    materials: judged,
    licences: of(SIDS.licence).map(withFile),
    documents: of(SIDS.document).map(withFile),
  }
}

/** One line for each material: it fails with its first page that fails. */
function judgedOnce(pages: readonly JsonObject[]): JsonObject[] {
  const failed = new Map(
    pages
      .filter(({ JGDM }) => JGDM === FAILED)
      .toReversed()
      .map((page) => [page['CLLBDM'], page]),
  )
  return distinct(pages.map((page) => failed.get(page['CLLBDM']) ?? page))
}
