import type { PageElement } from './page-tree.ts'

export type Declarations = Readonly<Record<string, string>>

/** The paper as `@page` has it, with the two footers of a page, '' where there are none. */
export interface PageRule {
  readonly declarations: Declarations
  readonly left: Declarations
  readonly right: Declarations
}

export interface StyleSheet {
  readonly page: PageRule
  readonly rules: readonly Rule[]
}

interface Rule {
  readonly steps: readonly Step[]
  readonly weight: number
  readonly declarations: Declarations
}

/** One compound of a selector, and how it hangs on the one before. */
interface Step {
  readonly by: ' ' | '+'
  readonly tag: string
  readonly classes: readonly string[]
  /** `:nth-child(n)`, 0 where any */
  readonly nth: number
}

/** An element with those that it stands in, innermost last. */
export type Path = readonly {
  readonly element: PageElement
  readonly before: PageElement | null
  readonly nth: number
}[]

/** Reads the style of a page for print. What is for screens only is passed over; properties are kept as they are written. */
export function readStyleSheet(css: string): StyleSheet {
  const blocks = readBlocks(css)
  const page = blocks.find(({ head }) => head === '@page')?.body ?? ''
  const rules = blocks
    .filter(({ head }) => !head.startsWith('@'))
    .flatMap(({ head, body }) => head.split(',').map((selector) => toRule(selector.trim(), readDeclarations(body))))
  // a rule that names more closely wins, of two alike the later one
  return { page: readPageRule(page), rules: rules.toSorted((a, b) => a.weight - b.weight) }
}

function readPageRule(body: string): PageRule {
  const boxes = new Map(readBlocks(body).map(({ head, body: inner }) => [head.replace(/^.*@/s, '@'), inner]))
  return {
    declarations: readDeclarations(body.replaceAll(/@[\w-]+\{[^{}]*\}/g, '')),
    left: readDeclarations(boxes.get('@bottom-left') ?? ''),
    right: readDeclarations(boxes.get('@bottom-right') ?? ''),
  }
}

/** What stands before each `{` and what is between it and its `}`. */
function readBlocks(css: string): { head: string; body: string }[] {
  const blocks: { head: string; body: string }[] = []
  let [start, bodyStart, depth] = [0, 0, 0]
  for (let at = 0; at < css.length; at += 1) {
    if (css[at] === '{') {
      if (depth === 0) bodyStart = at + 1
      depth += 1
    } else if (css[at] === '}' && depth > 0) {
      depth -= 1
      if (depth > 0) continue
      blocks.push({ head: css.slice(start, bodyStart - 1).trim(), body: css.slice(bodyStart, at) })
      start = at + 1
    }
  }
  return blocks
}

function readDeclarations(body: string): Declarations {
  const parts = body.split(';').map((part) => part.split(/:(.*)/s, 2).map((word) => word.trim()))
  return Object.fromEntries(parts.flatMap(([name = '', value]) => (value === undefined ? [] : [[name, value]])))
}

function toRule(selector: string, declarations: Declarations): Rule {
  const words = selector.replaceAll(/\s*\+\s*/g, ' +').split(/\s+/)
  const steps = words.map((word): Step => {
    const [, plus, tag = '', classes = '', nth = '0'] =
      /^(\+?)([\w*]*)((?:\.[\w-]+)*)(?::nth-child\((\d+)\))?$/.exec(word) ?? []
    return {
      by: plus ? '+' : ' ',
      tag: tag === '*' ? '' : tag,
      classes: classes.split('.').filter((name) => name !== ''),
      nth: Number(nth),
    }
  })
  const weight = steps.reduce(
    (sum, { tag, classes, nth }) => sum + (tag ? 1 : 0) + 10 * (classes.length + (nth ? 1 : 0)),
    0,
  )
  return { steps, weight, declarations }
}

/** What the sheet says of the element at the end of the path, the weightiest last. */
export function declarationsOf({ rules }: StyleSheet, path: Path): Declarations[] {
  return rules.filter(({ steps }) => matches(steps, path)).map(({ declarations }) => declarations)
}

function matches(steps: readonly Step[], path: Path): boolean {
  const [step, at] = [steps.at(-1), path.at(-1)]
  if (!step) return true
  if (!at || !fits(step, at.element, at.nth)) return false
  const rest = steps.slice(0, -1)
  if (step.by === '+') return at.before !== null && rest.length === 1 && fits(rest[0] as Step, at.before, 0)
  if (rest.length === 0) return true
  return path.slice(0, -1).some((_, index) => matches(rest, path.slice(0, index + 1)))
}

function fits({ tag, classes, nth }: Step, { tag: own, attributes }: PageElement, place: number): boolean {
  const has = (attributes['class'] ?? '').split(' ')
  return (tag === '' || tag === own) && (nth === 0 || nth === place) && classes.every((name) => has.includes(name))
}
