import type { TicketKind, TicketState, TicketStep } from '../tickets/ticket.ts'
import { integer, primaryKey, sqliteTable, text } from './drizzle.ts'

/** Complaints and rectifications. What happened to them stands in their entries; the row is what they came to. */
export const tickets = sqliteTable('tickets', {
  id: text().primaryKey(),
  no: text().notNull(),
  kind: text().$type<TicketKind>().notNull(),
  state: text().$type<TicketState>().notNull(),
  subjectKind: text('subject_kind').$type<'document' | 'licence' | 'case'>().notNull(),
  subjectRef: text('subject_ref').notNull(),
  subjectName: text('subject_name').notNull(),
  caseId: text('case_id').notNull(),
  contact: text().notNull(),
  codeHash: text('code_hash').notNull(),
  seq: integer().notNull(),
  takenBy: text('taken_by'),
  takenByName: text('taken_by_name'),
  firstWordAt: integer('first_word_at'),
  closedAt: integer('closed_at'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

export const ticketEntries = sqliteTable(
  'ticket_entries',
  {
    ticketId: text('ticket_id').notNull(),
    seq: integer().notNull(),
    step: text().$type<TicketStep>().notNull(),
    at: integer().notNull(),
    actor: text().notNull(),
    actorName: text('actor_name').notNull(),
    text: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.ticketId, table.seq] })],
)
