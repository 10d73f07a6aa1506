import { isBlank } from '../condition.ts'
import type { Fault } from '../fault.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { MOST_ELEMENTS } from '../list-path.ts'
import type { Matter } from '../matter.ts'
import { clip } from './field-fault.ts'
import { labelOf, type Walk } from './form-walk.ts'
import { checkPlainText, codePoints } from './plain-text.ts'

/** A form nests at most so deep … */
export const MOST_DEPTH = 12
/** … and holds at most so many values. */
export const MOST_VALUES = 5_000

/** A fault where the form nests too deep or holds too much to be looked at; walks level by level, without recursion. */
export function checkSize(form: Json): Fault | null {
  let level: Json[] = [form]
  let count = 0
  for (let depth = 0; level.length > 0; depth += 1) {
    count += level.length
    if (count > MOST_VALUES) return tooMuch(`表单超过 ${MOST_VALUES} 项`)
    const groups = level.filter((value) => typeof value === 'object' && value !== null)
    if (groups.length > 0 && depth >= MOST_DEPTH) return tooMuch(`表单嵌套超过 ${MOST_DEPTH} 层`)
    level = groups.flatMap((group) => Object.values(group as JsonObject))
  }
  return null
}

function tooMuch(message: string): Fault {
  return { path: 'form', code: 'too-large', message, fix: '请按事项的表单填写，不要放入别的内容' }
}

/** What core keeps in the form's `case` group beside the matter's own fields. */
const CASE_KEYS = ['no', 'partnerNo', 'appliedAt', 'scope', 'coopNo', 'localNo', 'status']

/** What may stand below a key: a value, a group of further keys, or a list of either. */
type Node = 'field' | Tree | { readonly each: Node }
type Tree = Map<string, Node>

const treeByMatter = new WeakMap<Matter, Tree>()

/** Every key of the form that the matter does not know. `extra` holds what a region asks besides and is checked as text only. */
export function checkUnexpected(walk: Walk): Fault[] {
  const { extra, ...form } = walk.form
  return [
    ...unknownKeys(walk.matter, form, treeOf(walk.matter), ''),
    ...(isBlank(extra) ? [] : checkExtra(extra as Json)),
  ]
}

function unknownKeys(matter: Matter, group: JsonObject, tree: Tree, at: string): Fault[] {
  const faults: Fault[] = []
  for (const key in group) {
    const known = tree.get(key)
    if (known === 'field') continue
    // only a name that nobody knows may be long or broken
    const name = known === undefined ? clip(key) : key
    const path = at === '' ? name : `${at}.${name}`
    if (known !== undefined) faults.push(...unknownBelow(matter, group[key] as Json, known, path))
    else faults.push(unknownField(matter, path))
  }
  return faults
}

function unknownField(matter: Matter, path: string): Fault {
  const message = `“${path}”不是“${matter.name}”的字段`
  return { path, code: 'unexpected', message, fix: '请删去这一项，或改正字段名' }
}

function unknownBelow(matter: Matter, value: Json, known: Exclude<Node, 'field'>, path: string): Fault[] {
  if (known instanceof Map) return unknownInGroup(matter, value, known, path)
  // a list that is none, or too long, is the fault of the list's own field
  const { each } = known
  if (!Array.isArray(value) || value.length > MOST_ELEMENTS || each === 'field') return []
  return value.flatMap((element, index) => {
    const at = `${path}[${index}]`
    if (isObject(element)) return unknownBelow(matter, element, each, at)
    const message = `“${labelOf(matter, path)}”第 ${index + 1} 条应是一组字段`
    return [{ path: at, code: 'format', message, fix: '请重新填写这一条，或删去它' }]
  })
}

function unknownInGroup(matter: Matter, value: Json, known: Tree, path: string): Fault[] {
  if (isObject(value)) return unknownKeys(matter, value, known, path)
  if (isBlank(value)) return []
  const message = `“${labelOf(matter, path)}”应是一组字段，收到的却是一个值`
  return [{ path, code: 'format', message, fix: '请按事项的表单重新填写这一组' }]
}

function treeOf(matter: Matter): Tree {
  const known = treeByMatter.get(matter)
  if (known) return known
  const root: Tree = new Map()
  const paths = matter.fields.filter(({ type }) => type !== 'list').map(({ path }) => path)
  for (const path of [...paths, ...CASE_KEYS.map((key) => `case.${key}`)]) plant(root, path.split('.'))
  treeByMatter.set(matter, root)
  return root
}

function plant(tree: Tree, [step = '', ...rest]: readonly string[]): void {
  const name = step.replace('[]', '')
  const inList = step.endsWith('[]')
  const before = tree.get(name)
  const within = before !== undefined && before !== 'field' && !(before instanceof Map) ? before.each : before
  const below: Node = rest.length === 0 ? 'field' : within instanceof Map ? within : new Map()
  tree.set(name, inList ? { each: below } : below)
  if (below !== 'field') plant(below as Tree, rest)
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
