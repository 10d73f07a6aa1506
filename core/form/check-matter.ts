import type { Condition } from '../condition.ts'
import type { Fault } from '../fault.ts'
import type { Field, Matter } from '../matter.ts'
import { CHECKS } from './checks.ts'
import type { Codes } from './codes.ts'
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
      const slots = new Set(matter.materials.map(({ slot }) => slot))
      return [
        ...(codes.has('CT_MATERIAL', material.slot.slice(0, 5))
          ? []
          : [unknown(`${at}.slot`, '材料目录', material.slot)]),
        ...(material.insteadOf ?? [])
          .filter((slot) => !slots.has(slot))
          .map((slot) => unknown(`${at}.insteadOf`, '材料', slot)),
        ...conditionAt(`${at}.required`, material.required),
        ...conditionAt(`${at}.when`, material.when),
        ...conditionAt(`${at}.original`, material.original),
      ]
    }),
    ...matter.same.flatMap((pair, index) => pair.flatMap((path) => checkPath(`same[${index}]`, path, known))),
    ...matter.checks.flatMap((check, index) => [
      ...(Object.hasOwn(CHECKS, check.rule) ? [] : [unknown(`checks[${index}].rule`, '核对规则', check.rule)]),
      ...[check.path, ...(check.others ?? [])].flatMap((path) => checkPath(`checks[${index}]`, path, known)),
      ...conditionAt(`checks[${index}].when`, check.when),
    ]),
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
      if (typeof value === 'string' && value.includes('.')) faults.push(...checkPath(`${at}.rules`, value, known))
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

/** A path may name a field or a whole group (`agent`). */
function checkPath(at: string, path: string, known: ReadonlyMap<string, Field>): Fault[] {
  if (known.has(path) || [...known.keys()].some((field) => field.startsWith(`${path}.`))) return []
  return [unknown(at, '字段', path)]
}

function repeated(at: string, names: readonly string[]): Fault[] {
  return names.flatMap((name, index) => {
    if (names.indexOf(name) === index) return []
    return [{ path: `${at}[${index}]`, code: 'duplicate', message: `“${name}”写了两次`, fix: '只留一次' }]
  })
}

function unknown(path: string, what: string, name: string): Fault {
  return { path, code: 'unknown', message: `没有${what}“${name}”`, fix: '改正拼写，或先补上定义' }
}

function mismatch(path: string, message: string): Fault {
  return { path, code: 'conflict', message, fix: '核对事项清单后改正' }
}
