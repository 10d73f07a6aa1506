import { isBlank } from '../condition.ts'
import type { Fault } from '../fault.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { shapeOf } from '../list-path.ts'
import type { LossClass } from './scope.ts'

/** What became of one value on its way. */
export interface LossEntry {
  /** canonical path; `materials.<slot>` of a material; '' where the value has none */
  readonly path: string
  /** the region's path; '' where it takes nothing */
  readonly to: string
  readonly kind: 'carried' | 'translated' | 'defaulted' | 'truncated' | 'dropped' | 'asked'
  readonly class: LossClass
  /** a value that is no data, put where the region wants something */
  readonly filler?: boolean
  readonly note?: string
}

/** Where a run writes what it finds. */
export interface Findings {
  readonly faults: Fault[]
  /** null where nobody reads the report */
  readonly loss: LossEntry[] | null
}

/** A declared loss (`L2 why`) as its class and its reason; the class is L2 where none is given. */
export function readDeclaredLoss(text: string): { class: LossClass; note: string } {
  const match = /^(L[0-3])\s+(.*)$/s.exec(text)
  return match ? { class: match[1] as LossClass, note: match[2] ?? '' } : { class: 'L2', note: text }
}

/** Values of the input that no entry accounts for; `declared` gives the reason where leaving them out is on purpose. `skip` names groups that are no form. */
export function droppedValues(
  input: JsonObject,
  carried: readonly LossEntry[],
  declared: Readonly<Record<string, string>>,
  skip: ReadonlySet<string>,
): LossEntry[] {
  const taken = new Set(carried.map(({ path }) => path))
  const dropped: LossEntry[] = []
  const walk = (node: JsonObject, prefix: string): void => {
    for (const key in node) {
      const value = node[key] as Json
      if (isBlank(value) || (prefix === '' && skip.has(key))) continue
      const path = prefix === '' ? key : `${prefix}.${key}`
      if (taken.has(path)) elements(value, path)
      else if (isObject(value)) walk(value, path)
      else dropped.push(droppedEntry(path, reasonOf(path, declared)))
    }
  }
  // of a list that went element by element, what no rule of its elements took; a list that went as a whole has no entries below it
  const elements = (list: Json, path: string): void => {
    if (!Array.isArray(list) || !carried.some((entry) => entry.path.startsWith(`${path}[`))) return
    for (const [index, element] of list.entries()) if (isObject(element)) walk(element, `${path}[${index}]`)
  }
  walk(input, '')
  return dropped
}

/** The entry of a value that stays behind. */
export function droppedEntry(path: string, note: string | undefined): LossEntry {
  return { path, to: '', kind: 'dropped', class: 'L2', ...(note ? { note } : {}) }
}

/** The reason declared for a path or for a group it lies in; what is declared of `list[].member` holds for every element. */
export function reasonOf(path: string, declared: Readonly<Record<string, string>>): string | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
    const above = path.slice(0, end)
    for (const name of [above, shapeOf(above)]) if (Object.hasOwn(declared, name)) return declared[name]
  }
  return undefined
}

/** The entry of a value that was read with something to say about it. */
export function notedEntry(
  path: string,
  to: string,
  value: Json | undefined,
  loss: LossClass,
  note: string,
): LossEntry {
  const kind = loss === 'L3' ? 'asked' : value === undefined ? 'defaulted' : 'translated'
  return { path, to, kind, class: loss, note }
}
