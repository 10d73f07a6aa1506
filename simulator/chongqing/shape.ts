import { escapeToken, isObject, type Json, type JsonObject } from './json.ts'
import type { Check, Fault } from './value-checks.ts'

/** M, O, or a condition on the whole message: required where it holds, forbidden where not (§3.1). */
export type Need = 'M' | 'O' | ((root: JsonObject) => boolean)

interface Leaf {
  need: Need
  check: Check
}

interface Group {
  need: Need
  shape: Shape
  /** may stand empty, as only `form` may */
  mayBeEmpty?: boolean
}

interface List {
  need: Need
  each: Shape | Check
  mayBeEmpty?: boolean
}

export type Field = Leaf | Group | List

/** The keys an object may have. */
export interface Shape {
  readonly [key: string]: Field
}

function checkList(field: List, value: Json, root: JsonObject, at: string, faults: Fault[]): void {
  if (!Array.isArray(value)) {
    faults.push({ pointer: at, code: 'format', message: '应为数组' })
    return
  }
  if (value.length === 0 && !field.mayBeEmpty) faults.push({ pointer: at, code: 'format', message: '不得为空数组' })
  for (const [i, entry] of value.entries()) {
    const pointer = `${at}/${i}`
    if (typeof field.each !== 'function') {
      checkShape(field.each, entry, root, pointer, faults)
      continue
    }
    const fault = field.each(entry)
    if (fault) faults.push({ pointer, ...fault })
  }
}

function checkField(field: Field, value: Json, root: JsonObject, at: string, faults: Fault[]): void {
  if (value === null) faults.push({ pointer: at, code: 'format', message: '不得为 null' })
  else if ('each' in field) checkList(field, value, root, at, faults)
  else if ('shape' in field) checkShape(field.shape, value, root, at, faults, field.mayBeEmpty)
  else {
    const fault = field.check(value)
    if (fault) faults.push({ pointer: at, ...fault })
  }
}

/** Adds every fault of an object against its shape, however many. */
export function checkShape(
  shape: Shape,
  value: Json,
  root: JsonObject,
  at: string,
  faults: Fault[],
  mayBeEmpty = false,
): void {
  if (!isObject(value)) {
    faults.push({ pointer: at, code: 'format', message: '应为对象' })
    return
  }
  if (Object.keys(value).length === 0 && !mayBeEmpty) {
    faults.push({ pointer: at, code: 'format', message: '不得为空对象' })
  }
  for (const key of Object.keys(value)) {
    if (!Object.hasOwn(shape, key)) {
      faults.push({ pointer: `${at}/${escapeToken(key)}`, code: 'unexpected', message: '表外键' })
    }
  }
  for (const [key, field] of Object.entries(shape)) {
    const pointer = `${at}/${key}`
    const present = Object.hasOwn(value, key)
    const needed = typeof field.need === 'function' ? field.need(root) : field.need === 'M'
    if (!present) {
      if (needed) faults.push({ pointer, code: 'required', message: '必填' })
      continue
    }
    if (typeof field.need === 'function' && !needed) {
      faults.push({ pointer, code: 'unexpected', message: '不满足条件的键不得出现' })
      continue
    }
    checkField(field, value[key] ?? null, root, pointer, faults)
  }
}
