import type { MessageKind } from '../messages/message.ts'
import { integer, primaryKey, sqliteTable, text } from './drizzle.ts'

/** What staff are told by the gateway: each once, for one person or for whoever has a role. */
export const staffMessages = sqliteTable('staff_messages', {
  id: text().primaryKey(),
  /** `staff:<id>` or `role:<role>` */
  audience: text().notNull(),
  kind: text().$type<MessageKind>().notNull(),
  /** the case's number, '' where it is about none */
  caseNo: text('case_no').notNull(),
  /** JSON, no personal data */
  data: text().notNull(),
  at: integer().notNull(),
})

/** Who has read what. */
export const messageReads = sqliteTable(
  'staff_message_reads',
  {
    messageId: text('message_id').notNull(),
    staffId: text('staff_id').notNull(),
    at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.messageId, table.staffId] })],
)
