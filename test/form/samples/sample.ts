import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { isObject, type Json, type JsonObject, putAt, valueAt } from '../../../core/json.ts'
import type { CaseMaterial } from '../../../core/matter.ts'

/* Valid samples after the examples of the regions' documents; every person and company is made up. */

/** The day on which the samples are valid. */
export const SAMPLE_TODAY = '2026-03-02'

/** Values to put over a sample by dotted path; `undefined` takes the path away. */
export type Changes = Readonly<Record<string, Json | undefined>>

/** A small file that begins like a PDF; `mark` makes its bytes, and so its address, its own. */
export function samplePdf(mark: string): Uint8Array {
  return utf8ToBytes(`%PDF-1.4\n%demo ${mark}\n%%EOF\n`)
}

/** The reference of `samplePdf(mark)` as a case's material holds it; the id is stable for the mark. */
export function sampleFile(name: string, mark: string): NonNullable<CaseMaterial['file']> {
  const bytes = samplePdf(mark)
  const hash = bytesToHex(sha256(bytes))
  const id = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-7${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`
  return { id, sha256: hash, name, mediaType: 'application/pdf', sizeBytes: bytes.length }
}

/** A copy of the form with the changes put in. */
export function changed(form: JsonObject, changes: Changes): JsonObject {
  const copy = structuredClone(form)
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
