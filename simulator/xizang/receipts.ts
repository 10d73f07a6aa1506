import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readTable, writeTable } from './csv.ts'
import { toMoment } from './dates.ts'
import type { ReceiptFault } from './open-package.ts'
import { KEYS, signSm2, verifySm2 } from './seal.ts'

const HEADER = ['包名', '结果', '代码', '文件', '行', '列名', '说明', '时间']
const RESULTS: Readonly<Record<string, string>> = { '00': '成功', '01': '重复', R1: '暂缓' }

/** The receipt of a package: one line where it was taken, came twice or has to wait, else a line for each fault (§3.4). */
export function receiptOf(name: string, faults: readonly ReceiptFault[], now: number): Buffer {
  return writeTable(
    HEADER,
    faults.map(({ code, file = '', line, column = '', says }) => ({
      包名: name,
      结果: RESULTS[code] ?? '失败',
      代码: code,
      文件: file,
      行: line === undefined ? '' : String(line),
      列名: column,
      说明: says,
      时间: toMoment(now),
    })),
  )
}

/** Writes a receipt and its signature, whole. */
export function writeReceipt(folder: string, name: string, bytes: Uint8Array, seal = signSm2(bytes, KEYS.own)): void {
  mkdirSync(folder, { recursive: true })
  const put = (file: string, content: Uint8Array | string) => {
    writeFileSync(join(folder, `${file}.part`), content)
    renameSync(join(folder, `${file}.part`), join(folder, file))
  }
  put(`${name}.sm2`, seal)
  put(`${name}.csv`, bytes)
}

/** A line of a receipt. */
export interface ReceiptLine {
  readonly code: string
  readonly file: string
  readonly line: string
  readonly column: string
  readonly says: string
}

/** What the other side says of a package of ours; null where it has not yet said anything, a text where what it said is no receipt. */
export function readReceipt(folder: string, name: string): readonly ReceiptLine[] | string | null {
  const [file, seal] = [join(folder, `${name}.csv`), join(folder, `${name}.sm2`)]
  if (!existsSync(file) || !existsSync(seal)) return null
  const bytes = readFileSync(file)
  if (!verifySm2(bytes, readFileSync(seal, 'latin1'), KEYS.theirs)) return '回执签名不符'
  const table = readTable(bytes)
  if ('code' in table || table.header.join() !== HEADER.join()) return '回执不是约定的表'
  if (table.rows.length === 0 || table.rows.some((row) => row['包名'] !== name)) return '回执不是这个包的'
  return table.rows.map((row) => ({
    code: row['代码'] ?? '',
    file: row['文件'] ?? '',
    line: row['行'] ?? '',
    column: row['列名'] ?? '',
    says: row['说明'] ?? '',
  }))
}
