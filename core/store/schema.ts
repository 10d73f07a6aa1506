import type { AuditAction } from './audit-actions.ts'
import { integer, primaryKey, sqliteTable, text } from './drizzle.ts'

/* Columns are text and bigint only: times in ms, booleans 0/1, JSON as text. The tables themselves are made by `migrations.ts`. */

export const cases = sqliteTable('cases', {
  id: text().primaryKey(),
  no: text().notNull(),
  direction: text().$type<'out' | 'in'>().notNull(),
  region: text().notNull(),
  matter: text().notNull(),
  mode: text().notNull(),
  status: text().notNull(),
  /** seq of the newest event */
  seq: integer().notNull(),
  partnerNo: text('partner_no'),
  correlation: text(),
  memo: text().notNull(),
  mappingVersion: text('mapping_version').notNull(),
  handler: text(),
  clerk: text(),
  /** the staff id of `clerk` */
  clerkId: text('clerk_id'),
  /** 1 where a person must look at what a region said */
  attention: integer(),
  /** number of the newest application or supplement message */
  messageSeq: integer('message_seq').notNull(),
  /** number of the newest progress message, received or sent */
  progressSeq: integer('progress_seq').notNull(),
  /** order of the newest delivery */
  orderNo: integer('order_no').notNull(),
  parentId: text('parent_id'),
  leg: text(),
  bundleId: text('bundle_id'),
  bundleKey: text('bundle_key'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

/** One intake for several matters; never changed. The cases of its children carry its id and their key. */
export const bundles = sqliteTable('bundles', {
  id: text().primaryKey(),
  no: text().notNull(),
  themeId: text('theme_id').notNull(),
  /** the theme as it was at intake */
  theme: text().notNull(),
  form: text().notNull(),
  materials: text().notNull(),
  clerk: text().notNull(),
  clerkId: text('clerk_id').notNull(),
  createdAt: integer('created_at').notNull(),
})

/** A case's form and materials, apart from its row: they are large and seldom change, the row is small and changes with every step. */
export const caseContents = sqliteTable('case_contents', {
  caseId: text('case_id').primaryKey(),
  form: text().notNull(),
  materials: text().notNull(),
  /** what a list shows of the applicant */
  applicantShown: text('applicant_shown'),
  /** keyed digests, see `ApplicantIndex` */
  applicantIdNo: text('applicant_id_no'),
  applicantMobile: text('applicant_mobile'),
  applicantName: text('applicant_name'),
  /** see `companyKey` */
  companyName: text('company_name'),
})

export const caseEvents = sqliteTable(
  'case_events',
  {
    caseId: text('case_id').notNull(),
    seq: integer().notNull(),
    type: text().notNull(),
    status: text().notNull(),
    at: integer().notNull(),
    actor: text().notNull(),
    data: text().notNull(),
    prevHash: text('prev_hash').notNull(),
    hash: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.seq] })],
)

export const outbox = sqliteTable('outbox', {
  id: text().primaryKey(),
  caseId: text('case_id').notNull(),
  region: text().notNull(),
  kind: text().notNull(),
  orderNo: integer('order_no').notNull(),
  seq: integer().notNull(),
  state: text().$type<DeliveryState>().notNull(),
  mappingVersion: text('mapping_version').notNull(),
  attempts: integer().notNull(),
  nextAt: integer('next_at').notNull(),
  leaseOwner: text('lease_owner').notNull(),
  leaseUntil: integer('lease_until').notNull(),
  createdAt: integer('created_at').notNull(),
  endedAt: integer('ended_at').notNull(),
  /** why it is dead or late, in Chinese, no personal data */
  reason: text().notNull(),
  level: text().notNull(),
})

/** What a delivery carries, apart from its row: it never changes, the row changes with every claim and attempt. */
export const outboxPayloads = sqliteTable('outbox_payloads', {
  deliveryId: text('delivery_id').primaryKey(),
  /** JSON: the mapped tree and its files, or what to fetch */
  payload: text().notNull(),
})

/** ready: may be claimed · waiting: an earlier message of its case is under way · done · dead: needs a person */
export type DeliveryState = 'ready' | 'waiting' | 'done' | 'dead'

