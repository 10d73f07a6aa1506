import { isObject, type Json, type JsonObject } from '../json.ts'
import type { CompiledStep } from './compiled-rules.ts'
import { look } from './path-access.ts'
import type { Absent } from './rule.ts'
import type { Scope } from './scope.ts'

/** Where a region writes every key whether or not there is a value, the trees of its messages start with all of them. */
export interface TreeTemplate {
  /** A tree to write into. */
  make(): JsonObject
  /** Puts what stands where a rule carries nothing, if it is not there from the start. */
  leaveBlank(step: CompiledStep): (scope: Scope, carried: Json | undefined) => void
}

/** Compiles the tree that rules write into. It is copied as a whole: setting one key after the other costs several times more. */
export function compileTemplate(outward: readonly CompiledStep[], absent: Absent): TreeTemplate {
  if (absent === 'omit') return { make: () => ({}), leaveBlank: () => () => undefined }
  const template: JsonObject = {}
  const first = new Set<CompiledStep>()
  for (const step of outward) {
    if (isPlaced(step) || step.target.read(template) !== undefined) continue
    first.add(step)
    step.write(template, blankOf(step, absent))
  }
  return {
    make: compileCopy(template),
    leaveBlank(step) {
      const { target, write } = step
      if (first.has(step))
        return (scope, carried) => {
          if (isListed(step, scope, carried)) write(scope.tree, [])
        }
      if (!isPlaced(step)) return () => undefined
      return (scope, carried) => {
        if (target.read(scope.tree) === undefined)
          write(scope.tree, isListed(step, scope, carried) ? [] : BLANK[absent])
      }
    },
  }
}

const BLANK = { empty: '', null: null } as const

/** A target in an element of a list, which is there when the list is. */
function isPlaced({ rule }: CompiledStep): boolean {
  return rule.to.includes('[')
}

function blankOf({ items }: CompiledStep, absent: 'empty' | 'null'): Json {
  return items !== null && items.nth !== null && absent === 'empty' ? {} : BLANK[absent]
}

/** Whether what carries nothing is a list. */
function isListed({ operation, sources }: CompiledStep, scope: Scope, carried: Json | undefined): boolean {
  // a list that goes as one text is a text also where it is empty
  if (typeof carried === 'string') return false
  if (operation === 'list' || Array.isArray(carried)) return true
  for (const access of sources) if (Array.isArray(look(access, scope))) return true
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
