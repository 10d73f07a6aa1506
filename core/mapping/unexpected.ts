import type { Fault } from '../fault.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import type { CompiledList, CompiledStep } from './compiled-rules.ts'
import { MATERIALS_MARK } from './rule.ts'

/** The shape of a region's tree: `take` where a rule (or the list of what is ignored) takes all that is there. */
interface Shape {
  take: boolean
  readonly members: Map<string, Shape>
  elements: Shape | null
}

/** Most faults of this kind in one answer; a wholly foreign tree need not be listed to its end. */
const MOST = 100

/** Compiles what a region's tree may hold; the result names every value that no rule knows. `lists` are lists with rules of their own. */
export function compileUnexpected(
  steps: readonly CompiledStep[],
  lists: readonly { to: string; steps: readonly CompiledStep[] }[],
  taken: readonly string[],
): (tree: JsonObject) => Fault[] {
  const root = emptyShape()
  addSteps(root, steps)
  for (const list of lists) addSteps(elementsAt(root, list.to), list.steps)
  for (const path of taken) at(root, path).take = true
  return (tree) => {
    const faults: Fault[] = []
    walk(tree, root, '', faults)
    return faults
  }
}

function emptyShape(): Shape {
  return { take: false, members: new Map(), elements: null }
}

function addSteps(root: Shape, steps: readonly CompiledStep[]): void {
  for (const { rule, items } of steps) {
    if (items && items.nth !== null) addSteps(at(root, rule.to), items.steps)
    else if (items && !items.wording) addSteps(elementsAt(root, rule.to), columnsOf(items))
    else if (rule.from !== MATERIALS_MARK) at(root, rule.to).take = true
  }
}

/** What a record of a list may hold: where lists are spread over records, the columns of the inner list among the others. */
function columnsOf({ steps, spread }: CompiledList): readonly CompiledStep[] {
  if (!spread) return steps
  return steps.flatMap((step) => (step.rule.to === spread.list ? spread.inner.steps : [step]))
}

function at(root: Shape, path: string): Shape {
  let shape = root
  for (const step of path.split('.')) {
    const name = step.replace(/\[\]$/, '')
    const next = shape.members.get(name) ?? emptyShape()
    shape.members.set(name, next)
    if (step !== name) next.elements ??= emptyShape()
    shape = step === name ? next : (next.elements ?? next)
  }
  return shape
}

function elementsAt(root: Shape, path: string): Shape {
  const list = at(root, path)
  list.elements ??= emptyShape()
  return list.elements
}

function walk(value: Json, shape: Shape | undefined, path: string, faults: Fault[]): void {
  if (shape?.take || faults.length >= MOST) return
  if (!shape) {
    const shown = path.slice(0, 200)
    faults.push({ path: shown, code: 'unexpected', message: `接口文档没有“${shown}”这一项`, fix: '请删去这一项' })
  } else if (Array.isArray(value) && shape.elements) {
    for (const [index, element] of value.entries()) walk(element, shape.elements, `${path}[${index}]`, faults)
  } else if (isObject(value) && !shape.elements) {
    for (const key of Object.keys(value)) {
      const member = shape.members.get(key)
      // most are taken: no need to write out where they stand
      if (!member?.take) walk(value[key] as Json, member, path === '' ? key : `${path}.${key}`, faults)
    }
  } else if (value !== '' && value !== null) {
    const wanted = shape.elements ? '列表' : '一组值'
    faults.push({ path, code: 'format', message: `“${path}”应为${wanted}`, fix: '请按接口文档填写' })
  }
}
