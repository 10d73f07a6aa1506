/** An element as it was written: attributes in order, the text of its own joined. */
export interface XmlElement {
  readonly name: string
  readonly attributes: readonly (readonly [name: string, value: string])[]
  readonly children: XmlElement[]
  text: string
  /** whether it holds CDATA */
  hasCdata: boolean
}

const MAX_ELEMENTS = 50_000
const MAX_DEPTH = 8
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const TOKEN =
  /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([^\s<>/]+)\s*>|<([^\s<>/=!?]+)((?:\s+[^\s<>/=]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/** Raised while reading, never past `readXml`. */
class Malformed extends Error {}

function resolve(text: string): string {
  return text.replace(/&([^;&\s]*);?/g, (whole, name: string) => {
    const number = /^#(?:x([\da-f]{1,6})|(\d{1,7}))$/i.exec(name)
    const point = number ? Number.parseInt(number[1] ?? number[2] ?? '', number[1] ? 16 : 10) : 0
    const character = point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : NAMED[name]
    if (character === undefined || !whole.endsWith(';')) throw new Malformed('未知的实体引用')
    return character
  })
}

function readAttributes(text: string): [string, string][] {
  return [...text.matchAll(ATTRIBUTE)].map(([, name = '', double, single]) => [name, resolve(double ?? single ?? '')])
}

function read(text: string): XmlElement {
  const root: XmlElement = { name: '', attributes: [], children: [], text: '', hasCdata: false }
  const open = [root]
  let count = 0
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex
    const token = TOKEN.exec(text)
    if (!token) throw new Malformed(`第 ${at} 个字符处不是 XML(DOCTYPE 不收)`)
    const [, cdata, closed, opened, attributes = '', selfClosed, plain] = token
    const top = open.at(-1) ?? root
    if (cdata !== undefined) {
      top.text += cdata
      top.hasCdata = true
    } else if (plain !== undefined) top.text += resolve(plain)
    else if (closed !== undefined) {
      if (top.name !== closed || open.length === 1) throw new Malformed(`</${closed}> 没有对应的开始标记`)
      open.pop()
    } else if (opened !== undefined) {
      count += 1
      if (count > MAX_ELEMENTS || open.length > MAX_DEPTH) throw new Malformed('元素过多或嵌套过深')
      const element: XmlElement = {
        name: opened,
        attributes: readAttributes(attributes),
        children: [],
        text: '',
        hasCdata: false,
      }
      top.children.push(element)
      if (!selfClosed) open.push(element)
    }
  }
  const [only] = root.children
  if (!only || root.children.length > 1 || open.length > 1 || root.text.trim() !== '')
    throw new Malformed('不是 XML:没有恰好一个完整的根元素')
  return only
}

/** Reads a document whole, CDATA and references resolved; a fault where it is not well-formed, carries a DOCTYPE, or nests deeper than any region's texts do. */
export function readXml(text: string): XmlElement | { readonly fault: string } {
  try {
    return read(text)
  } catch (error) {
    if (error instanceof Malformed) return { fault: error.message }
    throw error
  }
}
