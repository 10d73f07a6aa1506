import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { codePointsOf, unwrapFont } from './woff.ts'

/** A font file, unwrapped, and what it has glyphs for. */
export interface Font {
  readonly name: string
  readonly bytes: Buffer
  readonly has: ReadonlySet<number>
}

/** Letters of one font that stand one after another. */
export interface Run {
  readonly font: Font
  /** what is drawn */
  readonly text: string
  /** what was meant, where no font has it and a stand-in is drawn */
  readonly meant: string
}

/** Printers put it where they have no type for a letter (geta mark). */
export const STAND_IN = '〓'

const FOLDER = join(dirname(fileURLToPath(import.meta.resolve('@fontsource/noto-sans-sc/package.json'))), 'files')
const MAIN = 'chinese-simplified'
/** Letters that are not to be seen: joiners, variation selectors, marks of direction, and what else is no letter. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}|\p{Cc}/u

/** Font files of Noto Sans SC, read when first needed and then kept: the one with what is usual in Chinese, and the slices with all else. */
const kept = new Map<string, Font>()

function openFont(part: string, bold: boolean): Font {
  const name = `noto-sans-sc-${part}-${bold ? 700 : 400}-normal`
  const known = kept.get(name)
  if (known) return known
  const bytes = unwrapFont(readFileSync(join(FOLDER, `${name}.woff`)))
  const font = { name, bytes, has: codePointsOf(bytes) }
  kept.set(name, font)
  return font
}

/** Which slice has a code point, as the package says. */
let slices: readonly (readonly [from: number, to: number, part: string])[] | null = null

function readSlices() {
  const told = JSON.parse(readFileSync(join(FOLDER, '../unicode.json'), 'utf8')) as Record<string, string>
  return Object.entries(told).flatMap(([part, ranges]) =>
    ranges.split(',').map((range) => {
      const [from = 0, to = from] = range
        .slice('U+'.length)
        .split('-')
        .map((hex) => Number.parseInt(hex, 16))
      return [from, to, part.replaceAll(/[[\]]/g, '')] as const
    }),
  )
}

function fontOf(code: number, bold: boolean): Font | null {
  const main = openFont(MAIN, bold)
  if (main.has.has(code)) return main
  slices ??= readSlices()
  for (const [from, to, part] of slices) {
    if (code < from || code > to) continue
    const font = openFont(part, bold)
    if (font.has.has(code)) return font
  }
  return null
}

/** The text in the fonts that have it, in order; what no font has stands as `STAND_IN`, what is never seen is left out. */
export function runsOf(text: string, bold: boolean): Run[] {
  const runs: Run[] = []
  for (const letter of text) {
    if (UNSEEN.test(letter)) continue
    const font = fontOf(letter.codePointAt(0) ?? 0, bold)
    const last = runs.at(-1)
    if (!font) runs.push({ font: openFont(MAIN, bold), text: STAND_IN, meant: letter })
    else if (last?.font === font && last.meant === '') runs[runs.length - 1] = { ...last, text: last.text + letter }
    else runs.push({ font, text: letter, meant: '' })
  }
  return runs
}
