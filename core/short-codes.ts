import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Random } from './ports.ts'

/** Crockford's without U: no letter in it looks like a digit, so that people can type it. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** So many digits, each as likely as any other. */
export function newDigits(random: Random, length: number): string {
  let digits = ''
  // a byte of 250 and more would make the first six digits likelier
  while (digits.length < length)
    digits += [...random.bytes(16)]
      .filter((byte) => byte < 250)
      .map((byte) => byte % 10)
      .join('')
  return digits.slice(0, length)
}

/** So many letters and digits of five bits each. */
export function newLetters(random: Random, length: number): string {
  return [...random.bytes(length)].map((byte) => LETTERS[byte % LETTERS.length]).join('')
}

/** What is kept of a code: nobody who reads the store can use it. `about` is what the code is for, so that equal codes are kept unlike. */
export function hashOfCode(about: string, code: string): string {
  return bytesToHex(sha256(utf8ToBytes(`${about}.${code.toUpperCase()}`)))
}
