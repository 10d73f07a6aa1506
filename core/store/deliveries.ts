import type { JsonObject } from '../json.ts'
import type { FileRef, MessageKind } from '../message.ts'
import type { SqlDriver, SqlRow, SqlValue, Statement } from './driver.ts'
import { and, desc, eq, gt, lt, ne, type SQL, sql } from './drizzle.ts'
import { isBefore, type PageEnd } from './page.ts'
import { type DeliveryState, outbox, outboxPayloads } from './schema.ts'
import { build, prepareStatement, toStatement } from './statement.ts'

/** The duty to hand one message to one region, or to fetch one file from it. */
export interface Delivery {
  /** a UUID; the message id on every attempt */
  readonly id: string
  readonly caseId: string
  readonly region: string
  readonly kind: MessageKind | 'fetch'
  /** place among the case's deliveries */
  readonly orderNo: number
  /** the message's number: application and supplements 1, 2, …; progress 1, 2, … */
  readonly seq: number
  readonly state: DeliveryState
  readonly payload: DeliveryPayload
  readonly mappingVersion: string
  readonly attempts: number
  readonly nextAt: number
  readonly leaseOwner: string
  readonly leaseUntil: number
  readonly createdAt: number
  readonly endedAt: number
  readonly reason: string
  readonly level: string
}

export interface DeliveryPayload {
  readonly tree: JsonObject
  readonly files: readonly FileRef[]
  /** what the attempts so far leave to be remembered by the next */
  readonly memo?: JsonObject
}

/** What a list of deliveries may be narrowed by. */
export interface DeliveryFilter {
  readonly state?: string | undefined
  readonly region?: string | undefined
  readonly before?: PageEnd | undefined
  readonly limit: number
}

const p = sql.placeholder
const columns = {
  id: outbox.id,
  caseId: outbox.caseId,
  region: outbox.region,
  kind: outbox.kind,
  orderNo: outbox.orderNo,
  seq: outbox.seq,
  state: outbox.state,
  payload: sql.raw('(select payload from outbox_payloads where delivery_id = outbox.id)'),
  mappingVersion: outbox.mappingVersion,
  attempts: outbox.attempts,
  nextAt: outbox.nextAt,
  leaseOwner: outbox.leaseOwner,
  leaseUntil: outbox.leaseUntil,
  createdAt: outbox.createdAt,
  endedAt: outbox.endedAt,
  reason: outbox.reason,
  level: outbox.level,
}
const names = Object.keys(columns) as (keyof Delivery)[]

const insertRow = prepareStatement<string>(
  build
    .insert(outbox)
    .values(Object.fromEntries(names.filter((name) => name !== 'payload').map((name) => [name, p(name)])) as never),
)
const insertPayload = prepareStatement<'id' | 'payload'>(
  build.insert(outboxPayloads).values({ deliveryId: p('id'), payload: p('payload') } as never),
)
const updatePayload = prepareStatement<'id' | 'payload'>(
  build
    .update(outboxPayloads)
    .set({ payload: p('payload') } as never)
    .where(eq(outboxPayloads.deliveryId, p('id'))),
)
const updateRow = prepareStatement<'id' | 'state' | 'nextAt' | 'endedAt' | 'reason' | 'level' | 'attempts'>(
  build
    .update(outbox)
    .set({
      state: p('state'),
      nextAt: p('nextAt'),
      endedAt: p('endedAt'),
      reason: p('reason'),
      level: p('level'),
      attempts: p('attempts'),
      leaseOwner: '',
      leaseUntil: 0,
    } as never)
    .where(eq(outbox.id, p('id'))),
)
const wakeNext = prepareStatement<'caseId' | 'caseIdAgain' | 'after' | 'now'>({
  toSQL: () => ({
    sql: 'update outbox set state = ?, next_at = ? where state = ? and case_id = ? and order_no = (select min(order_no) from outbox where case_id = ? and state = ? and order_no > ?)',
    params: ['ready', p('now'), 'waiting', p('caseId'), p('caseIdAgain'), 'waiting', p('after')],
  }),
})

