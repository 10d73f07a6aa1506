import { holds } from '../condition.ts'
import { isExpired } from '../exemptions/why-exempt.ts'
import type { Fault } from '../fault.ts'
import { piecesOf } from '../material-pieces.ts'
import type { CaseMaterial, MaterialRequirement } from '../matter.ts'
import { isDate, isTime } from './calendar-date.ts'
import { checkFileFacts } from './check-file.ts'
import { clip } from './field-fault.ts'
import { describeCondition, labelOf, type Walk } from './form-walk.ts'
import { checkLicenceId } from './licence-id.ts'
import { checkPlainText } from './plain-text.ts'

/** One case carries at most so many materials. */
export const MOST_MATERIALS = 200

/** Everything wrong with the materials of a case; paths are `materials.<slot>`, of a piece `materials.<slot>.<part>`. */
export function checkMaterials(walk: Walk, materials: readonly CaseMaterial[], from: 'window' | 'region'): Fault[] {
  if (materials.length > MOST_MATERIALS) {
    const message = `材料有 ${materials.length} 份，最多 ${MOST_MATERIALS} 份`
    return [{ path: 'materials', code: 'too-large', message, fix: '请合并或删去多余的材料' }]
  }
  const known = new Set(walk.matter.materials.map(({ slot }) => slot))
  const unknown = materials.filter(({ slot }) => !known.has(slot)).map((material) => unexpected(walk, material))
  return [...unknown, ...walk.matter.materials.flatMap((requirement) => checkSlot(walk, requirement, materials, from))]
}

function unexpected(walk: Walk, { slot }: CaseMaterial): Fault {
  const message = `材料“${clip(slot)}”不是“${walk.matter.name}”的材料`
  return { path: `materials.${clip(slot)}`, code: 'unexpected', message, fix: '请删去这份材料，或改放到应放的位置' }
}

function checkSlot(
  walk: Walk,
  requirement: MaterialRequirement,
  all: readonly CaseMaterial[],
  from: 'window' | 'region',
): Fault[] {
  const given = all.filter(({ slot }) => slot === requirement.slot)
  const instead = (requirement.insteadOf ?? []).filter((slot) => all.some((material) => material.slot === slot))
  if (given.length === 0) return instead.length > 0 ? [] : checkMissing(walk, requirement)
  const faults: Fault[] = []
  if (requirement.when && !holds(requirement.when, walk.values)) {
    const when = describeCondition(walk, requirement.when)
    faults.push(faultOf(requirement, 'unexpected', `只有在${when}时才收`, '请删去这份材料，或核对前面的选择'))
  }
  if (instead.length > 0) {
    const others = instead.map((slot) => `“${nameOf(walk, slot)}”`).join('、')
    faults.push(faultOf(requirement, 'conflict', `与${others}只交一份，两份都交了`, '请只留一份'))
  }
  return [
    ...faults,
    ...checkParts(walk, requirement, given),
    ...given.flatMap((material) => checkMaterial(walk, requirement, material, from)),
  ]
}

function checkMissing(walk: Walk, requirement: MaterialRequirement): Fault[] {
  const { required } = requirement
  if (required === undefined || (required !== true && !holds(required, walk.values))) return []
  const why = required === true ? '必交' : `在${describeCondition(walk, required)}时必交`
  const instead = (requirement.insteadOf ?? []).map((slot) => `“${nameOf(walk, slot)}”`).join('或')
  const or = instead === '' ? '' : `，或以${instead}代替`
  return [faultOf(requirement, 'required', `没有交，${why}`, `请上传“${requirement.name}”${or}`)]
}

function checkParts(walk: Walk, requirement: MaterialRequirement, given: readonly CaseMaterial[]): Fault[] {
  const parts = partsOf(walk, requirement)
  const names = parts.map(({ part }) => part)
  const seen = new Set<string>()
  const faults: Fault[] = []
  for (const { part = '' } of given) {
    if (part !== '' && !names.includes(part)) {
      faults.push(faultOf(requirement, 'unexpected', `没有“${clip(part)}”这一部分`, '请删去后重新上传', part))
    }
    if (seen.has(part)) faults.push(faultOf(requirement, 'duplicate', '重复了', '请只留一份，多页的合成一个文件', part))
    seen.add(part)
  }
  if (seen.has('') && seen.size > 1) {
    faults.push(faultOf(requirement, 'duplicate', '既有整份又有分开的部分', '请只留整份，或只留分开的部分'))
  }
  const missing = seen.has('') ? [] : parts.filter(({ part, needed }) => needed && !seen.has(part))
  return [
    ...faults,
    ...missing.map(({ part, label }) =>
      faultOf(requirement, 'required', `缺${label}`, '请补齐，或上传合并的一份', part),
    ),
  ]
}

interface Part {
  readonly part: string
  readonly label: string
  readonly needed: boolean
}

/** The pieces a material may be split into: those of its kind, or one for each element of a list (each person once), or so many as a number says. */
function partsOf(walk: Walk, requirement: MaterialRequirement): Part[] {
  const { parts = [], each, required } = requirement
  if (each === undefined) {
    return parts.map((part) => ({ part, label: walk.codes.label('CT_MATERIAL_PART', part) ?? part, needed: true }))
  }
  const needed = required === true || (required !== undefined && holds(required, walk.values))
  return piecesOf(requirement, walk.values).map(({ part, again }) => ({
    part,
    label: `“${labelOf(walk.matter, each)}”第 ${part} 条的`,
    needed: needed && !again,
  }))
}

