import { type Run, runsOf } from './letters.ts'

/** Text in one look. */
export interface Span {
  readonly text: string
  readonly bold: boolean
  readonly size: number
  readonly spacing: number
}

/** A run on a line, from its left. */
export interface Placed {
  readonly run: Run
  readonly bold: boolean
  readonly size: number
  readonly spacing: number
  readonly x: number
}

export interface Line {
  readonly placed: readonly Placed[]
  readonly width: number
  /** of the largest letters on it */
  readonly size: number
}

/** How wide a text is in its font at that size, points. */
export type Measure = (run: Run, size: number) => number

/** Never begins a line (GB/T 15834 §5.1). */
const NOT_FIRST = /^[，。、；：？！）》」』】〉”’％%,.;:?!)\]}·—…]/u
/** Never ends one. */
const NOT_LAST = /[（《「『【〈“‘([{]$/u
/** Letters and digits that stay together where they can. */
const WORD = /^[\p{Script=Latin}\p{N}\p{M}_*'’@#&+/.:-]$/u

/** What is not to be parted: a word, or one sign with the marks that may not leave it. */
interface Atom {
  readonly letters: readonly { readonly letter: string; readonly span: Span }[]
  readonly width: number
}

/** Breaks text into lines of at most that width, as Chinese is broken: anywhere but before a closing and after an opening mark; Latin words whole while they fit. */
export function breakLines(spans: readonly Span[], width: number, measure: Measure): Line[] {
  const lines: Line[] = []
  let [atoms, used] = [[] as Atom[], 0]
  const end = () => {
    lines.push(toLine(atoms, measure))
    atoms = []
    used = 0
  }
  for (const atom of toAtoms(spans, measure).flatMap((one) => (one.width > width ? cut(one, measure) : [one]))) {
    if (atoms.length > 0 && used + atom.width > width + 0.01) end()
    if (atoms.length === 0 && isSpace(atom) && lines.length > 0) continue
    atoms.push(atom)
    used += atom.width
  }
  if (atoms.length > 0) end()
  return lines
}

/** How wide the text is in one line, and its widest part that holds together. */
export function widthsOf(spans: readonly Span[], measure: Measure): { least: number; most: number } {
  const atoms = toAtoms(spans, measure)
  const widest = Math.max(0, ...spans.map(({ size }) => size))
  return {
    least: Math.min(
      widest * 2,
      atoms.reduce((sum, { width }) => Math.max(sum, width), 0),
    ),
    most: atoms.reduce((sum, { width }) => sum + width, 0),
  }
}

const isSpace = ({ letters }: Atom) => letters.every(({ letter }) => letter === ' ')

type Letter = Atom['letters'][number]

function toAtoms(spans: readonly Span[], measure: Measure): Atom[] {
  const groups: Letter[][] = []
  for (const span of spans)
    for (const letter of span.text.replaceAll(/[ \t\r\n]+/g, ' ')) {
      const group = groups.at(-1)
      const last = group?.at(-1)?.letter ?? ''
      const holds = NOT_FIRST.test(letter) || NOT_LAST.test(last) || (WORD.test(letter) && WORD.test(last))
      if (group && holds && last !== ' ' && letter !== ' ') group.push({ letter, span })
      else groups.push([{ letter, span }])
    }
  return groups.map((letters) => ({ letters, width: widthOf(letters, measure) }))
}

function cut({ letters }: Atom, measure: Measure): Atom[] {
  return letters.map((one) => ({ letters: [one], width: widthOf([one], measure) }))
}

function widthOf(letters: readonly Letter[], measure: Measure): number {
  return letters.reduce((sum, { letter, span }) => {
    const runs = runsOf(letter, span.bold)
    return sum + runs.reduce((own, run) => own + measure(run, span.size) + span.spacing, 0)
  }, 0)
}

function toLine(atoms: readonly Atom[], measure: Measure): Line {
  const letters = atoms.flatMap((atom) => atom.letters)
  while (letters.at(-1)?.letter === ' ') letters.pop()
  const placed: Placed[] = []
  let [x, from] = [0, 0]
  while (from < letters.length) {
    const { span } = letters[from] as Letter
    let to = from
    while (letters[to]?.span === span) to += 1
    for (const run of runsOf(
      letters
        .slice(from, to)
        .map(({ letter }) => letter)
        .join(''),
      span.bold,
    )) {
      const { bold, size, spacing } = span
      placed.push({ run, bold, size, spacing, x })
      x += measure(run, size) + spacing * [...run.text].length
    }
    from = to
  }
  return { placed, width: x, size: Math.max(0, ...placed.map(({ size }) => size)) }
}