/** A row of the outbox, and what it carries. */
export function insertDelivery({ payload, ...row }: Delivery): Statement[] {
  return [insertRow({ ...row }), insertPayload({ id: row.id, payload: JSON.stringify(payload) })]
}

/** Ends or reschedules a delivery and gives its lease back. */
export function updateDelivery(
  value: Pick<Delivery, 'id' | 'state' | 'nextAt' | 'endedAt' | 'reason' | 'level' | 'attempts'>,
): Statement {
  const { id, state, nextAt, endedAt, reason, level, attempts } = value
  return updateRow({ id, state, nextAt, endedAt, reason, level, attempts })
}

/** Has the next attempt remember this; only for whoever holds the delivery's lease. */
export function rememberOnDelivery({ id, payload }: Pick<Delivery, 'id' | 'payload'>, memo: JsonObject): Statement {
  return updatePayload({ id, payload: JSON.stringify({ ...payload, memo }) })
}

/** Has a delivery that waits to be looked at again looked at now. */
export function wakeDelivery(id: string, now: number): Statement {
  const waits = and(eq(outbox.id, id), eq(outbox.state, 'ready'))
  return toStatement(build.update(outbox).set({ nextAt: now }).where(waits))
}

/** Lets the case's next waiting message go. */
export function wakeNextDelivery(delivery: Pick<Delivery, 'caseId' | 'orderNo'>, now: number): Statement {
  return wakeNext({ caseId: delivery.caseId, caseIdAgain: delivery.caseId, after: delivery.orderNo, now })
}

function toDelivery(row: SqlRow): Delivery {
  const named = Object.fromEntries(names.map((name, index) => [name, row[index]])) as Record<string, SqlValue>
  return { ...(named as unknown as Delivery), payload: JSON.parse(String(named['payload'])) as DeliveryPayload }
}

