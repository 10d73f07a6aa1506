import { isBlank } from '../condition.ts'
import { isObject, type Json, type JsonObject, valueAt } from '../json.ts'
import type { Reading } from './backward.ts'
import type { CompiledRules } from './compiled-rules.ts'
import { within } from './forward.ts'
import type { ReadMaterial } from './mapping.ts'
import type { MaterialRule } from './rule.ts'
import type { Scope } from './scope.ts'

/** Where the list stands in the region's tree, and which pieces a material has that comes once for each element. */
interface ListPlace {
  readonly path: string
  /** the list in a line that holds its files, each of which is a material of its own */
  readonly inLine: { readonly to: string; readonly rules: CompiledRules } | null
  partsOf(rule: MaterialRule): readonly string[]
}

/** The region's material list as our materials: codes become slots and parts (the second line of a code is its second part); an exemption given for every part counts once. */
export function readMaterials(
  list: Json | undefined,
  item: CompiledRules,
  rules: readonly MaterialRule[],
  scope: Scope,
  reading: Reading,
  { path: at, inLine, partsOf }: ListPlace,
): ReadMaterial[] {
  if (!Array.isArray(list)) return []
  const materials: ReadMaterial[] = []
  const seen = new Map<string, number>()
  const readLine = (element: JsonObject, index: number): JsonObject[] => {
    const read = (by: CompiledRules, tree: JsonObject, out: JsonObject, path: string): JsonObject => {
      by.backward(tree, within(scope, scope.values, tree), out, reading, `${path}.`)
      return out
    }
    const held = inLine && valueAt(element, inLine.to)
    const path = `${at}[${index}]`
    const line = read(item, element, {}, path)
    if (!inLine || !Array.isArray(held) || held.length === 0) return [line]
    return held
      .filter(isObject)
      .map((file, place) => read(inLine.rules, file, structuredClone(line), `${path}.${inLine.to}[${place}]`))
  }
  const lines = list.flatMap((element, index) =>
    isObject(element) ? readLine(element, index).map((out) => ({ out, index })) : [],
  )
  for (const { out, index } of lines) {
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
    const part = rule.each ? (pieceNamed(out) ?? partsOf(rule)[nth] ?? String(nth + 1)) : rule.part
    const material = toMaterial(rule, part, out)
    const again = !rule.each && material.exempt && materials.some(({ slot, exempt }) => slot === rule.slot && exempt)
    if (!again) materials.push(material)
  }
  return materials
}

/** The piece that the region's line names itself. */
function pieceNamed(out: JsonObject): string | undefined {
  const place = groupOf(out, 'material')['place']
  return typeof place === 'string' && /^\d{1,3}$/.test(place) ? String(Number(place)) : undefined
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
