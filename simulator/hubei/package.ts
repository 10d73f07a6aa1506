import { readXml, type XmlElement } from '../xml-reader.ts'

/** One field in error (`CW`). */
export interface WireError {
  readonly field: string
  readonly code: string
  readonly message: string
}

export type Fields = readonly (readonly [name: string, value: string])[]

/** A `RECORD`; `code`, `msg` and `errors` only in answers. */
export interface PackageRecord {
  readonly no: string
  readonly sid: string
  readonly code?: string
  readonly msg?: string
  readonly fields: Fields
  readonly errors?: readonly WireError[]
}

/** A `PACKAGE`: head fields in order, and what stands between `<DATA>` and `</DATA>` as text (§3.5 compares it). */
export interface Package {
  readonly head: Fields
  readonly records: readonly PackageRecord[]
  readonly dataText: string
  /** the package as it came */
  readonly text: string
}

/** The value of a field; empty where it is absent. */
export function fieldOf(fields: Fields, name: string): string {
  return fields.find(([key]) => key === name)?.[1] ?? ''
}

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const escapeAttribute = (text: string): string => escapeText(text).replaceAll('"', '&quot;')
const element = (name: string, content: string): string => `<${name}>${content}</${name}>`
const writeFields = (fields: Fields): string => fields.map(([name, value]) => element(name, escapeText(value))).join('')

function writeRecord({ no, sid, code, msg, fields, errors = [] }: PackageRecord): string {
  const attributes = [['no', no], ['sid', sid], ...(code === undefined ? [] : [['code', code]])]
  if (msg !== undefined) attributes.push(['msg', msg])
  const head = attributes.map(([name = '', value = '']) => ` ${name}="${escapeAttribute(value)}"`).join('')
  const wrong = errors.map(({ field, code: number, message }) =>
    element('CW', writeFields(Object.entries({ ZDM: field, CODE: number, MSG: message }))),
  )
  return `<RECORD${head}>${writeFields(fields)}${wrong.join('')}</RECORD>`
}

const writeRecords = (records: readonly PackageRecord[]): string => records.map(writeRecord).join('')

/** §3.2: one line, no whitespace between elements. */
export function writePackage(head: Fields, records: readonly PackageRecord[]): string {
  const content = element('PACKAGEHEAD', writeFields(head)) + element('DATA', writeRecords(records))
  return `<?xml version="1.0" encoding="UTF-8"?>${element('PACKAGE', content)}`
}

function readFields(parent: XmlElement): Fields {
  return parent.children.filter(({ name }) => name !== 'CW').map(({ name, text }) => [name, text])
}

function readRecord(record: XmlElement): PackageRecord {
  const attribute = (name: string) => record.attributes.find(([key]) => key === name)?.[1]
  const [code, msg] = [attribute('code'), attribute('msg')]
  const errors = record.children
    .filter(({ name }) => name === 'CW')
    .map(readFields)
    .map((fields) => ({
      field: fieldOf(fields, 'ZDM'),
      code: fieldOf(fields, 'CODE'),
      message: fieldOf(fields, 'MSG'),
    }))
  return {
    no: attribute('no') ?? '',
    sid: attribute('sid') ?? '',
    ...(code === undefined ? {} : { code }),
    ...(msg === undefined ? {} : { msg }),
    fields: readFields(record),
    errors,
  }
}

/** Reads a package; a fault where it is not XML or not of this shape. */
export function readPackage(text: string): Package | { readonly fault: string } {
  const root = readXml(text)
  if ('fault' in root) return root
  const [head, data, ...more] = root.children
  if (root.name !== 'PACKAGE' || head?.name !== 'PACKAGEHEAD' || data?.name !== 'DATA' || more.length > 0)
    return { fault: '根元素应为 PACKAGE,其下依次为 PACKAGEHEAD、DATA' }
  if (data.children.some(({ name }) => name !== 'RECORD')) return { fault: 'DATA 之下只能有 RECORD' }
  const [from, to] = [text.indexOf('<DATA>'), text.lastIndexOf('</DATA>')]
  const dataText = from < 0 || to < from ? writeRecords(data.children.map(readRecord)) : text.slice(from + 6, to)
  return { head: readFields(head), records: data.children.map(readRecord), dataText, text }
}

/** Where a package departs from the one way of writing it (§3.2), in words; null where it does not. */
export function spellingFault({ head, records, text }: Package): string | null {
  const due = writePackage(head, records)
  if (due === text) return null
  let at = 0
  while (text[at] === due[at]) at += 1
  return `报文不是 3.2 规定的写法,第 ${at + 1} 个字符起不同`
}