/** Reading and claiming deliveries. */
export function createDeliveryReader(driver: SqlDriver) {
  const returning = toStatement(build.select(columns).from(outbox)).sql.match(/^select (.*) from/)?.[1] ?? ''
  const lock = driver.engine === 'postgres' ? ' for update skip locked' : ''
  const claimSql = `update outbox set lease_owner = ?, lease_until = ?, attempts = attempts + 1 where id in (select id from outbox where state = ? and region = ? and next_at <= ? and lease_until <= ? order by next_at limit ?${lock}) and state = ? and lease_until <= ? returning ${returning}`
  const claimOneSql = `update outbox set lease_owner = ?, lease_until = ?, attempts = attempts + 1 where id = ? and state = ? and next_at <= ? and lease_until <= ? returning ${returning}`
  const rowsOf = async (statement: Statement) => (await driver.run(statement)).map(toDelivery)
  return {
    /** Those of the regions that have a due delivery nobody holds. */
    async dueAmong(regions: readonly string[], now: number): Promise<string[]> {
      const places = regions.map(() => '(?)').join(', ')
      const sql = `select r.column1 from (values ${places}) as r where exists (select 1 from outbox where state = ? and region = r.column1 and next_at <= ? and lease_until <= ?)`
      const rows = await driver.run({ sql, params: [...regions, 'ready', now, now] })
      return rows.map((row) => String(row[0]))
    },
    /** Takes up to `limit` due deliveries of a region under a lease; two claimers never get the same one. */
    claim: (region: string, owner: string, now: number, leaseMs: number, limit: number) =>
      rowsOf({ sql: claimSql, params: [owner, now + leaseMs, 'ready', region, now, now, limit, 'ready', now] }),
    /** Takes one delivery by its id, if it is due and free. */
    claimOne: async (id: string, owner: string, now: number, leaseMs: number) =>
      (await rowsOf({ sql: claimOneSql, params: [owner, now + leaseMs, id, 'ready', now, now] }))[0] ?? null,
    byId: async (id: string) =>
      (await rowsOf(toStatement(build.select(columns).from(outbox).where(eq(outbox.id, id)))))[0] ?? null,
    ofCase: (caseId: string) =>
      rowsOf(toStatement(build.select(columns).from(outbox).where(eq(outbox.caseId, caseId)).orderBy(outbox.orderNo))),
    /** Newest first. */
    list: ({ state, region, before, limit }: DeliveryFilter) => {
      const conditions: (SQL | undefined)[] = [
        state === undefined ? undefined : eq(outbox.state, state as DeliveryState),
        region === undefined ? undefined : eq(outbox.region, region),
        before === undefined ? undefined : isBefore(outbox.createdAt, outbox.id, before),
      ]
      const query = build
        .select(columns)
        .from(outbox)
        .where(and(...conditions))
      return rowsOf(toStatement(query.orderBy(desc(outbox.createdAt), desc(outbox.id)).limit(limit)))
    },
    /** The regions that have something due, with how many and since when. */
    async due(now: number): Promise<{ region: string; count: number; oldestAt: number }[]> {
      const query = build
        .select({ region: outbox.region, count: sql<number>`count(*)`, oldest: sql<number>`min(${outbox.createdAt})` })
        .from(outbox)
        .where(and(eq(outbox.state, 'ready'), lt(outbox.nextAt, now + 1), lt(outbox.leaseUntil, now + 1)))
        .groupBy(outbox.region)
      return (await driver.run(toStatement(query))).map((row) => ({
        region: String(row[0]),
        count: Number(row[1]),
        oldestAt: Number(row[2]),
      }))
    },
    /** When the earliest delivery that is not due yet becomes due; null where none waits. */
    async nextDueAt(): Promise<number | null> {
      const query = build
        .select({ at: sql<number>`min(${outbox.nextAt})` })
        .from(outbox)
        .where(eq(outbox.state, 'ready'))
      const at = (await driver.run(toStatement(query)))[0]?.[0]
      return at === null || at === undefined ? null : Number(at)
    },
    /** Numbers of deliveries by region and state. */
    async counts(): Promise<{ region: string; state: string; count: number }[]> {
      const query = build
        .select({ region: outbox.region, state: outbox.state, count: sql<number>`count(*)` })
        .from(outbox)
        .groupBy(outbox.region, outbox.state)
      return (await driver.run(toStatement(query))).map((row) => ({
        region: String(row[0]),
        state: String(row[1]),
        count: Number(row[2]),
      }))
    },
    /** Leases that hold now, by how many processes, and those that ran out before `lapsedBefore` without being given back. */
    async leases(now: number, lapsedBefore: number): Promise<{ held: number; holders: number; lapsed: number }> {
      const count = async (columns: Record<string, SQL<number>>, ...conditions: SQL[]) => {
        const query = build
          .select(columns)
          .from(outbox)
          .where(and(eq(outbox.state, 'ready'), ne(outbox.leaseOwner, ''), ...conditions))
        return ((await driver.run(toStatement(query)))[0] ?? []).map(Number)
      }
      const all = sql<number>`count(*)`
      const [held = 0, holders = 0] = await count(
        { all, owners: sql<number>`count(distinct ${outbox.leaseOwner})` },
        gt(outbox.leaseUntil, now),
      )
      const [lapsed = 0] = await count({ all }, gt(outbox.leaseUntil, 0), lt(outbox.leaseUntil, lapsedBefore))
      return { held, holders, lapsed }
    },
    /** Gives back every lease of a process that died; only for an engine that one process alone uses. */
    async releaseAll(): Promise<void> {
      await driver.run(
        toStatement(build.update(outbox).set({ leaseOwner: '', leaseUntil: 0 }).where(eq(outbox.state, 'ready'))),
      )
    },
  }
}
