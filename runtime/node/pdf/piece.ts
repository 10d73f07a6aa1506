import type { Run } from './letters.ts'
import type { Line } from './lines.ts'

/** One thing that is drawn; places in points from the left of the paper and the top of its piece, later of the page. */
export type Mark =
  | {
      readonly kind: 'text'
      readonly x: number
      /** of the base line */
      readonly y: number
      readonly run: Run
      readonly size: number
      readonly spacing: number
    }
  | {
      readonly kind: 'fill'
      readonly x: number
      readonly y: number
      readonly w: number
      readonly h: number
      readonly color: string
    }
  | {
      readonly kind: 'frame'
      readonly x: number
      readonly y: number
      readonly w: number
      readonly h: number
      readonly line: number
    }
  | { readonly kind: 'drawing'; readonly x: number; readonly y: number; readonly scale: number; readonly path: string }

/** What is not parted by the end of a page. */
export interface Piece {
  readonly height: number
  readonly marks: readonly Mark[]
  /** room before it, but at the top of a page */
  readonly before: number
  readonly newPage: boolean
  readonly keepWithNext: boolean
  /** comes again at the top of a page that this piece is the first of */
  readonly head: Piece | null
}

/** The marks somewhere else. */
export function moved(marks: readonly Mark[], dx: number, dy: number): Mark[] {
  return marks.map((mark) => ({ ...mark, x: mark.x + dx, y: mark.y + dy }))
}

/** Pieces one under another as one that stays whole. */
export function stacked(pieces: readonly Piece[]): { marks: Mark[]; height: number } {
  const marks: Mark[] = []
  let height = 0
  for (const [index, piece] of pieces.entries()) {
    height += index === 0 ? 0 : piece.before
    marks.push(...moved(piece.marks, 0, height))
    height += piece.height
  }
  return { marks, height }
}

/** Where between the top and the bottom of its line a letter's base is, in sizes from the middle. */
const BASE_FROM_MIDDLE = 0.37

/** A line of text from that left. */
export function lineMarks(line: Line, left: number, lineHeight: number): { marks: Mark[]; height: number } {
  const height = line.size * lineHeight
  const y = height / 2 + BASE_FROM_MIDDLE * line.size
  const marks = line.placed.map(
    ({ run, size, spacing, x }): Mark => ({ kind: 'text', x: left + x, y, run, size, spacing }),
  )
  return { marks, height }
}

/** Puts pieces on pages of that height, one after another; a piece that is higher than a page has one for itself. */
export function paginate(pieces: readonly Piece[], pageHeight: number): Mark[][] {
  const pages: Mark[][] = [[]]
  let y = 0
  const turn = () => {
    pages.push([])
    y = 0
  }
  const put = (piece: Piece) => {
    pages.at(-1)?.push(...moved(piece.marks, 0, y))
    y += piece.height
  }
  for (const [index, piece] of pieces.entries()) {
    const before = y === 0 ? 0 : piece.before
    if (y > 0 && (piece.newPage || y + before + heightWithNext(pieces, index) > pageHeight + 0.01)) turn()
    else y += before
    if (y === 0 && piece.head) put(piece.head)
    put(piece)
  }
  return pages
}

/** Its height with those that it may not be parted from. */
function heightWithNext(pieces: readonly Piece[], index: number): number {
  let height = 0
  for (let at = index; at < pieces.length; at += 1) {
    const piece = pieces[at] as Piece
    height += piece.height + (at === index ? 0 : piece.before)
    if (!piece.keepWithNext) break
  }
  return height
}
