import type { Page } from 'playwright-core'

/** Texts that a server gave a page: names, what people wrote, sentences of its own. */
export interface Said {
  /** all that has been said until now, once every answer has been read */
  texts(): Promise<readonly string[]>
}

/** Listens to what the server says to a page. */
export function hearServer(page: Page): Said {
  const heard = new Set<string>()
  const reading: Promise<void>[] = []
  const keep = (value: unknown): void => {
    if (typeof value === 'string' && /\p{Script=Han}/u.test(value)) heard.add(value)
    else if (Array.isArray(value)) value.forEach(keep)
    else if (typeof value === 'object' && value !== null) Object.entries(value).flat().forEach(keep)
  }
  page.on('response', (response) => {
    const isAnswer = /\/(api|auth|public)\//.test(response.url())
    if (!isAnswer || !response.headers()['content-type']?.includes('json')) return
    reading.push(response.json().then(keep, () => {}))
  })
  return {
    async texts() {
      await Promise.all(reading)
      return [...heard]
    },
  }
}

/** What of a page's own words is Chinese: texts, and names that are read aloud, in nothing that is marked as Chinese, without what the server said. */
export async function chineseLeft(page: Page, said: Said): Promise<string[]> {
  const texts = await page.evaluate<string[]>(`(() => {
    const found = []
    const marked = (at) => at.closest('[lang^="zh"], script, style') !== null
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const at = walker.currentNode.parentElement
      if (at && !marked(at)) found.push(walker.currentNode.data)
    }
    for (const at of document.body.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
      if (!marked(at))
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.push(at.getAttribute(name) ?? '')
    return [...found, document.title]
  })()`)
  const server = [...(await said.texts())]
  // what the server said in several lines stands in several places
  const lines = server.flatMap((text) => text.split('\n').map((line) => line.trim()))
  const longestFirst = [...new Set([...server, ...lines])].sort((one, other) => other.length - one.length)
  const withoutSaid = (text: string) =>
    longestFirst.reduce((left, one) => (one === '' ? left : left.replaceAll(one, '')), text)
  return [...new Set(texts.filter((text) => /\p{Script=Han}/u.test(text)).map(withoutSaid))].filter((text) =>
    /\p{Script=Han}/u.test(text),
  )
}
