import { integer, primaryKey, sqliteTable, text } from './drizzle.ts'

/** What was counted of a case, so that only the difference is added when more happens to it. */
export const measuredCases = sqliteTable('measured_cases', {
  caseId: text('case_id').primaryKey(),
  /** newest event that was counted */
  seq: integer().notNull(),
  /** JSON: amounts by day and measure */
  measures: text().notNull(),
})

/** Sums of what was counted, each by day (`d2026-03-02`) and by month (`m2026-03`). */
export const indicatorSums = sqliteTable(
  'indicator_sums',
  {
    period: text().notNull(),
    region: text().notNull(),
    matter: text().notNull(),
    direction: text().$type<'out' | 'in'>().notNull(),
    measure: text().notNull(),
    amount: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.period, table.region, table.matter, table.direction, table.measure] })],
)

/** How far each source was counted. One row a source: the next step is a new row, so that of two processes that count the same one fails. */
export const indicatorProgress = sqliteTable(
  'indicator_progress',
  {
    source: text().notNull(),
    step: integer().notNull(),
    at: integer().notNull(),
    id: text().notNull(),
    seq: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.step] })],
)

/** What people filled in of indicators that nobody computes, by period; the newest of each counts. */
export const filledValues = sqliteTable(
  'filled_values',
  {
    /** of the registry's row; stays when another registry is imported */
    code: text().notNull(),
    period: text().notNull(),
    seq: integer().notNull(),
    /** a decimal number */
    value: text().notNull(),
    source: text().notNull(),
    actor: text().notNull(),
    at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.code, table.period, table.seq] })],
)

/** The district's registry of indicators, as it was imported last. */
export const registeredIndicators = sqliteTable('registered_indicators', {
  code: text().primaryKey(),
  /** in the file, 0 for the first */
  place: integer().notNull(),
  name: text().notNull(),
  section: text().notNull(),
  /** id of the figure that the gateway makes; null where it is filled in by hand */
  indicator: text(),
  unit: text().notNull(),
  note: text().notNull(),
  cycle: text().notNull(),
})