function checkMaterial(
  walk: Walk,
  requirement: MaterialRequirement,
  material: CaseMaterial,
  from: 'window' | 'region',
): Fault[] {
  const { part = '', file, exempt, posted } = material
  const mustPost = requirement.original !== undefined && holds(requirement.original, walk.values)
  const wrong = (code: string, message: string, fix: string): Fault => faultOf(requirement, code, message, fix, part)
  const faults: Fault[] = []
  if (!walk.codes.has('CT_MATERIAL_FORM', material.form))
    faults.push(wrong('code', '的材料形式不对', '请选原件、复印件或电子件'))
  if (!Number.isInteger(material.copies) || material.copies < 1 || material.copies > 99) {
    faults.push(wrong('range', '的份数不对', '份数填 1 至 99'))
  }
  if (exempt && (file || posted)) faults.push(wrong('conflict', '选了免交，又交了材料', '免交与上传只选一样'))
  if (!exempt && !file && !posted)
    faults.push(wrong('required', '既没有文件，也没有免交', `请上传“${requirement.name}”`))
  if (posted && !requirement.original) faults.push(wrong('unexpected', '不用寄原件', '请上传扫描件'))
  // a region tells of what it posts in a message of its own
  if (mustPost && !posted && from === 'window')
    faults.push(wrong('original', '的原件必须寄往属地', '请收下原件并登记寄递'))
  if (file && !(from === 'region' && isYetUnknown(file))) faults.push(...checkFileFacts(requirement, file, part))
  if (exempt) faults.push(...checkExemption(requirement, exempt, from, wrong), ...checkLicence(walk, exempt, wrong))
  return faults
}

/** A file that a region has only numbered: what it is shows once it is fetched. */
function isYetUnknown({ sha256, mediaType, sizeBytes }: NonNullable<CaseMaterial['file']>): boolean {
  return sha256 === '' && sizeBytes === 0 && mediaType === 'application/octet-stream'
}

type WrongOf = (code: string, message: string, fix: string) => Fault

const KINDS = { E: '电子证照', D: '数据核验', P: '前件复用' } as const

function checkExemption(
  requirement: MaterialRequirement,
  exempt: NonNullable<CaseMaterial['exempt']>,
  from: 'window' | 'region',
  wrong: WrongOf,
): Fault[] {
  if (!requirement.exempt.includes(exempt.kind)) {
    const kinds = requirement.exempt.map((kind) => `“${KINDS[kind]}”`).join('、')
    const rule = kinds === '' ? '不可免交' : `只能以${kinds}免交`
    return [wrong('exempt', rule, `请上传“${requirement.name}”`)]
  }
  const vouched = from === 'region'
  const faults: Fault[] = []
  const { licenceId = '', source = '', at = '' } = exempt
  if (exempt.kind === 'E' && licenceId === '' && !vouched) {
    faults.push(wrong('required', '以电子证照免交，没有证照标识', '请从电子证照库调取'))
  }
  const badId = licenceId === '' ? null : checkLicenceId(licenceId)
  if (badId) faults.push(wrong(badId.code, `的电子证照标识${badId.message.replace(/^的/, '')}`, badId.fix))
  if (exempt.kind !== 'E' && !vouched) {
    if (source === '')
      faults.push(wrong('required', `以${KINDS[exempt.kind]}免交，没有写来源`, '请填核验来源或原办件编号'))
    if (at === '') faults.push(wrong('required', `以${KINDS[exempt.kind]}免交，没有核验时间`, '请重新核验'))
  }
  const badSource = source === '' ? null : checkPlainText(source)
  if (badSource) faults.push(wrong(badSource.code, `的免交来源${badSource.message}`, badSource.fix))
  if (at !== '' && !isTime(at) && !isDate(at)) faults.push(wrong('format', '的核验时间不是北京时间', '请重新核验'))
  return faults
}

/** A licence must be good today and belong to somebody whom the form names. */
function checkLicence(walk: Walk, exempt: NonNullable<CaseMaterial['exempt']>, wrong: WrongOf): Fault[] {
  const { kind, validTo = '', holderCode = '' } = exempt
  const faults: Fault[] = []
  if (kind !== 'E') return faults
  if (validTo !== '' && validTo !== '长期' && !isDate(validTo))
    faults.push(wrong('format', '的电子证照有效期不是日期', '请从电子证照库重新调取'))
  else if (isExpired(exempt, walk.today))
    faults.push(wrong('expired', `的电子证照已于 ${validTo} 到期`, '请调取有效的证照，或上传材料'))
  if (holderCode !== '' && !JSON.stringify(walk.values).includes(JSON.stringify(holderCode)))
    faults.push(wrong('holder', '的电子证照不是表单中的人或单位所持', '请核对持证人，或上传材料'))
  return faults
}

function nameOf(walk: Walk, slot: string): string {
  return walk.matter.materials.find((requirement) => requirement.slot === slot)?.name ?? slot
}

function faultOf(requirement: MaterialRequirement, code: string, message: string, fix: string, part = ''): Fault {
  const path = `materials.${requirement.slot}${part === '' ? '' : `.${clip(part)}`}`
  return { path, code, message: `材料“${requirement.name}”${message}`, fix }
}
