import { Column, type Layout, layBlock, type Styled } from './lay-out.ts'
import { runsOf, STAND_IN } from './letters.ts'
import { breakLines, type Measure } from './lines.ts'
import { findElement, type PageElement, readPage, textOf } from './page-tree.ts'
import { createMeasure, paint } from './paint.ts'
import { lineMarks, type Mark, paginate } from './piece.ts'
import { ROOT, type Sides, styleOf, toPoints } from './style.ts'
import { type Declarations, type PageRule, type Path, readStyleSheet } from './style-sheet.ts'

const A4 = { width: toPoints('210mm', 0), height: toPoints('297mm', 0) }

let measure: Measure | null = null

/** Sets a page for print as PDF, from the very page that browsers print: its markup and its style, so that both look alike. */
export function printPdf(page: string, madeAt: number): Promise<Uint8Array> {
  measure ??= createMeasure()
  const root = readPage(page)
  const title = findElement(root, 'title')
  const { pages, width, height } = layPages(root, measure)
  return paint(pages, { width, height, title: title ? textOf(title) : '', madeAt })
}

function layPages(root: PageElement, measure: Measure) {
  const style = findElement(root, 'style')
  const sheet = readStyleSheet(style ? textOf(style) : '')
  const paper = sizeOf(sheet.page.declarations)
  const [top, right, bottom, left] = marginsOf(sheet.page.declarations)
  const isSlip = paper.width < A4.width / 2
  const pageHeight = isSlip ? Number.MAX_SAFE_INTEGER : paper.height - top - bottom
  const layout: Layout = { sheet, measure, pageHeight }
  const column = new Column()
  const body = findElement(root, 'body')
  if (body) layBody(layout, styledBody(layout, body), left, paper.width - left - right, column)
  const pages = paginate(column.pieces, pageHeight).map((marks) => marks.map((mark) => ({ ...mark, y: mark.y + top })))
  const used = column.pieces.reduce((sum, { height, before }) => sum + height + before, 0)
  return {
    pages: withFooters(pages, sheet.page, { ...paper, left, right, bottom }, measure),
    width: paper.width,
    // a roll is cut where the slip ends
    height: isSlip ? Math.ceil(used) : paper.height,
  }
}

/** The body and, under it, which letters are to be added by hand. */
function layBody(layout: Layout, body: Styled, left: number, width: number, column: Column): void {
  layBlock(layout, body, left, width, column)
  const [, right, , start] = body.style.padding
  for (const line of missingNote(textOf(body.element), layout.measure, width - start - right))
    column.add(lineMarks(line, left + start, NOTE_LINE_HEIGHT))
}

function styledBody(layout: Layout, body: PageElement): Styled {
  const path: Path = [{ element: body, before: null, nth: 1 }]
  const style = styleOf(layout.sheet, path, ROOT)
  // its width is the paper's, its outer margins the page's
  return { element: body, style: { ...style, margin: [0, 0, 0, 0] satisfies Sides }, path }
}

function sizeOf({ size = 'A4' }: Declarations): { width: number; height: number } {
  const [width, height] = size.split(' ').map((word) => toPoints(word, 0))
  return width && height ? { width, height } : A4
}

function marginsOf({ margin = '0' }: Declarations): Sides {
  const words = margin.split(/\s+/)
  const [top, right = top, bottom = top, left = right] = words
  return [top, right, bottom, left].map((word) => toPoints(word, 0)) as unknown as Sides
}

const NOTE_SIZE = 8
const NOTE_LINE_HEIGHT = 1.4

/** Which letters stand as stand-ins, by their numbers, so that nobody has to guess a name. */
function missingNote(body: string, measure: Measure, width: number) {
  const missing = new Set(
    runsOf(body, false).flatMap(({ meant }) =>
      meant === '' ? [] : [`U+${(meant.codePointAt(0) ?? 0).toString(16).toUpperCase()}`],
    ),
  )
  if (missing.size === 0) return []
  const text = `${STAND_IN} 处是本机字库里没有的字，依次为 ${[...missing].join('、')}（Unicode 编号），请手写补上。`
  return breakLines([{ text, bold: false, size: NOTE_SIZE, spacing: 0 }], width, measure)
}

/** Number and pages at the foot of every page, where the page's style has them. */
function withFooters(
  pages: readonly (readonly Mark[])[],
  { left: leftBox, right: rightBox }: PageRule,
  paper: { width: number; height: number; left: number; right: number; bottom: number },
  measure: Measure,
): Mark[][] {
  return pages.map((marks, index) => {
    const made = [leftBox, rightBox].flatMap((box, side) => {
      const text = contentOf(box, index + 1, pages.length)
      const size = toPoints(/^([\d.]+pt)/.exec(box['font'] ?? '')?.[1], 0)
      const [line] = text === '' ? [] : breakLines([{ text, bold: false, size, spacing: 0 }], paper.width, measure)
      if (!line) return []
      const x = side === 0 ? paper.left : paper.width - paper.right - line.width
      const foot = lineMarks(line, x, 1)
      const y = paper.height - paper.bottom / 2 - foot.height / 2
      return foot.marks.map((mark) => ({ ...mark, y: mark.y + y }))
    })
    return [...marks, ...made]
  })
}

/** `"第 " counter(page) " 页"` as it stands on that page. */
function contentOf({ content = '' }: Declarations, page: number, pages: number): string {
  return [...content.matchAll(/"([^"]*)"|counter\((pages?)\)/g)]
    .map(([, text, counter]) => text ?? String(counter === 'page' ? page : pages))
    .join('')
}
