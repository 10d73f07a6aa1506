import iconv from 'iconv-lite'

/** Charsets that partners write in. GBK is CP936; GB18030 carries every character of Unicode. */
export type Charset = 'utf-8' | 'gbk' | 'gb18030'

export const CHARSETS: readonly Charset[] = ['utf-8', 'gbk', 'gb18030']

const UTF8 = new TextEncoder()

/** The text in that charset, without a byte order mark; what it cannot carry becomes `?`, so ask `uncarriedCharacters` first. */
export function encodeText(text: string, charset: Charset): Uint8Array {
  return charset === 'utf-8' ? UTF8.encode(text) : new Uint8Array(iconv.encode(text, charset))
}

/** The text of bytes in that charset; null where they are none of it. */
export function decodeText(bytes: Uint8Array, charset: Charset): string | null {
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

/** The characters of a text that the charset has no bytes for, each once, in their order. Lone surrogates have bytes in none. */
export function uncarriedCharacters(text: string, charset: Charset): string[] {
  const known = CARRIED[charset]
  const lost: string[] = []
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit <= LAST_OF_ASCII || known[unit] === 1) continue
    const character = String.fromCodePoint(text.codePointAt(index) ?? unit)
    index += character.length - 1
    if (!isCarried(character, charset)) {
      if (!lost.includes(character)) lost.push(character)
    } else if (character.length === 1) known[unit] = 1
  }
  return lost
}

const LAST_OF_ASCII = 0x7f
const UNITS = 0x1_0000

/** By UTF-16 unit: 1 for a character found to have bytes, since asking the library costs far more than all else that is done with a text. */
const CARRIED: Readonly<Record<Charset, Uint8Array>> = {
  'utf-8': new Uint8Array(UNITS),
  gbk: new Uint8Array(UNITS),
  gb18030: new Uint8Array(UNITS),
}

function isCarried(character: string, charset: Charset): boolean {
  if (charset === 'utf-8') return character.isWellFormed()
  const returns = iconv.decode(iconv.encode(character, charset), charset) === character
  return returns && (charset !== 'gbk' || isInCp936(character))
}

/** What the library's GBK has beyond CP936: what later standards put into FE50–FEA0, A989–A995, A8BC and A8BF, and the user's own area. */
function isInCp936(character: string): boolean {
  if (character >= '\ue000' && character <= '\uf8ff') return false
  const [lead = 0, trail = 0] = iconv.encode(character, 'gbk')
  return !(
    lead === 0xfe ||
    (lead === 0xa9 && trail >= 0x89 && trail <= 0x95) ||
    (lead === 0xa8 && (trail === 0xbc || trail === 0xbf))
  )
}
