import type { JsonObject } from '../json.ts'
import type { SqlDriver, SqlRow, Statement } from './driver.ts'
import { and, asc, desc, eq, inArray, lt, sql } from './drizzle.ts'
import { inbox } from './schema.ts'
import { build, toStatement } from './statement.ts'

/** A message that came from a region, remembered for ever under its own key. */
export interface InboxEntry {
  readonly region: string
  readonly messageId: string
  readonly caseId: string
  readonly kind: string
  readonly seq: number
  readonly digest: string
  readonly state: 'done' | 'early'
  /** the outcome as JSON, to give the same receipt again */
  readonly outcome: JsonObject
  readonly tree: JsonObject
  readonly memo: JsonObject
  readonly receivedAt: number
}

const columns = {
  region: inbox.region,
  messageId: inbox.messageId,
  caseId: inbox.caseId,
  kind: inbox.kind,
  seq: inbox.seq,
  digest: inbox.digest,
  state: inbox.state,
  outcome: inbox.outcome,
  tree: inbox.tree,
  memo: inbox.memo,
  receivedAt: inbox.receivedAt,
}
const names = Object.keys(columns) as (keyof InboxEntry)[]

/** Remembers a message; its key is what two racers cannot both insert. */
export function insertInbox(entry: InboxEntry): Statement {
  const { outcome, tree, memo } = entry
  const row = { ...entry, outcome: JSON.stringify(outcome), tree: JSON.stringify(tree), memo: JSON.stringify(memo) }
  return toStatement(build.insert(inbox).values(row))
}

/** Marks an early message as taken, with what came of it. */
export function finishEarly(entry: Pick<InboxEntry, 'region' | 'messageId' | 'outcome'>): Statement {
  return toStatement(
    build
      .update(inbox)
      .set({ state: 'done', outcome: JSON.stringify(entry.outcome) })
      .where(and(eq(inbox.region, entry.region), eq(inbox.messageId, entry.messageId))),
  )
}

function toEntry(row: SqlRow): InboxEntry {
  const named = Object.fromEntries(names.map((name, index) => [name, row[index]])) as Record<string, never>
  const json = (name: string) => JSON.parse(String(named[name])) as JsonObject
  return { ...(named as unknown as InboxEntry), outcome: json('outcome'), tree: json('tree'), memo: json('memo') }
}

/** Reading the inbox. */
export function createInboxReader(driver: SqlDriver) {
  return {
    async find(region: string, messageId: string): Promise<InboxEntry | null> {
      const query = build
        .select(columns)
        .from(inbox)
        .where(and(eq(inbox.region, region), eq(inbox.messageId, messageId)))
      const row = (await driver.run(toStatement(query)))[0]
      return row ? toEntry(row) : null
    },
    /** The message of a case that waits with this number, if any. */
    async early(caseId: string, seq: number): Promise<InboxEntry | null> {
      const query = build
        .select(columns)
        .from(inbox)
        .where(and(eq(inbox.caseId, caseId), eq(inbox.state, 'early'), eq(inbox.seq, seq)))
      const row = (await driver.run(toStatement(query)))[0]
      return row ? toEntry(row) : null
    },
    /** Messages of a case of one kind with this number: another key under the same number is a conflict. */
    async bySeq(caseId: string, kind: string, seq: number): Promise<InboxEntry[]> {
      const query = build
        .select(columns)
        .from(inbox)
        .where(and(eq(inbox.caseId, caseId), eq(inbox.kind, kind), eq(inbox.seq, seq)))
      return (await driver.run(toStatement(query))).map(toEntry)
    },
    /** What came last from a region of these kinds, newest first. */
    async latest(region: string, kinds: readonly string[], limit: number): Promise<InboxEntry[]> {
      const query = build
        .select(columns)
        .from(inbox)
        .where(and(eq(inbox.region, region), inArray(inbox.kind, [...kinds])))
        .orderBy(desc(inbox.receivedAt), desc(inbox.messageId))
        .limit(limit)
      return (await driver.run(toStatement(query))).map(toEntry)
    },
    /** Cases with messages that have waited since before `before` (ms) for one that is missing, at most `limit`. */
    async casesWaiting(before: number, limit: number): Promise<string[]> {
      const query = build
        .selectDistinct({ caseId: inbox.caseId })
        .from(inbox)
        .where(and(sql`${inbox.state} = 'early'`, lt(inbox.receivedAt, before)))
        .limit(limit)
      return (await driver.run(toStatement(query))).map(([caseId]) => String(caseId))
    },
    /** All that came for a case, in order of arrival. */
    async ofCase(caseId: string): Promise<InboxEntry[]> {
      const query = build.select(columns).from(inbox).where(eq(inbox.caseId, caseId)).orderBy(asc(inbox.receivedAt))
      return (await driver.run(toStatement(query))).map(toEntry)
    },
  }
}
