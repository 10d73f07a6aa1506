import type { PickupPlace } from '../pickup/pickup.ts'
import { integer, sqliteTable, text } from './drizzle.ts'

/** Codes that results are fetched with. */
export const pickupCodes = sqliteTable('pickup_codes', {
  id: text().primaryKey(),
  caseId: text('case_id').notNull(),
  seq: integer().notNull(),
  print: integer().notNull(),
  reason: text().notNull(),
  codeHash: text('code_hash'),
  madeAt: integer('made_at').notNull(),
  endsAt: integer('ends_at').notNull(),
  madeBy: text('made_by').notNull(),
  usedAt: integer('used_at').notNull(),
  usedBy: text('used_by').notNull(),
  place: text().$type<PickupPlace | ''>().notNull(),
})
