/** A key as people write it: hex after `hex:`, else the bytes of the text in UTF-8. */
export function readKeyText(text: string): Uint8Array {
  if (!text.startsWith('hex:')) return new TextEncoder().encode(text)
  return Uint8Array.from(text.slice(4).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}
