import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Fault } from '../../core/fault.ts'
import { isFileSlot } from '../../core/file-slots.ts'
import { canonicalJson, type Json, type JsonObject } from '../../core/json.ts'

/** One stage message of a business step, made ready but for its files: how it is called, what it says, what to remember once it was taken. */
export interface Planned<Stage> {
  readonly stage: Stage
  readonly memo: JsonObject
}

/** The stage messages of a business step in the order in which they go, or why the region cannot be told it. */
export type Plan<Stage> =
  | { readonly ok: true; readonly stages: readonly Planned<Stage>[] }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly faults: readonly Fault[] }

/** What came of one stage message. */
export type Verdict =
  | { readonly verdict: 'done' | 'already'; readonly partnerCaseNo: string | null }
  | { readonly verdict: 'later'; readonly reason: string; readonly afterMs: number | null; readonly unknown: boolean }
  | { readonly verdict: 'refused'; readonly code: string; readonly message: string; readonly faults: readonly Fault[] }

/** The partner may have it: the same goes again. */
export function unknownOutcome(reason: string): Verdict {
  return { verdict: 'later', reason, afterMs: null, unknown: true }
}

/** A value for comparing: file slots by their content. */
export function comparable(value: Json): Json {
  if (isFileSlot(value)) return `${value.as} ${value.$file.sha256}`
  if (Array.isArray(value)) return value.map(comparable)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, comparable(member)]))
}

/** The objects of a list that is a list. */
export function objectsOf(list: Json | undefined): JsonObject[] {
  return (Array.isArray(list) ? list : []).filter(
    (element): element is JsonObject => typeof element === 'object' && element !== null && !Array.isArray(element),
  )
}

/** SHA-256 hex of what a value says; of a file its content counts. */
export function digestOf(value: Json): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(comparable(value)))))
}
