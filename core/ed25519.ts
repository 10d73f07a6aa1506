/** Head of an Ed25519 private key in PKCS#8 (RFC 8410 §7); the 32 bytes of the seed follow. */
const PKCS8_HEAD = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20]

/** The 64-byte signature of the bytes by a 32-byte seed (RFC 8032 §5.1); the same bytes give the same signature. */
export async function signEd25519(seed: Uint8Array, bytes: Uint8Array): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('pkcs8', own([...PKCS8_HEAD, ...seed]), 'Ed25519', false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('Ed25519', key, own(bytes)))
}

/** Whether the signature is that of the bytes by the holder of the 32-byte public key. */
export async function verifyEd25519(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): Promise<boolean> {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  const key = await crypto.subtle.importKey('raw', own(publicKey), 'Ed25519', false, ['verify'])
  return crypto.subtle.verify('Ed25519', key, own(signature), own(bytes))
}

/** The 32-byte public key of a seed. */
export async function publicKeyOfSeed(seed: Uint8Array): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('pkcs8', own([...PKCS8_HEAD, ...seed]), 'Ed25519', true, ['sign'])
  const { x = '' } = await crypto.subtle.exportKey('jwk', key)
  const text = atob(x.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

function own(bytes: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes) as Uint8Array<ArrayBuffer>
}
