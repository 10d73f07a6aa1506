import { accepted, type Checked, type Fault, faulty } from '../../core/fault.ts'
import { isObject, type Json, type JsonObject } from '../../core/json.ts'
import type { AskedFor } from '../../core/protocol.ts'
import { fromPointer, pointerSteps, putAtSteps, valueAtSteps } from './pointer.ts'

/** The case after a correction that a partner sent us, or every way in which the correction is not one: changes that were not asked for are `not-asked`. */
export function mergeCorrection(previous: JsonObject, correction: JsonObject, asked: AskedFor): Checked<JsonObject> {
  const merged = structuredClone(previous)
  const faults = [...applyChanges(merged, previous, correction, asked), ...applyFiles(merged, correction, asked)]
  return faults.length > 0 ? faulty(faults) : accepted(merged)
}

function applyChanges(merged: JsonObject, previous: JsonObject, correction: JsonObject, asked: AskedFor): Fault[] {
  return listOf(correction['changes']).flatMap((change, index): Fault[] => {
    const at = `changes[${index}]`
    const steps = pointerSteps(String(change['path'] ?? ''))
    const { op, value } = change
    if (!steps || steps[0] === 'files') return [wrong(`${at}.path`, 'format', '不是可改的位置')]
    const there = valueAtSteps(previous, steps) !== undefined
    if (there !== (op !== 'add'))
      return [wrong(`${at}.op`, 'conflict', there ? '原来有值,应为 replace' : '原来没有,应为 add')]
    if ((op === 'remove') !== (value === undefined))
      return [wrong(`${at}.value`, 'format', 'remove 不带 value,其余必带')]
    const stray = leavesOf(value, fromPointer(String(change['path']))).filter((path) => !isAsked(path, asked))
    if (stray.length > 0) return [wrong(`${at}.path`, 'not-asked', `没有要求改 ${stray[0]?.slice(0, 200)}`)]
    return putAtSteps(merged, steps, value) ? [] : [wrong(`${at}.path`, 'format', '上级不存在,应给出整个上级')]
  })
}

/** The places that a change touches: each leaf of what it puts there. */
function leavesOf(value: Json | undefined, path: string): string[] {
  if (!isObject(value)) return [path]
  return Object.entries(value).flatMap(([key, member]) => leavesOf(member, `${path}.${key}`))
}

function isAsked(path: string, { paths }: AskedFor): boolean {
  return paths.some((place) => path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`))
}

function applyFiles(merged: JsonObject, correction: JsonObject, { materials }: AskedFor): Fault[] {
  const faults: Fault[] = []
  const before = listOf(merged['files'])
  const removed = new Set(Array.isArray(correction['removeFileIds']) ? correction['removeFileIds'] : [])
  for (const [index, id] of [...removed].entries()) {
    const file = before.find(({ fileId }) => fileId === id)
    const at = `removeFileIds[${index}]`
    if (!file) faults.push(wrong(at, 'file-unknown', '本件没有这份材料'))
    else if (!materials.includes(String(file['materialCode']))) faults.push(wrong(at, 'not-asked', '这份材料没有被退'))
  }
  const fresh = listOf(correction['files'])
  for (const [index, { materialCode, fileId }] of fresh.entries()) {
    const at = `files[${index}]`
    if (!materials.includes(String(materialCode)))
      faults.push(wrong(`${at}.materialCode`, 'not-asked', '这份材料没有被退'))
    if (fileId !== undefined && before.some((file) => file['fileId'] === fileId))
      faults.push(wrong(`${at}.fileId`, 'conflict', '这个编号已经用过'))
  }
  const replaced = new Set(fresh.map(({ materialCode }) => materialCode))
  const kept = before.filter(
    ({ fileId, materialCode, exempt }) =>
      !(fileId !== undefined && removed.has(fileId)) && !(exempt !== undefined && replaced.has(materialCode ?? null)),
  )
  merged['files'] = [...kept, ...fresh].sort(byCode)
  return faults
}

function byCode(a: JsonObject, b: JsonObject): number {
  const [left, right] = [String(a['materialCode']), String(b['materialCode'])]
  return left < right ? -1 : left > right ? 1 : 0
}

function listOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

function wrong(path: string, code: string, message: string): Fault {
  return { path, code, message, fix: '请按补正通知改' }
}