export const evidence = sqliteTable(
  'evidence',
  {
    id: text().notNull(),
    caseId: text('case_id').notNull(),
    deliveryId: text('delivery_id').notNull(),
    region: text().notNull(),
    direction: text().$type<'out' | 'in'>().notNull(),
    operation: text().notNull(),
    attempt: integer().notNull(),
    httpStatus: integer('http_status').notNull(),
    request: text().notNull(),
    response: text().notNull(),
    verdict: text().notNull(),
    sentAt: integer('sent_at').notNull(),
    receivedAt: integer('received_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.sentAt, table.id] })],
)

export const inbox = sqliteTable(
  'inbox',
  {
    region: text().notNull(),
    messageId: text('message_id').notNull(),
    caseId: text('case_id').notNull(),
    kind: text().notNull(),
    seq: integer().notNull(),
    digest: text().notNull(),
    /** done, or early: waits for the messages before it */
    state: text().$type<'done' | 'early'>().notNull(),
    outcome: text().notNull(),
    tree: text().notNull(),
    memo: text().notNull(),
    receivedAt: integer('received_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.region, table.messageId] })],
)

export const files = sqliteTable('files', {
  id: text().primaryKey(),
  caseId: text('case_id').notNull(),
  /** set where a partner sent or keeps it */
  region: text().notNull(),
  /** the partner's name for it */
  ref: text().notNull(),
  sha256: text().notNull(),
  name: text().notNull(),
  mediaType: text('media_type').notNull(),
  sizeBytes: integer('size_bytes').notNull(),
  createdAt: integer('created_at').notNull(),
  createdBy: text('created_by').notNull(),
})

export const fileLinks = sqliteTable('file_links', {
  /** SHA-256 of file id and secret */
  id: text().primaryKey(),
  fileId: text('file_id').notNull(),
  expiresAt: integer('expires_at').notNull(),
  tries: integer().notNull(),
  usedAt: integer('used_at').notNull(),
})

/** Documents that were made for print; whoever has the code of one may ask whether it is ours. */
export const issuedDocuments = sqliteTable('issued_documents', {
  /** printed as a QR code */
  code: text().primaryKey(),
  caseId: text('case_id').notNull(),
  kind: text().notNull(),
  number: text().notNull(),
  /** 1 for the first print of its kind in the case */
  print: integer().notNull(),
  paper: text().notNull(),
  /** the page as it was printed */
  sha256: text().notNull(),
  /** why it was printed again */
  reason: text().notNull(),
  issuedBy: text('issued_by').notNull(),
  issuedAt: integer('issued_at').notNull(),
})

export const idempotency = sqliteTable('idempotency', {
  key: text().primaryKey(),
  digest: text().notNull(),
  body: text().notNull(),
  caseId: text('case_id').notNull(),
  createdAt: integer('created_at').notNull(),
})

export const nonces = sqliteTable('nonces', {
  nonce: text().primaryKey(),
  expiresAt: integer('expires_at').notNull(),
})

export const counters = sqliteTable('counters', {
  name: text().primaryKey(),
  value: integer().notNull(),
})

export const regionStates = sqliteTable('region_states', {
  region: text().primaryKey(),
  paused: integer().notNull(),
  pausedBy: text('paused_by').notNull(),
  failures: integer().notNull(),
  openUntil: integer('open_until').notNull(),
  lastOkAt: integer('last_ok_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

export const staff = sqliteTable('staff', {
  id: text().primaryKey(),
  name: text().notNull(),
  /** the account's name; null where the person only has a token */
  username: text(),
  /** better-auth asks for one; made up, nobody's own */
  email: text(),
  /** separated by commas */
  roles: text().notNull(),
  /** JSON list of matter ids a handler may decide; empty list: all */
  matters: text().notNull(),
  /** which window of the hall */
  windowName: text('window_name'),
  tokenHash: text('token_hash'),
  active: integer().notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

/** How a person proves who they are: a password, or a subject at the OpenID provider. */
export const accounts = sqliteTable('accounts', {
  id: text().primaryKey(),
  userId: text('user_id').notNull(),
  providerId: text('provider_id').notNull(),
  accountId: text('account_id').notNull(),
  password: text(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

export const sessions = sqliteTable('sessions', {
  id: text().primaryKey(),
  userId: text('user_id').notNull(),
  token: text().notNull(),
  expiresAt: integer('expires_at').notNull(),
  /** ends then unless it is used before */
  endsAt: integer('ends_at').notNull(),
  /** ends then however much it is used */
  latestAt: integer('latest_at').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

/** What is under way at the OpenID provider. */
export const verifications = sqliteTable('verifications', {
  id: text().primaryKey(),
  identifier: text().notNull(),
  value: text().notNull(),
  expiresAt: integer('expires_at').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

/** Passwords tried for a name, whether anybody has it or not. */
export const signInTries = sqliteTable('sign_in_tries', {
  username: text().primaryKey(),
  tries: integer().notNull(),
  at: integer().notNull(),
  lockedUntil: integer('locked_until').notNull(),
})

export const heldTokens = sqliteTable('held_tokens', {
  key: text().primaryKey(),
  value: text().notNull(),
  endsAt: integer('ends_at').notNull(),
})

export const definitionTexts = sqliteTable('definition_texts', {
  sha256: text().primaryKey(),
  text: text().notNull(),
})

export const definitionVersions = sqliteTable(
  'definition_versions',
  {
    subject: text().notNull(),
    number: integer().notNull(),
    digest: text().notNull(),
    files: text().notNull(),
    author: text().notNull(),
    note: text().notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.subject, table.number] })],
)

export const definitionSteps = sqliteTable(
  'definition_steps',
  {
    subject: text().notNull(),
    number: integer().notNull(),
    step: text().$type<'checked' | 'approved'>().notNull(),
    actor: text().notNull(),
    at: integer().notNull(),
    report: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.subject, table.number, table.step] })],
)

export const definitionActivations = sqliteTable(
  'definition_activations',
  {
    subject: text().notNull(),
    seq: integer().notNull(),
    number: integer().notNull(),
    actor: text().notNull(),
    at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.subject, table.seq] })],
)

export const mappingVersions = sqliteTable(
  'mapping_versions',
  {
    region: text().notNull(),
    matter: text().notNull(),
    version: text().notNull(),
    number: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.region, table.matter, table.version] })],
)

/** What a window is typing before it is a case. */
export const drafts = sqliteTable('drafts', {
  id: text().primaryKey(),
  region: text().notNull(),
  matter: text().notNull(),
  mode: text().notNull(),
  form: text().notNull(),
  materials: text().notNull(),
  /** 1, 2, … with every save */
  version: integer().notNull(),
  createdAt: integer('created_at').notNull(),
  createdBy: text('created_by').notNull(),
  updatedAt: integer('updated_at').notNull(),
  updatedBy: text('updated_by').notNull(),
  /** their name, for whoever meets them on the draft */
  updatedByName: text('updated_by_name').notNull(),
})

/** What people did that belongs to no case's events: who looked for whom, who took which list along. */
export const audit = sqliteTable('audit', {
  id: text().primaryKey(),
  at: integer().notNull(),
  /** `staff:<id>` */
  actor: text().notNull(),
  action: text().$type<AuditAction>().notNull(),
  /** a case number, or empty */
  object: text().notNull(),
  /** JSON, no personal data */
  facts: text().notNull(),
})

/** When the clocks of a case that waits for its answer are looked at again, and what they said last: a copy, the events are the truth. */
export const caseClocks = sqliteTable('case_clocks', {
  caseId: text('case_id').primaryKey(),
  checkAt: integer('check_at').notNull(),
  /** the first end of the clocks that run; `NEVER` where there is none, or nobody knows it */
  dueAt: integer('due_at').notNull(),
  /** place in `COLOURS` */
  colour: integer().notNull(),
  /** newest event that was counted */
  seq: integer().notNull(),
  /** JSON: the end of each clock that ran, by stage and start; null before the first look */
  ends: text(),
})
