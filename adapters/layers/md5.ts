import { md5 } from '@noble/hashes/legacy.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** MD5 of a file, lower-case hex: what several regions' documents compare files by. It guards against accidents, not against forgery. */
export function md5Hex(bytes: Uint8Array): string {
  return bytesToHex(md5(bytes))
}
