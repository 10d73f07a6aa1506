import { type Column, childrenOf, frameOf, type Layout, type Styled, spansOf } from './lay-out.ts'
import { breakLines, type Line, type Span, widthsOf } from './lines.ts'
import { lineMarks, type Mark, moved, type Piece } from './piece.ts'

interface Cell {
  readonly styled: Styled
  readonly spans: readonly Span[]
}

interface Row {
  readonly cells: readonly Cell[]
  readonly isHead: boolean
}

/** Lays out a table: rows stay whole where a page can hold them, headings come again on every page. */
export function layTable(layout: Layout, table: Styled, left: number, width: number, column: Column): void {
  const rows = rowsOf(layout, table, false)
  const widths = columnWidths(layout, rows, width)
  const heads = rows
    .filter(({ isHead }) => isHead)
    .map((row) => layRow(layout, row, widths, left, layout.pageHeight / 2)[0])
  const head = heads[0] ?? null
  if (head) column.add({ ...head, keepWithNext: true })
  for (const row of rows.filter(({ isHead }) => !isHead))
    for (const piece of layRow(layout, row, widths, left, layout.pageHeight - (head?.height ?? 0)))
      column.add({ ...piece, head: head ? toPiece(head) : null })
}

const toPiece = (made: Pick<Piece, 'height' | 'marks'>): Piece => ({
  ...made,
  before: 0,
  newPage: false,
  keepWithNext: true,
  head: null,
})

function rowsOf(layout: Layout, part: Styled, isHead: boolean): Row[] {
  return childrenOf(layout, part).flatMap((child) => {
    if (typeof child === 'string') return []
    if (child.element.tag !== 'tr') return rowsOf(layout, child, child.element.tag === 'thead')
    const cells = childrenOf(layout, child).filter((cell) => typeof cell !== 'string')
    return [{ isHead, cells: cells.map((styled) => ({ styled, spans: spansOf(layout, styled, styled.style) })) }]
  })
}

const sides = ({ styled: { style } }: Cell) => style.padding[1] + style.padding[3] + style.border[3]

/** Wider than this part of the table no column asks to be. */
const MOST_SHARE = 0.6

/** Cells with no more than that stay on one line where there is room. */
const KEPT_LETTERS = 6

/** As browsers give room: every column what it cannot do without, and of the rest by how much it would use. */
function columnWidths(layout: Layout, rows: readonly Row[], width: number): number[] {
  const count = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0)
  const columns = Array.from({ length: count }, (_, index) => {
    const needs = rows.flatMap(({ cells }) => (cells[index] ? [needOf(layout, cells[index])] : []))
    const least = Math.max(0, ...needs.map((one) => one.least))
    // one very long text does not squeeze all other columns
    const most = Math.min(Math.max(least, 0.1, ...needs.map((one) => one.most)), Math.max(least, width * MOST_SHARE))
    return { least, most, fixed: needs.some(({ fixed }) => fixed) }
  })
  const least = columns.reduce((sum, one) => sum + one.least, 0)
  const wants = columns.reduce((sum, one) => sum + (one.fixed ? 0 : one.most - one.least), 0)
  const room = width - least
  if (room <= 0) return columns.map((one) => (one.least * width) / least)
  if (wants >= room) return columns.map((one) => one.least + (one.fixed ? 0 : (room * (one.most - one.least)) / wants))
  const free = columns.reduce((sum, one) => sum + (one.fixed ? 0 : one.most), 0)
  return columns.map((one) =>
    one.fixed && free > 0 ? one.least : one.most + ((room - wants) * one.most) / (free || 1),
  )
}

function needOf({ measure }: Layout, cell: Cell): { least: number; most: number; fixed: boolean } {
  const { style } = cell.styled
  const { least, most } = widthsOf(cell.spans, measure)
  const around = sides(cell)
  // a sheet's width is of the whole box
  if (style.width > 0)
    return { least: Math.max(style.width, style.wraps ? 0 : most + around), most: style.width, fixed: true }
  // a word or two are not broken for the sake of a long text beside them
  const kept = style.wraps ? Math.max(least, Math.min(most, style.size * KEPT_LETTERS)) : most
  return { least: kept + around, most: most + around, fixed: false }
}

/** A row as one piece, or as several where it is higher than that. */
function layRow(layout: Layout, { cells }: Row, widths: readonly number[], left: number, highest: number) {
  const broken = cells.map((cell, index) => breakLines(cell.spans, (widths[index] ?? 0) - sides(cell), layout.measure))
  const around = cells.reduce(
    (most, { styled: { style } }) => Math.max(most, style.padding[0] + style.padding[2] + style.border[0]),
    0,
  )
  const lineHeight = cells.reduce((most, { styled: { style } }) => Math.max(most, style.size * style.lineHeight), 0.1)
  const fits = Math.max(1, Math.floor((highest - around) / lineHeight))
  const parts = Math.max(1, Math.ceil(Math.max(0, ...broken.map(({ length }) => length)) / fits))
  return Array.from({ length: parts }, (_, part) => {
    const lines = broken.map((all) => all.slice(part * fits, (part + 1) * fits))
    const most = Math.max(1, ...lines.map(({ length }) => length))
    const height = most * lineHeight + around
    let x = left
    const marks = cells.flatMap((cell, index) => {
      const wide = widths[index] ?? 0
      const made = cellMarks(cell, lines[index] ?? [], wide, height)
      const placed = moved(made, x, 0)
      x += wide
      return placed
    })
    return { marks, height }
  })
}

function cellMarks({ styled: { style } }: Cell, lines: readonly Line[], width: number, height: number): Mark[] {
  let y = style.padding[0] + style.border[0] / 2
  const text = lines.flatMap((line) => {
    const made = lineMarks(line, style.padding[3] + style.border[3] / 2, style.lineHeight)
    const placed = moved(made.marks, 0, y)
    y += made.height
    return placed
  })
  return [...frameOf(style, width, height), ...text]
}
