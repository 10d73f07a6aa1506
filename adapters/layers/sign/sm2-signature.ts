import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { sm2 } from 'sm-crypto-v2'
import { fromDerSignature, toDerSignature } from './sm2-der.ts'

/** In what partners' SM2 signatures differ. */
export interface Sm2Switches {
  /** r‖s of 32 bytes each, or SEQUENCE { r, s } */
  readonly form: 'raw' | 'DER'
  /** the message is hashed as SM3(Z‖message) with this user id, which may be empty; null: it is the 32-byte digest itself */
  readonly userId: string | null
}

/** GB/T 32918.2 as nearly everyone has it: the default user id of GM/T 0009 §10, r‖s. */
export const SM2_USUAL: Sm2Switches = { form: 'raw', userId: '1234567812345678' }

const MOST_KEYS = 64
const DIGEST_BYTES = 32

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

const publicKeyOf = perKey((key) => sm2.getPublicKeyFromPrivateKey(key))

/** The multiples of a public key's point: with them a signature is verified in a sixth of the time. */
const pointOf = perKey((publicKey) => sm2.precomputePublicKey(publicKey))

const optionsOf = ({ userId }: Sm2Switches) =>
  userId === null ? ({ hash: false, der: false } as const) : ({ hash: true, der: false, userId } as const)

/** The signature of the bytes by a scalar of 32 bytes, another one each time. Throws where the bytes should be a digest and are not 32. */
export function signSm2(privateKey: Uint8Array, bytes: Uint8Array, switches: Sm2Switches): Uint8Array {
  if (switches.userId === null && bytes.length !== DIGEST_BYTES) throw new Error('not a digest of 32 bytes')
  const key = bytesToHex(privateKey)
  const raw = hexToBytes(sm2.doSignature(bytes, key, { ...optionsOf(switches), publicKey: publicKeyOf(key) }))
  return switches.form === 'DER' ? toDerSignature(raw) : raw
}

/** Whether this is the signature of the bytes by the holder of the key `04`‖X‖Y; false for whatever is not, never a throw. */
export function isSm2Signature(
  publicKey: Uint8Array,
  bytes: Uint8Array,
  signature: Uint8Array,
  switches: Sm2Switches,
): boolean {
  const raw = switches.form === 'DER' ? fromDerSignature(signature) : signature
  if (raw?.length !== 64 || publicKey.length !== 65) return false
  if (switches.userId === null && bytes.length !== DIGEST_BYTES) return false
  try {
    return sm2.doVerifySignature(bytes, bytesToHex(raw), pointOf(bytesToHex(publicKey)), optionsOf(switches))
  } catch {
    // a public key that is no point of the curve
    return false
  }
}
