import type { Carrier, TaskOutcome } from '../manual/hand-task.ts'
import type { MessageKind } from '../message.ts'
import { integer, primaryKey, sqliteTable, text } from './drizzle.ts'

/** What people carry to regions by hand. Of a row nothing changes but that it ended: how is a row of its own. */
export const handTasks = sqliteTable(
  'hand_tasks',
  {
    deliveryId: text('delivery_id').notNull(),
    round: integer().notNull(),
    region: text().notNull(),
    caseNo: text('case_no').notNull(),
    matter: text().notNull(),
    kind: text().$type<MessageKind>().notNull(),
    dossier: text().notNull(),
    bundle: text().notNull(),
    openedAt: integer('opened_at').notNull(),
    /** 0 while it is open */
    endedAt: integer('ended_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.deliveryId, table.round] })],
)

export const handTaskEnds = sqliteTable(
  'hand_task_ends',
  {
    deliveryId: text('delivery_id').notNull(),
    round: integer().notNull(),
    outcome: text().$type<TaskOutcome>().notNull(),
    carrier: text().$type<Carrier | ''>().notNull(),
    waybill: text().notNull(),
    note: text().notNull(),
    at: integer().notNull(),
    by: text('by_id').notNull(),
    byName: text('by_name').notNull(),
  },
  (table) => [primaryKey({ columns: [table.deliveryId, table.round] })],
)

/** Answers that people copied, and what the second person decided of each. */
export const slips = sqliteTable('slips', {
  id: text().primaryKey(),
  caseNo: text('case_no').notNull(),
  said: text().notNull(),
  enteredAt: integer('entered_at').notNull(),
  /** 0 while it waits for the second person */
  decidedAt: integer('decided_at').notNull(),
})

export const slipDecisions = sqliteTable('slip_decisions', {
  slipId: text('slip_id').primaryKey(),
  confirmed: integer().notNull(),
  reason: text().notNull(),
  at: integer().notNull(),
  by: text('by_id').notNull(),
  byName: text('by_name').notNull(),
  outcome: text().notNull(),
})
