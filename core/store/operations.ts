import type { SqlDriver, Statement } from './driver.ts'
import { and, eq, gte, inArray, lt, sql } from './drizzle.ts'
import { heldTokens, idempotency, nonces, regionStates } from './schema.ts'
import { build, prepareStatement, toStatement } from './statement.ts'

/** How delivery to a region stands. */
export interface RegionState {
  readonly region: string
  readonly paused: boolean
  readonly pausedBy: string
  /** deliveries that could not be made, in a row */
  readonly failures: number
  /** the breaker is open until then */
  readonly openUntil: number
  readonly lastOkAt: number
}

const p = sql.placeholder
/** names that one statement asks for: a statement has no more than 100 parameters everywhere */
const MOST_AT_A_TIME = 90
const insertKey = prepareStatement<'key' | 'digest' | 'body' | 'caseId' | 'createdAt'>(
  build.insert(idempotency).values({
    key: p('key'),
    digest: p('digest'),
    body: p('body'),
    caseId: p('caseId'),
    createdAt: p('createdAt'),
  } as never),
)
const selectKey = prepareStatement<'key'>(
  build
    .select({ digest: idempotency.digest, body: idempotency.body, caseId: idempotency.caseId })
    .from(idempotency)
    .where(eq(idempotency.key, p('key'))),
)

/** Remembers that this key made this case. */
export function insertIdempotencyKey(row: {
  key: string
  digest: string
  body: string
  caseId: string
  createdAt: number
}): Statement {
  return insertKey(row)
}

/** The small tables that running needs: keys of requests, regions' states, nonces, held tokens. */
export function createOperations(driver: SqlDriver) {
  const upsertRegion = async (
    row: typeof regionStates.$inferInsert,
    set: Partial<typeof regionStates.$inferInsert>,
  ) => {
    const query = build
      .insert(regionStates)
      .values(row)
      .onConflictDoUpdate({ target: sql`region` as never, set })
    await driver.batch([toStatement(query)])
  }
  return {
    async idempotencyKey(key: string): Promise<{ digest: string; body: string; caseId: string } | null> {
      const row = (await driver.run(selectKey({ key })))[0]
      return row ? { digest: String(row[0]), body: String(row[1]), caseId: String(row[2]) } : null
    },
    async regionStates(): Promise<Map<string, RegionState>> {
      const query = build
        .select({
          region: regionStates.region,
          paused: regionStates.paused,
          by: regionStates.pausedBy,
          failures: regionStates.failures,
          openUntil: regionStates.openUntil,
          lastOkAt: regionStates.lastOkAt,
        })
        .from(regionStates)
      const rows = await driver.run(toStatement(query))
      return new Map(
        rows.map((row) => [
          String(row[0]),
          {
            region: String(row[0]),
            paused: row[1] === 1,
            pausedBy: String(row[2]),
            failures: Number(row[3]),
            openUntil: Number(row[4]),
            lastOkAt: Number(row[5]),
          },
        ]),
      )
    },
    /** Notes how deliveries to a region went, without touching whether it is paused. */
    async saveRegionHealth(
      state: Pick<RegionState, 'region' | 'failures' | 'openUntil' | 'lastOkAt'>,
      now: number,
    ): Promise<void> {
      const { region, failures, openUntil, lastOkAt } = state
      const health = { failures, openUntil, lastOkAt }
      await upsertRegion({ region, paused: 0, pausedBy: '', ...health, updatedAt: now }, { ...health, updatedAt: now })
    },
    /** Pauses or resumes a region, without touching its health. */
    async savePause(region: string, paused: boolean, by: string, now: number): Promise<void> {
      const set = { paused: paused ? 1 : 0, pausedBy: by, updatedAt: now }
      await upsertRegion({ region, failures: 0, openUntil: 0, lastOkAt: 0, ...set }, set)
    },
    /** True the first time; the row keeps others out until it is swept after its end. */
    async firstNonce(nonce: string, now: number, forMs: number): Promise<boolean> {
      const query = build
        .insert(nonces)
        .values({ nonce, expiresAt: now + forMs })
        .onConflictDoNothing()
        .returning({ nonce: nonces.nonce })
      return (await driver.run(toStatement(query))).length === 1
    },
    /** Those of these that are not remembered, in their order. */
    async unseenNonces(wanted: readonly string[], now: number): Promise<string[]> {
      const seen = new Set<string>()
      for (let at = 0; at < wanted.length; at += MOST_AT_A_TIME) {
        const some = wanted.slice(at, at + MOST_AT_A_TIME)
        const query = build
          .select({ nonce: nonces.nonce })
          .from(nonces)
          .where(and(inArray(nonces.nonce, some), gte(nonces.expiresAt, now)))
        for (const [nonce] of await driver.run(toStatement(query))) seen.add(String(nonce))
      }
      return wanted.filter((nonce) => !seen.has(nonce))
    },
    async sweepNonces(now: number): Promise<void> {
      await driver.run(toStatement(build.delete(nonces).where(lt(nonces.expiresAt, now))))
    },
    async heldToken(key: string): Promise<{ value: string; endsAt: number } | null> {
      const row = (
        await driver.run(
          toStatement(
            build
              .select({ value: heldTokens.value, endsAt: heldTokens.endsAt })
              .from(heldTokens)
              .where(eq(heldTokens.key, key)),
          ),
        )
      )[0]
      return row ? { value: String(row[0]), endsAt: Number(row[1]) } : null
    },
    async holdToken(key: string, value: string, endsAt: number): Promise<void> {
      const query = build
        .insert(heldTokens)
        .values({ key, value, endsAt })
        .onConflictDoUpdate({ target: sql`key` as never, set: { value, endsAt } })
      await driver.run(toStatement(query))
    },
    async dropToken(key: string, value: string): Promise<void> {
      await driver.run(
        toStatement(build.delete(heldTokens).where(and(eq(heldTokens.key, key), eq(heldTokens.value, value)))),
      )
    },
  }
}
