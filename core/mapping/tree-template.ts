import { isObject, type Json, type JsonObject } from '../json.ts'
import type { CompiledStep } from './compiled-rules.ts'
import { foundAt, type OutwardStep, put, type Run } from './forward.ts'
import { readAt, writeAt } from './path-access.ts'
import type { Absent } from './rule.ts'

/** Where a region writes every key whether or not there is a value, the trees of its messages start with all of them. */
export interface TreeTemplate {
  /** A tree to write into. */
  make(): JsonObject
  /** What stands where a rule carries nothing; null where nothing does, or where another rule sees to it. */
  blankOf(step: CompiledStep): Blank | null
}

/** What stands where a rule carries nothing and has no list. */
export interface Blank {
  readonly value: '' | null
  /** it is there from the start */
  readonly there: boolean
}

/** Compiles the tree that rules write into. It is copied as a whole: setting one key after the other costs several times more. */
export function compileTemplate(outward: readonly CompiledStep[], absent: Absent): TreeTemplate {
  if (absent === 'omit') return { make: () => ({}), blankOf: () => null }
  const template: JsonObject = {}
  const first = new Set<CompiledStep>()
  for (const step of outward) {
    if (isPlaced(step) || readAt(step.target, template) !== undefined) continue
    first.add(step)
    writeAt(step.target, template, startOf(step, absent))
  }
  const there = { value: BLANK[absent], there: true }
  const placed = { value: BLANK[absent], there: false }
  return {
    make: compileCopy(template),
    blankOf: (step) => (first.has(step) ? there : isPlaced(step) ? placed : null),
  }
}

/** Puts what stands where a rule carries nothing, if it is not there from the start. */
export function leaveBlank(step: OutwardStep, run: Run, carried: Json | undefined): void {
  const { blank, target } = step
  const { tree } = run.scope
  if (blank === null || !(blank.there || readAt(target, tree) === undefined)) return
  if (isListed(step, run, carried)) put(step, run, [])
  else if (!blank.there) put(step, run, blank.value)
}

const BLANK = { empty: '', null: null } as const

/** A target in an element of a list, which is there when the list is. */
function isPlaced({ rule }: CompiledStep): boolean {
  return rule.to.includes('[')
}

function startOf({ items }: CompiledStep, absent: 'empty' | 'null'): Json {
  return items !== null && items.nth !== null && absent === 'empty' ? {} : BLANK[absent]
}

/** Whether what carries nothing is a list. */
function isListed({ isList, sources }: OutwardStep, run: Run, carried: Json | undefined): boolean {
  // a list that goes as one text is a text also where it is empty
  if (typeof carried === 'string') return false
  if (isList || Array.isArray(carried)) return true
  for (const source of sources) if (Array.isArray(foundAt(source, run))) return true
  return false
}

function compileCopy(template: JsonObject): () => JsonObject {
  // what was parsed is copied by its layout, what was filled key by key is not
  const whole = JSON.parse(JSON.stringify(template)) as JsonObject
  const groups = Object.entries(whole).flatMap(([name, value]) =>
    isObject(value) ? [{ name, make: compileCopy(value) }] : [],
  )
  return () => {
    const tree = { ...whole }
    for (const { name, make } of groups) tree[name] = make()
    return tree
  }
}
