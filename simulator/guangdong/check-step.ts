import { createHash } from 'node:crypto'
import { hasLicenceCheck } from '../check-digits.ts'
import { readXml } from '../xml-reader.ts'
import { type ExInfo, fieldOf } from './ex-info.ts'
import { checkFields, type WireError } from './field-rules.ts'
import { STEP_RULES, STEP_TIMES } from './table-rules.ts'

/** What the gateway told about a case so far. */
export interface Course {
  /** table with the code that says which, in their order */
  readonly steps: string[]
  /** time of the last step, 14 digits */
  at: string
  /** by table */
  readonly versions: Map<string, number>
}

const CODES: Readonly<Record<string, string>> = {
  WSYSL: 'YSLZTDM',
  SL: 'SLZTDM',
  BJSL: 'BJSLZTDM',
  BJ: 'BJJGDM',
  LQDJ: 'LQZTDM',
}

/** The step's table and code, as `SL 1`. */
export function nameOf(info: ExInfo): string {
  const table = info.table.slice('EX_GDBS_'.length)
  if (table === 'SPCL') return `SPCL ${fieldOf(info, 'SPHJDM')}-${fieldOf(info, 'SPZTDM')}`
  const code = CODES[table]
  return code ? `${table} ${fieldOf(info, code)}` : table
}

/** Every breach of §3.4 and §6.1 in a step of the gateway. */
export function checkStep(info: ExInfo, course: Course, expected: Readonly<Record<string, string>>): WireError[] {
  const table = info.table.slice('EX_GDBS_'.length)
  const of = (name: string) => fieldOf(info, name)
  const shape = checkFields(STEP_RULES[table] ?? [], info.fields, of, (name) => `${table}/${name}`)
  const version = (course.versions.get(table) ?? 0) + 1
  const at = of(STEP_TIMES[table] ?? '')
  const wrong = (holds: boolean, code: string, field: string, msg: string) => (holds ? [] : [{ code, field, msg }])
  return [
    ...shape,
    ...Object.entries(expected)
      .filter(([name, value]) => of(name) !== value)
      .map(([name, value]) => ({ code: 'G125', field: `${table}/${name}`, msg: `应为 ${value}` })),
    ...wrong(of('VERSION') === String(version), 'G103', `${table}/VERSION`, `应为 ${version}`),
    ...wrong(at === '' || at >= course.at, 'G125', `${table}/${STEP_TIMES[table]}`, '早于前一步骤'),
    ...wrong(
      mayFollow(nameOf(info), course.steps),
      'G124',
      table,
      `${course.steps.at(-1) ?? '申办'} 之后不能是 ${nameOf(info)}`,
    ),
    ...checkFile(of, 'HZ_ATTACH'),
    ...checkFile(of, 'ZZ_ATTACH'),
    ...wrong(of('ZZBS') === '' || hasLicenceCheck(of('ZZBS')), 'G106', `${table}/ZZBS`, '电子证照标识校验位错误'),
    ...wrong(of('SHMX') === '' || isMarks(of('SHMX')), 'G109', `${table}/SHMX`, '写法不符'),
  ]
}

const isMarks = (text: string) => {
  const root = readXml(text)
  if ('fault' in root || root.name !== 'SHMX') return false
  const wanted: Readonly<Record<string, string>> = { ZD: 'PATH,JG,YY', CL: 'STUFF_SEQ,CLBM,JG,YY' }
  return root.children.every(({ name, attributes }) => attributes.map(([own]) => own).join() === wanted[name])
}

function checkFile(of: (name: string) => string, prefix: string): WireError[] {
  const data = of(`${prefix}_DATA`)
  if (data === '') return []
  const digest = createHash('md5').update(Buffer.from(data, 'base64')).digest('hex')
  return digest === of(`${prefix}_SIGN`) ? [] : [{ code: 'G111', field: `${prefix}_SIGN`, msg: '材料摘要不符' }]
}

const FINAL = ['WSYSL 2', 'SL 0', 'BJ 0', 'BJ 1', 'BJ 2', 'BJ 3', 'BJ 5', 'BJ 6', 'BJ 7']

/** §6.1: SB→WSYSL→[BJGZ→SB→BJSL]→SL→SPCL*⇄TBCX*→BJ→LQDJ*; a correction of the end goes under its next VERSION. */
function mayFollow(name: string, steps: readonly string[]): boolean {
  const [table = ''] = name.split(' ')
  const isOver = steps.some((step) => FINAL.includes(step))
  if (isOver) return table === 'LQDJ' || (table === 'BJ' && steps.at(-1)?.startsWith('BJ') === true)
  const isAccepted = steps.includes('SL 1')
  if (table === 'WSYSL') return steps.length === 0
  if (table === 'BJGZ') return !isAccepted
  if (table === 'BJSL') return steps.includes('BJGZ')
  if (table === 'SL') return !isAccepted
  if (table === 'BJ') return isAccepted || name === 'BJ 2' || name === 'BJ 5'
  return isAccepted && table !== 'LQDJ'
}

export function takeStep(info: ExInfo, course: Course): void {
  const table = info.table.slice('EX_GDBS_'.length)
  course.steps.push(nameOf(info))
  course.versions.set(table, Number(fieldOf(info, 'VERSION')))
  course.at = fieldOf(info, STEP_TIMES[table] ?? '') || course.at
}
