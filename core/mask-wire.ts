import { fromBase64 } from './base64.ts'
import type { Case } from './case/case.ts'
import { decodeText } from './charset.ts'
import { fieldsOf } from './form/form-walk.ts'
import { isObject, type Json, type JsonObject } from './json.ts'
import { maskIdNo, maskName, maskPhone } from './mask.ts'
import type { CaseMaterial, Field, Matter } from './matter.ts'

/** Types of fields whose values are no words of a person's: codes, numbers, days. */
const PLAIN_TYPES: ReadonlySet<Field['type']> = new Set([
  ...(['integer', 'decimal', 'date', 'month', 'datetime', 'code', 'boolean', 'division', 'expiry'] as const),
])
/** Numbers of persons and telephones wherever they stand, even where no form has them. */
const ID_NUMBER = /(?<!\d)\d{6}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])/g
const MOBILE = /(?<=%[\dA-F]{2}|(?<![\w.-]))1[3-9]\d{9}(?![\w-])/g
/** Runs that may be a text in Base64; shorter ones hold nobody. */
const BASE64_RUN = /[A-Za-z0-9+/]{24,}={0,2}/g

/**
 * What a case says of persons, as texts that may stand in its messages: every value of the form that is free text or marked as sensitive, the clerk, and
 * the names of its files. The longest first, so that a name within an address does not spoil the address.
 */
export function personalTexts(value: Pick<Case, 'form' | 'materials' | 'clerk'>, matter: Matter | undefined): string[] {
  const fields: ReadonlyMap<string, Field> = matter ? fieldsOf(matter) : new Map()
  const found = new Set<string>()
  for (const [path, text] of textsOf(value.form)) {
    const field = fields.get(path) ?? fields.get(path.replace(/\.(division|detail|full)$/, ''))
    if (path.endsWith('.division') && field?.type === 'address') continue
    if (!field || field.sensitive === true || !PLAIN_TYPES.has(field.type))
      for (const written of writingsOf(text)) found.add(written)
  }
  if (value.clerk) found.add(value.clerk)
  for (const { file } of value.materials as readonly CaseMaterial[]) if (file) found.add(file.name)
  return [...found].filter((text) => [...text].length >= 2).toSorted((one, two) => two.length - one.length)
}

function* textsOf(value: Json, path = ''): Generator<[path: string, text: string]> {
  if (typeof value === 'string') yield [path, value]
  else if (Array.isArray(value)) for (const element of value) yield* textsOf(element, `${path}[]`)
  else if (isObject(value))
    for (const [key, inner] of Object.entries(value as JsonObject))
      if (inner !== undefined) yield* textsOf(inner, path === '' ? key : `${path}.${key}`)
}

/** A day as partners write it, too. */
function writingsOf(text: string): string[] {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return day ? [text, day.slice(1).join(''), day.slice(1).join('/')] : [text]
}

/** As it stands, in a form, in JSON with only ASCII, and in XML. */
const ENCODINGS: readonly ((plain: string) => string)[] = [
  (plain) => plain,
  encodeURIComponent,
  (plain) => encodeURIComponent(plain).replaceAll('%20', '+'),
  (plain) => JSON.stringify(plain).slice(1, -1),
  (plain) => inAscii(JSON.stringify(plain).slice(1, -1)),
  (plain) =>
    inAscii(JSON.stringify(plain).slice(1, -1)).replaceAll(/\\u[0-9a-f]{4}/g, (code) =>
      code.toUpperCase().replace('U', 'u'),
    ),
  (plain) => plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
]

function inAscii(text: string): string {
  return text.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** A message as somebody may see it who mends how it goes but need not know whom it is about: structure, codes and dates as they are, what a person wrote or is called by its first letter. */
export function maskWire(text: string, personal: readonly string[]): string {
  let masked = text.replaceAll(BASE64_RUN, (run) =>
    holdsPersons(run, personal) ? `【Base64 ${run.length} 字,内含个人信息】` : run,
  )
  for (const one of personal)
    for (const encode of ENCODINGS) {
      const written = encode(one)
      if (masked.includes(written)) masked = masked.replaceAll(written, encode(shown(one)))
    }
  return masked.replaceAll(ID_NUMBER, maskIdNo).replaceAll(MOBILE, maskPhone)
}

/** Text that is not encrypted and says something of a person; what cannot be read as text says nothing to whoever looks at it. */
function holdsPersons(run: string, personal: readonly string[]): boolean {
  const whole = run.slice(0, run.length - (run.length % 4))
  const bytes = fromBase64(whole)
  const text = bytes && (decodeText(bytes, 'utf-8') ?? decodeText(bytes, 'gb18030'))
  if (!text) return false
  return text !== maskWire(text, personal)
}

function shown(text: string): string {
  if (/^1\d{10}$/.test(text)) return maskPhone(text)
  if (/^[\dA-Za-z-]{6,}$/.test(text)) return maskIdNo(text)
  return maskName(text)
}
