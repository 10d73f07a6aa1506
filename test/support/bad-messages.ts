const LEAST = 15

/** Marks a table of messages that a family of protocols refuses: fifteen of them at least, each a reason of its own to refuse it. `test/house/bad-messages.test.ts` sees that every family has one. */
export function badMessages<Row>(family: string, rows: readonly Row[], what: (row: Row) => string): readonly Row[] {
  const names = new Set(rows.map(what))
  if (names.size < LEAST) throw new Error(`${family} refuses ${names.size} bad messages only, ${LEAST} are due`)
  if (names.size < rows.length) throw new Error(`${family} names one bad message twice`)
  return rows
}
