import { checkCase, checkFile } from './check-case.ts'
import { FILE_SHAPE, uploadsOf } from './envelope-shape.ts'
import { asArray, asText, isObject, type JsonObject, setAt, valueAt } from './json.ts'
import type { HandledCase, OpenCorrection } from './region.ts'
import { invalid, problem, type Reply } from './replies.ts'
import { checkShape, type Shape } from './shape.ts'
import { HANDLED_HERE } from './side.ts'
import { constant, type Fault, fileId, integer, moment, pattern, text } from './value-checks.ts'

/** Keys of a correction (§3.4); `value` is free, so the changes are checked by hand. */
const CORRECTION_SHAPE: Shape = {
  specVersion: { need: 'M', check: constant('1.4') },
  bizNo: { need: 'M', check: text(50) },
  caseNo: { need: 'M', check: text(30) },
  correctionNo: { need: 'M', check: text(40) },
  baseRevision: { need: 'M', check: integer(1) },
  submittedAt: { need: 'M', check: moment },
  changes: {
    need: 'O',
    each: {
      op: { need: 'M', check: pattern(7, /^(add|replace|remove)$/, 'op 只有 add、replace、remove') },
      path: { need: 'M', check: pattern(200, /^\//, '应为 JSON Pointer') },
      value: { need: 'O', check: () => null },
    },
    mayBeEmpty: true,
  },
  files: { need: 'O', each: FILE_SHAPE, mayBeEmpty: true },
  removeFileIds: { need: 'O', each: fileId, mayBeEmpty: true },
}

const notAsked = (pointer: string, message: string): Fault => ({ pointer, code: 'unexpected', message })

/** The place a change to a field must name: the field, or its highest ancestor that is not there yet. */
function placeOf(body: JsonObject, pointer: string): string {
  const keys = pointer.split('/').slice(1)
  for (let depth = 1; depth < keys.length; depth += 1) {
    const ancestor = `/${keys.slice(0, depth).join('/')}`
    if (valueAt(body, ancestor) === undefined) return ancestor
  }
  return pointer
}

function applyChanges(body: JsonObject, asked: OpenCorrection, changes: JsonObject[]): Fault[] {
  const original = structuredClone(body)
  const open = new Set(asked.items.map((item) => placeOf(original, item.pointer ?? '')).filter((place) => place !== ''))
  const faults: Fault[] = []
  for (const [i, change] of changes.entries()) {
    const path = asText(change['path'])
    const at = `/changes/${i}`
    if (!open.delete(path)) {
      faults.push(notAsked(`${at}/path`, `${path} 未被要求补正`))
      continue
    }
    const isThere = valueAt(original, path) !== undefined
    if (isThere !== (change['op'] !== 'add')) {
      faults.push({ pointer: `${at}/op`, code: 'conflict', message: isThere ? '原有值,应为 replace' : '原无,应为 add' })
    }
    if ((change['op'] === 'remove') !== (change['value'] === undefined)) {
      faults.push({ pointer: `${at}/value`, code: 'format', message: 'remove 无 value,其余须有' })
    }
    setAt(body, path, change['op'] === 'remove' ? undefined : change['value'])
  }
  for (const path of open) faults.push({ pointer: '/changes', code: 'required', message: `缺 ${path} 的补正` })
  return faults
}

function applyFiles(body: JsonObject, asked: OpenCorrection, handled: HandledCase, message: JsonObject): Fault[] {
  const faults: Fault[] = []
  const items = asked.items.filter((item) => item.target === 'material')
  const added = asArray(message['files']).filter(isObject)
  const removed = asArray(message['removeFileIds']).map(asText)
  for (const [i, id] of removed.entries()) {
    const isAsked = items.some((item) => item.fileId === id)
    if (!isAsked) faults.push(notAsked(`/removeFileIds/${i}`, `${id} 未被退回`))
  }
  for (const item of items) {
    if (item.fileId && !removed.includes(item.fileId)) {
      faults.push({ pointer: '/removeFileIds', code: 'required', message: `缺被退的 ${item.fileId}` })
    }
    if (!added.some((file) => file['materialCode'] === item.materialCode)) {
      faults.push({ pointer: '/files', code: 'file_missing', message: `缺 ${item.materialCode} 新材料` })
    }
  }
  const known = uploadsOf(body['files']).map((file) => file['fileId'])
  for (const [i, file] of added.entries()) {
    if (!items.some((item) => item.materialCode === file['materialCode'])) {
      faults.push(notAsked(`/files/${i}/materialCode`, '该材料未被要求补正'))
    }
    if (known.includes(file['fileId'])) {
      faults.push({ pointer: `/files/${i}/fileId`, code: 'conflict', message: 'fileId 已用过' })
    }
    faults.push(...checkFile(file, handled.matter, body, `/files/${i}`))
  }
  const kept = asArray(body['files']).filter((file) => !removed.includes(asText(valueAt(file, '/fileId'))))
  body['files'] = [...kept, ...structuredClone(added)]
  return faults
}

/** The case after a correction, or why it is not taken (§3.4). */
export function applyCorrection(handled: HandledCase, message: JsonObject): { body: JsonObject } | { reply: Reply } {
  const faults: Fault[] = []
  checkShape(CORRECTION_SHAPE, message, message, '', faults)
  if (faults.length > 0) return { reply: invalid(faults) }
  const asked = handled.correction
  if (message['baseRevision'] !== handled.revision) {
    return { reply: problem('revision_conflict', `现版本 ${handled.revision}`) }
  }
  if (!asked || handled.view.status !== 'need_correction') {
    return { reply: problem('state_conflict', `当前状态 ${handled.view.status},不在补正中`) }
  }
  for (const [key, expected] of [
    ['bizNo', handled.view.caseNo],
    ['caseNo', handled.view.partnerCaseNo],
    ['correctionNo', asked.no],
  ] as const) {
    if (message[key] !== expected) faults.push({ pointer: `/${key}`, code: 'conflict', message: `应为 ${expected}` })
  }
  const body = structuredClone(handled.body)
  faults.push(...applyChanges(body, asked, asArray(message['changes']).filter(isObject)))
  faults.push(...applyFiles(body, asked, handled, message))
  if (faults.some((fault) => fault.code === 'unexpected')) return { reply: invalid(faults, 'change_not_allowed') }
  if (faults.length === 0) faults.push(...checkCase(body, handled.matter, HANDLED_HERE))
  return faults.length > 0 ? { reply: invalid(faults) } : { body }
}
