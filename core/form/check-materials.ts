import { holds } from '../condition.ts'
import type { Fault } from '../fault.ts'
import type { JsonObject } from '../json.ts'
import type { CaseMaterial, MaterialRequirement, Matter } from '../matter.ts'
import { fileTypeOf } from './file-type.ts'
import { licenceIdFault } from './organisation-code.ts'

/** Everything wrong with the materials by the matter's own list: missing, not wanted, wrong format, not exempt that way. */
export function checkMaterials(matter: Matter, values: JsonObject, materials: readonly CaseMaterial[]): Fault[] {
  const bySlot = Map.groupBy(materials, (material) => material.slot)
  const unknown = [...bySlot.keys()].filter(
    (slot) => !matter.materials.some((requirement) => requirement.slot === slot),
  )
  return [
    ...unknown.map(
      (slot): Fault => ({
        path: `materials.${slot}`,
        code: 'unexpected',
        message: `“${matter.name}”不收材料 ${slot.slice(0, 40)}`,
        fix: '请删去这份材料',
      }),
    ),
    ...matter.materials.flatMap((requirement) => checkSlot(requirement, values, bySlot)),
  ]
}

function checkSlot(
  requirement: MaterialRequirement,
  values: JsonObject,
  bySlot: ReadonlyMap<string, readonly CaseMaterial[]>,
): Fault[] {
  const { slot, name } = requirement
  const path = `materials.${slot}`
  const given = bySlot.get(slot) ?? []
  const wanted = requirement.when === undefined || holds(requirement.when, values)
  if (given.length === 0) {
    const required =
      wanted &&
      (requirement.required === true || (requirement.required !== undefined && holds(requirement.required, values)))
    const replaced = (requirement.insteadOf ?? []).some((other) => bySlot.has(other))
    return required && !replaced
      ? [{ path, code: 'required', message: `缺少材料“${name}”`, fix: howToSupply(requirement) }]
      : []
  }
  if (!wanted) return [{ path, code: 'unexpected', message: `这种情形下不收“${name}”`, fix: '请删去这份材料' }]
  return given.flatMap((material) => checkMaterial(requirement, material, path))
}

const EXEMPTIONS = { E: '电子证照', D: '数据核验', P: '前件复用' } as const

function howToSupply(requirement: MaterialRequirement): string {
  const exempt = requirement.exempt.map((kind) => EXEMPTIONS[kind])
  return `请上传 ${requirement.formats.join('/').toUpperCase()} 文件${exempt.length > 0 ? `,或以${exempt.join('、')}免交` : ''}`
}

function checkMaterial(requirement: MaterialRequirement, material: CaseMaterial, path: string): Fault[] {
  const { name } = requirement
  if (material.part !== undefined && !requirement.parts?.includes(material.part))
    return [
      {
        path,
        code: 'unexpected',
        message: `“${name}”没有“${material.part.slice(0, 20)}”这一页`,
        fix: '请核对是正面还是反面',
      },
    ]
  if (material.exempt) return checkExemption(requirement, material.exempt, path)
  if (material.posted)
    return requirement.original ? [] : [{ path, code: 'unexpected', message: `“${name}”不走邮寄`, fix: '请上传文件' }]
  const { file } = material
  if (!file)
    return [{ path, code: 'required', message: `“${name}”既没有文件也没有免交理由`, fix: howToSupply(requirement) }]
  const type = fileTypeOf(file.mediaType)
  const faults: Fault[] = []
  if (!type || !requirement.formats.includes(type))
    faults.push({
      path,
      code: 'format',
      message: `“${name}”应为 ${requirement.formats.join('、').toUpperCase()} 文件`,
      fix: '请转换格式后重新上传',
    })
  if (file.sizeBytes > requirement.maxBytes)
    faults.push({
      path,
      code: 'file-size',
      message: `“${name}”超过 ${megabytes(requirement.maxBytes)} MB`,
      fix: '请压缩或降低扫描分辨率后重新上传',
    })
  if (file.sizeBytes === 0) faults.push({ path, code: 'format', message: `“${name}”是空文件`, fix: '请重新上传' })
  return faults
}

function checkExemption(
  requirement: MaterialRequirement,
  exempt: NonNullable<CaseMaterial['exempt']>,
  path: string,
): Fault[] {
  const { name } = requirement
  if (!requirement.exempt.includes(exempt.kind))
    return [
      {
        path,
        code: 'code',
        message: `“${name}”不能以${EXEMPTIONS[exempt.kind]}免交`,
        fix: howToSupply({ ...requirement }),
      },
    ]
  if (exempt.kind === 'E' && licenceIdFault(exempt.licenceId ?? '') !== null)
    return [{ path, code: 'checksum', message: `“${name}”的电子证照标识不对`, fix: '请从电子证照重新读取标识' }]
  if (exempt.kind !== 'E' && (!exempt.source || !exempt.at))
    return [{ path, code: 'required', message: `“${name}”免交须记下核验来源和时间`, fix: '请重新核验,或上传文件' }]
  return []
}

/** Bytes as MB with at most one decimal. */
export function megabytes(bytes: number): string {
  return String(Math.round((bytes / 1024 / 1024) * 10) / 10)
}
