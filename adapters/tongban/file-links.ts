import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { toBase64Url } from '../../core/file-links.ts'
import { fillFileSlots } from '../../core/file-slots.ts'
import type { JsonObject } from '../../core/json.ts'
import type { FileRef, FileSlot } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import { requireSecret } from '../../core/secrets.ts'
import { toTime } from '../../core/time.ts'
import type { Options } from './options.ts'

type Sharing = Pick<Partner<Options>, 'options' | 'publicUrl' | 'clock' | 'keyring' | 'fileLinks'>

const SECRET_BYTES = 18

/**
 * The tree with a one-time address wherever it names a file of ours. With `messageId` the same message gets the same addresses and ends on every
 * attempt, as its digest must stay the same: their secrets are derived from our private key, which nobody else has; without, fresh ones.
 */
export async function withFileLinks(tree: JsonObject, messageId: string | null, sharing: Sharing): Promise<JsonObject> {
  const { options, publicUrl, clock, keyring, fileLinks } = sharing
  const key = messageId === null ? null : await requireSecret(keyring, options.us.secret)
  const wholeSecond = Math.floor(clock.now() / 1000) * 1000
  const links = new Map<string, { url: string; expires: string }>()
  for (const file of filesNamed(tree)) {
    const end = wholeSecond + options.urlValidMs
    const secret = key ? derivedSecret(key, `${messageId}/${file.id}`) : await fileLinks.issue(file, end)
    const expiresAt = key ? await fileLinks.keep(file, secret, end) : end
    links.set(file.id, { url: `${publicUrl}/tb/v1/files/${file.id}?t=${secret}`, expires: toTime(expiresAt) })
  }
  return fillFileSlots(tree, ({ $file, as }) => {
    const link = links.get($file.id)
    return as === 'url' ? (link?.url ?? '') : as === 'expires' ? (link?.expires ?? '') : $file.id
  })
}

function derivedSecret(key: Uint8Array, name: string): string {
  return toBase64Url(hkdf(sha256, key, undefined, utf8ToBytes(`tongban-file ${name}`), SECRET_BYTES))
}

/** Every file that a slot names, once. */
function filesNamed(tree: JsonObject): FileRef[] {
  const files = new Map<string, FileSlot['$file']>()
  fillFileSlots(tree, ({ $file }) => {
    files.set($file.id, $file)
    return ''
  })
  return [...files.values()].map(({ id, sha256: hash, name, mediaType, sizeBytes }) => ({
    id,
    sha256: hash,
    name,
    mediaType,
    sizeBytes,
  }))
}
