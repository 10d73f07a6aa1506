import type { Fault } from '../fault.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import type { CompiledRules } from './compiled-rules.ts'
import type { MappingSet } from './rule.ts'

/** Every value of a region's tree that no rule knows: what the document does not have is not taken. */
export function unexpectedPaths(tree: JsonObject, rules: CompiledRules, item: CompiledRules, set: MappingSet): Fault[] {
  const known = new Set([
    ...rules.targets,
    ...item.targets.map((target) => `${set.materialList.to}[].${target}`),
    ...set.ignored,
  ])
  const opened = [...known].filter((target) => !target.includes('[]'))
  const faults: Fault[] = []
  const walk = (value: Json, shape: string, path: string): void => {
    if (known.has(shape) || faults.length >= 100) return
    if (Array.isArray(value))
      for (const [index, element] of value.entries()) walk(element, `${shape}[]`, `${path}[${index}]`)
    else if (isObject(value))
      for (const [key, member] of Object.entries(value))
        walk(member, shape === '' ? key : `${shape}.${key}`, path === '' ? key : `${path}.${key}`)
    else if (!opened.some((target) => shape.startsWith(`${target}.`) || shape.startsWith(`${target}[]`))) {
      faults.push({ path, code: 'unexpected', message: `接口文档没有“${path.slice(0, 100)}”这一项`, fix: '请删去' })
    }
  }
  walk(tree, '', '')
  return faults
}
