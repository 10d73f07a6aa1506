/** Markup that may stand in a page as it is: made only by `html`, which escapes whatever is no markup itself. */
export class Html {
  readonly text: string
  constructor(strings: readonly string[], parts: readonly Part[]) {
    let text = strings[0] ?? ''
    for (const [index, part] of parts.entries()) text += write(part) + (strings[index + 1] ?? '')
    this.text = text
  }
}

/** What a page is put together from; nothing is written for `null`, `undefined` and `false`. */
export type Part = Html | string | number | null | undefined | false | readonly Part[]

/** Markup as a template; every value in it is text, unless it is markup that this function made. Values stand between tags or inside quoted attributes. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings, parts)
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function write(part: Part): string {
  if (part instanceof Html) return part.text
  if (part === null || part === undefined || part === false) return ''
  if (typeof part === 'object') return part.map(write).join('')
  return String(part).replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '')
}
