import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { sm2 } from 'sm-crypto-v2'
import { signEd25519, verifyEd25519 } from '../../../core/ed25519.ts'
import type { DigestName } from './content-digest.ts'

/** A signature algorithm with the digest that goes with it. Keys are raw: an Ed25519 seed or SM2 scalar of 32 bytes; a public key of 32 bytes, or `04`‖X‖Y. */
export interface Suite {
  readonly digest: DigestName
  sign(privateKey: Uint8Array, bytes: Uint8Array): Promise<Uint8Array>
  /** False for whatever is not this signature, never a throw. */
  verify(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): Promise<boolean>
}

/** GB/T 32918.2: e = SM3(Z‖message) with the default user id; r‖s of 32 bytes each, not DER. */
const SM2_OPTIONS = { hash: true, der: false, userId: '1234567812345678' } as const

/** What is worked out of a key once, for the few keys that come again and again. */
function perKey<Made>(make: (key: string) => Made): (key: string) => Made {
  const made = new Map<string, Made>()
  return (key) => {
    const known = made.get(key)
    if (known !== undefined) return known
    if (made.size >= MOST_KEYS) made.clear()
    const fresh = make(key)
    made.set(key, fresh)
    return fresh
  }
}

const MOST_KEYS = 64

const publicKeyOf = perKey((key) => sm2.getPublicKeyFromPrivateKey(key))

/** The multiples of a public key's point: with them a signature is verified in a sixth of the time. */
const pointOf = perKey((publicKey) => sm2.precomputePublicKey(publicKey))

const sm2Suite: Suite = {
  digest: 'sm3',
  async sign(privateKey, bytes) {
    const key = bytesToHex(privateKey)
    return hexToBytes(sm2.doSignature(bytes, key, { ...SM2_OPTIONS, publicKey: publicKeyOf(key) }))
  },
  async verify(publicKey, bytes, signature) {
    if (signature.length !== 64 || publicKey.length !== 65) return false
    try {
      return sm2.doVerifySignature(bytes, bytesToHex(signature), pointOf(bytesToHex(publicKey)), SM2_OPTIONS)
    } catch {
      // a public key that is no point of the curve
      return false
    }
  },
}

const ed25519Suite: Suite = { digest: 'sha-256', sign: signEd25519, verify: verifyEd25519 }

/** The suites by the name that stands in `alg`. */
export const SUITES = { ed25519: ed25519Suite, 'sm2-sm3': sm2Suite } as const satisfies Record<string, Suite>

export type SuiteName = keyof typeof SUITES
