import iconv from 'iconv-lite'
import { readXml, type XmlElement } from '../xml-reader.ts'

/** A breach of the document as `sync_error_desc` words it (§3.2). */
export interface Problem {
  readonly code: string
  readonly path: string
  readonly message: string
}

export const problem = (code: string, path: string, message: string): Problem => ({ code, path, message })

export const wordsOf = (problems: readonly Problem[]): string =>
  problems.map(({ code, path, message }) => `${code}:${path}:${message}`).join(';')

export const gbkBytes = (text: string): number => iconv.encode(text, 'gbk').length

const DECLARATION = '<?xml version="1.0" encoding="GBK"?>'

/** §3.4: a document of a column, GBK to the byte, from its root; what is wrong where it is none. */
export function readDocument(bytes: Buffer, root: string, mostBytes: number): XmlElement | Problem {
  if (bytes.length > mostBytes) return problem('E22', root, '超过单行上限')
  const text = iconv.decode(bytes, 'gbk')
  if (text.includes('\uFFFD') || !iconv.encode(text, 'gbk').equals(bytes)) return problem('E02', root, '不是 GBK')
  if (!text.startsWith(DECLARATION)) return problem('E02', root, 'XML 声明不符')
  const read = readXml(text.slice(DECLARATION.length))
  if ('fault' in read) return problem('E02', root, read.fault)
  if (read.name !== root) return problem('E02', root, `根元素应为 ${root}`)
  return /<!\[CDATA\[|&#|>\s+</.test(text) ? problem('E02', root, '不用 CDATA、字符引用和缩进') : read
}

export const isProblem = (read: XmlElement | Problem): read is Problem => 'code' in read

export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child) => child.name === name)

export const textIn = (element: XmlElement | undefined, name: string): string => childOf(element, name)?.text ?? ''

/** §7.1: the element's texts with the characters put back that GBK has not; null where one has no place. */
export function restoreRare(form: XmlElement): Problem | null {
  const listed = childOf(form, 'SPZ')
  for (const row of listed?.children ?? []) {
    const steps = textIn(row, 'LJ').split('/').slice(1)
    const target = steps.reduce<XmlElement | undefined>((at, step) => {
      const nth = /^ROW\[(\d+)\]$/.exec(step)
      return nth ? at?.children[Number(nth[1]) - 1] : childOf(at, step)
    }, form)
    const characters = [...(target?.text ?? '')]
    const place = Number(textIn(row, 'WZ')) - 1
    if (!target || characters[place] !== '＊') return problem('E03', 'F/SPZ', '没有可还原的字')
    characters[place] = String.fromCodePoint(Number.parseInt(textIn(row, 'MD').slice(2), 16))
    target.text = characters.join('')
  }
  return null
}

/** §3.4: a text as an element's, its three signs escaped. */
export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Elements in this order under a root, as bytes. */
export function writeDocument(root: string, inner: string): Buffer {
  return iconv.encode(`${DECLARATION}<${root}>${inner}</${root}>`, 'gbk')
}

export const elements = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
    .join('')

/** §3.6: an element of a remark, its values escaped. */
export function attributed(name: string, values: Readonly<Record<string, string>>, inner = ''): string {
  const attributes = Object.entries(values).map(
    ([key, value]) => ` ${key}="${escapeXml(value).replaceAll('"', '&quot;')}"`,
  )
  return inner === '' ? `<${name}${attributes.join('')}/>` : `<${name}${attributes.join('')}>${inner}</${name}>`
}
