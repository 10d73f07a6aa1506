import { isBlank } from '../condition.ts'
import type { Fault } from '../fault.ts'
import { isObject, type Json, type JsonObject, putAt, valueAt } from '../json.ts'
import type { CompiledList } from './compiled-rules.ts'
import { hasMoreBytes, hasMoreGbkBytes } from './lengths.ts'
import { type LossEntry, notedEntry } from './loss.ts'
import { Noted, Problem, type Scope } from './scope.ts'
import { gatherRecords } from './spread-list.ts'
import type { Step } from './step.ts'

/** Where a reading writes what it finds; faults are at the region's paths. */
export interface Reading {
  readonly faults: Fault[]
  readonly loss: LossEntry[]
}

/** Reads one value of the region's tree into `out`; `at` is the region's path of the list element at hand, with a trailing dot. */
export function backwardStep(
  step: Step,
  items: CompiledList | null,
  tree: JsonObject,
  scope: Scope,
  out: JsonObject,
  reading: Reading,
  at: string,
): void {
  const value = step.target.read(tree)
  if (value === undefined || isBlank(value) || value === step.rule.none || !isMeant(step, tree, out)) return
  const path = step.sources[0]?.path
  const to = `${at}${step.rule.to}`
  if (path === undefined && ((step.operation !== 'const' && step.operation !== 'fixed') || step.shared)) return
  if (items) {
    if (path === undefined) return
    const read = items.spread && Array.isArray(value) ? backwardSpread : backwardList
    read(items, value, path, scope, out, reading, to)
    return
  }
  const grouped = typeof value === 'object' && !step.operator.takesGroups
  const read = grouped ? NO_TEXT : step.operator.backward?.(value, scope, out, path ?? '')
  if (read instanceof Problem) {
    reading.faults.push({ path: to, code: read.code, message: `“${to}”${read.message}`, fix: read.fix })
  } else if (read instanceof Noted) {
    reading.loss.push(notedEntry(path ?? '', to, read.value, read.loss, read.note))
    if (read.value !== undefined && path !== undefined) putAt(out, path, read.value)
  } else if (read !== undefined && read !== null && path !== undefined) putAt(out, path, read)
  const { max, maxBytes, maxGbkBytes } = step.rule
  if (max !== undefined && typeof value === 'string' && value.length > max && [...value].length > max)
    reading.faults.push({ path: to, code: 'too-long', message: `“${to}”超过 ${max} 个字`, fix: '请缩短' })
  if (maxBytes !== undefined && typeof value === 'string' && hasMoreBytes(value, maxBytes))
    reading.faults.push({ path: to, code: 'too-long', message: `“${to}”超过 ${maxBytes} 字节(UTF-8)`, fix: '请缩短' })
  if (maxGbkBytes !== undefined && typeof value === 'string' && hasMoreGbkBytes(value, maxGbkBytes))
    reading.faults.push({ path: to, code: 'too-long', message: `“${to}”超过 ${maxGbkBytes} 字节(GBK)`, fix: '请缩短' })
}

const NO_TEXT = new Problem('format', '应为单个的值', '请按接口文档填写')

/** A target that several rules fill is read by those whose condition holds on what was read before it. */
function isMeant(step: Step, tree: JsonObject, out: JsonObject): boolean {
  if (step.readWhen) return step.readWhen({ values: tree, root: tree })
  return !step.shared || step.when === null || step.when({ values: out, root: out })
}

function backwardList(
  items: CompiledList,
  value: Json,
  path: string,
  scope: Scope,
  out: JsonObject,
  reading: Reading,
  to: string,
): void {
  const given = elementsOf(value, items)
  if (given === null) {
    const wanted = items.nth !== null ? '一组值' : items.wording ? '约定写法的文字' : '列表'
    reading.faults.push({ path: to, code: 'format', message: `“${to}”应为${wanted}`, fix: '请按接口文档填写' })
    return
  }
  const elements: JsonObject[] = []
  for (const [index, element] of given.entries()) {
    const here = items.nth !== null || items.wording ? to : `${to}[${index}]`
    if (!isObject(element)) {
      reading.faults.push({ path: here, code: 'format', message: `“${here}”应为一组值`, fix: '请按接口文档填写' })
      continue
    }
    if (!items.returns(element)) continue
    const one: JsonObject = {}
    items.backward(element, { ...scope, tree: element }, one, reading, `${here}.`)
    elements.push(one)
  }
  if (items.one) {
    if (elements[0]) putAt(out, path, elements[0])
    return
  }
  const before = valueAt(out, path)
  if (!Array.isArray(before)) putAt(out, path, elements)
  else if (!items.beside) putAt(out, path, [...before, ...elements])
  else if (before.length === elements.length)
    putAt(
      out,
      path,
      before.map((one, index) => joinGroups(one, elements[index])),
    )
  else {
    const message = `“${to}”有 ${elements.length} 项,与它并列的有 ${before.length} 项`
    reading.faults.push({ path: to, code: 'format', message, fix: '请逐项对应填写' })
  }
}

/** Records are put together first; what is at fault is said of the record it stands in. */
function backwardSpread(
  items: CompiledList,
  value: Json,
  path: string,
  scope: Scope,
  out: JsonObject,
  reading: Reading,
  to: string,
): void {
  if (!items.spread || !Array.isArray(value)) return
  const inner = new Set(items.spread.inner.steps.map(({ rule }) => rule.to))
  const { elements, faults, recordPath } = gatherRecords(value, items.spread, inner, to)
  const gathered: Reading = { faults: [], loss: [] }
  backwardList(items, [...elements], path, scope, out, gathered, to)
  reading.faults.push(
    ...faults,
    ...gathered.faults.map((fault) => {
      const place = recordPath(fault.path)
      return { ...fault, path: place, message: fault.message.replace(`“${fault.path}”`, `“${place}”`) }
    }),
  )
  reading.loss.push(...gathered.loss.map((entry) => ({ ...entry, to: recordPath(entry.to) })))
}

function joinGroups(one: Json, other: JsonObject | undefined): Json {
  return isObject(one) ? { ...one, ...other } : one
}

/** The region's elements, however it writes them; null where it does not. */
function elementsOf(value: Json, { nth, wording }: CompiledList): readonly Json[] | null {
  if (nth !== null) return isObject(value) ? [value] : null
  if (wording) return typeof value === 'string' ? wording.read(value) : null
  return Array.isArray(value) ? value : null
}
