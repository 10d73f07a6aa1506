import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { fromBase64 } from '../../../core/base64.ts'
import type { JsonObject } from '../../../core/json.ts'
import type { InlineFile } from '../../../core/message.ts'
import { md5Hex } from '../../layers/md5.ts'
import { textOf } from '../texts.ts'

/** What the four fields of a file begin with: a material, a document, a licence. */
const HOLDERS = ['ATTACH_', 'HZ_ATTACH_', 'ZZ_ATTACH_'] as const

/** The fields with a reference in place of every file, and the files. A file that is not what its digest or size says is a fault at its field. */
export function takeFilesOut(
  body: JsonObject,
  short: string,
): { readonly body: JsonObject; readonly files: readonly InlineFile[] } | { readonly field: string } {
  const files: InlineFile[] = []
  const changed: JsonObject = { ...body }
  for (const holder of HOLDERS) {
    const content = textOf(body[`${holder}DATA`])
    if (content === '') continue
    const bytes = fromBase64(content)
    if (!bytes || bytes.length === 0) return { field: `${holder}DATA` }
    if (md5Hex(bytes) !== textOf(body[`${holder}SIGN`])) return { field: `${holder}SIGN` }
    const size = body[`${holder}SIZE`]
    if (size !== undefined && size !== String(bytes.length)) return { field: `${holder}SIZE` }
    const ref = `${short}/${bytesToHex(sha256(bytes))}`
    files.push({ ref, name: textOf(body[`${holder}NAME`]), bytes })
    changed[`${holder}DATA`] = ref
  }
  return { body: changed, files }
}
