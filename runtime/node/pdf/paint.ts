import PDFDocument from 'pdfkit'
import type { Font, Run } from './letters.ts'
import type { Measure } from './lines.ts'
import type { Mark } from './piece.ts'

/** Paper and what a reader's program says of the document. */
export interface Paper {
  readonly width: number
  readonly height: number
  readonly title: string
  /** ms; with the same pages it gives the same bytes */
  readonly madeAt: number
}

type Pdf = InstanceType<typeof PDFDocument>

const MEASURING_SIZE = 1000
const measured = new Map<string, number>()

/** Measures letters one by one; what was measured once is kept. */
export function createMeasure(): Measure {
  const pdf = new PDFDocument({ autoFirstPage: false })
  const widthOf = (font: Font, letter: string) => {
    const key = `${font.name} ${letter}`
    const known = measured.get(key)
    if (known !== undefined) return known
    const width = inFont(pdf, font).fontSize(MEASURING_SIZE).widthOfString(letter) / MEASURING_SIZE
    measured.set(key, width)
    return width
  }
  return ({ font, text }: Run, size) => [...text].reduce((sum, letter) => sum + widthOf(font, letter), 0) * size
}

const registered = new WeakMap<Pdf, Set<string>>()

function inFont(pdf: Pdf, { name, bytes }: Font): Pdf {
  const known = registered.get(pdf) ?? new Set()
  registered.set(pdf, known)
  if (!known.has(name)) pdf.registerFont(name, bytes)
  known.add(name)
  return pdf.font(name)
}

/** Draws the pages; of each font only the letters that are used go in. */
export function paint(pages: readonly (readonly Mark[])[], paper: Paper): Promise<Uint8Array> {
  const pdf = new PDFDocument({
    autoFirstPage: false,
    size: [paper.width, paper.height],
    margin: 0,
    lang: 'zh-CN',
    displayTitle: true,
    pdfVersion: '1.7',
    info: {
      Title: paper.title,
      Producer: 'Tongban',
      Creator: 'Tongban',
      CreationDate: new Date(paper.madeAt),
    },
  })
  const chunks: Uint8Array[] = []
  const done = new Promise<Uint8Array>((resolve, reject) => {
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    pdf.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    pdf.on('error', reject)
  })
  for (const marks of pages) {
    pdf.addPage()
    for (const mark of marks) paintMark(pdf, mark)
  }
  pdf.end()
  return done
}

function paintMark(pdf: Pdf, mark: Mark): void {
  switch (mark.kind) {
    case 'fill':
      return void pdf.rect(mark.x, mark.y, mark.w, mark.h).fill(mark.color)
    case 'frame':
      return void pdf.lineWidth(mark.line).rect(mark.x, mark.y, mark.w, mark.h).stroke('#000')
    case 'drawing':
      return void pdf.save().translate(mark.x, mark.y).scale(mark.scale).path(mark.path).fill('#000').restore()
    case 'text':
      return void paintText(pdf, mark)
    default:
      mark satisfies never
  }
}

function paintText(pdf: Pdf, { run, x, y, size, spacing }: Extract<Mark, { kind: 'text' }>): void {
  // whoever copies the text gets the letter that no font has
  if (run.meant !== '') pdf.markContent('Span', { actual: run.meant })
  inFont(pdf, run.font)
    .fontSize(size)
    .fillColor('#000')
    .text(run.text, x, y, { lineBreak: false, baseline: 'alphabetic', characterSpacing: spacing, features: [] })
  if (run.meant !== '') pdf.endMarkedContent()
}
