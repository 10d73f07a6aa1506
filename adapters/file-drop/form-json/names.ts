import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Drop } from '../../../core/links.ts'
import { toTime } from '../../../core/time.ts'
import { writeSeal } from './seal.ts'

/** Directories of the account, by who writes what (610000 document 1.1). */
export const DIRECTORIES = {
  archives: 'in/cl',
  ourEvents: 'in/hd',
  ourFiles: 'in/wj',
  ourReceipts: 'in/hz',
  theirEvents: 'out/hd',
  theirFiles: 'out/wj',
  theirApplications: 'out/ts',
  theirReceipts: 'out/hz',
} as const

/** Who writes a file to whom, by their divisions. */
export interface Parties {
  readonly from: string
  readonly to: string
}

export type FileKind = 'HD' | 'HZ'

const MOST_NUMBERS = 10_000

/** The event's own name for the region: 24 characters that follow from the id of our message. */
export function eventIdOf(id: string): string {
  return bytesToHex(sha256(utf8ToBytes(id))).slice(0, 24)
}

/** `yyyyMMddHHmmss` in Beijing. */
export function toStamp(ms: number): string {
  return toTime(ms).slice(0, 19).replaceAll(/\D/g, '')
}

/** The stamp in the name of a file of that kind between these two; null for any other name. */
export function stampIn(name: string, kind: FileKind, { from, to }: Parties): string | null {
  return new RegExp(`^${kind}_${from}_${to}_(\\d{14})_\\d{4}\\.csv$`).exec(name)?.[1] ?? null
}

/** Lays a CSV with its seal under a name of the moment that no file has yet, and tells the name. */
export async function layCsv(
  drop: Drop,
  directory: string,
  { kind, from, to, at }: Parties & { readonly kind: FileKind; readonly at: number },
  csv: Uint8Array,
): Promise<string> {
  const taken = new Set((await drop.list(directory)).map(({ name }) => name))
  const start = `${kind}_${from}_${to}_${toStamp(at)}`
  for (let number = 1; number < MOST_NUMBERS; number += 1) {
    const name = `${start}_${String(number).padStart(4, '0')}.csv`
    if (taken.has(name) || taken.has(`${name}.ok`)) continue
    await drop.write(`${directory}/${name}`, csv)
    await drop.write(`${directory}/${name}.ok`, writeSeal([[name, csv]]))
    return name
  }
  throw new Error('no number is left for a file of this second')
}
