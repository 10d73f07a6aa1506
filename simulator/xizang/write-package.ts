import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { writeTable } from './csv.ts'
import { KEYS, signSm2, sm3 } from './seal.ts'

/** How a package is spoilt on purpose. */
export interface Spoilt {
  readonly seal?: string
}

/** The list of a package's files, in the order of their bytes (§3.1). */
export function manifestOf(files: ReadonlyMap<string, Uint8Array>): Buffer {
  const rows = [...files]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, bytes]) => ({ 文件名: name, 字节数: String(bytes.length), SM3: sm3(bytes) }))
  return writeTable(['文件名', '字节数', 'SM3'], rows)
}

/** Writes a package of this region, sealed, READY.txt last. */
export function writePackage(folder: string, files: ReadonlyMap<string, Uint8Array>, { seal }: Spoilt = {}): void {
  const manifest = manifestOf(files)
  const put = (name: string, bytes: Uint8Array | string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), bytes)
  }
  for (const [name, bytes] of files) put(name, bytes)
  put('MANIFEST.csv', manifest)
  put('MANIFEST.sm2', seal ?? signSm2(manifest, KEYS.own))
  put('READY.txt', sm3(manifest))
}
