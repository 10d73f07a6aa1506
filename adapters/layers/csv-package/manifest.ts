import { encodeText } from '../../../core/charset.ts'
import { writeCsv } from './csv.ts'
import type { PackageFormat } from './format.ts'
import { sm3Hex } from './seal.ts'

/** Files of a package that its list leaves out. */
export const UNLISTED: readonly string[] = ['MANIFEST.csv', 'MANIFEST.sm2', 'MANIFEST.p7s', 'READY.txt']
export const MANIFEST_HEADER = ['文件名', '字节数', 'SM3'] as const

/** The list of a package's files, by the bytes of their names; its signature covers them all. */
export function writeManifest(files: ReadonlyMap<string, Uint8Array>, { charset }: PackageFormat): Uint8Array {
  const rows = [...files].sort(([one], [other]) => (one < other ? -1 : 1))
  const lines = rows.map(([name, bytes]) => [name, String(bytes.length), sm3Hex(bytes)])
  return encodeText(writeCsv([MANIFEST_HEADER, ...lines]), charset)
}
