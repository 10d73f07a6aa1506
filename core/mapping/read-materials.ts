import type { Fault } from '../fault.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import type { ReadMaterial } from './compile.ts'
import type { CompiledRules } from './compiled-rules.ts'
import type { MaterialRule } from './rule.ts'
import type { Scope } from './scope.ts'

/** The region's material list as our materials: codes become slots and parts; an exemption given for every part counts once. */
export function readMaterials(
  list: Json | undefined,
  item: CompiledRules,
  rules: readonly MaterialRule[],
  scope: Scope,
  faults: Fault[],
  at: string,
): ReadMaterial[] {
  if (!Array.isArray(list)) return []
  const materials: ReadMaterial[] = []
  for (const [index, element] of list.entries()) {
    if (!isObject(element)) continue
    const out: JsonObject = {}
    item.backward(element, { ...scope, tree: element }, out, faults, `${at}[${index}].`)
    const { material, file, exempt } = out as {
      material?: JsonObject
      file?: ReadMaterial['file']
      exempt?: NonNullable<ReadMaterial['exempt']>
    }
    const rule = rules.find(({ to }) => to === material?.['code'])
    if (!rule) {
      faults.push({
        path: `${at}[${index}]`,
        code: 'code',
        message: '材料编码不在清单内',
        fix: '请按接口文档的材料清单填写',
      })
      continue
    }
    const kind = material?.['exempt']
    const exemption =
      typeof kind === 'string' && kind !== 'N'
        ? ({ ...exempt, kind } as NonNullable<ReadMaterial['exempt']>)
        : exempt?.kind
          ? exempt
          : undefined
    if (exemption && materials.some(({ slot, exempt: earlier }) => slot === rule.slot && earlier)) continue
    materials.push({
      slot: rule.slot,
      ...(rule.part && !exemption ? { part: rule.part } : {}),
      form: (material?.['form'] as ReadMaterial['form'] | undefined) ?? '4',
      copies: Number(material?.['copies'] ?? 1),
      originalSeen: material?.['originalSeen'] === true,
      ...(exemption
        ? { exempt: exemption }
        : file?.ref
          ? { file: { ...file, name: file.name ?? `${rule.name}` } }
          : { posted: true }),
    })
  }
  return materials
}
