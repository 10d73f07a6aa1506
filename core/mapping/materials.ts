import { holds } from '../condition.ts'
import type { Fault } from '../fault.ts'
import { fileTypeNamed } from '../form/file-type.ts'
import type { Json, JsonObject } from '../json.ts'
import type { CaseMaterial } from '../matter.ts'
import type { MaterialRule } from './rule.ts'
import type { MaterialIndex } from './scope.ts'

/** One line of the region's material list, before it is worded. */
export interface MaterialLine {
  readonly rule: MaterialRule
  readonly material: CaseMaterial
}

/** The region's list from the case's materials: every line, and every reason why the region would not take it. */
export function toMaterialLines(
  rules: readonly MaterialRule[],
  materials: readonly CaseMaterial[],
  values: JsonObject,
  region: string,
): { lines: MaterialLine[]; faults: Fault[] } {
  const lines: MaterialLine[] = []
  const faults: Fault[] = []
  for (const rule of rules) {
    const given = materials.filter((material) => matches(rule, material))
    if (rule.when && !holds(rule.when, values)) continue
    if (given.length === 0) {
      const required = rule.must === true || (rule.must !== undefined && holds(rule.must, values))
      if (required) faults.push(missing(rule, materials, region))
      continue
    }
    for (const material of given) {
      const fault = faultOf(rule, material, region)
      if (fault) faults.push(fault)
      lines.push({ rule, material })
    }
  }
  return { lines, faults }
}

/** An exemption covers all parts of a material. */
function matches(rule: MaterialRule, material: CaseMaterial): boolean {
  if (rule.slot !== material.slot) return false
  return (
    rule.part === material.part ||
    (rule.part !== undefined && material.part === undefined && material.exempt !== undefined)
  )
}

function missing(rule: MaterialRule, materials: readonly CaseMaterial[], region: string): Fault {
  const path = `materials.${rule.slot}`
  const otherwise = materials.some(({ slot }) => slot === rule.slot)
  if (otherwise && rule.part)
    return { path, code: 'format', message: `${region}要求“${rule.name}”分面提交`, fix: '请把正反面分成两个文件上传' }
  if (otherwise)
    return {
      path,
      code: 'format',
      message: `${region}要求“${rule.name}”合成一个文件`,
      fix: '请把各页合并为一个文件上传',
    }
  return {
    path,
    code: 'required',
    message: `缺少材料“${rule.name}”,该项由${region}要求`,
    fix: `请上传 ${rule.formats.join('/').toUpperCase()} 文件${rule.exempt.length > 0 ? ',或办理免交' : ''}`,
  }
}

function faultOf(rule: MaterialRule, material: CaseMaterial, region: string): Fault | null {
  const path = `materials.${rule.slot}`
  if (material.exempt) {
    return rule.exempt.includes(material.exempt.kind)
      ? null
      : { path, code: 'code', message: `“${rule.name}”${region}不接受这种免交方式`, fix: '请上传文件' }
  }
  if (rule.posted || material.posted || !material.file) return null
  const type = fileTypeNamed(material.file.mediaType)
  if (!type || !(rule.formats as readonly string[]).includes(type))
    return {
      path,
      code: 'format',
      message: `“${rule.name}”${region}只收 ${rule.formats.join('、').toUpperCase()}`,
      fix: '请转换格式后重新上传',
    }
  if (material.file.sizeBytes > rule.maxBytes)
    return {
      path,
      code: 'file-size',
      message: `“${rule.name}”${region}最大收 ${Math.round(rule.maxBytes / 1024)} KB`,
      fix: '请压缩后重新上传',
    }
  return null
}

/** What the item rules read of one line. */
export function lineValues({ rule, material }: MaterialLine, seq: number): JsonObject {
  const { form, copies, originalSeen, posted, file, exempt } = material
  return {
    material: {
      code: rule.to,
      name: rule.name,
      form,
      copies,
      originalSeen,
      posted: posted ?? false,
      seq,
      exempt: exempt?.kind ?? 'N',
    },
    ...(file ? { file: { ...file } } : {}),
    ...(exempt ? { exempt: { ...exempt } as unknown as Json } : {}),
  } as JsonObject
}

/** Which of the region's codes stands for which of our materials. */
export function indexMaterials(rules: readonly MaterialRule[]): MaterialIndex {
  return {
    toCode: (slot, part) =>
      (rules.find((rule) => rule.slot === slot && rule.part === part) ?? rules.find((rule) => rule.slot === slot))
        ?.to ?? null,
    toSlot: (code) => {
      const rule = rules.find(({ to }) => to === code)
      return rule ? { slot: rule.slot, ...(rule.part ? { part: rule.part } : {}) } : null
    },
  }
}
