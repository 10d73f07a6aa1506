import type { NotificationState } from '../notifications/notification.ts'
import type { TemplateKey } from '../notifications/plan.ts'
import { integer, sqliteTable, text } from './drizzle.ts'

/** Text messages: the duty to send each, once. */
export const notifications = sqliteTable('notifications', {
  id: text().primaryKey(),
  template: text().$type<TemplateKey>().notNull(),
  caseId: text('case_id').notNull(),
  phone: text().notNull(),
  phoneKey: text('phone_key').notNull(),
  anytime: integer().notNull(),
  text: text('body').notNull(),
  shown: text().notNull(),
  state: text().$type<NotificationState>().notNull(),
  attempts: integer().notNull(),
  nextAt: integer('next_at').notNull(),
  deadlineAt: integer('deadline_at').notNull(),
  reason: text().notNull(),
  receipt: text().notNull(),
  createdAt: integer('created_at').notNull(),
  endedAt: integer('ended_at').notNull(),
})
