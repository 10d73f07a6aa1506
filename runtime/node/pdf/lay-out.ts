import { layTable } from './lay-table.ts'
import { breakLines, type Measure, type Span, widthsOf } from './lines.ts'
import type { PageElement, PageNode } from './page-tree.ts'
import { lineMarks, type Mark, moved, type Piece, stacked } from './piece.ts'
import { type Style, styleOf } from './style.ts'
import type { Path, StyleSheet } from './style-sheet.ts'

/** An element with its style. */
export interface Styled {
  readonly element: PageElement
  readonly style: Style
  readonly path: Path
}

/** What laying out needs to know, and where what it makes goes, in order. */
export interface Layout {
  readonly sheet: StyleSheet
  readonly measure: Measure
  /** how much fits on a page */
  readonly pageHeight: number
}

/** Pieces one after another, with the margins between them, of two that meet the larger. */
export class Column {
  readonly pieces: Piece[] = []
  private margin = 0
  private breaks = false

  space(points: number): void {
    this.margin = Math.max(this.margin, points)
  }

  breakPage(): void {
    this.breaks = this.pieces.length > 0
  }

  add(piece: Pick<Piece, 'height' | 'marks'> & Partial<Piece>): void {
    const { height, marks, keepWithNext = false, head = null } = piece
    this.pieces.push({ height, marks, before: this.margin, newPage: this.breaks, keepWithNext, head })
    this.margin = 0
    this.breaks = false
  }
}

/** The elements and texts in an element, elements with their style. */
export function childrenOf(layout: Layout, { element, style, path }: Styled): (Styled | string)[] {
  let [before, nth] = [null as PageElement | null, 0]
  return element.children.map((child: PageNode) => {
    if (typeof child === 'string') return child
    nth += 1
    const own: Path = [...path, { element: child, before, nth }]
    before = child
    return { element: child, style: styleOf(layout.sheet, own, style), path: own }
  })
}

/** Lays out a block with all that is in it. */
export function layBlock(layout: Layout, block: Styled, left: number, width: number, column: Column): void {
  const { style, element } = block
  if (style.display === 'none') return
  if (style.breakBefore) column.breakPage()
  column.space(style.margin[0])
  if (isWhole(block)) layWhole(layout, block, left, width, column)
  else if (element.tag === 'table') layTable(layout, block, left, width, column)
  else layInside(layout, block, left, width, column)
  column.space(style.margin[2])
}

const isBoxed = ({ style }: Styled) => style.border.some((side) => side > 0) || style.background !== ''

const isWhole = (block: Styled) =>
  block.element.tag === 'svg' || block.style.display === 'flex' || block.style.keepTogether || isBoxed(block)

/** What stays on one page; only what is too high for any is laid out as if nothing held it together. */
function layWhole(layout: Layout, block: Styled, left: number, width: number, column: Column): void {
  const { marks, height } = layFragment(layout, block, width)
  if (height > layout.pageHeight && block.element.tag !== 'svg') layInside(layout, block, left, width, column)
  else {
    const { centred, width: own, keepWithNext } = block.style
    const indent = centred && own > 0 ? (width - own) / 2 : 0
    column.add({ marks: moved(marks, left + indent, 0), height, keepWithNext })
  }
}

/** A block with its frame and ground, from 0,0. */
export function layFragment(layout: Layout, block: Styled, width: number): { marks: Mark[]; height: number } {
  const { style, element } = block
  if (element.tag === 'svg') return drawing(block)
  const [top, right, bottom, left] = [0, 1, 2, 3].map(
    (side) => (style.padding[side] ?? 0) + (style.border[side] ?? 0),
  ) as [number, number, number, number]
  const inside =
    style.display === 'flex'
      ? layRow(layout, block, width - left - right)
      : layPlain(layout, block, width - left - right)
  const height = inside.height + top + bottom
  return { marks: [...frameOf(style, width, height), ...moved(inside.marks, left, top)], height }
}

function layPlain(layout: Layout, block: Styled, width: number): { marks: Mark[]; height: number } {
  const column = new Column()
  layContent(layout, block, 0, width, column)
  return stacked(column.pieces)
}

/** The lines around a box, and what is behind it. */
export function frameOf({ border, background }: Style, w: number, h: number): Mark[] {
  const [top, right, bottom, left] = border
  const ground: Mark[] = background === '' ? [] : [{ kind: 'fill', x: 0, y: 0, w, h, color: background }]
  if (top > 0 && right > 0 && bottom > 0 && left > 0) return [...ground, { kind: 'frame', x: 0, y: 0, w, h, line: top }]
  const bar = (x: number, y: number, wide: number, high: number): Mark[] =>
    wide > 0 && high > 0 ? [{ kind: 'fill', x, y, w: wide, h: high, color: '#000' }] : []
  return [...ground, ...bar(0, 0, w, top), ...bar(0, h - bottom, w, bottom)]
}

function drawing({ element, style }: Styled): { marks: Mark[]; height: number } {
  const side = Number((element.attributes['viewBox'] ?? '').split(' ')[2])
  const path = element.children.find((child) => typeof child !== 'string' && child.tag === 'path')
  const d = typeof path === 'object' ? (path.attributes['d'] ?? '') : ''
  const height = side > 0 ? style.width : 0
  if (height === 0) return { marks: [], height }
  return { marks: [{ kind: 'drawing', x: 0, y: 0, scale: height / side, path: d }], height }
}

