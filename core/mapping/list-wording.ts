import type { JsonObject } from '../json.ts'

/** Elements of a list as one text: every element by its pattern, something between. */
export interface ListWording {
  /** Whether what is written of an element will be read as that. */
  fits(element: JsonObject): boolean
  /** Whether they are written in the order in which they stand. */
  keepsOrder(elements: readonly JsonObject[]): boolean
  write(elements: readonly JsonObject[]): string
  /** null where the text is not written so */
  read(text: string): JsonObject[] | null
}

const MOST_ELEMENTS = 200

/** Compiles `{way}:{amount}` over the members of an element; what stands in an element has neither the separator nor the signs of the pattern. `sorted` writes the elements in the order of their texts. */
export function compileListWording(pattern: string, by: string, sorted: boolean): ListWording {
  const pieces = pattern.split(/\{([^}]+)\}/)
  const names = pieces.filter((_piece, index) => index % 2 === 1)
  const signs = pieces.filter((_piece, index) => index % 2 === 0)
  const readElement = (text: string): JsonObject | null => {
    if (!text.startsWith(signs[0] ?? '')) return null
    let rest = text.slice(signs[0]?.length ?? 0)
    const element: JsonObject = {}
    for (const [index, name] of names.entries()) {
      const sign = signs[index + 1] ?? ''
      const last = index === names.length - 1
      // two values side by side: the second is a number
      const end = sign !== '' ? rest.indexOf(sign) : last ? rest.length : rest.search(/\d/)
      if (end <= 0) return null
      element[name] = rest.slice(0, end)
      rest = rest.slice(end + sign.length)
    }
    return rest === '' ? element : null
  }
  const writeElement = (element: JsonObject) =>
    pieces.map((piece, index) => (index % 2 === 1 ? String(element[piece] ?? '') : piece)).join('')
  return {
    fits(element) {
      const text = writeElement(element)
      const read = text.includes(by) ? null : readElement(text)
      return read !== null && names.every((name) => read[name] === element[name])
    },
    keepsOrder: (elements) => !sorted || inOrder(elements.map(writeElement)),
    write(elements) {
      const texts = elements.map(writeElement)
      return (sorted ? texts.sort(byValue) : texts).join(by)
    },
    read(text) {
      const words = text.split(by)
      if (words.length > MOST_ELEMENTS) return null
      const elements = words.map(readElement)
      return elements.includes(null) ? null : (elements as JsonObject[])
    },
  }
}

function inOrder(texts: readonly string[]): boolean {
  return texts.every((text, index) => index === 0 || byValue(texts[index - 1] ?? '', text) <= 0)
}

const NUMBER = /^[1-9]\d*$/

/** Numbers by their value (9 before 12), other texts by their characters. */
function byValue(a: string, b: string): number {
  if (NUMBER.test(a) && NUMBER.test(b)) return Number(a) - Number(b)
  return a < b ? -1 : a > b ? 1 : 0
}
