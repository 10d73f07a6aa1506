/** An element of a page for print. */
export interface PageElement {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly PageNode[]
}

export type PageNode = PageElement | string

interface OpenElement extends PageElement {
  readonly children: PageNode[]
}

const TOKEN = /<!doctype[^>]*>|<(\/?)([a-z][\w-]*)((?:\s+[\w-]+="[^"]*")*)\s*(\/?)>|([^<]+|<)/gi
const ATTRIBUTE = /([\w-]+)="([^"]*)"/g
const VOID = new Set(['meta', 'link', 'br'])
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

/** Reads a page that `printPage` or `printSlip` made. Only their own markup is known: every element closed, every attribute in double quotes. */
export function readPage(page: string): PageElement {
  const root: OpenElement = { tag: '', attributes: {}, children: [] }
  const open: OpenElement[] = [root]
  for (const [, closes, name, attributes = '', ends, text] of page.matchAll(TOKEN)) {
    const inner = open.at(-1) ?? root
    if (text !== undefined) inner.children.push(unescaped(text))
    if (name === undefined) continue
    if (closes) {
      close(open, name)
      continue
    }
    const element: OpenElement = { tag: name, attributes: readAttributes(attributes), children: [] }
    inner.children.push(element)
    if (!ends && !VOID.has(name)) open.push(element)
  }
  return root
}

/** Ends the innermost element of that name, and what was left open in it. */
function close(open: OpenElement[], name: string): void {
  const at = open.findLastIndex(({ tag }) => tag === name)
  if (at > 0) open.length = at
}

function readAttributes(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(ATTRIBUTE)].map(([, name = '', value = '']) => [name, unescaped(value)]))
}

function unescaped(text: string): string {
  return text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole)
}

/** The first element of that name, in document order; null where there is none. */
export function findElement(root: PageElement, tag: string): PageElement | null {
  for (const child of root.children) {
    if (typeof child === 'string') continue
    const found = child.tag === tag ? child : findElement(child, tag)
    if (found) return found
  }
  return null
}

/** All text in it, as it stands in the page. */
export function textOf(node: PageNode): string {
  return typeof node === 'string' ? node : node.children.map(textOf).join('')
}
