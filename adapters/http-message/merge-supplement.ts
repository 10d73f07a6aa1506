import { firstDifferences } from '../../core/case/differences.ts'
import { accepted, type Checked, type Fault, faulty } from '../../core/fault.ts'
import { isObject, type Json, type JsonObject, putAt, valueAt } from '../../core/json.ts'
import type { AskedFor } from '../../core/protocol.ts'
import type { Options } from './options.ts'

type Rule = NonNullable<Options['inbound']['supplement']>

/** The whole message after a supplement that carries only what changed, or what it changes without having been asked; the supplement itself where the region sends all of it again. */
export function mergeSupplement(
  previous: JsonObject,
  supplement: JsonObject,
  asked: AskedFor,
  { inbound }: Options,
): Checked<JsonObject> {
  const rule = inbound.supplement
  if (!rule) return accepted(supplement)
  const faults = [...unaskedValues(previous, supplement, asked, rule), ...unaskedElements(supplement, asked, rule)]
  return faults.length > 0 ? faulty(faults) : accepted(merge(previous, supplement, rule))
}

function merge(previous: JsonObject, supplement: JsonObject, rule: Rule): JsonObject {
  const merged = structuredClone(previous)
  for (const path of rule.replace) {
    const value = valueAt(supplement, path)
    if (value !== undefined) putAt(merged, path, value)
  }
  const patch = rule.patch && valueAt(supplement, rule.patch.at)
  for (const key of rule.patch?.keys ?? []) {
    const value = isObject(patch) ? patch[key] : undefined
    if (value !== undefined && value !== null) merged[key] = value
  }
  if (rule.list) {
    const { at, id, removed } = rule.list
    const fresh = elementsAt(supplement, at)
    const gone = new Set(
      removed === undefined
        ? fresh.map((one) => (isObject(one) ? (one[id] ?? null) : null))
        : elementsAt(supplement, removed),
    )
    const kept = elementsAt(merged, at).filter((element) => !(isObject(element) && gone.has(element[id] ?? null)))
    putAt(merged, at, [...kept, ...fresh])
  }
  return merged
}

function unaskedValues(previous: JsonObject, supplement: JsonObject, { paths }: AskedFor, { replace }: Rule): Fault[] {
  return replace.flatMap((path) => {
    const [before, after] = [valueAt(previous, path), valueAt(supplement, path)]
    if (before === undefined || after === undefined) return []
    return firstDifferences(before, after)
      .map((inner) => `${path}.${inner}`)
      .filter((changed) => !paths.some((one) => isWithin(changed, one) || isWithin(one, changed)))
      .map((changed) => notAsked(changed, `“${changed}”没有要求补正,却有改动`))
  })
}

function unaskedElements(supplement: JsonObject, { materials }: AskedFor, { list }: Rule): Fault[] {
  if (!list) return []
  return elementsAt(supplement, list.at).flatMap((element, index) => {
    const code = isObject(element) ? element[list.code] : undefined
    if (typeof code === 'string' && materials.includes(code)) return []
    const path = `${list.at}[${index}]`
    return [notAsked(path, `“${path}”没有要求补正`)]
  })
}

function isWithin(path: string, group: string): boolean {
  return path === group || path.startsWith(`${group}.`) || path.startsWith(`${group}[`)
}

function notAsked(path: string, message: string): Fault {
  return { path, code: 'not-asked', message, fix: '只改补正通知列出的项' }
}

function elementsAt(tree: JsonObject, path: string): Json[] {
  const list = valueAt(tree, path)
  return Array.isArray(list) ? list : []
}
