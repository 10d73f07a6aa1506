import type { Notification, NotificationState } from '../notifications/notification.ts'
import type { SqlDriver, SqlRow, SqlValue, Statement } from './driver.ts'
import { and, asc, desc, eq, gte, lt, lte, type SQL, sql } from './drizzle.ts'
import { notifications } from './notification-table.ts'
import { isBefore, type PageEnd } from './page.ts'
import { build, prepareStatement, toStatement } from './statement.ts'

const columns = {
  id: notifications.id,
  template: notifications.template,
  caseId: notifications.caseId,
  phone: notifications.phone,
  phoneKey: notifications.phoneKey,
  anytime: notifications.anytime,
  text: notifications.text,
  shown: notifications.shown,
  state: notifications.state,
  attempts: notifications.attempts,
  nextAt: notifications.nextAt,
  deadlineAt: notifications.deadlineAt,
  reason: notifications.reason,
  receipt: notifications.receipt,
  createdAt: notifications.createdAt,
  endedAt: notifications.endedAt,
}
const names = Object.keys(columns) as (keyof typeof columns)[]
const insertRow = prepareStatement<string>(
  build.insert(notifications).values(Object.fromEntries(names.map((name) => [name, sql.placeholder(name)])) as never),
)

/** A new notification; one whose id is there throws `KeyTaken`. */
export function insertNotification(value: Notification): Statement {
  return insertRow({ ...value, anytime: Number(value.anytime) } as unknown as Record<string, SqlValue>)
}

/** What came of a try; nothing where another was faster. */
export function updateNotification(value: Notification, { attempts }: Pick<Notification, 'attempts'>): Statement {
  const { phone, text, state, nextAt, reason, receipt, endedAt } = value
  const set = { phone, text, state, attempts: value.attempts, nextAt, reason, receipt, endedAt }
  const isStill = and(
    eq(notifications.id, value.id),
    eq(notifications.state, 'waiting'),
    eq(notifications.attempts, attempts),
  )
  return toStatement(build.update(notifications).set(set).where(isStill))
}

function toNotification(row: SqlRow): Notification {
  const value = Object.fromEntries(names.map((name, index) => [name, row[index]]))
  return { ...value, anytime: value['anytime'] === 1 } as unknown as Notification
}

/** Reading notifications, and forgetting them. */
export function createNotifications(driver: SqlDriver) {
  const where = async (condition: SQL | undefined, limit: number, ...order: SQL[]): Promise<Notification[]> => {
    const query = build
      .select(columns)
      .from(notifications)
      .where(condition)
      .orderBy(...order)
      .limit(limit)
    return (await driver.run(toStatement(query))).map(toNotification)
  }
  const count = async (condition: SQL | undefined): Promise<number> => {
    const query = build.select({ count: sql`count(*)` }).from(notifications).where(condition)
    return Number((await driver.run(toStatement(query)))[0]?.[0] ?? 0)
  }
  return {
    /** Those whose time has come, the longest due first. */
    due: (now: number, limit: number) =>
      where(
        and(eq(notifications.state, 'waiting'), lte(notifications.nextAt, now)),
        limit,
        asc(notifications.nextAt),
        asc(notifications.id),
      ),
    /** What was told of a case, newest first. */
    ofCase: (caseId: string) =>
      where(eq(notifications.caseId, caseId), 200, desc(notifications.createdAt), desc(notifications.id)),
    /** Newest first. */
    list: (state: NotificationState | undefined, after: PageEnd | undefined, limit: number) =>
      where(
        and(
          state === undefined ? undefined : eq(notifications.state, state),
          after && isBefore(notifications.createdAt, notifications.id, after),
        ),
        limit,
        desc(notifications.createdAt),
        desc(notifications.id),
      ),
    /** How many a telephone had since then. */
    sentTo: (phoneKey: string, anytime: boolean, since: number) =>
      count(
        and(
          eq(notifications.phoneKey, phoneKey),
          gte(notifications.endedAt, since),
          eq(notifications.state, 'sent'),
          eq(notifications.anytime, Number(anytime)),
        ),
      ),
    /** How many went out since then, codes aside. */
    sentSince: (since: number) =>
      count(and(gte(notifications.endedAt, since), eq(notifications.state, 'sent'), eq(notifications.anytime, 0))),
    /** Forgets those that were written before a moment. */
    async sweep(before: number): Promise<void> {
      await driver.run(toStatement(build.delete(notifications).where(lt(notifications.createdAt, before))))
    },
  }
}
