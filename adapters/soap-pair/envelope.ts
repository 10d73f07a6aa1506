import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Refusal } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import { requireSecret } from '../../core/secrets.ts'
import {
  type FaultCode,
  mustUnderstand,
  readContents,
  readEnvelope,
  type SoapCall,
  type SoapFault,
  writeEnvelope,
} from '../layers/codec/soap.ts'
import { checkSignature } from '../layers/wss/check-signature.ts'
import { signEnvelope } from '../layers/wss/sign-envelope.ts'
import { openPrivateKey } from '../layers/x509/keys.ts'
import { fromPem } from '../layers/x509/pem.ts'
import { limitsOf, type Options } from './options.ts'

/** Why an envelope is not read further, and the fault that says so to its sender. */
export interface Unreadable {
  readonly kind: 'unreadable'
  readonly fault: FaultCode
  /** what the sender is told */
  readonly words: string
  readonly reason: Refusal['reason']
  /** for our record */
  readonly detail: string
}

/** What sealing and opening need of a partner. */
export type Sealing = Pick<Partner<Options>, 'options' | 'clock' | 'keyring' | 'nonces'>

const SECOND_MS = 1_000

type Part = readonly [name: string, text: string]

/** A call or an answer as the evidence keeps it. */
export function plainEnvelope({ namespace }: Options, name: string, parts: readonly Part[]): string {
  return writeEnvelope({ namespace, name, parts })
}

/** A call or an answer as it travels: plain, or signed where the region's profile says so. */
export async function sealEnvelope(
  { options, clock, keyring, nonces }: Sealing,
  name: string,
  parts: readonly Part[],
): Promise<string> {
  const plain = plainEnvelope(options, name, parts)
  const { signature } = options
  if (!signature) return plain
  const key = await openPrivateKey(await requireSecret(keyring, signature.key))
  const certificate = fromPem(new TextEncoder().encode(signature.certificate), 'CERTIFICATE')
  if (!key || !certificate) throw new Error(`the key ${signature.key} is no private key that signs`)
  const at = await freeSecond(plain, clock.now(), signature.toleranceMs, nonces)
  return signEnvelope(plain, { key, certificate, validMs: signature.validMs }, { now: () => at })
}

/** The first second from now on in which this text was not signed yet: Timestamps count seconds, so the same text would have the same signature again, and no side takes one twice (2.2). */
async function freeSecond(plain: string, now: number, toleranceMs: number, nonces: Sealing['nonces']): Promise<number> {
  const digest = bytesToHex(sha256(utf8ToBytes(plain)))
  const last = now + toleranceMs - SECOND_MS
  for (let at = now; at < last; at += SECOND_MS)
    if (await nonces.first(`wss-own:${digest}:${Math.floor(at / SECOND_MS)}`, 2 * toleranceMs)) return at
  return last
}

/** Reads what travelled. Where the profile signs, only what was signed; a Fault needs no signature, since nothing follows from it. */
export async function openEnvelope(
  source: Uint8Array,
  partner: Pick<Partner<Options>, 'options' | 'clock' | 'nonces'>,
): Promise<SoapCall | SoapFault | Unreadable> {
  const { options } = partner
  // first, so that what is right is read once
  const signed = options.signature ? await openSigned(source, partner, options.signature) : null
  if (signed && signed.kind !== 'unreadable') return signed
  const envelope = readEnvelope(source, limitsOf(options))
  if (typeof envelope === 'string') return malformed(envelope === 'version' ? 'VersionMismatch' : 'Client', envelope)
  if (envelope.kind === 'fault') return envelope
  if (signed) return signed
  // in the basic profile a header that must be understood is not understood (SOAP 1.1 §4.2.3)
  return mustUnderstand(envelope) ? malformed('MustUnderstand', 'header') : envelope
}

async function openSigned(
  source: Uint8Array,
  { options, clock, nonces }: Pick<Partner<Options>, 'options' | 'clock' | 'nonces'>,
  { theirs, validMs, toleranceMs }: NonNullable<Options['signature']>,
): Promise<SoapCall | SoapFault | Unreadable> {
  const rules = { pins: theirs, validMs, toleranceMs, limits: limitsOf(options), clock, nonces }
  const signed = await checkSignature(source, rules)
  // the sender learns no more than that (2.2)
  if (signed.kind === 'refused')
    return { kind: 'unreadable', fault: 'Client', words: 'security', reason: signed.reason, detail: signed.message }
  const read = readContents(signed.body, null)
  return read === 'malformed' ? malformed('Client', read) : read
}

function malformed(fault: FaultCode, detail: string): Unreadable {
  return { kind: 'unreadable', fault, words: '不是约定的 SOAP 1.1 报文', reason: 'malformed', detail }
}
