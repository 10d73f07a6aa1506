import { isBlank } from '../condition.ts'
import type { Fault } from '../fault.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import type { Matter } from '../matter.ts'
import { clip } from './check-field.ts'
import { labelOf, type Walk } from './form-walk.ts'
import { checkPlainText, codePoints } from './plain-text.ts'

/** A form nests at most so deep … */
export const MOST_DEPTH = 12
/** … and holds at most so many values. */
export const MOST_VALUES = 5_000

/** A fault where the form nests too deep or holds too much to be looked at; walks without recursion. */
export function checkSize(form: Json): Fault | null {
  const waiting: { value: Json; depth: number }[] = [{ value: form, depth: 1 }]
  let count = 0
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    count += 1
    if (count > MOST_VALUES) return tooMuch(`表单超过 ${MOST_VALUES} 项`)
    if (typeof next.value !== 'object' || next.value === null) continue
    if (next.depth > MOST_DEPTH) return tooMuch(`表单嵌套超过 ${MOST_DEPTH} 层`)
    for (const value of Object.values(next.value)) waiting.push({ value, depth: next.depth + 1 })
  }
  return null
}

function tooMuch(message: string): Fault {
  return { path: 'form', code: 'too-large', message, fix: '请按事项的表单填写，不要放入别的内容' }
}

/** What core keeps in the form's `case` group beside the matter's own fields. */
const CASE_KEYS = ['no', 'partnerNo', 'appliedAt', 'scope', 'coopNo', 'localNo', 'status']

type Tree = ReadonlyMap<string, Tree | 'field'>

const treeByMatter = new WeakMap<Matter, Tree>()

/** Every key of the form that the matter does not know. `extra` holds what a region asks besides and is checked as text only. */
export function checkUnexpected(walk: Walk): Fault[] {
  const { extra, ...form } = walk.form
  return [
    ...unknownKeys(walk.matter, form, treeOf(walk.matter), ''),
    ...(isBlank(extra) ? [] : checkExtra(extra as Json)),
  ]
}

function unknownKeys(matter: Matter, node: JsonObject, tree: Tree, at: string): Fault[] {
  return Object.entries(node).flatMap(([key, value]) => {
    const path = at === '' ? clip(key) : `${at}.${clip(key)}`
    const known = tree.get(key)
    if (known === 'field') return []
    if (known === undefined) {
      const message = `“${path}”不是“${matter.name}”的字段`
      return [{ path, code: 'unexpected', message, fix: '请删去这一项，或改正字段名' }]
    }
    if (isObject(value)) return unknownKeys(matter, value, known, path)
    if (isBlank(value)) return []
    const message = `“${labelOf(matter, path)}”应是一组字段，收到的却是一个值`
    return [{ path, code: 'format', message, fix: '请按事项的表单重新填写这一组' }]
  })
}

function treeOf(matter: Matter): Tree {
  const known = treeByMatter.get(matter)
  if (known) return known
  const root = new Map<string, Tree | 'field'>()
  for (const path of [...matter.fields.map((field) => field.path), ...CASE_KEYS.map((key) => `case.${key}`)]) {
    let node = root
    const steps = path.split('.')
    const last = steps.pop() as string
    for (const step of steps) {
      const below = node.get(step)
      const next = below instanceof Map ? below : new Map<string, Tree | 'field'>()
      node.set(step, next)
      node = next
    }
    node.set(last, 'field')
  }
  treeByMatter.set(matter, root)
  return root
}

const MOST_EXTRA_CHARACTERS = 2_000

function checkExtra(extra: Json): Fault[] {
  if (!isObject(extra)) {
    const message = '“地区增项”应是一组字段，收到的却是一个值'
    return [{ path: 'extra', code: 'format', message, fix: '请按地区的增项重新填写' }]
  }
  return Object.entries(extra).flatMap(([key, value]) => checkExtraValue(`extra.${clip(key)}`, value))
}

function checkExtraValue(path: string, value: Json): Fault[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => checkExtraValue(`${path}[${index}]`, item))
  if (isObject(value))
    return Object.entries(value).flatMap(([key, item]) => checkExtraValue(`${path}.${clip(key)}`, item))
  if (typeof value !== 'string' || value === '') return []
  const wrong = checkPlainText(value)
  if (wrong) return [{ path, code: wrong.code, message: `地区增项“${path}”${wrong.message}`, fix: wrong.fix }]
  if (codePoints(value) <= MOST_EXTRA_CHARACTERS) return []
  const message = `地区增项“${path}”超过 ${MOST_EXTRA_CHARACTERS} 个字`
  return [{ path, code: 'too-long', message, fix: '请缩短' }]
}
