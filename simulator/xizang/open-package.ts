import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readTable } from './csv.ts'
import { daysFrom } from './dates.ts'
import { type PackageName, readName } from './package-name.ts'
import { KEYS, sm3, verifySm2 } from './seal.ts'
import { openWorkbook } from './workbook.ts'

/** A fault of a package as its receipt says it (§3.4). */
export interface ReceiptFault {
  readonly code: string
  readonly file?: string
  readonly line?: number
  readonly column?: string
  readonly says: string
}

/** A package whose seal was right. */
export interface OpenPackage {
  readonly name: string
  readonly parts: PackageName
  readonly manifestSm3: string
  readonly files: ReadonlyMap<string, Buffer>
}

export type Opened = { readonly faults: readonly ReceiptFault[]; readonly manifestSm3: string } | OpenPackage

const MAX_PACKAGE_BYTES = 20 * 1024 * 1024
const MAX_FILE_BYTES = 2 * 1024 * 1024
const MAX_DAYS = 30
const UNLISTED = /^(MANIFEST\.(csv|sm2|p7s)|READY\.txt)$/

/** Names of all files below a package, `null` where there is something that must not be there. */
function namesIn(folder: string): string[] | null {
  const names: string[] = []
  for (const entry of readdirSync(folder)) {
    const about = lstatSync(join(folder, entry))
    if (about.isFile() && /^[\w.-]+$/.test(entry)) names.push(entry)
    else if (about.isDirectory() && entry === 'files') {
      for (const file of readdirSync(join(folder, entry))) {
        if (!lstatSync(join(folder, entry, file)).isFile() || !/^[\w.-]+$/.test(file)) return null
        names.push(`files/${file}`)
      }
    } else return null
  }
  return names
}

/** Reads a package and judges its seal, its list and its names (§2, §3.1); throws where the folder is being written. */
export function openPackage(folder: string, name: string, now: number): Opened {
  const refused = (code: string, says: string, manifestSm3 = '') => ({ faults: [{ code, says }], manifestSm3 })
  const parts = readName(name)
  const names = namesIn(folder)
  if (!parts || !names) return refused('E03', '名称或目录违规')
  const read = (file: string) => readFileSync(join(folder, file))
  if (parts.from !== '510107') return refused('E06', '发送方未登记')
  if (!names.includes('MANIFEST.csv')) return refused('E01', '没有 MANIFEST.csv')
  const manifest = read('MANIFEST.csv')
  const manifestSm3 = sm3(manifest)
  if (read('READY.txt').toString('latin1') !== manifestSm3) return refused('E01', 'READY 不符', manifestSm3)
  const seal = names.includes('MANIFEST.sm2') ? read('MANIFEST.sm2').toString('latin1') : ''
  if (!verifySm2(manifest, seal, KEYS.theirs)) return refused('E02', '签名不符', manifestSm3)
  if (daysFrom(parts.day, now) > MAX_DAYS) return refused('E05', '日期超期', manifestSm3)
  if (names.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0) > MAX_PACKAGE_BYTES)
    return refused('E04', '包超过 20 MB', manifestSm3)
  const files = new Map(names.filter((file) => !UNLISTED.test(file)).map((file) => [file, read(file)]))
  const wrong = wrongList(manifest, files)
  if (wrong) return refused('E04', wrong, manifestSm3)
  const workbook = files.get('package.xlsx')
  const tables = workbook ? openWorkbook(workbook) : new Map<string, Buffer>()
  if (typeof tables === 'string') return refused('E12', tables, manifestSm3)
  return { name, parts, manifestSm3, files: new Map([...files, ...tables]) }
}

/** Why the list is not that of the files; null where it is. */
function wrongList(manifest: Buffer, files: ReadonlyMap<string, Buffer>): string | null {
  const table = readTable(manifest)
  if ('code' in table || table.header.join() !== '文件名,字节数,SM3') return '清单不是约定的表'
  const listed = table.rows.map((row) => row['文件名'] ?? '')
  if (listed.join() !== [...files.keys()].sort((a, b) => (a < b ? -1 : 1)).join()) return '清单与文件不一致,或没有排序'
  for (const row of table.rows) {
    const bytes = files.get(row['文件名'] ?? '')
    if (!bytes || row['字节数'] !== String(bytes.length) || row['SM3'] !== sm3(bytes))
      return `${row['文件名']} 与清单不符`
    if (bytes.length > MAX_FILE_BYTES) return `${row['文件名']} 超过 2 MB`
  }
  return null
}
