import { type Charset, decodeText } from '../charset.ts'
import { accepted, type Checked, type Fault, faulty } from '../fault.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { readJsonObject } from '../json-text.ts'
import { readCsvSample } from './csv-sample.ts'
import { describeInterface } from './interface-text.ts'
import { readXmlSample } from './xml-sample.ts'

/** How a partner writes its messages. */
export type SampleFormat = 'json' | 'xml' | 'form' | 'csv' | 'wsdl' | 'openapi'

/** A message, or a description of messages, as it was handed in. */
export interface RawSample {
  /** what its owner calls it, e.g. the file's name */
  readonly name: string
  readonly bytes: Uint8Array
}

/** One sample read: its values as a tree, everything a text, number or boolean at the end. */
export interface Sample {
  readonly name: string
  readonly format: SampleFormat
  readonly charset: Charset
  readonly text: string
  readonly tree: JsonObject
}

const MOST_BYTES = 1024 * 1024
const MOST_DEPTH = 24
const MOST_VALUES = 5_000

/** Reads a sample by what it looks like; what is no message, or a trap, is refused with the reason. */
export function readSample({ name, bytes }: RawSample): Checked<Sample> {
  const refused = (message: string, fix: string) =>
    faulty([{ path: name, code: 'format', message, fix } satisfies Fault])
  if (bytes.length === 0) return refused('样例是空的', '请贴上一份完整的报文')
  if (bytes.length > MOST_BYTES) return refused('样例超过 1 MB', '请只取一份报文,材料的内容可以删短')
  const kind = binaryKind(bytes)
  if (kind) return refused(`这是${kind},不是报文`, '请取出其中的报文(JSON、XML、表单或 CSV)再贴上')
  const decoded = decode(bytes)
  if (!decoded) return refused('字节既不是 UTF-8,也不是 GB18030', '请按原样导出报文,不要另存为别的编码')
  const { text, charset } = decoded
  const read = readText(text)
  if (typeof read === 'string') return refused(read, '请对照原报文核对;只收 JSON、XML、表单、CSV、WSDL、OpenAPI')
  const declared = /^\s*<\?xml[^>]*encoding=["']([\w-]+)["']/i.exec(text)?.[1]?.toLowerCase()
  if (declared && !agrees(declared, charset, text))
    return refused(`报文自称 ${declared.slice(0, 20)} 编码,字节却是 ${charset}`, '请按原样导出报文,不要转码')
  if (depthOf(read.tree, 0) > MOST_DEPTH) return refused(`报文嵌套超过 ${MOST_DEPTH} 层`, '请核对是不是报文本身')
  if (countValues(read.tree) > MOST_VALUES) return refused('报文里的值超过 5,000 个', '请换一份短一些的样例')
  return accepted({ name, charset, text, ...read, tree: opened(read.tree) as JsonObject })
}

const MAGIC: readonly (readonly [string, readonly number[]])[] = [
  ['压缩包(zip、docx、xlsx、ofd)', [0x50, 0x4b]],
  ['gzip 压缩文件', [0x1f, 0x8b]],
  ['PDF 文件', [0x25, 0x50, 0x44, 0x46]],
  ['图片', [0xff, 0xd8, 0xff]],
  ['图片', [0x89, 0x50, 0x4e, 0x47]],
  ['旧式 Office 文档', [0xd0, 0xcf, 0x11, 0xe0]],
  ['rar 压缩包', [0x52, 0x61, 0x72, 0x21]],
  ['UTF-16 文本', [0xff, 0xfe]],
  ['UTF-16 文本', [0xfe, 0xff]],
]

function binaryKind(bytes: Uint8Array): string | null {
  const found = MAGIC.find(([, magic]) => magic.every((byte, index) => bytes[index] === byte))
  if (found) return found[0]
  return bytes.subarray(0, 4096).includes(0) ? '二进制文件' : null
}

function decode(bytes: Uint8Array): { text: string; charset: Charset } | null {
  for (const charset of ['utf-8', 'gb18030'] as const) {
    const text = decodeText(bytes, charset)
    if (text !== null && !(charset === 'gb18030' && /[\ue000-\uf8ff\ufffd]/.test(text)))
      return { text: text.replace(/^\ufeff/, ''), charset }
  }
  return null
}

function agrees(declared: string, charset: Charset, text: string): boolean {
  const isChinese = /^(gbk|gb2312|gb18030)$/.test(declared)
  // what was pasted is UTF-8 whatever its first line says
  if (!/[^\x00-\x7f]/.test(text)) return true
  return charset === 'utf-8' ? declared === 'utf-8' || declared === 'utf8' || isChinese : isChinese
}

function readText(text: string): { format: SampleFormat; tree: JsonObject } | string {
  const head = text.trimStart()
  if (head.startsWith('{') || head.startsWith('[')) {
    const read = readJson(head)
    if (typeof read === 'string') return read
    const described = describeInterface(read)
    return described ? { format: 'openapi', tree: described } : { format: 'json', tree: read }
  }
  if (head.startsWith('<')) {
    const read = readXmlSample(head)
    if (typeof read === 'string') return read
    const described = describeInterface(read)
    return described ? { format: 'wsdl', tree: described } : { format: 'xml', tree: read }
  }
  const form = readForm(head.trim())
  if (form) return { format: 'form', tree: form }
  const csv = readCsvSample(head)
  return csv ? { format: 'csv', tree: csv } : '看不出是哪种报文'
}

const JSON_FAULTS: Readonly<Record<string, string>> = {
  'too-deep': `报文嵌套超过 ${MOST_DEPTH} 层`,
  'duplicate-key': '同一个对象里有两个相同的键',
  'forbidden-key': '报文里有不许用的键名(__proto__ 一类)',
  'not-object': '报文最外层应是一个对象',
  'not-json': 'JSON 写法不对',
}

function readJson(text: string): JsonObject | string {
  const whole = text.startsWith('[') ? `{"list":${text}}` : text
  const limits = { maxBytes: MOST_BYTES * 2, maxDepth: MOST_DEPTH }
  const read = readJsonObject(new TextEncoder().encode(whole), limits)
  return typeof read === 'string' ? (JSON_FAULTS[read] ?? 'JSON 读不懂') : read
}

function readForm(text: string): JsonObject | null {
  if (!/^[^=&\s]{1,100}=[^\s]*$/.test(text) || !text.includes('=')) return null
  const form: JsonObject = {}
  for (const part of text.split('&')) {
    const cut = part.indexOf('=')
    if (cut < 1) return null
    const key = plainText(part.slice(0, cut))
    const value = plainText(part.slice(cut + 1))
    if (key === null || value === null) return null
    form[key] = value
  }
  return form
}

/** Text behind its percent signs, UTF-8 or what older systems write. */
function plainText(written: string): string | null {
  const bytes: number[] = []
  for (const [token] of written.replaceAll('+', ' ').matchAll(/%[0-9a-fA-F]{2}|[^%]+|%/g)) {
    if (/^%[0-9a-fA-F]{2}$/.test(token)) bytes.push(Number.parseInt(token.slice(1), 16))
    else bytes.push(...new TextEncoder().encode(token))
  }
  return decode(Uint8Array.from(bytes))?.text ?? null
}

/** Texts that are messages themselves are opened: partners like to put JSON into JSON, and XML into a field. */
function opened(value: Json): Json {
  if (Array.isArray(value)) return value.map(opened)
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, opened(member)]))
  if (typeof value !== 'string') return value
  const head = value.trimStart()
  const inner = head.startsWith('{') ? readJson(head) : /^<(\?xml|\w+[\s>])/.test(head) ? readXmlSample(head) : value
  return typeof inner === 'string' ? value : opened(inner)
}

function depthOf(value: Json, depth: number): number {
  if (depth > MOST_DEPTH || typeof value !== 'object' || value === null) return depth
  return Math.max(depth, ...Object.values(value).map((member) => depthOf(member as Json, depth + 1)))
}

function countValues(value: Json): number {
  if (typeof value !== 'object' || value === null) return 1
  return Object.values(value).reduce<number>((sum, member) => sum + countValues(member as Json), 0)
}
