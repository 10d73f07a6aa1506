import type { JsonObject } from '../json.ts'
import type { Audience, StaffMessage } from '../messages/message.ts'
import type { SqlDriver, Statement } from './driver.ts'
import { and, desc, eq, inArray, isNull, lt, sql } from './drizzle.ts'
import { messageReads, staffMessages } from './message-tables.ts'
import { build, selectRows, toStatement } from './statement.ts'

/** A message as one of its audience sees it; `readAt` is null until they read it. */
export interface ReadMessage extends StaffMessage {
  readonly readAt: number | null
}

const columns = {
  id: staffMessages.id,
  audience: staffMessages.audience,
  kind: staffMessages.kind,
  caseNo: staffMessages.caseNo,
  data: staffMessages.data,
  at: staffMessages.at,
  readAt: messageReads.at,
}
const names = Object.keys(columns) as (keyof ReadMessage)[]

/** Tells it unless it was told. */
export function insertStaffMessage({ data, ...message }: StaffMessage): Statement {
  return toStatement(
    build
      .insert(staffMessages)
      .values({ ...message, data: JSON.stringify(data) })
      .onConflictDoNothing(),
  )
}

/** What staff are told, and who has read it. */
export function createStaffMessages(driver: SqlDriver) {
  const ofMe = (staffId: string) => and(eq(messageReads.messageId, staffMessages.id), eq(messageReads.staffId, staffId))
  return {
    /** What one person is told, newest first. */
    async list(audiences: readonly Audience[], staffId: string, limit: number): Promise<ReadMessage[]> {
      const query = build
        .select(columns)
        .from(staffMessages)
        .leftJoin(messageReads, ofMe(staffId))
        .where(inArray(staffMessages.audience, [...audiences]))
        .orderBy(desc(staffMessages.at), desc(staffMessages.id))
        .limit(limit)
      const rows = await selectRows<Omit<ReadMessage, 'data'> & { data: string }>(driver, names, query)
      return rows.map((row) => ({ ...row, data: JSON.parse(row.data) as JsonObject }))
    },
    /** How much of it they have not read. */
    async unread(audiences: readonly Audience[], staffId: string): Promise<number> {
      const query = build
        .select({ count: sql`count(*)` })
        .from(staffMessages)
        .leftJoin(messageReads, ofMe(staffId))
        .where(and(inArray(staffMessages.audience, [...audiences]), isNull(messageReads.at)))
      return Number((await driver.run(toStatement(query)))[0]?.[0] ?? 0)
    },
    /** Marks those that are theirs as read by a person, the first time counting; what is not theirs stays as it is. */
    async markRead(ids: readonly string[], audiences: readonly Audience[], staffId: string, at: number): Promise<void> {
      const mine = build
        .select({ id: staffMessages.id })
        .from(staffMessages)
        .where(and(inArray(staffMessages.id, [...ids]), inArray(staffMessages.audience, [...audiences])))
      const found = await driver.run(toStatement(mine))
      if (found.length === 0) return
      const rows = found.map(([id]) => ({ messageId: String(id), staffId, at }))
      await driver.batch(rows.map((row) => toStatement(build.insert(messageReads).values(row).onConflictDoNothing())))
    },
    /** When anybody read a message first; null while nobody has. */
    async firstReadAt(id: string): Promise<number | null> {
      const query = build
        .select({ at: sql`min(${messageReads.at})` })
        .from(messageReads)
        .where(eq(messageReads.messageId, id))
      const [row] = await driver.run(toStatement(query))
      return row?.[0] === null || row?.[0] === undefined ? null : Number(row[0])
    },
    /** Forgets what was told before a moment. */
    async sweep(before: number): Promise<void> {
      await driver.batch([
        toStatement(build.delete(messageReads).where(lt(messageReads.at, before))),
        toStatement(build.delete(staffMessages).where(lt(staffMessages.at, before))),
      ])
    },
  }
}
