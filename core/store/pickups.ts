import type { PickupCode } from '../pickup/pickup.ts'
import type { SqlDriver, Statement } from './driver.ts'
import { and, asc, eq, isNotNull, lte, type SQL, sql } from './drizzle.ts'
import { pickupCodes } from './pickup-table.ts'
import { build, selectRows, toStatement } from './statement.ts'

const columns = {
  id: pickupCodes.id,
  caseId: pickupCodes.caseId,
  seq: pickupCodes.seq,
  print: pickupCodes.print,
  reason: pickupCodes.reason,
  codeHash: pickupCodes.codeHash,
  madeAt: pickupCodes.madeAt,
  endsAt: pickupCodes.endsAt,
  madeBy: pickupCodes.madeBy,
  usedAt: pickupCodes.usedAt,
  usedBy: pickupCodes.usedBy,
  place: pickupCodes.place,
}
const names = Object.keys(columns) as (keyof PickupCode)[]

/** A new code; one that is like another that may be used, or has its place in the case, throws `KeyTaken`. */
export function insertPickupCode(value: PickupCode): Statement {
  return toStatement(build.insert(pickupCodes).values(value))
}

/** The code that a case gets when it is done; done once more it gets another in its place, unless it was used. */
export function upsertFirstPickup(value: PickupCode): Statement {
  const { codeHash, madeAt, endsAt } = value
  return toStatement(
    build
      .insert(pickupCodes)
      .values(value)
      .onConflictDoUpdate({
        target: sql`case_id, seq` as never,
        set: { codeHash, madeAt, endsAt },
        setWhere: sql`pickup_codes.used_at = 0`,
      }),
  )
}

/** Notes who used it where. */
export function usePickupCode({ id, codeHash, usedAt, usedBy, place }: PickupCode): Statement {
  const isOpen = and(eq(pickupCodes.id, id), eq(pickupCodes.usedAt, 0))
  return toStatement(build.update(pickupCodes).set({ codeHash, usedAt, usedBy, place }).where(isOpen))
}

/** Whatever codes of the case may be used may be used no more. */
export function closePickupCodes(caseId: string): Statement {
  return toStatement(build.update(pickupCodes).set({ codeHash: null }).where(eq(pickupCodes.caseId, caseId)))
}

/** Reading codes, and closing those that ran out. */
export function createPickups(driver: SqlDriver) {
  const where = (condition: SQL) =>
    selectRows<PickupCode>(
      driver,
      names,
      build.select(columns).from(pickupCodes).where(condition).orderBy(asc(pickupCodes.seq)),
    )
  return {
    byId: async (id: string) => (await where(eq(pickupCodes.id, id)))[0] ?? null,
    byHash: async (hash: string) => (await where(eq(pickupCodes.codeHash, hash)))[0] ?? null,
    /** In the order in which they were made. */
    ofCase: (caseId: string) => where(eq(pickupCodes.caseId, caseId)),
    /** Forgets the codes that ran out, so that others may be like them. */
    async sweep(now: number): Promise<void> {
      const isOver = and(isNotNull(pickupCodes.codeHash), lte(pickupCodes.endsAt, now))
      await driver.run(toStatement(build.update(pickupCodes).set({ codeHash: null }).where(isOver)))
    },
  }
}
