/** Whether a text has more code points; one with fewer UTF-16 units needs no counting. */
export function isLonger(text: string, most: number): boolean {
  return text.length > most && [...text].length > most
}

/** Whether a text has more UTF-8 bytes; one so short that it cannot have more needs no counting. */
export function hasMoreBytes(text: string, most: number): boolean {
  return text.length * 3 > most && new TextEncoder().encode(text).length > most
}

/** Whether a text has more GBK bytes: one for a character of ASCII, two for every other (what GBK has not is replaced by one that it has). */
export function hasMoreGbkBytes(text: string, most: number): boolean {
  if (text.length * 2 <= most) return false
  let bytes = 0
  for (const character of text) bytes += character > '\u007f' ? 2 : 1
  return bytes > most
}
