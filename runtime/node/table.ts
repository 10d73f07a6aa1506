/** Prints rows under a heading, columns aligned by what a terminal shows (a Chinese character takes two places). */
export function printTable(heading: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = heading.map((title, column) =>
    Math.max(widthOf(title), ...rows.map((row) => widthOf(row[column] ?? ''))),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => pad(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  const bold = process.stdout.isTTY ? (text: string) => `\x1b[1m${text}\x1b[0m` : (text: string) => text
  process.stdout.write(`${bold(line(heading))}\n${rows.map((row) => `${line(row)}\n`).join('')}`)
  if (rows.length === 0) process.stdout.write('(没有)\n')
}

/** How many places a text takes on a terminal; colours take none. */
export function widthOf(text: string): number {
  return [...text.replaceAll(/\x1b\[\d+m/g, '')].reduce(
    (width, character) =>
      width +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u.test(
        character,
      )
        ? 2
        : 1),
    0,
  )
}

/** The text filled up with spaces to a width on a terminal. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}