/** The padding of a block that may be parted is room of its own. */
function layInside(layout: Layout, block: Styled, left: number, width: number, column: Column): void {
  const [top, right, bottom, leftPadding] = block.style.padding
  if (top > 0) column.add({ height: top, marks: [], keepWithNext: true })
  layContent(layout, block, left + leftPadding, width - leftPadding - right, column)
  if (bottom > 0) column.add({ height: bottom, marks: [] })
}

/** Blocks one under another; text between them is a paragraph. */
function layContent(layout: Layout, block: Styled, left: number, width: number, column: Column): void {
  let inline: Span[] = []
  let number = 0
  const flush = () => {
    layText(layout, block.style, inline, left, width, column)
    inline = []
  }
  for (const child of childrenOf(layout, block)) {
    if (typeof child === 'string' || child.style.display === 'inline') {
      inline.push(...spansOf(layout, child, block.style))
      continue
    }
    flush()
    if (child.element.tag === 'li') {
      number += 1
      layItem(layout, child, block.element.tag === 'ol' ? `${number}.` : '•', left, width, column)
    } else layBlock(layout, child, left, width, column)
  }
  flush()
}

/** A list's item, its number hanging before it. */
function layItem(layout: Layout, item: Styled, sign: string, left: number, width: number, column: Column): void {
  const own = new Column()
  layContent(layout, item, left, width, own)
  const [first, ...rest] = own.pieces
  if (!first) return
  const { size, lineHeight, bold } = item.style
  const [line] = breakLines([{ text: `${sign} `, bold, size, spacing: 0 }], width, layout.measure)
  const hanging = line ? lineMarks(line, left - line.width - size * 0.4, lineHeight).marks : []
  column.add({ ...first, marks: [...first.marks, ...hanging] })
  for (const piece of rest) {
    column.space(piece.before)
    column.add(piece)
  }
}

/** Text of an inline element, or by itself, with the looks of what it stands in. */
export function spansOf(layout: Layout, child: Styled | string, around: Style): Span[] {
  if (typeof child === 'string') {
    const { bold, size, spacing } = around
    return [{ text: child, bold, size, spacing }]
  }
  return childrenOf(layout, child).flatMap((inner) => spansOf(layout, inner, child.style))
}

function layText(
  layout: Layout,
  style: Style,
  spans: readonly Span[],
  left: number,
  width: number,
  column: Column,
): void {
  if (spans.every(({ text }) => text.trim() === '')) return
  for (const line of breakLines(trimmed(spans), width, layout.measure)) {
    const indent = style.align === 'center' ? Math.max(0, (width - line.width) / 2) : 0
    column.add({ ...lineMarks(line, left + indent, style.lineHeight), keepWithNext: style.keepWithNext })
  }
}

function trimmed(spans: readonly Span[]): Span[] {
  return spans.map((span, index) => (index === 0 ? { ...span, text: span.text.trimStart() } : span))
}

/** Boxes side by side: those that grow share what room is left, the others are as wide as what is in them. */
function layRow(layout: Layout, row: Styled, width: number): { marks: Mark[]; height: number } {
  const items = childrenOf(layout, row).filter((child) => typeof child !== 'string')
  const gaps = row.style.gap * Math.max(0, items.length - 1)
  const natural = items.map((item) => naturalWidth(layout, item))
  const growing = items.filter(({ style }) => style.grows).length
  const taken = natural.reduce((sum, own, index) => sum + (items[index]?.style.grows ? 0 : own), 0)
  const room = width - gaps - taken
  const widths = items.map(({ style }, index) => {
    if (style.grows) return room / growing
    const own = natural[index] ?? 0
    return room < 0 && style.width === 0 ? Math.max(20, own + room * (own / taken)) : own
  })
  const made = items.map((item, index) => layFragment(layout, item, widths[index] ?? 0))
  const height = made.reduce((most, one) => Math.max(most, one.height), 0)
  const spare = row.style.spreads && growing === 0 ? Math.max(0, room) / Math.max(1, items.length - 1) : 0
  let x = 0
  const marks = made.flatMap((one, index) => {
    const placed = moved(one.marks, x, (height - one.height) / 2)
    x += (widths[index] ?? 0) + row.style.gap + spare
    return placed
  })
  return { marks, height }
}

function naturalWidth(layout: Layout, item: Styled): number {
  const { style, element } = item
  if (style.width > 0) return style.width
  if (element.tag === 'svg') return style.width
  const parts = childrenOf(layout, item)
  const spans = parts.flatMap((part) =>
    typeof part === 'string' || part.style.display === 'inline' ? spansOf(layout, part, style) : [],
  )
  const blocks = parts.filter((part) => typeof part !== 'string' && part.style.display !== 'inline') as Styled[]
  const widest = blocks.reduce((most, block) => Math.max(most, naturalWidth(layout, block)), 0)
  return Math.max(widest, widthsOf(spans, layout.measure).most) + style.padding[1] + style.padding[3] + 0.1
}
