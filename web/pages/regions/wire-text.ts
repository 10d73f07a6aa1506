/** A payload as text, in whichever charset it is readable. */
export function decodeWire(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  for (const charset of ['utf-8', 'gb18030'])
    try {
      return new TextDecoder(charset, { fatal: true }).decode(bytes)
    } catch {
      // the next one
    }
  return base64
}

/** A text as the API takes payloads, in UTF-8. */
export function encodeWire(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))
}
