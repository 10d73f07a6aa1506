import { hasLicenceCheck } from '../check-digits.ts'
import { checkRecord } from './check-record.ts'
import { MATERIAL_RULES } from './forms.ts'
import { type Fields, fieldOf, type PackageRecord, type WireError } from './package.ts'

/** A material of §4.3. */
export interface MaterialRule {
  readonly code: string
  readonly name: string
  /** `paper` is posted and carries no file */
  readonly format: 'pdf' | 'jpg' | 'paper'
  /** the MTJDM that may stand in place of it */
  readonly exemptions: string
  readonly when: keyof typeof NEEDED
  readonly maxBytes: number
}

const MAX_BYTES = 5 * 1024 * 1024

type Application = (name: string) => string

/** Whether an application must carry a material; the names stand in the lists of the matters. */
const NEEDED = {
  always: () => true,
  optional: () => false,
  person: (value: Application) => value('SQR_GMSFHM') !== '',
  agent: (value: Application) => value('DLR_XM') !== '',
  lost: (value: Application) => value('SQLXDM') === '1',
  damaged: (value: Application) => value('SQLXDM') === '2',
  residing: (value: Application, given: ReadonlySet<string>) => value('RLOC_COTY_TYPE') === '2' && !given.has('4103'),
  resettled: (value: Application) => value('RLOC_COTY_TYPE') === '1',
  posted: (value: Application) => value('RLOC_COTY_TYPE') === '3',
  kitchen: (value: Application) => value('SFZYCF') === 'Y',
  guarded: (value: Application) => value('JHR_XM') !== '',
  kept: (value: Application) => value('SQLXDM') !== '2',
  trained: (value: Application) => value('JXJYWC') === 'Y',
  referred: (value: Application) => value('RLOC_COTY_TYPE') === '4',
} as const satisfies Record<string, (value: Application, given: ReadonlySet<string>) => boolean>

const COMMON = `
    0001 服务同意书 pdf - always
    0002 授权委托书 pdf - agent
    0102 居民身份证 jpg D person`

/** Reads lines of `CODE NAME FORMAT EXEMPTIONS NEED [KB]`; the materials common to all matters come along. */
export function readMaterials(text: string): readonly MaterialRule[] {
  return `${COMMON}${text}`
    .trim()
    .split('\n')
    .map((line) => {
      const [code = '', name = '', format, exemptions = '', when, kilobytes] = line.trim().split(/\s+/)
      const maxBytes = kilobytes === undefined ? MAX_BYTES : Number(kilobytes) * 1024
      return { code, name, format, exemptions, when, maxBytes } as MaterialRule
    })
}

/** Whether bytes begin as their format does. */
export function looksLike(format: string, bytes: Buffer): boolean {
  if (format === 'pdf') return bytes.subarray(0, 5).toString('latin1') === '%PDF-'
  if (format === 'jpg') return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff
  return (
    format === 'ofd' &&
    bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004' &&
    bytes.includes(Buffer.from('OFD.xml'))
  )
}

/** What is wrong with a file of 011000 by itself: Base64 on one line, not empty, at most so large, of the format it names. */
export function checkFile(fields: Fields, formats: readonly string[], maxBytes = MAX_BYTES): WireError[] {
  const [format, text] = [fieldOf(fields, 'CLGS'), fieldOf(fields, 'CLNR')]
  if (!formats.includes(format)) return [{ field: 'CLGS', code: '-914', message: `格式应为 ${formats.join('、')}` }]
  const content = (message: string) => [{ field: 'CLNR', code: '-915', message }]
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length === 0) return content('Base64 解码后为空')
  if (bytes.toString('base64') !== text) return content('不是单行 Base64')
  if (bytes.length > maxBytes) return content(`超过 ${maxBytes / 1024} KB`)
  if (looksLike(format, bytes)) return []
  return [{ field: 'CLNR', code: '-914', message: `内容不是 ${format}` }]
}

function checkExemption(fields: Fields, { exemptions }: MaterialRule): WireError[] {
  const [kind, licence] = [fieldOf(fields, 'MTJDM'), fieldOf(fields, 'ZZBS')]
  const errors: WireError[] = []
  if (!exemptions.split('/').includes(kind))
    errors.push({ field: 'MTJDM', code: '-934', message: '该材料不得以此方式免提交' })
  for (const field of ['CLGS', 'CLNR'])
    if (fieldOf(fields, field) !== '') errors.push({ field, code: '-932', message: '免提交材料不得带文件' })
  if (kind === 'E' && !hasLicenceCheck(licence))
    errors.push(
      licence === ''
        ? { field: 'ZZBS', code: '-931', message: '必填项缺失' }
        : { field: 'ZZBS', code: '-933', message: '电子证照标识格式或校验位错误' },
    )
  return errors
}

function checkSubmitted(fields: Fields, { format, maxBytes }: MaterialRule): WireError[] {
  const paper = format === 'paper'
  const given = (field: string) => fields.some(([name]) => name === field)
  if (paper)
    return ['CLGS', 'CLNR'].filter(given).map((field) => ({ field, code: '-932', message: '纸质邮寄不得带文件' }))
  const missing = ['CLGS', 'CLNR'].filter((field) => !given(field))
  if (missing.length > 0) return missing.map((field) => ({ field, code: '-931', message: '必填项缺失' }))
  return checkFile(fields, [format], maxBytes)
}

/** What is wrong with one material record by the matter's list. */
export function checkMaterial({ fields }: PackageRecord, rules: readonly MaterialRule[]): WireError[] {
  const shape = checkRecord(fields, MATERIAL_RULES).filter(({ field, code }) => field !== 'CLNR' || code !== '-933')
  const rule = rules.find(({ code }) => code === fieldOf(fields, 'CLLBDM'))
  if (!rule) return [...shape, { field: 'CLLBDM', code: '-913', message: '不在本事项材料清单' }]
  const errors = [...shape]
  if (fieldOf(fields, 'CLMC') !== rule.name)
    errors.push({ field: 'CLMC', code: '-913', message: `名称应为“${rule.name}”` })
  const submitted = fieldOf(fields, 'MTJDM') === 'N'
  return [...errors, ...(submitted ? checkSubmitted(fields, rule) : checkExemption(fields, rule))]
}

/** Materials that an application must carry and does not, and those that it carries in more files than one. */
export function checkCompleteness(
  value: Application,
  materials: readonly PackageRecord[],
  rules: readonly MaterialRule[],
): WireError[] {
  const codes = materials.map(({ fields }) => fieldOf(fields, 'CLLBDM'))
  const given = new Set(codes)
  return rules.flatMap(({ code, name, format, when }) => {
    if (!given.has(code) && NEEDED[when](value, given))
      return [{ field: 'CLLBDM', code: '-931', message: `缺少材料 ${code} ${name}` }]
    if (format !== 'jpg' && codes.filter((other) => other === code).length > 1)
      return [{ field: 'CLLBDM', code: '-913', message: `${code} ${name} 应为一个文件` }]
    return []
  })
}
