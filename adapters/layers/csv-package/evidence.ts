import { utf8ToBytes } from '@noble/hashes/utils.js'

/** The tables of a package as they are, each under its name, one after the other; files stand in its list by their digests. */
export function printTables(files: Iterable<readonly [path: string, bytes: Uint8Array]>): Uint8Array {
  const shown = [...files].filter(([path]) => path.endsWith('.csv'))
  const parts = shown.flatMap(([path, bytes]) => [utf8ToBytes(`${path}\r\n`), bytes, utf8ToBytes('\r\n')])
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
