import { isFileSlot } from '../../core/file-slots.ts'
import { canonicalJson, isObject, type Json, type JsonObject } from '../../core/json.ts'
import type { InboundMessage, OutboundMessage } from '../../core/message.ts'
import type { MatterOptions } from './options.ts'
import { numbered, type PackageRecord, SIDS } from './package.ts'
import { elementsOf, fileRecords, listRecords, record, recordsOf } from './tree-records.ts'

const CLEARED = '#NULL#'

/** The numbers (SXH) that the pages of a material bear for ever, by material class, and what was sent so far. */
interface Memory {
  readonly pages: Readonly<Record<string, readonly number[]>>
  readonly lastPage: number
  readonly supplements: number
}

function memoryOf(memo: JsonObject): Memory {
  return {
    pages: (memo['pages'] ?? {}) as unknown as Memory['pages'],
    lastPage: Number(memo['lastPage'] ?? 0),
    supplements: Number(memo['supplements'] ?? 0),
  }
}

/** What to remember of an application that was taken: the number of each of its pages. */
export function applicationMemory(tree: JsonObject): JsonObject {
  const pages: Record<string, number[]> = {}
  for (const { CLLBDM, SXH } of elementsOf(tree['files'])) {
    const kind = String(CLLBDM)
    pages[kind] = [...(pages[kind] ?? []), Number(SXH)]
  }
  return { pages, lastPage: Math.max(0, ...Object.values(pages).flat()), supplements: 0 }
}

/**
 * What changed since the region last took the form: fields one by one, lists as a whole, materials by whole classes. A class that is gone cannot be said.
 * `files` are those that travel, with their final numbers; `memo` holds once the region took it.
 */
export function supplementChanges(
  { tree, memo }: Pick<OutboundMessage, 'tree' | 'memo'>,
  matter: MatterOptions,
): { tree: JsonObject; memo: JsonObject } {
  const before = (memo['lastTree'] ?? {}) as JsonObject
  const memory = memoryOf(memo)
  const supplement = { ...(tree['supplement'] as JsonObject), BZCS: String(memory.supplements + 1) }
  const pages: Record<string, readonly number[]> = { ...memory.pages }
  let { lastPage } = memory
  const files = changedClasses(elementsOf(before['files']), elementsOf(tree['files'])).flatMap((kind) => {
    const given = elementsOf(tree['files']).filter((file) => file['CLLBDM'] === kind)
    const known = memory.pages[kind] ?? []
    const numbers = given.map((_, index) => known[index] ?? ++lastPage)
    // a number once given is never given to another page
    pages[kind] = [...numbers, ...known.slice(numbers.length)]
    return given.map((file, index): JsonObject => ({ ...file, SXH: String(numbers[index]) }))
  })
  return {
    tree: {
      supplement: inOrder(supplement, ['YWLSH', 'BZCS', 'BZSJ', 'SM']),
      changes: changedFields(mainsOf(before), mainsOf(tree)),
      records: changedLists(before, tree, matter),
      files: files.sort((a, b) => Number(a['SXH']) - Number(b['SXH'])),
    },
    memo: { pages: pages as unknown as Json, lastPage, supplements: memory.supplements + 1 },
  }
}

function inOrder(fields: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, fields[name] ?? '']))
}

/** Main records of a tree, in their order. */
function mainsOf({ main }: JsonObject): JsonObject[] {
  return Array.isArray(main) ? elementsOf(main) : isObject(main) ? [main] : []
}

/** Fields one by one; of a repeated record each copy says so by its number. A record more or less cannot be said. */
function changedFields(before: readonly JsonObject[], now: readonly JsonObject[]): JsonObject[] {
  return now.flatMap((main, index) => {
    const earlier = before[index] ?? {}
    const changed = Object.entries(main).filter(([name, value]) => value !== '' && earlier[name] !== value)
    const gone = Object.keys(earlier).filter((name) => (earlier[name] ?? '') !== '' && (main[name] ?? '') === '')
    const named = [...changed, ...gone.map((name): [string, Json] => [name, CLEARED])]
    return named.map(([ZDM, XZ]): JsonObject => ({ JLNO: String(index + 1), ZDM, XZ }))
  })
}

function changedLists(before: JsonObject, now: JsonObject, { lists }: MatterOptions): JsonObject {
  const isChanged = (sid: string) =>
    canonicalJson(elementsOf(recordsOf(before)[sid])) !== canonicalJson(elementsOf(recordsOf(now)[sid]))
  return Object.fromEntries(lists.filter(isChanged).map((sid) => [sid, elementsOf(recordsOf(now)[sid])]))
}

/** Classes whose pages are not the same as before, by content, in the order of the new list. */
function changedClasses(before: readonly JsonObject[], now: readonly JsonObject[]): string[] {
  const contentOf = (files: readonly JsonObject[], kind: string) =>
    canonicalJson(files.filter((file) => file['CLLBDM'] === kind).map(withoutNumber))
  const kinds = [...new Set(now.map((file) => String(file['CLLBDM'])))]
  return kinds.filter((kind) => contentOf(before, kind) !== contentOf(now, kind))
}

function withoutNumber({ SXH: _, CLNR, ...file }: JsonObject): JsonObject {
  return { ...file, CLNR: isFileSlot(CLNR) ? CLNR.$file.sha256 : (CLNR ?? '') }
}

/** A supplement as records: main, lists, changed fields, files. */
export function supplementRecords(tree: JsonObject, matter: MatterOptions): PackageRecord[] {
  const changes = elementsOf(tree['changes']).map((change) =>
    record(SIDS.change, { JLSID: matter.requestSid, ...change }),
  )
  return numbered([
    record(SIDS.supplement, tree['supplement']),
    ...listRecords(tree, matter),
    ...changes,
    ...fileRecords(tree['files']),
  ])
}

/** The full form after a supplement that came: named fields set or cleared, lists and material classes replaced, all else as it was. */
export function mergeSupplement(previous: JsonObject, { tree }: Pick<InboundMessage, 'tree'>): JsonObject {
  const changes = elementsOf(tree['changes'])
  const mains = mainsOf(previous).map((main, index) =>
    withChanges(
      main,
      changes.filter(({ JLNO }) => Number(JLNO) === index + 1),
    ),
  )
  const files = elementsOf(tree['files'])
  const replaced = new Set(files.map((file) => file['CLLBDM']))
  const kept = elementsOf(previous['files']).filter((file) => !replaced.has(file['CLLBDM'] ?? ''))
  const records = { ...recordsOf(previous), ...recordsOf(tree) }
  return {
    main: Array.isArray(previous['main']) ? mains : (mains[0] ?? {}),
    ...(Object.keys(records).length > 0 ? { records } : {}),
    files: [...kept, ...files].sort((a, b) => Number(a['SXH']) - Number(b['SXH'])),
  }
}

function withChanges(main: JsonObject, changes: readonly JsonObject[]): JsonObject {
  const values = new Map(Object.entries(main))
  for (const { ZDM, XZ } of changes) values.set(String(ZDM), XZ ?? '')
  return Object.fromEntries([...values].filter(([, value]) => value !== CLEARED))
}
