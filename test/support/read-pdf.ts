import { getDocumentProxy } from 'unpdf'

const toMm = (points: number) => Math.round((points / 72) * 25.4)

/** A PDF as another program (PDF.js) reads it: pages with their size and text, white space left out, and its title and language. */
export async function readPdf(bytes: Uint8Array) {
  const pdf = await getDocumentProxy(Uint8Array.from(bytes))
  const pages: { widthMm: number; heightMm: number; text: string }[] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number)
    const { width, height } = page.getViewport({ scale: 1 })
    const { items } = await page.getTextContent()
    const text = items.map((item) => ('str' in item ? item.str : '')).join('')
    pages.push({ widthMm: toMm(width), heightMm: toMm(height), text: text.replaceAll(/\s/g, '') })
  }
  const { info } = await pdf.getMetadata()
  const about = info as Readonly<Record<string, unknown>>
  return { pages, text: pages.map(({ text }) => text).join(''), title: about['Title'], language: about['Language'] }
}
