import type { Fault } from '../fault.ts'
import { isObject, type Json, type JsonObject, valueAt } from '../json.ts'
import { piecesOf } from '../material-pieces.ts'
import type { CaseMaterial, MaterialRequirement } from '../matter.ts'
import { materialTypeNamed } from './file-types.ts'
import { droppedEntry, type LossEntry, reasonOf } from './loss.ts'
import { compileCondition } from './path-access.ts'
import type { MaterialRule } from './rule.ts'
import type { MaterialIndex, Scope } from './scope.ts'

/** One line of the region's material list, before it is worded. */
export interface MaterialLine {
  readonly rule: MaterialRule
  readonly material: CaseMaterial
}

/** The region's list from the case's materials: every line, and every reason why the region would not take it. */
export interface MaterialLines {
  readonly lines: readonly MaterialLine[]
  readonly faults: readonly Fault[]
}

type Holds = (scope: Pick<Scope, 'values' | 'root'>) => boolean

interface CompiledRule {
  readonly rule: MaterialRule
  readonly when: Holds | null
  readonly must: Holds | null
}

/** Compiles a region's material list. With `sort: code` lines come in the order of the region's codes, else in that of the rules. */
export function compileMaterials(
  rules: readonly MaterialRule[],
  sort: 'code' | 'listed',
  region: string,
  requirements: readonly MaterialRequirement[],
): (materials: readonly CaseMaterial[], values: JsonObject) => MaterialLines {
  const compiled = rules.map(
    (rule): CompiledRule => ({
      rule,
      when: rule.when ? compileCondition(rule.when) : null,
      must: rule.must === undefined ? null : rule.must === true ? () => true : compileCondition(rule.must),
    }),
  )
  return (materials, values) => {
    const lines: MaterialLine[] = []
    const faults: Fault[] = []
    const scope = { values, root: values }
    for (const { rule, when, must } of compiled) {
      if (when && !when(scope)) continue
      const told = rule.silent ? materials.filter((material) => !isSilent(rule, material)) : materials
      if (rule.each) {
        const pieces = chooseEach(rule, told, region, piecesIn(requirements, rule, values))
        lines.push(...pieces.lines)
        faults.push(...pieces.faults)
        if (pieces.lines.length === 0) faults.push(...missing(rule, [], region, must?.(scope) ?? false))
        continue
      }
      let given = false
      for (const material of told) {
        if (!matches(rule, material)) continue
        given = true
        // an exemption covers all parts that share a code, and is told once
        if (material.exempt && lines.some((line) => line.material === material && line.rule.to === rule.to)) continue
        const fault = faultOf(rule, material, region)
        if (fault) faults.push(fault)
        lines.push({ rule, material })
      }
      if (!given) faults.push(...missing(rule, told, region, must?.(scope) ?? false))
    }
    if (sort === 'code') lines.sort((a, b) => (a.rule.to < b.rule.to ? -1 : a.rule.to > b.rule.to ? 1 : 0))
    return { lines, faults }
  }
}

/** What becomes of each material: a line of the region's list at `to`, or left behind. One that is at fault has its fault. */
export function materialLosses(
  materials: readonly CaseMaterial[],
  { lines, faults }: MaterialLines,
  declared: Readonly<Record<string, string>>,
  region: string,
  to: string,
): LossEntry[] {
  const losses: LossEntry[] = []
  for (const material of materials) {
    const path = pathOf(material)
    if (lines.some((line) => line.material === material)) losses.push({ path, to, kind: 'translated', class: 'L0' })
    else if (!faults.some((fault) => fault.path === path))
      losses.push(droppedEntry(path, reasonOf(path, declared) ?? `${region}不收这份材料`))
  }
  return losses
}

/** The pieces of a material that comes once for each element, or for some of them; who is in the list twice has one. */
export function piecesIn(
  requirements: readonly MaterialRequirement[],
  { slot, where = {} }: Pick<MaterialRule, 'slot' | 'where'>,
  values: JsonObject,
): string[] {
  const requirement = requirements.find((one) => one.slot === slot)
  const wanted = Object.entries(where)
  const isMeant = (part: string) => {
    const element = valueAt(values, `${requirement?.each}[${Number(part) - 1}]`)
    return wanted.every(([name, allowed]) => isObject(element) && allowed.includes(element[name] ?? null))
  }
  return piecesOf(requirement ?? {}, values).flatMap(({ part, again }) => (again || !isMeant(part) ? [] : [part]))
}

/** A line for each piece, in order. An exemption for all of them becomes a line for each; one file for all is what the region does not take. */
function chooseEach(
  rule: MaterialRule,
  materials: readonly CaseMaterial[],
  region: string,
  parts: readonly string[],
): MaterialLines {
  const own = materials.filter(({ slot, part }) => slot === rule.slot && (!part || /^\d+$/.test(part)))
  const [whole] = own.filter(({ part }) => !part)
  const pieces = own
    .filter(({ part }) => part !== undefined && (!rule.where || parts.includes(part)))
    .toSorted((a, b) => Number(a.part) - Number(b.part))
  const given = whole ? [whole] : pieces
  const faults = given.flatMap((material) => faultOf(rule, material, region) ?? [])
  if (whole && !whole.exempt && parts.length > 1) {
    const message = `${region}要求“${rule.name}”每条一份，共 ${parts.length} 份`
    faults.push({ path: pathOf(whole), code: 'format', message, fix: '请分成几个文件上传，每条一个' })
  }
  const repeated = whole?.exempt ? Array.from({ length: Math.max(1, parts.length) }, () => whole) : given
  return { lines: repeated.map((material) => ({ rule, material })), faults }
}

