/**
 * Append-only: a migration that ran anywhere is never edited. The number of entries is the schema number.
 * One statement an entry of the inner list; the same text runs on SQLite, D1 and PostgreSQL.
 */
export const MIGRATIONS: readonly (readonly string[])[] = [
  [
    `create table cases (id text primary key, no text not null, direction text not null, region text not null, matter text not null, mode text not null, status text not null, seq bigint not null, form text not null, materials text not null, partner_no text, correlation text, memo text not null, mapping_version text not null, handler text, clerk text, message_seq bigint not null, progress_seq bigint not null, order_no bigint not null, created_at bigint not null, updated_at bigint not null)`,
    `create unique index cases_no on cases (no)`,
    `create unique index cases_correlation on cases (region, correlation)`,
    `create index cases_partner_no on cases (region, partner_no)`,
    `create index cases_created_at on cases (created_at, id)`,
    `create index cases_handler on cases (handler, status)`,
    `create table case_events (case_id text not null, seq bigint not null, type text not null, status text not null, at bigint not null, actor text not null, data text not null, prev_hash text not null, hash text not null, primary key (case_id, seq))`,
    `create table outbox (id text primary key, case_id text not null, region text not null, kind text not null, order_no bigint not null, seq bigint not null, state text not null, payload text not null, mapping_version text not null, attempts bigint not null, next_at bigint not null, lease_owner text not null, lease_until bigint not null, created_at bigint not null, ended_at bigint not null, reason text not null, level text not null)`,
    `create unique index outbox_case on outbox (case_id, order_no)`,
    `create index outbox_ready on outbox (state, region, next_at)`,
    `create table evidence (id text primary key, case_id text not null, delivery_id text not null, region text not null, direction text not null, operation text not null, attempt bigint not null, http_status bigint not null, request text not null, response text not null, verdict text not null, sent_at bigint not null, received_at bigint not null)`,
    `create index evidence_case on evidence (case_id, sent_at)`,
    `create table inbox (region text not null, message_id text not null, case_id text not null, kind text not null, seq bigint not null, digest text not null, state text not null, outcome text not null, tree text not null, memo text not null, received_at bigint not null, primary key (region, message_id))`,
    `create index inbox_case on inbox (case_id, state, seq)`,
    `create table files (id text primary key, case_id text not null, region text not null, ref text not null, sha256 text not null, name text not null, media_type text not null, size_bytes bigint not null, created_at bigint not null, created_by text not null)`,
    `create index files_case on files (case_id)`,
    `create index files_ref on files (region, ref)`,
    `create table file_links (id text primary key, file_id text not null, expires_at bigint not null, tries bigint not null, used_at bigint not null)`,
    `create table idempotency (key text primary key, digest text not null, body text not null, case_id text not null, created_at bigint not null)`,
    `create table nonces (nonce text primary key, expires_at bigint not null)`,
    `create index nonces_expires_at on nonces (expires_at)`,
    `create table counters (name text primary key, value bigint not null)`,
    `create table region_states (region text primary key, paused bigint not null, paused_by text not null, failures bigint not null, open_until bigint not null, last_ok_at bigint not null, updated_at bigint not null)`,
    `create table staff (id text primary key, name text not null, role text not null, matters text not null, token_hash text not null, active bigint not null, created_at bigint not null)`,
    `create unique index staff_token on staff (token_hash)`,
    `create table held_tokens (key text primary key, value text not null, ends_at bigint not null)`,
  ],
  [
    `create table definition_texts (sha256 text primary key, text text not null)`,
    `create table definition_versions (subject text not null, number bigint not null, digest text not null, files text not null, author text not null, note text not null, created_at bigint not null, primary key (subject, number))`,
    `create table definition_steps (subject text not null, number bigint not null, step text not null, actor text not null, at bigint not null, report text not null, primary key (subject, number, step))`,
    `create table definition_activations (subject text not null, seq bigint not null, number bigint not null, actor text not null, at bigint not null, primary key (subject, seq))`,
    `create table mapping_versions (region text not null, matter text not null, version text not null, number bigint not null, primary key (region, matter, version))`,
  ],
  [
    `alter table cases add column parent_id text`,
    `alter table cases add column leg text`,
    `create index cases_parent_id on cases (parent_id)`,
  ],
]
