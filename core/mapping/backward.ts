import { isBlank } from '../condition.ts'
import type { Fault } from '../fault.ts'
import type { JsonObject } from '../json.ts'
import { hasMoreBytes, hasMoreGbkBytes, isLonger } from './lengths.ts'
import { type LossEntry, notedEntry } from './loss.ts'
import { compileAccess, readAt, writeAt } from './path-access.ts'
import type { Rule } from './rule.ts'
import { Noted, Problem, type Scope } from './scope.ts'
import type { Step } from './step.ts'

/** Where a reading writes what it finds; faults are at the region's paths. */
export interface Reading {
  readonly faults: Fault[]
  readonly loss: LossEntry[]
}

/** Reads what a rule reads of the region's tree into `out`; `at` is the region's path of the list element at hand, with a trailing dot. */
export type Read = (tree: JsonObject, scope: Scope, out: JsonObject, reading: Reading, at: string) => void

/** Compiles the way back of one value; null where the rule reads none. */
export function compileBackward(step: Step): Read | null {
  const { rule, target, operator, operation, sources, shared } = step
  const path = sources[0]?.path
  if (path === undefined && ((operation !== 'const' && operation !== 'fixed') || shared)) return null
  const { takesGroups, backward } = operator
  const isMeant = compileMeaning(step)
  const checkLimits = compileLimits(rule)
  const place = path === undefined ? null : compileAccess(path)
  return (tree, scope, out, reading, at) => {
    const value = readAt(target, tree)
    if (value === undefined || isBlank(value) || value === rule.none || !isMeant(tree, out)) return
    const grouped = typeof value === 'object' && !takesGroups
    const read = grouped ? NO_TEXT : backward?.(value, scope, out, path ?? '')
    if (read instanceof Problem) {
      const to = at + rule.to
      reading.faults.push({ path: to, code: read.code, message: `“${to}”${read.message}`, fix: read.fix })
    } else if (read instanceof Noted) {
      reading.loss.push(notedEntry(path ?? '', at + rule.to, read.value, read.loss, read.note))
      if (read.value !== undefined && place !== null) writeAt(place, out, read.value)
    } else if (read !== undefined && read !== null && place !== null) writeAt(place, out, read)
    if (checkLimits !== null && typeof value === 'string') checkLimits(value, reading.faults, at)
  }
}

const NO_TEXT = new Problem('format', '应为单个的值', '请按接口文档填写')

/** A target that several rules fill is read by those whose condition holds on what was read before it. */
export function compileMeaning({ readWhen, when, shared }: Step): (tree: JsonObject, out: JsonObject) => boolean {
  if (readWhen) return (tree) => readWhen({ values: tree, root: tree })
  if (!shared || when === null) return () => true
  return (_tree, out) => when({ values: out, root: out })
}

/** Compiles the limits of a rule for what the region sent; null where it has none. */
function compileLimits({ to: name, max, maxBytes, maxGbkBytes }: Rule) {
  if (max === undefined && maxBytes === undefined && maxGbkBytes === undefined) return null
  return (text: string, faults: Fault[], at: string): void => {
    const to = at + name
    const tooLong = (most: string) =>
      faults.push({ path: to, code: 'too-long', message: `“${to}”超过 ${most}`, fix: '请缩短' })
    if (max !== undefined && isLonger(text, max)) tooLong(`${max} 个字`)
    if (maxBytes !== undefined && hasMoreBytes(text, maxBytes)) tooLong(`${maxBytes} 字节(UTF-8)`)
    if (maxGbkBytes !== undefined && hasMoreGbkBytes(text, maxGbkBytes)) tooLong(`${maxGbkBytes} 字节(GBK)`)
  }
}
