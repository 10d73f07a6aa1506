import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { JsonObject } from '../json.ts'

/** Who may be drawn, with the number of undecided cases each has now. */
export interface Candidate {
  readonly id: string
  readonly load: number
}

/** What is recorded of a draw: with it anybody can draw again and get the same person. */
export interface Draw extends JsonObject {
  algorithm: 'sha256-weighted-v1'
  seed: string
  /** `load` is missing in the oldest records */
  candidates: { id: string; load?: number; weight: number }[]
  chosen: string
}

/**
 * Draws one handler at random: a candidate's weight is 60/(1 + load) rounded down and at least 1, candidates in order of id, and the point
 * on the line of weights is the first 48 bits of SHA-256(seed). Null where nobody is eligible.
 */
export function drawHandler(candidates: readonly Candidate[], seed: Uint8Array): Draw | null {
  const weighted = [...candidates]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, load }) => ({ id, load, weight: weightOf(load) }))
  const chosen = choose(weighted, bytesToHex(seed))
  return chosen === null
    ? null
    : { algorithm: 'sha256-weighted-v1', seed: bytesToHex(seed), candidates: weighted, chosen }
}

function weightOf(load: number): number {
  return Math.max(1, Math.floor(60 / (1 + load)))
}

/** Draws again from the record; true where the weights are those of the loads and the same person comes out. */
export function verifyDraw({ candidates, seed, chosen }: Draw): boolean {
  const weighed = candidates.every(({ load, weight }) => load === undefined || weight === weightOf(load))
  return weighed && choose(candidates, seed) === chosen
}

function choose(candidates: readonly { id: string; weight: number }[], seed: string): string | null {
  const total = candidates.reduce((sum, { weight }) => sum + weight, 0)
  if (total === 0) return null
  const digest = sha256(utf8ToBytes(seed))
  const bits = digest.slice(0, 6).reduce((number, byte) => number * 256 + byte, 0)
  let point = Math.floor((bits / 2 ** 48) * total)
  for (const { id, weight } of candidates) {
    if (point < weight) return id
    point -= weight
  }
  return null
}
