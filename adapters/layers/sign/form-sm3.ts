import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { sm3 } from 'sm-crypto-v2'

/** By the UTF-8 bytes of the keys, which is the order of their code points. */
export function sortFields<T>(fields: readonly (readonly [string, T])[]): (readonly [string, T])[] {
  return fields.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}

/** The text before the key (贵州 2.3): `key=value` of every field that is not empty, by the order of the keys' bytes, joined by `&`, then `&KEY=`. */
export function formSm3String(fields: Readonly<Record<string, string>>): string {
  let text = ''
  for (const key of Object.keys(fields).sort()) if (fields[key] !== '') text += `${key}=${fields[key]}&`
  return `${text === '' ? '&' : text}KEY=`
}

/** SM3 over that text and the key behind it, in capitals. */
export function signFormSm3(fields: Readonly<Record<string, string>>, secret: Uint8Array): string {
  return sm3(concatBytes(utf8ToBytes(formSm3String(fields)), secret)).toUpperCase()
}
