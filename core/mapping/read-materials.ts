import { isBlank } from '../condition.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import type { Reading } from './backward.ts'
import type { CompiledRules } from './compiled-rules.ts'
import type { ReadMaterial } from './mapping.ts'
import type { MaterialRule } from './rule.ts'
import type { Scope } from './scope.ts'

/** Where the list stands in the region's tree, and which pieces a material has that comes once for each element. */
interface ListPlace {
  readonly path: string
  partsOf(rule: MaterialRule): readonly string[]
}

/** The region's material list as our materials: codes become slots and parts (the second line of a code is its second part); an exemption given for every part counts once. */
export function readMaterials(
  list: Json | undefined,
  item: CompiledRules,
  rules: readonly MaterialRule[],
  scope: Scope,
  reading: Reading,
  { path: at, partsOf }: ListPlace,
): ReadMaterial[] {
  if (!Array.isArray(list)) return []
  const materials: ReadMaterial[] = []
  const seen = new Map<string, number>()
  for (const [index, element] of list.entries()) {
    if (!isObject(element)) continue
    const out: JsonObject = {}
    item.backward(element, { ...scope, tree: element }, out, reading, `${at}[${index}].`)
    const code = String(groupOf(out, 'material')['code'] ?? '')
    const named = rules.filter(({ to }) => to === code)
    const nth = seen.get(code) ?? 0
    seen.set(code, nth + 1)
    const rule = named[nth] ?? named.at(-1)
    if (!rule) {
      const path = `${at}[${index}]`
      const message = `“${path}”的材料编码不在清单内`
      reading.faults.push({ path, code: 'code', message, fix: '请按接口文档的材料清单填写' })
      continue
    }
    const part = rule.each ? (partsOf(rule)[nth] ?? String(nth + 1)) : rule.part
    const material = toMaterial(rule, part, out)
    const again = !rule.each && material.exempt && materials.some(({ slot, exempt }) => slot === rule.slot && exempt)
    if (!again) materials.push(material)
  }
  return materials
}

function toMaterial(rule: MaterialRule, part: string | undefined, out: JsonObject): ReadMaterial {
  const material = groupOf(out, 'material')
  const file = groupOf(out, 'file')
  const exempt = groupOf(out, 'exempt')
  const kind = material['exempt'] ?? exempt['kind']
  const { form, copies } = material
  const read = {
    slot: rule.slot,
    form: form === '1' || form === '2' || form === '3' ? form : '4',
    copies: typeof copies === 'number' ? copies : 1,
    originalSeen: material['originalSeen'] === true,
  } as const
  const ofPart = part ? { part } : {}
  if (kind === 'E' || kind === 'D' || kind === 'P')
    return { ...read, ...(rule.each ? ofPart : {}), exempt: { ...exempt, kind } }
  const name = isBlank(file['name']) ? rule.name : String(file['name'])
  return typeof file['ref'] === 'string'
    ? { ...read, ...ofPart, file: { ...file, name } }
    : { ...read, ...ofPart, posted: true }
}

function groupOf(out: JsonObject, name: string): JsonObject {
  const group = out[name]
  return isObject(group) ? group : {}
}
