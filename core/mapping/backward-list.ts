import { isBlank } from '../condition.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { compileMeaning, type Read, type Reading } from './backward.ts'
import type { CompiledList } from './compiled-rules.ts'
import { within } from './forward.ts'
import { compileAccess, readAt, writeAt } from './path-access.ts'
import type { Scope } from './scope.ts'
import { gatherRecords } from './spread-list.ts'
import type { Step } from './step.ts'

/** Reads the region's elements; `to` is their list's path there. */
type ReadList = (value: Json, scope: Scope, out: JsonObject, reading: Reading, to: string) => void

/** Compiles the way back of a list, element by element; null where the rule has no source to read into. */
export function compileBackwardList(step: Step, items: CompiledList): Read | null {
  const { rule, target } = step
  const path = step.sources[0]?.path
  if (path === undefined) return null
  const isMeant = compileMeaning(step)
  const readAll = compileElements(items, path)
  const readSpread = items.spread && compileSpread(items.spread, readAll)
  return (tree, scope, out, reading, at) => {
    const value = readAt(target, tree)
    if (value === undefined || isBlank(value) || value === rule.none || !isMeant(tree, out)) return
    const read = readSpread && Array.isArray(value) ? readSpread : readAll
    read(value, scope, out, reading, at + rule.to)
  }
}

function compileElements(items: CompiledList, path: string): ReadList {
  const known = compileAccess(path)
  const put = (out: JsonObject, elements: Json) => writeAt(known, out, elements)
  return (value, scope, out, reading, to) => {
    const elements = readElements(items, value, scope, reading, to)
    if (elements === null) return
    if (items.one) {
      if (elements[0]) put(out, elements[0])
      return
    }
    const before = readAt(known, out)
    if (!Array.isArray(before)) put(out, elements)
    else if (!items.beside) put(out, [...before, ...elements])
    else if (before.length === elements.length)
      put(
        out,
        before.map((one, index) => joinGroups(one, elements[index])),
      )
    else {
      const message = `“${to}”有 ${elements.length} 项,与它并列的有 ${before.length} 项`
      reading.faults.push({ path: to, code: 'format', message, fix: '请逐项对应填写' })
    }
  }
}

function readElements(
  items: CompiledList,
  value: Json,
  scope: Scope,
  reading: Reading,
  to: string,
): JsonObject[] | null {
  const given = elementsOf(value, items)
  const whole = items.nth !== null || items.wording !== null
  if (given === null) {
    const wanted = items.nth !== null ? '一组值' : items.wording ? '约定写法的文字' : '列表'
    reading.faults.push({ path: to, code: 'format', message: `“${to}”应为${wanted}`, fix: '请按接口文档填写' })
    return null
  }
  const elements: JsonObject[] = []
  for (const [index, element] of given.entries()) {
    const here = whole ? to : `${to}[${index}]`
    if (!isObject(element)) {
      reading.faults.push({ path: here, code: 'format', message: `“${here}”应为一组值`, fix: '请按接口文档填写' })
      continue
    }
    if (!items.returns(element)) continue
    const one: JsonObject = {}
    items.backward(element, within(scope, scope.values, element), one, reading, `${here}.`)
    elements.push(one)
  }
  return elements
}

/** Records are put together first; what is at fault is said of the record it stands in. */
function compileSpread(spread: NonNullable<CompiledList['spread']>, readAll: ReadList): ReadList {
  const inner = new Set(spread.inner.steps.map(({ rule }) => rule.to))
  return (value, scope, out, reading, to) => {
    const { elements, faults, recordPath } = gatherRecords(Array.isArray(value) ? value : [], spread, inner, to)
    const gathered: Reading = { faults: [], loss: [] }
    readAll([...elements], scope, out, gathered, to)
    reading.faults.push(
      ...faults,
      ...gathered.faults.map((fault) => {
        const place = recordPath(fault.path)
        return { ...fault, path: place, message: fault.message.replace(`“${fault.path}”`, `“${place}”`) }
      }),
    )
    reading.loss.push(...gathered.loss.map((entry) => ({ ...entry, to: recordPath(entry.to) })))
  }
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
