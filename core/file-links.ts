import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Clock, Random } from './ports.ts'
import type { FileLinks } from './protocol.ts'
import type { Store } from './store/store.ts'

const MOST_TRIES = 3

/** One-time addresses kept in the store by the hash of their secret; the secret itself is random bytes, base64url. */
export function createFileLinks(store: Store, clock: Clock, random: Random): FileLinks {
  const idOf = (fileId: string, secret: string) => bytesToHex(sha256(utf8ToBytes(`${fileId}.${secret}`)))
  return {
    async issue(file, expiresAt, secretBytes = 18) {
      const secret = toBase64Url(random.bytes(secretBytes))
      await store.files.putLink(idOf(file.id, secret), file.id, expiresAt)
      return secret
    },
    async keep(file, secret, expiresAt) {
      const id = idOf(file.id, secret)
      await store.files.putLink(id, file.id, expiresAt)
      return (await store.files.linkEnd(id)) ?? expiresAt
    },
    async open(fileId, secret) {
      const found = await store.files.tryLink(idOf(fileId, secret), clock.now(), MOST_TRIES)
      if (found === 'unknown' || found === 'used' || found === 'expired') return found
      const file = await store.files.byId(found)
      if (!file) return 'unknown'
      const { id, sha256: address, name, mediaType, sizeBytes } = file
      return { id, sha256: address, name, mediaType, sizeBytes }
    },
    finish: (fileId, secret) => store.files.finishLink(idOf(fileId, secret), clock.now()),
  }
}

/** Base64url without padding (RFC 4648 §5). */
export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
