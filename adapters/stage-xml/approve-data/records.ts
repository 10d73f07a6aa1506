import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { isFileSlot } from '../../../core/file-slots.ts'
import { isObject, type Json, type JsonObject } from '../../../core/json.ts'
import type { PayloadMessage } from '../../../core/protocol.ts'
import type { ApproveDataOptions } from '../options.ts'
import { digestOf } from '../plan.ts'
import { textOf } from '../texts.ts'
import type { Section } from './memory.ts'

/** A record that still has to go, with the digest by which it is known to have gone. */
interface Pending {
  readonly record: JsonObject
  readonly digest: string
}

/** The records that were not taken yet, each with its own number (SEQ, the same on every try) and the version it belongs to. */
export function recordsToSend(
  { caseNo }: PayloadMessage,
  records: readonly JsonObject[],
  version: number,
  taken: readonly string[],
): Pending[] {
  const seen = new Map<string, number>()
  return records.flatMap((own): Pending[] => {
    const kind = textOf(own['STUFF_SEQ'])
    const nth = (seen.get(kind) ?? 0) + 1
    seen.set(kind, nth)
    const { SEQ, UPLOAD_TIME: _, ...compared } = own
    const digest = digestOf({ ...compared, VERSION: String(version) })
    if (taken.includes(digest)) return []
    const named = textOf(SEQ) || bytesToHex(sha256(utf8ToBytes(`${caseNo}/${version}/${kind}/${nth}`))).slice(0, 32)
    const record = { SEQ: named, ...without(own, 'SEQ'), VERSION: String(version) }
    return [{ record, digest }]
  })
}

function without(group: JsonObject, name: string): JsonObject {
  const { [name]: _, ...rest } = group
  return rest
}

/** Spreads records over messages: so many and so many bytes in one, at most; a record that is too large by itself goes alone. */
export function batches(
  pending: readonly Pending[],
  taken: readonly string[],
  { maxRecords, maxMaterialBytes }: Pick<ApproveDataOptions, 'maxRecords' | 'maxMaterialBytes'>,
): Section[] {
  const groups: Pending[][] = []
  let bytes = 0
  for (const one of pending) {
    const size = sizeOf(one.record)
    const last = groups.at(-1)
    if (last && last.length < maxRecords && bytes + size <= maxMaterialBytes) {
      last.push(one)
      bytes += size
    } else {
      groups.push([one])
      bytes = size
    }
  }
  const all = [...taken]
  return groups.map((group): Section => {
    all.push(...group.map(({ digest }) => digest))
    const body = { RECORDS: group.map(({ record }) => record) }
    return { operation: 'receiveApplyMaterial', body, remember: { records: [...all] } }
  })
}

/** Bytes a record takes in its message: a file as Base64, all else generously. */
function sizeOf(record: JsonObject): number {
  return Object.values(record).reduce<number>((sum, value) => sum + valueSize(value), 1_024)
}

function valueSize(value: Json): number {
  if (isFileSlot(value)) return value.as === 'base64' ? Math.ceil(value.$file.sizeBytes / 3) * 4 : 64
  return typeof value === 'string' ? value.length * 3 : isObject(value) ? sizeOf(value) : 0
}
