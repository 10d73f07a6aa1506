import { JOINT } from '../case/legs.ts'
import type { Condition } from '../condition.ts'
import type { Fault } from '../fault.ts'
import { MOST_ELEMENTS } from '../list-path.ts'
import type { Field, MaterialRequirement, Matter } from '../matter.ts'
import { isPath } from './check-field.ts'
import { isCheck } from './checks/registry.ts'
import type { Codes } from './codes.ts'
import { mismatch, repeated, unknown } from './definition-faults.ts'
import { RULES } from './rules.ts'
import { checkUscc } from './uscc.ts'

/** What a well-shaped matter file still gets wrong: names of nothing, values outside their tables, codes that contradict one another. */
export function checkMatter(matter: Matter, codes: Codes): Fault[] {
  const known = new Map(matter.fields.map((field) => [field.path, field]))
  const conditionAt = (at: string, condition: Condition | true | undefined): Fault[] =>
    condition === undefined || condition === true ? [] : checkCondition(at, condition, known, codes)
  return [
    ...checkCodes(matter, codes),
    ...repeated(
      'fields',
      matter.fields.map(({ path }) => path),
    ),
    ...repeated(
      'materials',
      matter.materials.map(({ slot }) => slot),
    ),
    ...matter.fields.flatMap((field, index) => [
      ...checkFieldOf(`fields[${index}]`, field, known, codes),
      ...conditionAt(`fields[${index}].required`, field.required),
      ...conditionAt(`fields[${index}].when`, field.when),
    ]),
    ...matter.materials.flatMap((material, index) => {
      const at = `materials[${index}]`
      return [
        ...checkMaterialOf(at, material, matter, known, codes),
        ...conditionAt(`${at}.required`, material.required),
        ...conditionAt(`${at}.when`, material.when),
        ...conditionAt(`${at}.original`, material.original),
      ]
    }),
    ...matter.same.flatMap(({ paths, when }, index) => [
      ...paths.flatMap((path) => checkPath(`same[${index}]`, path, known)),
      ...conditionAt(`same[${index}].when`, when),
    ]),
    ...matter.checks.flatMap((check, index) => [
      ...(isCheck(check.rule) ? [] : [unknown(`checks[${index}].rule`, '核对规则', check.rule)]),
      ...[check.path, ...(check.others ?? [])].flatMap((path) => checkPath(`checks[${index}]`, path, known)),
      ...conditionAt(`checks[${index}].when`, check.when),
      ...conditionAt(`checks[${index}].where`, check.where),
    ]),
    ...checkLegs(matter, known, conditionAt),
  ]
}

/** Legs need a mode in which they come, and places that the form tells. */
function checkLegs(
  { legs = [], modes }: Matter,
  known: ReadonlyMap<string, Field>,
  conditionAt: (at: string, condition: Condition | undefined) => Fault[],
): Fault[] {
  if (legs.length > 0 && !modes.includes(JOINT)) return [mismatch('legs', '写了联办的分段，办理模式里却没有“多地联办”')]
  return [
    ...repeated(
      'legs',
      legs.map(({ key }) => key),
    ),
    ...legs.flatMap(({ at, when, gives = [], sets = {} }, index) => {
      const place = known.get(at)?.type
      const unfit = place !== undefined && place !== 'address' && place !== 'division'
      return [
        ...checkPath(`legs[${index}].at`, at, known),
        ...(unfit ? [mismatch(`legs[${index}].at`, `“${at}”不是区划，也不是地址`)] : []),
        ...conditionAt(`legs[${index}].when`, when),
        ...gives.flatMap((path) => checkPath(`legs[${index}].gives`, path, known)),
        ...Object.entries(sets).flatMap((pair) =>
          pair.flatMap((path) => checkPath(`legs[${index}].sets`, path, known)),
        ),
      ]
    }),
  ]
}

function checkMaterialOf(
  at: string,
  { slot, insteadOf = [], parts = [], each, per }: MaterialRequirement,
  { materials }: Matter,
  known: ReadonlyMap<string, Field>,
  codes: Codes,
): Fault[] {
  return [
    ...(codes.has('CT_MATERIAL', slot.slice(0, 5)) ? [] : [unknown(`${at}.slot`, '材料目录', slot)]),
    ...insteadOf
      .filter((other) => materials.every((material) => material.slot !== other))
      .map((other) => unknown(`${at}.insteadOf`, '材料', other)),
    ...parts
      .filter((part) => !codes.has('CT_MATERIAL_PART', part))
      .map((part) => unknown(`${at}.parts`, '材料分件', part)),
    ...(each === undefined ? [] : checkPath(`${at}.each`, each, known)),
    ...(per === undefined ? [] : checkPath(`${at}.per`, `${each ?? ''}[].${per}`, known)),
    ...(each !== undefined && parts.length > 0 ? [mismatch(`${at}.each`, 'each 与 parts 只写一样')] : []),
  ]
}

