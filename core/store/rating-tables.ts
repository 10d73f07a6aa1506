import type { RatedStage, RatingChannel } from '../ratings/rating.ts'
import type { Level } from '../ratings/scale.ts'
import { integer, primaryKey, sqliteTable, text } from './drizzle.ts'

/** What applicants think of their cases. */
export const ratings = sqliteTable(
  'ratings',
  {
    id: text().notNull(),
    caseId: text('case_id').notNull(),
    stage: text().$type<RatedStage>().notNull(),
    caseNo: text('case_no').notNull(),
    matter: text().notNull(),
    region: text().notNull(),
    level: text().$type<Level>().notNull(),
    bad: integer().notNull(),
    reasons: text().notNull(),
    text: text('body').notNull(),
    channel: text().$type<RatingChannel>().notNull(),
    actor: text().notNull(),
    ticketNo: text('ticket_no').notNull(),
    at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.stage] })],
)

/** The newest code that an applicant may rate with; the code itself is kept nowhere. */
export const ratingInvitations = sqliteTable('rating_invitations', {
  caseId: text('case_id').primaryKey(),
  codeHash: text('code_hash').notNull(),
  invitedAt: integer('invited_at').notNull(),
  endsAt: integer('ends_at').notNull(),
})
