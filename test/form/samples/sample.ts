import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { isObject, type Json, type JsonObject, putAt, valueAt } from '../../../core/json.ts'
import type { CaseMaterial } from '../../../core/matter.ts'

/* Valid samples after the examples of the regions' documents; every person and company is made up. */

/** The day on which the samples are valid. */
export const SAMPLE_TODAY = '2026-03-02'

/** Values to put over a sample by dotted path; `undefined` takes the path away. */
export type Changes = Readonly<Record<string, Json | undefined>>

/** A matter's form and materials, complete and without a fault on `SAMPLE_TODAY`. */
export interface SampleCase {
  /** what is particular about it */
  readonly name: string
  readonly matter: string
  /** CT_MODE */
  readonly mode: string
  readonly form: JsonObject
  readonly materials: readonly CaseMaterial[]
}

/** A small file that begins like a PDF; `mark` makes its bytes, and so its address, its own. */
export function samplePdf(mark: string): Uint8Array {
  return utf8ToBytes(`%PDF-1.4\n%demo ${mark}\n%%EOF\n`)
}

/** A small file that begins like a JPEG. */
export function sampleJpeg(mark: string): Uint8Array {
  return Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...utf8ToBytes(`demo ${mark}`), 0xff, 0xd9])
}

/** The reference of `samplePdf(mark)` (of `sampleJpeg(mark)` where the name ends so) as a case's material holds it; the id is stable for the mark. */
export function sampleFile(name: string, mark: string): NonNullable<CaseMaterial['file']> {
  const picture = name.endsWith('.jpg')
  const bytes = picture ? sampleJpeg(mark) : samplePdf(mark)
  const hash = bytesToHex(sha256(bytes))
  const id = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-7${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`
  return { id, sha256: hash, name, mediaType: picture ? 'image/jpeg' : 'application/pdf', sizeBytes: bytes.length }
}

/** A material given as a file, the original seen; `slot` may name a piece: `MT022/2`. */
export function onFile(slot: string, name: string, mark = slot): CaseMaterial {
  return { ...place(slot), form: '4', copies: 1, originalSeen: true, file: sampleFile(name, mark) }
}

/** A material that a look into a public register makes needless. */
export function lookedUp(slot: string, source: string, at = '2026-03-02T10:02:11+08:00'): CaseMaterial {
  return { ...place(slot), form: '4', copies: 1, originalSeen: false, exempt: { kind: 'D', source, at } }
}

/** A material in whose place an electronic licence stands. */
export function asLicence(slot: string, licenceId: string, at = '2026-03-02T10:04:00+08:00'): CaseMaterial {
  const exempt = { kind: 'E', licenceId, source: '电子证照库', at } as const
  return { ...place(slot), form: '4', copies: 1, originalSeen: false, exempt }
}

function place(slot: string): Pick<CaseMaterial, 'slot' | 'part'> {
  const [name = '', part] = slot.split('/')
  return part === undefined ? { slot: name } : { slot: name, part }
}

/** An identity number of 1 January 1900 with its check character (ISO 7064 MOD 11-2 as a recurrence); odd orders are men. */
export function sampleIdNumber(order: number): string {
  const digits = `51010719000101${String(order).padStart(3, '0')}`
  const rest = [...digits].reduce((remainder, digit) => ((remainder + Number(digit)) * 2) % 11, 0)
  return digits + ((12 - rest) % 11 === 10 ? 'X' : String((12 - rest) % 11))
}

/** Electronic business licence of the documents' samples. */
export const BUSINESS_LICENCE_ID = '1.2.156.3005.2.11100000000013338W001.11510107000000000U.20260000000000000021.001.K'

/** A copy of the form with the changes put in; no part of it is shared with the form or with another part. */
export function changed(form: JsonObject, changes: Changes): JsonObject {
  const copy = JSON.parse(JSON.stringify(form)) as JsonObject
  for (const [path, value] of Object.entries(changes)) {
    if (value === undefined) removeAt(copy, path)
    else putAt(copy, path, structuredClone(value))
  }
  return copy
}

function removeAt(form: JsonObject, path: string): void {
  const cut = path.lastIndexOf('.')
  const group = cut < 0 ? form : valueAt(form, path.slice(0, cut))
  if (isObject(group)) delete group[path.slice(cut + 1)]
}
