import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

/** The national exchange's string to sign: service id, requester id, time in ms, in this order, nothing between. */
export function sidRidRtimeString(sid: string, rid: string, rtime: string): string {
  return sid + rid + rtime
}

/** Base64(HMAC-SHA256(key, sid + rid + rtime)); the body is not signed. */
export function signSidRidRtime(key: Uint8Array, sid: string, rid: string, rtime: string): string {
  return btoa(String.fromCharCode(...hmac(sha256, key, utf8ToBytes(sidRidRtimeString(sid, rid, rtime)))))
}

/** Compares two texts in a time that does not depend on where they differ. */
export function sameText(first: string, second: string): boolean {
  let difference = first.length ^ second.length
  for (let index = 0; index < first.length; index += 1)
    difference |= first.charCodeAt(index) ^ second.charCodeAt(index % Math.max(1, second.length))
  return difference === 0
}