function checkCodes(matter: Matter, codes: Codes): Fault[] {
  const faults: Fault[] = []
  const { basicCode, implementationCode, itemCode, level, body } = matter
  if (implementationCode !== `${body.uscc}${level}${basicCode}`) {
    faults.push(mismatch('implementationCode', '实施编码应为实施主体代码 18 位、行使层级 1 位、基本编码 12 位相接'))
  }
  if (!itemCode.startsWith(basicCode)) faults.push(mismatch('itemCode', '业务办理项编码应以基本编码开头'))
  const wrong = checkUscc(body.uscc)
  if (wrong)
    faults.push({ path: 'body.uscc', code: wrong.code, message: `实施主体代码${wrong.message}`, fix: wrong.fix })
  const lists = [
    ['modes', 'CT_MODE', matter.modes],
    ['applicants', 'CT_APPLICANT_KIND', matter.applicants],
    ['result.delivery', 'CT_DELIVERY', matter.result.delivery],
    ['type', 'CT_MATTER_TYPE', [matter.type]],
  ] as const
  for (const [path, table, values] of lists) {
    for (const code of values) if (!codes.has(table, code)) faults.push(unknown(path, `码表 ${table} 的代码`, code))
  }
  if (matter.fee.charged && (matter.fee.standard === undefined || matter.fee.basis === undefined)) {
    faults.push({
      path: 'fee',
      code: 'required',
      message: '收费的事项没有写收费标准或依据',
      fix: '补上 standard 和 basis',
    })
  }
  return faults
}

function checkFieldOf(at: string, field: Field, known: ReadonlyMap<string, Field>, codes: Codes): Fault[] {
  const faults: Fault[] = []
  if (field.type === 'code' && !codes.tables.has(field.table ?? '')) {
    faults.push(unknown(`${at}.table`, '码表', field.table ?? '（没有写）'))
  }
  for (const { rule, ...given } of field.rules ?? []) {
    if (!Object.hasOwn(RULES, rule)) faults.push(unknown(`${at}.rules`, '字段规则', rule))
    for (const value of Object.values(given)) {
      if (typeof value === 'string' && isPath(value)) faults.push(...checkPath(`${at}.rules`, value, known))
    }
  }
  if (field.type === 'text' && field.max === undefined) {
    faults.push({
      path: `${at}.max`,
      code: 'required',
      message: `字段“${field.label}”没有写最多几个字`,
      fix: '补上 max',
    })
  }
  const group = [...known.keys()].find((path) => path.startsWith(`${field.path}.`))
  if (group) faults.push(mismatch(`${at}.path`, `“${field.path}”是字段，又是“${group}”所在的组`))
  return [...faults, ...checkListOf(at, field, known)]
}

/** A list says how long it may be and what its elements hold; a path through a list goes through a field that is one. */
function checkListOf(at: string, field: Field, known: ReadonlyMap<string, Field>): Fault[] {
  const { path, type, max, required } = field
  const faults: Fault[] = []
  if (type === 'list' && (max === undefined || max > MOST_ELEMENTS)) {
    const message = `列表“${field.label}”没有写最多几条，或超过 ${MOST_ELEMENTS} 条`
    faults.push({ path: `${at}.max`, code: 'required', message, fix: '补上 max' })
  }
  if (type === 'list' && ![...known.keys()].some((other) => other.startsWith(`${path}[]`))) {
    faults.push(mismatch(`${at}.path`, `列表“${path}”没有写每一条是什么，应有“${path}[]”或“${path}[].…”的字段`))
  }
  for (const match of path.matchAll(/\[\]/g)) {
    const list = path.slice(0, match.index)
    if (known.get(list)?.type !== 'list') faults.push(mismatch(`${at}.path`, `“${path}”经过的“${list}”不是列表字段`))
  }
  if (path.endsWith('[]') && required !== true)
    faults.push(mismatch(`${at}.required`, `“${path}”的每一条应写 required: true`))
  return faults
}

function checkCondition(at: string, condition: Condition, known: ReadonlyMap<string, Field>, codes: Codes): Fault[] {
  return Object.entries(condition).flatMap(([path, wanted]) => {
    const faults = checkPath(at, path, known)
    const table = known.get(path)?.table
    if (wanted === 'present' || wanted === 'absent' || table === undefined) return faults
    const values = Array.isArray(wanted) ? wanted : [wanted]
    const wrong = values.filter((value) => !codes.has(table, String(value)))
    return [...faults, ...wrong.map((value) => unknown(at, `码表 ${table} 的代码`, String(value)))]
  })
}

/** A path may name a field, a whole group (`agent`), the elements of a list (`officers[]`) or a part of an address (`company.address.division`). */
function checkPath(at: string, path: string, known: ReadonlyMap<string, Field>): Fault[] {
  const paths = [...known.keys()]
  if (known.has(path) || paths.some((field) => field.startsWith(`${path}.`) || field.startsWith(`${path}[]`))) return []
  const [, above = '', member] = /^(.+)\.(division|detail)$/.exec(path) ?? []
  if (member !== undefined && known.get(above)?.type === 'address') return []
  return [unknown(at, '字段', path)]
}
