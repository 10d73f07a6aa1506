import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { fromBase64 } from '../../../core/base64.ts'
import type { JsonObject } from '../../../core/json.ts'
import type { InlineFile } from '../../../core/message.ts'
import { md5Hex } from '../../layers/md5.ts'
import { objectsOf } from '../plan.ts'
import { textOf } from '../texts.ts'

/** Lists whose elements carry a file each. */
const HOLDERS = ['RECORDS', 'SPSHENPIJIEGUODATA'] as const

/** The body with a reference in place of every file, and the files. A file that is not what its digest says is a fault at the region's own path. */
export function takeFilesOut(
  body: JsonObject,
  caseNo: string,
):
  | { readonly body: JsonObject; readonly files: readonly InlineFile[] }
  | { readonly path: string; readonly message: string } {
  const files: InlineFile[] = []
  const changed: JsonObject = { ...body }
  for (const holder of HOLDERS) {
    if (body[holder] === undefined) continue
    const elements: JsonObject[] = []
    for (const [index, element] of objectsOf(body[holder]).entries()) {
      const content = textOf(element['ATTACH_BODY'])
      const bytes = content === '' ? null : fromBase64(content)
      const sign = textOf(element['ATTACH_SIGN']).toLowerCase()
      if (content !== '' && (!bytes || bytes.length === 0 || md5Hex(bytes) !== sign))
        return { path: `${holder}[${index + 1}]/ATTACH_SIGN`, message: '文件内容与 ATTACH_SIGN 不符' }
      if (!bytes) {
        elements.push(element)
        continue
      }
      const ref = `${caseNo}/${bytesToHex(sha256(bytes))}`
      files.push({ ref, name: textOf(element['ATTACH_NAME']), bytes })
      elements.push({ ...element, ATTACH_BODY: ref })
    }
    changed[holder] = elements
  }
  return { body: changed, files }
}
