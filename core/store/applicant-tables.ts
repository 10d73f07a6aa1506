import { integer, sqliteTable, text } from './drizzle.ts'

/** asked: nobody looked yet whether there is such a case · sent: a code went out · void: there is none, or its telephone is another */
export type CodeState = 'asked' | 'sent' | 'void'

/** One-time codes that applicants ask for. What is asked is written alike whether there is such a case or not; who looks it up comes later. */
export const applicantCodes = sqliteTable('applicant_codes', {
  id: text().primaryKey(),
  /** the number as it was typed */
  no: text().notNull(),
  /** end of the telephone number as it was typed, until it was looked at */
  tail: text().notNull(),
  /** digest of the address that asked */
  address: text().notNull(),
  state: text().$type<CodeState>().notNull(),
  caseId: text('case_id').notNull(),
  codeHash: text('code_hash').notNull(),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  /** 0 while nobody used it */
  usedAt: integer('used_at').notNull(),
})

/** An applicant's look at one case: minutes long, named by the digest of what the browser's cookie holds. */
export const applicantSessions = sqliteTable('applicant_sessions', {
  id: text().primaryKey(),
  caseId: text('case_id').notNull(),
  endsAt: integer('ends_at').notNull(),
  latestAt: integer('latest_at').notNull(),
  createdAt: integer('created_at').notNull(),
})
