import type { DueKind } from '../reminders/due-dates.ts'
import { integer, sqliteTable, text } from './drizzle.ts'

/** Days on which something ends, and when somebody is reminded of it next. */
export const dueDates = sqliteTable('due_dates', {
  id: text().primaryKey(),
  kind: text().$type<DueKind>().notNull(),
  caseId: text('case_id').notNull(),
  endsOn: text('ends_on').notNull(),
  nextAt: integer('next_at').notNull(),
})

/** Companies that may move away; one a case. */
export const relocationWarnings = sqliteTable('relocation_warnings', {
  caseId: text('case_id').primaryKey(),
  caseNo: text('case_no').notNull(),
  company: text().notNull(),
  uscc: text().notNull(),
  region: text().notNull(),
  says: text().notNull(),
  basis: text().notNull(),
  at: integer().notNull(),
})
