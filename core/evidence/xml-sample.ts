import type { Json, JsonObject } from '../json.ts'

const MOST_ELEMENTS = 5_000
const MOST_DEPTH = 24
const TOKEN = /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<(\/?)([^\s<>/!?]+)((?:\s[^<>]*?)?)(\/?)>/g
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
  text: string
}

/**
 * The values of an XML message as a tree, prefixes left out; a Chinese sentence where it is none. There is no document type here at all: no entity
 * but the five, nothing fetched, so that nothing can grow. `<Field FieldName="XM">` counts as an element XM.
 */
export function readXmlSample(text: string): JsonObject | string {
  if (/<!(DOCTYPE|ENTITY|ELEMENT|ATTLIST)/i.test(text)) return '报文里有 DOCTYPE 或实体声明,不收'
  const tree: JsonObject = {}
  // several messages one after another, each with its first line
  for (const document of text.split(/(?=<\?xml\s)/).filter((part) => part.trim() !== '')) {
    const root = build(document)
    if (typeof root === 'string') return root
    tree[keyOf(root)] = elementValue(root)
  }
  return tree
}

function build(text: string): Element | string {
  const open: Element[] = []
  let root: Element | null = null
  let elements = 0
  let at = 0
  for (const token of text.matchAll(TOKEN)) {
    const between = text.slice(at, token.index)
    at = token.index + token[0].length
    if (between.includes('<')) return 'XML 写法不对:有没写完的标签'
    const top = open.at(-1)
    if (top) top.text += decodeReferences(between)
    else if (between.trim() !== '') return 'XML 写法不对:元素以外有文字'
    if (token[1] !== undefined && top) top.text += token[1]
    const name = token[3]
    if (name === undefined) continue
    if (token[2] === '/') {
      if (open.pop()?.name !== name) return `XML 写法不对:</${name.slice(0, 40)}> 没有对上`
      continue
    }
    elements += 1
    if (elements > MOST_ELEMENTS) return '报文里的元素超过 5,000 个'
    const element: Element = { name, attributes: attributesOf(token[4] ?? ''), children: [], text: '' }
    if (top) top.children.push(element)
    else if (root) return 'XML 写法不对:有两个根元素'
    root ??= element
    if (token[5] !== '/') open.push(element)
    if (open.length > MOST_DEPTH) return `报文嵌套超过 ${MOST_DEPTH} 层`
  }
  if (open.length > 0 || !root || text.slice(at).trim() !== '') return 'XML 写法不对:没有写完'
  return root
}

function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE))
    if (!name.startsWith('xmlns')) found[name] = decodeReferences(double ?? single ?? '')
  return found
}

function decodeReferences(text: string): string {
  return text.replace(/&(#x?[0-9a-fA-F]{1,6}|\w{2,8});/g, (whole, name: string) => {
    if (!name.startsWith('#')) return NAMED[name] ?? whole
    const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

function keyOf({ name, attributes, children }: Element): string {
  const named = Object.entries(attributes).find(([key]) => /name$/i.test(key))
  return named && children.length === 0 && named[1] !== '' ? named[1] : (name.split(':').at(-1) ?? name)
}

function elementValue(element: Element): Json {
  if (element.children.length === 0) return element.text.trim()
  const group: JsonObject = {}
  for (const child of element.children) {
    const key = keyOf(child)
    if (key === '__proto__') continue
    const before = group[key]
    const value = elementValue(child)
    if (before === undefined) group[key] = value
    else group[key] = Array.isArray(before) ? [...before, value] : [before, value]
  }
  return group
}
