import {
  readXml,
  writeXml,
  XML_DECLARATION,
  type XmlElement,
  type XmlLimits,
  type XmlNode,
} from '../layers/codec/xml.ts'

/** Record types that every matter shares. */
export const SIDS = {
  fieldResult: '010007',
  materialResult: '010008',
  licence: '010009',
  document: '010010',
  supplement: '010014',
  change: '010015',
  withdraw: '010016',
  query: '010017',
  state: '010018',
  file: '011000',
} as const

/** PACKAGEHEAD, by the names of its elements; CODE and MSG only in answers. */
export type Head = Readonly<Record<string, string>>

/** One RECORD; an element without text is a field without a value. `errors` are its CW elements. */
export interface PackageRecord {
  readonly sid: string
  /** from 1 within its sid */
  readonly no: number
  readonly fields: readonly (readonly [name: string, value: string])[]
  readonly code?: string
  readonly message?: string
  readonly errors?: readonly FieldError[]
}

export interface FieldError {
  readonly field: string
  readonly code: string
  readonly message: string
}

export interface Package {
  readonly head: Head
  readonly records: readonly PackageRecord[]
  /** `<DATA>…</DATA>` as it came, what keys are compared by */
  readonly data: string
}

/** Writes the package: nothing between elements, no empty fields, order as given; records are numbered as they say. */
export function writePackage(head: Head, records: readonly PackageRecord[]): string {
  const data = writeXml({ name: 'DATA', content: records.map(toNode) })
  const top = writeXml({ name: 'PACKAGEHEAD', content: leaves(Object.entries(head)) })
  return `${XML_DECLARATION}<PACKAGE>${top}${data}</PACKAGE>`
}

function toNode({ sid, no, fields, code, message, errors = [] }: PackageRecord): XmlNode {
  const verdict: [string, string][] =
    code === undefined
      ? []
      : [
          ['code', code],
          ['msg', message ?? ''],
        ]
  const faults = errors.map((error): XmlNode => {
    const words: [string, string][] = [
      ['ZDM', error.field],
      ['CODE', error.code],
      ['MSG', error.message],
    ]
    return { name: 'CW', content: leaves(words) }
  })
  return {
    name: 'RECORD',
    attributes: [['no', String(no)], ['sid', sid], ...verdict],
    content: [...leaves(fields), ...faults],
  }
}

function leaves(fields: readonly (readonly [string, string])[]): XmlNode[] {
  return fields.flatMap(([name, content]) => (content === '' ? [] : [{ name, content }]))
}

/** Reads a package; null where it is none, whatever the reason: not XML, another structure, a field twice, records that are not numbered through. */
export function readPackage(text: string, limits: XmlLimits): Package | null {
  const root = readXml(text, limits)
  if (typeof root === 'string' || !isPlain(root, 'PACKAGE')) return null
  const [top, data] = root.children
  if (root.children.length !== 2 || !top || !data || !isPlain(top, 'PACKAGEHEAD') || !isPlain(data, 'DATA')) return null
  const head = readFields(top.children)
  const records = data.children.map(readRecord)
  if (!head || records.some((record) => record === null)) return null
  const read = records as PackageRecord[]
  return isNumbered(read)
    ? { head: Object.fromEntries(head), records: read, data: text.slice(data.span.start, data.span.end) }
    : null
}

/** The head alone, for the answer to a package that is not read further; empty where there is none within the first 8,192 characters. */
export function readHeadOnly(text: string): Head {
  const start = text.indexOf('<PACKAGEHEAD>')
  const end = text.indexOf('</PACKAGEHEAD>')
  if (start < 0 || end < start || end > 8_192) return {}
  const root = readXml(text.slice(start, end + 14), { maxBytes: 32_768, maxDepth: 2, maxElements: 30 })
  const fields = typeof root === 'string' ? null : readFields(root.children)
  return fields ? Object.fromEntries(fields) : {}
}

function isPlain({ name, namespace, attributes }: XmlElement, wanted: string): boolean {
  return name === wanted && namespace === '' && attributes.length === 0
}

const FIELD = /^(?!constructor$|prototype$)[A-Za-z][A-Za-z0-9_]{0,63}$/

function readFields(elements: readonly XmlElement[]): [string, string][] | null {
  const seen = new Set<string>()
  for (const { name, namespace, attributes, children } of elements) {
    if (seen.has(name) || !FIELD.test(name) || namespace !== '' || attributes.length > 0 || children.length > 0)
      return null
    seen.add(name)
  }
  return elements.map(({ name, text }) => [name, text])
}

function readRecord({ name, namespace, attributes, children }: XmlElement): PackageRecord | null {
  const words = Object.fromEntries(attributes.map((attribute) => [attribute.name, attribute.value]))
  const { no = '', sid = '', code, msg, ...others } = words
  if (name !== 'RECORD' || namespace !== '' || Object.keys(others).length > 0) return null
  if (!/^[1-9]\d{0,4}$/.test(no) || !/^\d{6}$/.test(sid)) return null
  const fields = readFields(children.filter((child) => child.name !== 'CW'))
  const errors = children.filter((child) => child.name === 'CW').map(({ children: words }) => readFields(words))
  if (!fields || errors.some((error) => error === null)) return null
  return {
    sid,
    no: Number(no),
    fields,
    ...(code === undefined ? {} : { code, message: msg ?? '' }),
    errors: errors.map((error) => {
      const { ZDM = '', CODE = '', MSG = '' } = Object.fromEntries(error ?? [])
      return { field: ZDM, code: CODE, message: MSG }
    }),
  }
}

/** Counts every sid from 1; an answer names only the records that have errors, so gaps are left to who reads requests. */
function isNumbered(records: readonly PackageRecord[]): boolean {
  const last = new Map<string, number>()
  return records.every(({ sid, no, code }) => {
    const before = last.get(sid) ?? 0
    last.set(sid, no)
    return code === undefined ? no === before + 1 : no > before
  })
}

/** Numbers records within their sids, in the order given. */
export function numbered(records: readonly Omit<PackageRecord, 'no'>[]): PackageRecord[] {
  const counts = new Map<string, number>()
  return records.map((record) => {
    const no = (counts.get(record.sid) ?? 0) + 1
    counts.set(record.sid, no)
    return { ...record, no }
  })
}
