import { isTrue } from '../field-needs.ts'
import { type Row, tableOf } from './check-columns.ts'
import { TABLES } from './code-tables.ts'
import { MATERIAL_HEADER } from './columns.ts'
import type { Matter } from './matters.ts'
import type { OpenPackage, ReceiptFault } from './open-package.ts'
import { sm3 } from './seal.ts'

const FILE = 'materials.csv'
const MAGIC: Readonly<Record<string, readonly number[]>> = { pdf: [0x25, 0x50, 0x44, 0x46], jpg: [0xff, 0xd8, 0xff] }

/** Every fault of the list of materials and its files (§4.13); `isFirst` for an application, where everything is new. */
export function checkMaterials(
  opened: OpenPackage,
  matter: Matter,
  isFirst: boolean,
  lookUp: (name: string) => string,
): { readonly rows: readonly Row[]; readonly faults: readonly ReceiptFault[] } {
  const table = tableOf(opened, FILE, MATERIAL_HEADER)
  if (!('rows' in table)) return { rows: [], faults: table }
  const { rows } = table
  const faults = rows.flatMap((row, index) => checkLine(row, index + 2, opened, isFirst))
  return { rows, faults: [...faults, ...checkNumbers(rows), ...missing(rows, matter, lookUp)] }
}

function checkLine(row: Row, line: number, { files }: OpenPackage, isFirst: boolean): ReceiptFault[] {
  const fault = (code: string, column: string, says: string) => ({ code, file: FILE, line, column, says })
  const [name = '', code = '', use = ''] = [row['文件名'], row['材料代码'], row['处理']]
  const bytes = files.get(`files/${name}`)
  const isKept = use === '沿用'
  const isExempt = row['免提交'] !== '不免'
  return [
    ...(/^XZ-\d\d$/.test(code) ? [] : [fault('E15', '材料代码', '没有这个材料')]),
    ...(TABLES['X42']?.has(row['形式'] ?? '') ? [] : [fault('E15', '形式', '码值不在 X42')]),
    ...(TABLES['X43']?.has(row['免提交'] ?? '') ? [] : [fault('E15', '免提交', '码值不在 X43')]),
    ...((isFirst ? ['新增'] : ['新增', '替换', '沿用']).includes(use)
      ? []
      : [fault('E15', '处理', '这里不能这样处理')]),
    ...(name === '' && !isKept && !isExempt ? [fault('E31', '文件名', '缺少文件')] : []),
    ...(name !== '' && isKept ? [fault('E31', '文件名', '沿用者文件名为空')] : []),
    ...(name === '' || bytes ? [] : [fault('E31', '文件名', '包内没有这个文件')]),
    ...(bytes && row['文件SM3'] !== sm3(bytes) ? [fault('E31', '文件SM3', '与文件不符')] : []),
    ...(bytes && !isWellFormed(name, code, bytes) ? [fault('E31', '文件名', '名称、格式不符')] : []),
  ]
}

function isWellFormed(name: string, code: string, bytes: Buffer): boolean {
  const [, stem = '', ending = ''] = /^(XZ-\d\d)_\d\d\.(pdf|jpg)$/.exec(name) ?? []
  return stem === code && (MAGIC[ending] ?? []).every((byte, index) => bytes[index] === byte)
}

/** Numbers count the materials; the files of one share its number. */
function checkNumbers(rows: readonly Row[]): ReceiptFault[] {
  let last = ''
  let number = 0
  return rows.flatMap((row, index) => {
    if (row['材料代码'] !== last) number += 1
    last = row['材料代码'] ?? ''
    return row['序号'] === String(number)
      ? []
      : [{ code: 'E16', file: FILE, line: index + 2, column: '序号', says: '序号不连续' }]
  })
}

function missing(rows: readonly Row[], { materials }: Matter, lookUp: (name: string) => string): ReceiptFault[] {
  const wanted = Object.entries(materials).flatMap(([codes, condition]) => (isTrue(condition, lookUp) ? [codes] : []))
  return ['XZ-01', 'XZ-06', 'XZ-90', ...wanted].flatMap((codes) =>
    rows.some((row) => codes.split('/').includes(row['材料代码'] ?? ''))
      ? []
      : [{ code: 'E31', file: FILE, column: '材料代码', says: `缺少材料 ${codes}` }],
  )
}