/** Whether the region wants to hear nothing of it, because it is exempted so. */
function isSilent(rule: MaterialRule, { slot, exempt }: CaseMaterial): boolean {
  return slot === rule.slot && exempt !== undefined && (rule.silent?.includes(exempt.kind) ?? false)
}

function matches(rule: MaterialRule, material: CaseMaterial): boolean {
  if (rule.slot !== material.slot) return false
  return rule.part === material.part || (rule.part !== undefined && !material.part && material.exempt !== undefined)
}

function missing(rule: MaterialRule, all: readonly CaseMaterial[], region: string, required: boolean): Fault[] {
  const path = `materials.${rule.slot}`
  const others = all.filter(({ slot, exempt }) => slot === rule.slot && !exempt)
  const name = `“${rule.name}”`
  if (rule.part && others.some(({ part }) => !part)) {
    const fix = '请把正反面分成两个文件上传'
    return [{ path, code: 'format', message: `${region}要求${name}分面提交`, fix }]
  }
  if (!rule.part && others.some(({ part }) => part)) {
    const message = `${region}要求${name}合成一个文件`
    return others.map(({ part }) => ({
      path: `${path}.${part}`,
      code: 'format',
      message,
      fix: '请把各页合并为一个文件上传',
    }))
  }
  if (!required) return []
  const upload = rule.posted
    ? '请收下原件并登记寄递'
    : `请上传 ${rule.formats.join('/').toUpperCase()} 文件${rule.exempt.length > 0 ? ',或办理免交' : ''}`
  return [{ path, code: 'required', message: `缺少材料${name},该项由${region}要求`, fix: upload }]
}

const EXEMPTIONS = { E: '电子证照', D: '数据核验', P: '前件复用' } as const

function faultOf(rule: MaterialRule, material: CaseMaterial, region: string): Fault | null {
  const path = pathOf(material)
  const name = `“${rule.name}”`
  if (material.exempt) {
    const { kind } = material.exempt
    if (rule.exempt.includes(kind)) return null
    return { path, code: 'exempt', message: `${name}${region}不接受以${EXEMPTIONS[kind]}免交`, fix: '请上传文件' }
  }
  if (rule.posted) return null
  if (!material.file) return { path, code: 'required', message: `${name}${region}要收电子文件`, fix: '请扫描后上传' }
  const type = materialTypeNamed(material.file.mediaType)
  if (!type || !rule.formats.includes(type)) {
    const formats = rule.formats.join('、').toUpperCase()
    return { path, code: 'format', message: `${name}${region}只收 ${formats}`, fix: `请转换为 ${formats} 后重新上传` }
  }
  if (material.file.sizeBytes > rule.maxBytes) {
    const most = `${Math.round(rule.maxBytes / 1024)} KB`
    return {
      path,
      code: 'file-size',
      message: `${name}${region}最大收 ${most}`,
      fix: `请压缩到 ${most} 以内后重新上传`,
    }
  }
  return null
}

/** Path of a material in faults and reports: `materials.MT001`, of a piece `materials.MT001.front`. */
export function pathOf({ slot, part }: Pick<CaseMaterial, 'slot' | 'part'>): string {
  return `materials.${slot}${part ? `.${part}` : ''}`
}

/** What the item rules read of one line; `seq` counts from 1. */
export function lineValues({ rule, material }: MaterialLine, seq: number): JsonObject {
  const { form, copies, originalSeen, posted, file, exempt, part } = material
  const values: JsonObject = {
    material: {
      code: rule.to,
      name: rule.name,
      slot: rule.slot,
      part: rule.part ?? part ?? '',
      // of a piece that comes once for each element, in two digits
      place: rule.each && part ? part.padStart(2, '0') : '',
      form,
      copies,
      originalSeen,
      posted: posted ?? rule.posted ?? false,
      way: exempt ? 'exempt' : file ? 'file' : 'post',
      seq,
      index: seq - 1,
      exempt: exempt?.kind ?? 'N',
    },
  }
  if (file) values['file'] = { ...file }
  if (exempt) values['exempt'] = { ...exempt } as unknown as Json
  return values
}

/** Which of the region's codes stands for which of our materials. */
export function indexMaterials(rules: readonly MaterialRule[]): MaterialIndex {
  const find = (slot: string, part: string | undefined) =>
    rules.find((rule) => rule.slot === slot && rule.part === part) ?? rules.find((rule) => rule.slot === slot)
  return {
    toCode: (slot, part) => find(slot, part)?.to ?? null,
    toName: (slot, part) => find(slot, part)?.name ?? null,
    nameOf: (code) => rules.find(({ to }) => to === code)?.name ?? null,
    toSlot: (code, nth = 0) => {
      const named = rules.filter(({ to }) => to === code)
      const rule = named[Math.min(nth, named.length - 1)]
      const part = rule?.each ? String(nth + 1) : rule?.part
      return rule ? { slot: rule.slot, ...(part ? { part } : {}) } : null
    },
  }
}
