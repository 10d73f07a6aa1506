import { hmac } from '@noble/hashes/hmac.js'
import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { sm3 } from 'sm-crypto-v2'
import type { z } from 'zod'
import { toBase64 } from '../../../core/base64.ts'
import type { Charset } from '../../../core/charset.ts'
import { SUITES } from './suites.ts'

/** Bytes and key to raw output. The unkeyed ones have the key in the text, or none. */
export const ALGORITHMS = {
  'HMAC-SHA256': async (key, bytes) => hmac(sha256, key, bytes),
  'HMAC-SHA1': async (key, bytes) => hmac(sha1, key, bytes),
  'HMAC-SM3': async (key, bytes) => hexToBytes(sm3(bytes, { key, mode: 'hmac' })),
  'SHA-256': async (_, bytes) => sha256(bytes),
  'SHA-1': async (_, bytes) => sha1(bytes),
  MD5: async (_, bytes) => md5(bytes),
  SM3: async (_, bytes) => hexToBytes(sm3(bytes)),
  Ed25519: (key, bytes) => SUITES.ed25519.sign(key, bytes),
  'SM2-SM3': (key, bytes) => SUITES['sm2-sm3'].sign(key, bytes),
} as const satisfies Record<string, (key: Uint8Array, bytes: Uint8Array) => Promise<Uint8Array>>

export type AlgorithmName = keyof typeof ALGORITHMS

/** Raw output as it is written on the wire. */
export const ENCODINGS = {
  base64: toBase64,
  hex: bytesToHex,
  HEX: (bytes: Uint8Array) => bytesToHex(bytes).toUpperCase(),
} as const

/** One way of signing a request, as data: which text, by which algorithm, written how, sent where. */
export interface Scheme<Request = never> {
  readonly name: string
  readonly title: string
  /** where it is laid down or used */
  readonly source: string
  readonly request: z.ZodType<Request>
  /** The string to sign; `secret` stands in it only where the scheme puts it there. */
  text(request: Request, secret: string): string
  /** Bytes that are no text and go before it; none in most schemes. */
  lead(request: Request): Uint8Array
  charset(request: Request): Charset
  algorithm(request: Request): AlgorithmName
  readonly encoding: keyof typeof ENCODINGS
  /** What the request then carries: headers, parameters or elements. */
  headers(request: Request, signature: string): Readonly<Record<string, string>>
}
