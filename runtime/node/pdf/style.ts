import { type Declarations, declarationsOf, type Path, type StyleSheet } from './style-sheet.ts'

/** top, right, bottom, left, in points */
export type Sides = readonly [number, number, number, number]

/** How an element looks, as far as paper can show it; lengths in points. */
export interface Style {
  readonly display: 'block' | 'inline' | 'flex' | 'none'
  readonly size: number
  /** in sizes */
  readonly lineHeight: number
  readonly bold: boolean
  readonly align: 'left' | 'center'
  readonly spacing: number
  readonly wraps: boolean
  /** stands in the middle of its room */
  readonly centred: boolean
  readonly margin: Sides
  readonly padding: Sides
  readonly border: Sides
  readonly background: string
  /** 0 where nothing is said */
  readonly width: number
  readonly gap: number
  /** takes what room is left in its row */
  readonly grows: boolean
  readonly spreads: boolean
  readonly breakBefore: boolean
  readonly keepTogether: boolean
  readonly keepWithNext: boolean
}

const NONE: Sides = [0, 0, 0, 0]
const INLINE = new Set(['span', 'b', 'strong', 'em', 'i', 'small', 'br'])
const BOLD = new Set(['h1', 'h2', 'b', 'strong'])

/** What everything begins with. */
export const ROOT: Style = {
  display: 'block',
  size: 12,
  lineHeight: 1.4,
  bold: false,
  align: 'left',
  spacing: 0,
  wraps: true,
  centred: false,
  margin: NONE,
  padding: NONE,
  border: NONE,
  background: '',
  width: 0,
  gap: 0,
  grows: false,
  spreads: false,
  breakBefore: false,
  keepTogether: false,
  keepWithNext: false,
}

/** The style of the element at the end of the path, in a parent of that style. */
export function styleOf(sheet: StyleSheet, path: Path, parent: Style): Style {
  const tag = path.at(-1)?.element.tag ?? ''
  const said: Declarations = Object.assign({}, ...declarationsOf(sheet, path))
  const [size, lineHeight] = fontOf(said, parent)
  const em = (text: string | undefined) => toPoints(text, size)
  return {
    ...ROOT,
    display: displayOf(tag, said['display']),
    size,
    lineHeight,
    bold: said['font-weight'] ? said['font-weight'] === '700' : parent.bold || BOLD.has(tag),
    align: said['text-align'] ? (said['text-align'] === 'center' ? 'center' : 'left') : parent.align,
    spacing: said['letter-spacing'] ? em(said['letter-spacing']) : parent.spacing,
    wraps: said['white-space'] ? said['white-space'] !== 'nowrap' : parent.wraps,
    centred: said['margin']?.split(' ')[1] === 'auto',
    margin: sidesOf(said, 'margin', size),
    padding: sidesOf(said, 'padding', size),
    border: sidesOf(said, 'border', size),
    background: said['background'] ?? '',
    width: said['width']?.endsWith('%') ? 0 : em(said['width']),
    gap: em(said['gap']),
    grows: said['flex'] === '1',
    spreads: said['justify-content'] === 'space-between',
    breakBefore: said['break-before'] === 'page',
    keepTogether: said['break-inside'] === 'avoid',
    keepWithNext: said['break-after'] === 'avoid',
  }
}

function displayOf(tag: string, said: string | undefined): Style['display'] {
  if (said === 'flex' || said === 'none') return said
  return INLINE.has(tag) ? 'inline' : 'block'
}

/** Size and line height, from `font` or `font-size`. */
function fontOf(said: Declarations, parent: Style): [size: number, lineHeight: number] {
  const [, size, , height] = /^([\d.]+\w+)(\/([\d.]+))?\s/.exec(said['font'] ?? '') ?? []
  const own = size ?? said['font-size']
  return [own ? toPoints(own, parent.size) : parent.size, height ? Number(height) : parent.lineHeight]
}

const SIDES = ['top', 'right', 'bottom', 'left'] as const

/** A box's four sides of `margin`, `padding` or `border` (its width), the single sides before the shorthand. */
function sidesOf(said: Declarations, name: string, size: number): Sides {
  const words = (said[name] ?? '').split(/\s+/)
  const [top, right = top, bottom = top, left = right] = name === 'border' ? [words[0]] : words
  const all = [top, right, bottom, left].map((word) => toPoints(word, size))
  const own = SIDES.map((side, index) => {
    const single = said[`${name}-${side}`]?.split(' ')[0]
    return single === undefined ? (all[index] ?? 0) : toPoints(single, size)
  })
  return own as unknown as Sides
}

const UNITS: Readonly<Record<string, number>> = { pt: 1, mm: 72 / 25.4, px: 0.75 }

/** A length in points; 0 for what is none. */
export function toPoints(text: string | undefined, size: number): number {
  const [, number, unit = ''] = /^(-?[\d.]+)(pt|mm|px|em)$/.exec(text ?? '') ?? []
  return number === undefined ? 0 : Number(number) * (UNITS[unit] ?? size)
}
