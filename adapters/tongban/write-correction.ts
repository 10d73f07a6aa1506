import type { Fault } from '../../core/fault.ts'
import { fillFileSlots } from '../../core/file-slots.ts'
import { canonicalJson, isObject, type Json, type JsonObject } from '../../core/json.ts'
import { fromPointer, pointerOf, pointerSteps, valueAtSteps } from './pointer.ts'

/** What a correction notice of the partner asks for, kept in the case's memo under `asked`. */
export interface Asked extends JsonObject {
  pointers: string[]
  materials: { code: string; fileId: string }[]
}

/** What the notice in an event asks for, to be kept until it is answered. */
export function readAsked(items: Json | undefined): Asked {
  const listed = Array.isArray(items) ? items.filter(isObject) : []
  const of = (target: string) => listed.filter((item) => item['target'] === target)
  return {
    pointers: of('field').map((item) => String(item['pointer'] ?? '')),
    materials: of('material').map((item) => ({
      code: String(item['materialCode'] ?? ''),
      fileId: String(item['fileId'] ?? ''),
    })),
  }
}

function askedIn(memo: JsonObject): Asked {
  const asked = memo['asked']
  return isObject(asked) ? (asked as Asked) : { pointers: [], materials: [] }
}

/**
 * The body of a correction (document 3.4): of the case as it now stands what was asked for and nothing else. `tree` is the whole case with the
 * group `correction` beside it; what the partner has is the memo's `lastTree`.
 */
export function writeCorrection(tree: JsonObject, memo: JsonObject): JsonObject {
  const before = withFileIds(memo['lastTree'])
  const asked = askedIn(memo)
  const changes = changesFor(before, tree, asked.pointers)
  const { files, removed } = changedFiles(before, tree, asked)
  return {
    specVersion: tree['specVersion'] ?? '',
    bizNo: tree['bizNo'] ?? '',
    ...(isObject(tree['correction']) ? tree['correction'] : {}),
    ...(changes.length > 0 ? { changes } : {}),
    files,
    ...(removed.length > 0 ? { removeFileIds: removed } : {}),
  }
}

/** One change for each field asked for, in their order; fields below one missing group share the change that brings it. An unchanged field is sent as it is: that is an answer too. */
function changesFor(before: JsonObject, tree: JsonObject, pointers: readonly string[]): JsonObject[] {
  const changes = new Map<string, JsonObject>()
  for (const pointer of pointers) {
    const steps = pointerSteps(pointer)
    if (!steps) continue
    const [old, fresh] = [valueAtSteps(before, steps), valueAtSteps(tree, steps)]
    if (old === undefined && fresh === undefined) continue
    const op = old === undefined ? 'add' : fresh === undefined ? 'remove' : 'replace'
    const at = op === 'add' ? highestMissing(before, steps) : op === 'remove' ? highestMissing(tree, steps) : steps
    const value = valueAtSteps(tree, at)
    const path = pointerOf(at)
    changes.set(path, { op, path, ...(value === undefined ? {} : { value }) })
  }
  return [...changes.values()]
}

/** The highest place on the way to a value that is not there. */
function highestMissing(tree: JsonObject, steps: readonly string[]): readonly string[] {
  const depth = steps.findIndex((_, index) => valueAtSteps(tree, steps.slice(0, index + 1)) === undefined)
  return steps.slice(0, depth + 1)
}

function changedFiles(before: JsonObject, tree: JsonObject, asked: Asked): { files: JsonObject[]; removed: string[] } {
  const codes = new Set(asked.materials.map(({ code }) => code))
  const known = new Set(filesOf(before).map(sameness))
  const files = filesOf(tree).filter((file) => codes.has(String(file['materialCode'])) && !known.has(sameness(file)))
  const removed = asked.materials.flatMap(({ code, fileId }) =>
    fileId !== ''
      ? [fileId]
      : filesOf(before).flatMap((file) =>
          file['materialCode'] === code && file['fileId'] ? [String(file['fileId'])] : [],
        ),
  )
  return { files, removed: [...new Set(removed)] }
}

/** What differs between the case that the partner has and the one to be told, without having been asked for; the partner takes none of it. */
export function unaskedChanges(tree: JsonObject, memo: JsonObject): Fault[] {
  const before = withFileIds(memo['lastTree'])
  const asked = askedIn(memo)
  const places = asked.pointers.map((pointer) => fromPointer(pointer))
  const fields = differingLeaves(comparable(before), comparable(withFileIds(tree)), '')
    .filter(
      (path) => !places.some((place) => path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`)),
    )
    .map((path) => notAsked(path))
  const codes = new Set(asked.materials.map(({ code }) => code))
  const known = filesOf(before)
  const files = filesOf(tree).flatMap((file, index) => {
    const untouched = codes.has(String(file['materialCode'])) || known.some((one) => sameness(one) === sameness(file))
    return untouched ? [] : [notAsked(`files[${index}]`)]
  })
  const gone = known.some(
    (file) =>
      !codes.has(String(file['materialCode'])) && !filesOf(tree).some((one) => sameness(one) === sameness(file)),
  )
  return [...fields, ...files, ...(gone && files.length === 0 ? [notAsked('files')] : [])]
}

function notAsked(path: string): Fault {
  const message = '补正通知没有要求改这一项,对方只收要求改的'
  return { path, code: 'not-asked', message, fix: '请改回原来的内容,只改通知要求的项' }
}

/** Which file a line names, whatever address it has this time. */
function sameness(file: JsonObject): string {
  const { url: _url, urlExpiresAt: _end, fileId: _id, ...rest } = file
  return canonicalJson(rest)
}

/** The case without what travels apart: its files, with the one that the consent names, and the correction itself. */
function comparable({ files: _files, correction: _correction, consent, ...rest }: JsonObject): JsonObject {
  const { fileId: _id, ...said } = isObject(consent) ? consent : {}
  return { ...rest, consent: said }
}

function differingLeaves(before: Json | undefined, after: Json | undefined, path: string): string[] {
  if (isObject(before) || isObject(after)) {
    const [left, right] = [isObject(before) ? before : {}, isObject(after) ? after : {}]
    const keys = new Set([...Object.keys(left), ...Object.keys(right)])
    return [...keys].flatMap((key) => differingLeaves(left[key], right[key], path === '' ? key : `${path}.${key}`))
  }
  return canonicalJson(before ?? null) === canonicalJson(after ?? null) ? [] : [path]
}

function filesOf(tree: JsonObject): JsonObject[] {
  return Array.isArray(tree['files']) ? tree['files'].filter(isObject) : []
}

/** A tree whose files are named as on the wire; addresses are of no account here. */
function withFileIds(tree: Json | undefined): JsonObject {
  return isObject(tree) ? fillFileSlots(tree, ({ $file, as }) => (as === 'id' ? $file.id : '')) : {}
}
