import { decodeText } from '../../../core/charset.ts'
import type { Drop, DropEntry } from '../../../core/links.ts'
import type { Refusal } from '../../../core/message.ts'
import type { Partner } from '../../../core/protocol.ts'
import { toCompactDate } from '../../../core/time.ts'
import { checkDetached } from '../../layers/cms/signed-data.ts'
import { readCsv } from '../../layers/csv-package/csv.ts'
import { MANIFEST_HEADER, UNLISTED } from '../../layers/csv-package/manifest.ts'
import { type PackageName, readPackageName } from '../../layers/csv-package/package-name.ts'
import { isSealed, sm3Hex } from '../../layers/csv-package/seal.ts'
import type { CsvPackageOptions } from '../options.ts'
import { withSheets } from './workbook.ts'

/** A package of the region's that stands ready, and since when, ms. */
export interface ReadyPackage {
  readonly name: string
  readonly readyAt: number
  readonly entries: readonly DropEntry[]
}

/** A package whose seal, list and name were right. */
export interface OpenPackage {
  readonly name: string
  readonly parts: PackageName
  readonly manifestSm3: string
  /** by their paths in it; only what is listed, and the tables that a listed workbook holds */
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** Why a package is refused as a whole: for our record, and as its receipt says it. */
export interface BadPackage {
  readonly refusal: Refusal
  readonly code: 'E01' | 'E02' | 'E03' | 'E04' | 'E05' | 'E06' | 'E12'
  readonly says: string
}

const FILE_NAME = /^(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/
const LIST_BYTES = 1_048_576
const SEAL_BYTES = 65_536
const MOST_FILES = 500
const A_DAY_MS = 86_400_000

const bad = (code: BadPackage['code'], reason: Refusal['reason'], says: string, detail = says): BadPackage => ({
  refusal: { reason, detail },
  code,
  says,
})

/** Reads a package and judges its name, its mark, its seal, its day and its list, in that order; nothing that the seal does not cover is read. */
export async function openPackage(
  drop: Drop,
  { name, entries }: ReadyPackage,
  partner: Partner<CsvPackageOptions>,
): Promise<OpenPackage | BadPackage> {
  const { options, home, region } = partner
  const folder = `${options.folders.theirs}/${name}`
  const parts = readPackageName(name)
  if (!parts) return bad('E03', 'malformed', '包名违规')
  if (parts.from !== region || parts.to !== home.division) return bad('E06', 'unknown-sender', '发送方或接收方不符')
  const directories = await drop.directories(folder)
  if (directories.some((one) => one !== 'files')) return bad('E03', 'malformed', '目录违规')
  const inner = directories.length === 0 ? [] : await drop.list(`${folder}/files`)
  if ((await drop.directories(`${folder}/files`)).length > 0) return bad('E03', 'malformed', '目录违规')
  const there = [...entries, ...inner.map((entry) => ({ ...entry, name: `files/${entry.name}` }))]
  if (there.some((entry) => !FILE_NAME.test(entry.name.replace(/^files\//, ''))))
    return bad('E03', 'malformed', '文件名违规')
  const manifest = await drop.read(`${folder}/MANIFEST.csv`, LIST_BYTES)
  if (manifest === null || manifest === 'too-large') return bad('E01', 'malformed', '没有 MANIFEST.csv,或太大')
  const manifestSm3 = sm3Hex(manifest)
  const ready = await drop.read(`${folder}/READY.txt`, 1_024)
  if (ready === null || ready === 'too-large' || new TextDecoder('latin1').decode(ready) !== manifestSm3)
    return bad('E01', 'malformed', 'READY 不符')
  const unsealed = await checkSeals(drop, folder, manifest, partner)
  if (unsealed) return unsealed
  if (daysBetween(parts.day, partner.clock.now()) > options.maxAgeDays) return bad('E05', 'stale', '日期超期')
  const size = there.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  if (size > options.maxPackageBytes || there.length > MOST_FILES) return bad('E04', 'too-large', '包太大')
  const listed = await readListed(drop, folder, manifest, there, options)
  if (!(listed instanceof Map)) return listed as BadPackage
  const files = await withSheets(listed, options)
  return typeof files === 'string' ? bad('E12', 'malformed', files) : { name, parts, manifestSm3, files }
}

/** One signature must be there; where both are, both must be right. */
async function checkSeals(
  drop: Drop,
  folder: string,
  manifest: Uint8Array,
  { options, clock }: Partner<CsvPackageOptions>,
): Promise<BadPackage | null> {
  const raw = await drop.read(`${folder}/MANIFEST.sm2`, SEAL_BYTES)
  const cms = await drop.read(`${folder}/MANIFEST.p7s`, SEAL_BYTES)
  const wrong = (reason: Refusal['reason'], detail: string) => bad('E02', reason, '签名不符', detail)
  if (raw === null && cms === null) return wrong('signature-missing', '没有签名文件')
  if (raw === 'too-large' || cms === 'too-large') return wrong('too-large', '签名文件太大')
  if (raw && !isSealed(manifest, raw, options)) return wrong('signature-wrong', 'SM2 签名不符')
  if (!cms) return null
  const signer = await checkDetached(cms, manifest, { pins: options.seal.certificates, now: clock.now() })
  return signer.kind === 'signed' ? null : wrong(signer.reason, `CMS:${signer.message}`)
}

/** Natural days between the day of a name and today; one that is none is far off. */
function daysBetween(day: string, now: number): number {
  const toDays = (text: string) =>
    Date.UTC(Number(text.slice(0, 4)), Number(text.slice(4, 6)) - 1, Number(text.slice(6, 8))) / A_DAY_MS
  return Math.abs(toDays(day) - toDays(toCompactDate(now)))
}

/** The listed files as the list has them, and no others. */
async function readListed(
  drop: Drop,
  folder: string,
  manifest: Uint8Array,
  there: readonly DropEntry[],
  { charset, maxFileBytes }: CsvPackageOptions,
): Promise<Map<string, Uint8Array> | BadPackage> {
  const mismatch = (says: string) => bad('E04', 'malformed', says)
  const [header = [], ...rows] = readCsv(decodeText(manifest, charset) ?? '"') ?? []
  if (header.join() !== MANIFEST_HEADER.join() || rows.some((row) => row.length !== header.length))
    return mismatch('清单不是约定的表')
  const listed = rows.map(([path = '']) => path)
  const present = there.map(({ name }) => name).filter((path) => !UNLISTED.includes(path))
  if (new Set(listed).size !== listed.length || [...listed].sort().join() !== [...present].sort().join())
    return mismatch('清单与文件不一致')
  const files = new Map<string, Uint8Array>()
  for (const [path = '', size, digest] of rows) {
    const bytes = await drop.read(`${folder}/${path}`, maxFileBytes)
    if (bytes === 'too-large') return bad('E04', 'too-large', `${path} 太大`)
    if (bytes === null || size !== String(bytes.length) || digest !== sm3Hex(bytes))
      return mismatch(`${path} 与清单不符`)
    files.set(path, bytes)
  }
  return files
}
