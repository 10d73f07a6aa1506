import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Simulator } from '../../simulator/contract.ts'
import { readTable } from '../../simulator/xizang/csv.ts'
import { toDigits } from '../../simulator/xizang/dates.ts'
import { packageFiles, sampleCase } from '../../simulator/xizang/samples.ts'
import { KEYS, signSm2, sm3 } from '../../simulator/xizang/seal.ts'
import { manifestOf } from '../../simulator/xizang/write-package.ts'

const PATIENCE_MS = 10_000

/** A package as somebody lays it: its tables and files, what is done to the list before it is sealed and to the folder afterwards. */
export interface Laid {
  readonly name: string
  readonly files: Map<string, Buffer>
  list?: (manifest: Buffer) => Buffer
  seal?: (manifest: Buffer) => string | null
  afterwards?: (folder: string) => void
  /** seconds by which its mark is later than now, where one lay there before */
  again?: number
}

/** A line of a receipt. */
export interface Line {
  readonly 代码: string
  readonly 文件: string
  readonly 行: string
  readonly 列名: string
  readonly 说明: string
}

export const folderOf = (simulator: Simulator): string =>
  fileURLToPath(simulator.reachedAt.split('+').find((url) => url.startsWith('file:')) ?? '')

let laid = 0

/** An application of the region's for M07, under names that it had never before. */
export function application(): Laid {
  laid += 1
  const now = Date.now()
  const number = String(90_000 + laid)
  const files = packageFiles(sampleCase('M07', `XZTS${toDigits(now)}${number}`, now))
  return { name: `540000-510107-${toDigits(now)}-${String(5_000 + laid)}-TS`, files }
}

/** Lays it, its mark last, and waits for the gateway's receipt. */
export async function lay(root: string, { name, files, list, seal, afterwards, again }: Laid): Promise<Line[]> {
  const folder = join(root, 'z2c', name)
  const put = (path: string, bytes: Uint8Array | string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  const whole = manifestOf(files)
  const manifest = list ? list(whole) : whole
  for (const [path, bytes] of files) put(path, bytes)
  put('MANIFEST.csv', manifest)
  const signature = seal ? seal(manifest) : signSm2(manifest, KEYS.own)
  if (signature !== null) put('MANIFEST.sm2', signature)
  afterwards?.(folder)
  const receipt = join(root, 'c2z/ack', `${name}.csv`)
  const before = existsSync(receipt) ? readFileSync(receipt, 'latin1') : ''
  const ready = join(folder, 'READY.txt')
  if (again || !existsSync(ready)) put('READY.txt', sm3(manifest))
  const later = new Date(Date.now() + (again ?? 0) * 1_000)
  if (again) utimesSync(ready, later, later)
  return receiptOf(root, name, before)
}

async function receiptOf(root: string, name: string, before: string): Promise<Line[]> {
  const file = join(root, 'c2z/ack', `${name}.csv`)
  for (let waited = 0; !existsSync(file) || readFileSync(file, 'latin1') === before; waited += 20) {
    if (waited > PATIENCE_MS) throw new Error(`no receipt of ${name}`)
    await pause(20)
  }
  const table = readTable(readFileSync(file))
  if (!('rows' in table)) throw new Error('no table')
  return table.rows as unknown as Line[]
}
