import { isIdNumber, isUscc } from '../check-digits.ts'
import { checkAnnexes, checkNumbers, RULES } from './business-rules.ts'
import { checkAssist } from './check-assist.ts'
import { checkRow, type Row, tableOf } from './check-columns.ts'
import { checkMaterials } from './check-materials.ts'
import { OWN_DIVISIONS } from './code-tables.ts'
import { CASE_COLUMNS } from './columns.ts'
import { MATTERS, type Matter } from './matters.ts'
import type { OpenPackage, ReceiptFault } from './open-package.ts'
import { sm3 } from './seal.ts'

/** A case as a package tells it. */
export interface TakenCase {
  readonly matter: Matter
  readonly kase: Row
  readonly form: Row
  readonly materials: readonly Row[]
  /** of case.csv, form.csv and materials.csv: what is compared where the case comes again */
  readonly digest: string
}

const TIBETAN = ['M01', 'M02', 'M05', 'M09']

/** Reads SQ and BZ packages: the case, or every fault of it (§3.4, §4). */
export function checkCase(opened: OpenPackage): TakenCase | readonly ReceiptFault[] {
  const isFirst = opened.parts.kind === 'SQ'
  const kase = oneRow(
    opened,
    'case.csv',
    CASE_COLUMNS.map(({ name }) => name),
  )
  if (!('row' in kase)) return kase
  const matter = MATTERS.find(({ code }) => code === kase.row['事项编码'])
  if (!matter) return [{ code: 'E21', file: 'case.csv', line: 2, column: '事项编码', says: '事项未开放' }]
  const form = oneRow(
    opened,
    'form.csv',
    matter.form.map(({ name }) => name),
  )
  if (!('row' in form)) return form
  const lookUp = (name: string) => form.row[name] ?? kase.row[name] ?? ''
  const materials = checkMaterials(opened, matter, isFirst, lookUp)
  const faults = [
    ...checkRow('case.csv', kase.row, CASE_COLUMNS, lookUp),
    ...checkRow('form.csv', form.row, matter.form, lookUp),
    ...checkRules(kase.row, form.row, matter),
    ...checkNumbers(form.row, matter.form),
    ...checkAnnexes(opened, matter, form.row),
    ...(RULES[matter.id]?.(opened, matter, kase.row, form.row) ?? []),
    ...materials.faults,
    ...checkCounts(opened, kase.row, form.row, materials.rows),
    ...checkAssist(opened, matter, kase.row, form.row),
  ]
  const digest = ['case.csv', 'form.csv', 'materials.csv'].map((file) => sm3(opened.files.get(file) ?? '')).join()
  return faults.length > 0 ? faults : { matter, kase: kase.row, form: form.row, materials: materials.rows, digest }
}

/** The only row of a table; its faults where it has none or more. */
export function oneRow(
  opened: OpenPackage,
  file: string,
  header: readonly string[],
): { readonly row: Row } | readonly ReceiptFault[] {
  const table = tableOf(opened, file, header)
  if (!('rows' in table)) return table
  const [row, ...more] = table.rows
  return row && more.length === 0 ? { row } : [{ code: 'E13', file, says: '应只有一行数据' }]
}

function checkRules(kase: Row, form: Row, matter: Matter): ReceiptFault[] {
  const fault = (code: string, file: string, column: string, says: string) => ({ code, file, line: 2, column, says })
  const idNumbers = [
    ['证件类型', '证件号码'],
    ['代办人证件类型', '代办人证件号码'],
  ].flatMap(([type = '', number = '']) => {
    const [test] = [kase[type] === '居民身份证' ? isIdNumber : kase[type] === '信用代码' ? isUscc : null]
    return test && !test(kase[number] ?? '') ? [fault('E17', 'case.csv', number, '证件号码校验位错误')] : []
  })
  return [
    ...idNumbers,
    ...(kase['事项名称'] === matter.name ? [] : [fault('E16', 'case.csv', '事项名称', '与事项编码不符')]),
    ...(OWN_DIVISIONS.has(kase['区划'] ?? '') ? [] : [fault('E22', 'case.csv', '区划', '不在范围')]),
    ...(matter.modes.includes(kase['办理方式'] ?? '') ? [] : [fault('E21', 'case.csv', '办理方式', '不支持这种方式')]),
    ...(kase['核验结果'] === '通过' ? [] : [fault('E15', 'case.csv', '核验结果', '只收“通过”')]),
    ...(kase['藏文姓名（名称）'] && !TIBETAN.includes(matter.id)
      ? [fault('E16', 'case.csv', '藏文姓名（名称）', '这个事项应为空')]
      : []),
    ...(form['表单版本'] === matter.version ? [] : [fault('E18', 'form.csv', '表单版本', '表单版本停用')]),
    ...(form['统一社会信用代码'] && !isUscc(form['统一社会信用代码'])
      ? [fault('E17', 'form.csv', '统一社会信用代码', '校验位错误')]
      : []),
    ...(kase['撤回原因'] ? [fault('E16', 'case.csv', '撤回原因', '只在 CX 包填写')] : []),
  ]
}

function checkCounts({ files }: OpenPackage, kase: Row, form: Row, materials: readonly Row[]): ReceiptFault[] {
  const sent = [...files.keys()].filter((name) => name.startsWith('files/')).length
  const isMailed = materials.some((row) => row['形式'] !== '电子')
  return [
    ...(kase['材料件数'] === String(materials.length)
      ? []
      : [{ code: 'E31', file: 'case.csv', line: 2, column: '材料件数', says: '与 materials.csv 行数不符' }]),
    ...(form['附件数'] === undefined || form['附件数'] === String(sent)
      ? []
      : [{ code: 'E31', file: 'form.csv', line: 2, column: '附件数', says: '与 files/ 文件数不符' }]),
    ...(isMailed && !kase['运单号']
      ? [{ code: 'E14', file: 'case.csv', line: 2, column: '运单号', says: '有原件邮寄时必填' }]
      : []),
  ]
}
