import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { decodeText, encodeText } from '../../../core/charset.ts'
import type { Drop } from '../../../core/links.ts'
import type { Refusal } from '../../../core/message.ts'

/** What a seal says of a file. */
export interface Sealed {
  readonly name: string
  readonly sha256: string
  readonly sizeBytes: number
}

export type NamedFile = readonly [name: string, bytes: Uint8Array]

/** The text of a `.ok`, which appears last and vouches for files beside it: a line for each, its digest, name and size (610000 document 1.1). */
export function writeSeal(files: readonly NamedFile[]): Uint8Array {
  return encodeText(files.map(([name, bytes]) => `${digestOf(bytes)}  ${name}  ${bytes.length}\n`).join(''), 'utf-8')
}

export const digestOf = (bytes: Uint8Array): string => bytesToHex(sha256(bytes))

const LINE = /^([0-9a-f]{64}) {2}([A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}) {2}(0|[1-9]\d{0,9})$/
const MOST_LINES = 8
const MOST_SEAL_BYTES = 4_096

/** The lines of such a text; null where it is none, or names a file twice. */
export function readSeal(bytes: Uint8Array): Sealed[] | null {
  const text = decodeText(bytes, 'utf-8')
  if (!text?.endsWith('\n')) return null
  const sealed: Sealed[] = []
  for (const line of text.slice(0, -1).split('\n')) {
    const [, digest = '', name = '', size = ''] = LINE.exec(line) ?? []
    if (name === '' || sealed.some((one) => one.name === name) || sealed.length === MOST_LINES) return null
    sealed.push({ name, sha256: digest, sizeBytes: Number(size) })
  }
  return sealed
}

/** Why files are not taken: the reason, and which file for our record. */
export type Broken = Pick<Refusal, 'reason' | 'detail'>

/** The files that a seal vouches for, by name, in its order. */
export type SealedFiles = ReadonlyMap<string, Uint8Array>

/** Reads a seal and what it vouches for; `mostBytes` says how large a file may be, null that it has no place here. */
export async function readSealed(
  drop: Drop,
  path: string,
  mostBytes: (name: string) => number | null,
): Promise<SealedFiles | Broken> {
  const seal = await drop.read(path, MOST_SEAL_BYTES)
  const lines = seal instanceof Uint8Array ? readSeal(seal) : null
  if (!lines) return { reason: 'malformed', detail: `${path} 不是约定的 .ok` }
  const directory = path.slice(0, path.lastIndexOf('/'))
  const files = new Map<string, Uint8Array>()
  for (const { name, sha256, sizeBytes } of lines) {
    const most = mostBytes(name)
    if (most === null) return { reason: 'malformed', detail: `${path} 写着别的文件 ${name}` }
    const bytes = sizeBytes > most ? 'too-large' : await drop.read(`${directory}/${name}`, most)
    if (bytes === 'too-large') return { reason: 'too-large', detail: `${directory}/${name}` }
    if (bytes?.length !== sizeBytes || digestOf(bytes) !== sha256)
      return { reason: 'signature-wrong', detail: `${directory}/${name} 与 .ok 不符` }
    files.set(name, bytes)
  }
  return files
}
