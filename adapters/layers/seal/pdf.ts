import { hexToBytes } from '@noble/hashes/utils.js'
import { NO_SEAL, type Seal, worstSeal } from '../../../core/documents/seal.ts'
import { checkCmsSeal, nobodys, type Trust } from './cms-seal.ts'

/* Signatures in PDF (PDF 32000-1 §12.8): a CMS object in hexadecimal digits, over all bytes of the file but those digits. */

const MOST_SIGNATURES = 20
const MOST_SIGNATURE_BYTES = 64 * 1024
const RANGE = /\/ByteRange\s{0,20}\[\s{0,20}(\d{1,10})\s{1,20}(\d{1,10})\s{1,20}(\d{1,10})\s{1,20}(\d{1,10})\s{0,20}\]/g
const KINDS = ['adbe.pkcs7.detached', 'ETSI.CAdES.detached']

interface PdfSignature {
  readonly kind: string
  readonly cms: Uint8Array
  readonly content: Uint8Array
  /** nothing of the file is left out but the signature itself */
  readonly whole: boolean
}

/** What the signatures in a PDF say of it: all of them must hold, and the last must be of the whole file. */
export async function checkPdf(bytes: Uint8Array, trust: Trust): Promise<Seal> {
  // every byte a character, so that places in the text are places in the file
  const text = new TextDecoder('latin1').decode(bytes)
  const ranges: RegExpMatchArray[] = []
  for (const found of text.matchAll(RANGE)) {
    if (ranges.length === MOST_SIGNATURES) return nobodys('unread')
    ranges.push(found)
  }
  if (ranges.length === 0) return text.includes('/ByteRange') ? nobodys('unread') : NO_SEAL
  const read = ranges.map((found) => readSignature(bytes, text, found))
  const seals = await Promise.all(
    read.map(async (one) => {
      if (one === null) return nobodys('unread')
      if (!KINDS.includes(one.kind)) return nobodys('unsupported')
      return checkCmsSeal(one.cms, one.content, trust)
    }),
  )
  const worst = worstSeal(seals)
  const isWhole = read.some((one) => one?.whole)
  return worst.state === 'valid' && !isWhole ? { ...worst, state: 'appended' } : worst
}

/** One signature by its byte range: from the start, all but `<…>`, to somewhere; null where it is not so. */
function readSignature(bytes: Uint8Array, text: string, found: RegExpMatchArray): PdfSignature | null {
  const [start = -1, length = 0, from = 0, rest = 0] = found.slice(1).map(Number)
  const end = from + rest
  if (start !== 0 || length < 1 || from <= length || end > bytes.length) return null
  if (text[length] !== '<' || text[from - 1] !== '>') return null
  if (from - length > 2 * MOST_SIGNATURE_BYTES + 2) return null
  const cms = readHex(text.slice(length + 1, from - 1))
  // the range must lie in the part that it says is signed
  if (!cms || found.index === undefined || found.index > end) return null
  const content = new Uint8Array(length + rest)
  content.set(bytes.subarray(0, length))
  content.set(bytes.subarray(from, end), length)
  return { kind: kindOf(text, found.index), cms, content, whole: end === bytes.length }
}

/** The element at the beginning of the digits; what fills the room behind it is zeros alone. */
function readHex(digits: string): Uint8Array | null {
  const bare = digits.replaceAll(/\s/g, '')
  if (!/^(?:[0-9a-f]{2})+$/i.test(bare)) return null
  const bytes = hexToBytes(bare)
  const octets = (bytes[1] ?? 0) >= 0x80 ? (bytes[1] ?? 0) & 0x7f : 0
  if (octets === 0 || octets > 4) return bytes
  const size = bytes.subarray(2, 2 + octets).reduce((sum, octet) => sum * 256 + octet, 0)
  const end = 2 + octets + size
  return bytes.subarray(end).every((octet) => octet === 0) ? bytes.subarray(0, end) : null
}

/** The `SubFilter` of the object that the range stands in. */
function kindOf(text: string, at: number): string {
  const begin = text.lastIndexOf(' obj', at)
  const end = text.indexOf('endobj', at)
  const object = text.slice(Math.max(0, begin), end < 0 ? at : end).replaceAll(/<[0-9a-fA-F\s]{100,}>/g, '')
  return /\/SubFilter\s{0,20}\/([\w.]{1,40})/.exec(object)?.[1] ?? ''
}
