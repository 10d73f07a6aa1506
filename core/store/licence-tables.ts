import type { CompositeStep } from '../licences/composite.ts'
import type { Revocation } from '../licences/licence.ts'
import { integer, primaryKey, sqliteTable, text } from './drizzle.ts'

/** Licences that cases came to, by type and number: a copy of what the cases say, and whether an issuer took one back. */
export const licences = sqliteTable('licences', {
  id: text().primaryKey(),
  caseId: text('case_id').notNull(),
  caseNo: text('case_no').notNull(),
  matter: text().notNull(),
  region: text().notNull(),
  name: text().notNull(),
  typeCode: text('type_code').notNull(),
  no: text().notNull(),
  certIdentifier: text('cert_identifier').notNull(),
  holderShown: text('holder_shown').notNull(),
  holderKey: text('holder_key'),
  applicantKey: text('applicant_key'),
  uscc: text().notNull(),
  issuerName: text('issuer_name').notNull(),
  issuerCode: text('issuer_code').notNull(),
  issuedOn: text('issued_on').notNull(),
  validFrom: text('valid_from').notNull(),
  validTo: text('valid_to').notNull(),
  revocation: text().$type<Revocation | ''>().notNull(),
  revokedOn: text('revoked_on').notNull(),
  revokedWhy: text('revoked_why').notNull(),
  recordedAt: integer('recorded_at').notNull(),
})

/** Composite licences: one an enterprise. */
export const composites = sqliteTable('composites', {
  id: text().primaryKey(),
  no: text().notNull(),
  uscc: text().notNull(),
  company: text().notNull(),
  code: text().notNull(),
  state: text().$type<'active' | 'ended'>().notNull(),
  seq: integer().notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

/** Which permits lie in which. */
export const compositePermits = sqliteTable(
  'composite_permits',
  {
    compositeId: text('composite_id').notNull(),
    licenceId: text('licence_id').notNull(),
    addedAt: integer('added_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.compositeId, table.licenceId] })],
)

/** What happened to them; append-only. */
export const compositeEntries = sqliteTable(
  'composite_entries',
  {
    compositeId: text('composite_id').notNull(),
    seq: integer().notNull(),
    step: text().$type<CompositeStep>().notNull(),
    at: integer().notNull(),
    actor: text().notNull(),
    actorName: text('actor_name').notNull(),
    text: text('body').notNull(),
  },
  (table) => [primaryKey({ columns: [table.compositeId, table.seq] })],
)
