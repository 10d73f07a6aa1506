/** One line of two texts laid side by side. */
export interface DiffLine {
  readonly kind: 'same' | 'gone' | 'new'
  readonly text: string
  /** its number in the text before and after; null where it is not there */
  readonly before: number | null
  readonly after: number | null
}

/** More lines than this on both sides are not compared line by line: they count as replaced. */
const MOST = 2_000
const AROUND = 3

/** Two texts line by line, by their longest common subsequence. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const [one, two] = [before.split('\n'), after.split('\n')]
  let head = 0
  while (head < one.length && head < two.length && one[head] === two[head]) head += 1
  let tail = 0
  while (tail < one.length - head && tail < two.length - head && one.at(-1 - tail) === two.at(-1 - tail)) tail += 1
  const same = (from: number, count: number, shift: number): DiffLine[] =>
    Array.from({ length: count }, (_, index) => ({
      kind: 'same',
      text: one[from + index] ?? '',
      before: from + index + 1,
      after: from + index + 1 + shift,
    }))
  return [
    ...same(0, head, 0),
    ...middle(one.slice(head, one.length - tail), two.slice(head, two.length - tail), head),
    ...same(one.length - tail, tail, two.length - one.length),
  ]
}

function middle(one: readonly string[], two: readonly string[], head: number): DiffLine[] {
  const gone = (index: number): DiffLine => ({
    kind: 'gone',
    text: one[index] ?? '',
    before: head + index + 1,
    after: null,
  })
  const fresh = (index: number): DiffLine => ({
    kind: 'new',
    text: two[index] ?? '',
    before: null,
    after: head + index + 1,
  })
  if (one.length > MOST || two.length > MOST)
    return [...one.map((_, index) => gone(index)), ...two.map((_, index) => fresh(index))]
  const lengths = commonLengths(one, two)
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < one.length || j < two.length) {
    if (i < one.length && j < two.length && one[i] === two[j]) {
      lines.push({ kind: 'same', text: one[i] ?? '', before: head + i + 1, after: head + j + 1 })
      i += 1
      j += 1
    } else if (j >= two.length || (i < one.length && (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))) {
      lines.push(gone(i))
      i += 1
    } else {
      lines.push(fresh(j))
      j += 1
    }
  }
  return lines
}

/** How long the common subsequence from each pair of places to the ends is. */
function commonLengths(one: readonly string[], two: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: one.length + 1 }, () => new Uint16Array(two.length + 1))
  for (let i = one.length - 1; i >= 0; i -= 1)
    for (let j = two.length - 1; j >= 0; j -= 1) {
      const [row, below] = [rows[i], rows[i + 1]]
      if (!row || !below) continue
      row[j] = one[i] === two[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  return rows
}

/** The changed lines with a few around them, in blocks. */
export function hunksOf(lines: readonly DiffLine[]): DiffLine[][] {
  const wanted = new Set<number>()
  for (const [index, { kind }] of lines.entries())
    if (kind !== 'same') for (let at = index - AROUND; at <= index + AROUND; at += 1) wanted.add(at)
  const hunks: DiffLine[][] = []
  let open: DiffLine[] | null = null
  for (const [index, line] of lines.entries()) {
    if (!wanted.has(index)) open = null
    else {
      if (!open) {
        open = []
        hunks.push(open)
      }
      open.push(line)
    }
  }
  return hunks
}
