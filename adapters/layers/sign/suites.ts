import { signEd25519, verifyEd25519 } from '../../../core/ed25519.ts'
import type { DigestName } from './content-digest.ts'
import { isSm2Signature, SM2_USUAL, signSm2 } from './sm2-signature.ts'

/** A signature algorithm with the digest that goes with it. Keys are raw: an Ed25519 seed or SM2 scalar of 32 bytes; a public key of 32 bytes, or `04`‖X‖Y. */
export interface Suite {
  readonly digest: DigestName
  sign(privateKey: Uint8Array, bytes: Uint8Array): Promise<Uint8Array>
  /** False for whatever is not this signature, never a throw. */
  verify(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): Promise<boolean>
}

/** GB/T 32918.2: e = SM3(Z‖message) with the default user id; r‖s of 32 bytes each, not DER. */
const sm2Suite: Suite = {
  digest: 'sm3',
  sign: async (privateKey, bytes) => signSm2(privateKey, bytes, SM2_USUAL),
  verify: async (publicKey, bytes, signature) => isSm2Signature(publicKey, bytes, signature, SM2_USUAL),
}

const ed25519Suite: Suite = { digest: 'sha-256', sign: signEd25519, verify: verifyEd25519 }

/** The suites by the name that stands in `alg`. */
export const SUITES = { ed25519: ed25519Suite, 'sm2-sm3': sm2Suite } as const satisfies Record<string, Suite>

export type SuiteName = keyof typeof SUITES
