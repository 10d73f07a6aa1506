import type { SqlDriver } from './driver.ts'
import { eq, lte, sql } from './drizzle.ts'
import { signInTries } from './schema.ts'
import { build, toStatement } from './statement.ts'

/** So many wrong passwords in a row lock a name. */
export const MOST_TRIES = 5
/** How long a name stays locked, and how long a wrong password is remembered. */
export const LOCKED_MS = 15 * 60_000

/** May be tried, and how often more after this one; or locked until then. */
export type Try = { readonly left: number } | { readonly lockedUntil: number }

/** Counts passwords tried for a name. Names that nobody has are counted like others, so that an answer does not tell them apart. */
export function createSignInTries(driver: SqlDriver) {
  const { tries, at, lockedUntil } = signInTries
  return {
    /** Counts a try before it is made, so that many at once are no more than many in a row. The last one locks; the right password forgets it all. */
    async count(username: string, now: number): Promise<Try> {
      const stale = lte(at, now - LOCKED_MS)
      const query = build
        .insert(signInTries)
        .values({ username, tries: 1, at: now, lockedUntil: 0 })
        .onConflictDoUpdate({
          target: sql`username` as never,
          set: {
            tries: sql`case when ${stale} then 1 else ${tries} + 1 end`,
            lockedUntil: sql`case when ${stale} or ${tries} + 1 < ${MOST_TRIES} then 0 else ${now + LOCKED_MS} end`,
            at: now,
          },
          setWhere: lte(lockedUntil, now),
        })
        .returning({ tries })
      const [row] = await driver.run(toStatement(query))
      if (row) return { left: MOST_TRIES - Number(row[0]) }
      return { lockedUntil: (await this.lockedUntil(username)) ?? now + LOCKED_MS }
    },
    /** When the name's last lock ends or ended; null where it has none. */
    async lockedUntil(username: string): Promise<number | null> {
      const query = build.select({ lockedUntil }).from(signInTries).where(eq(signInTries.username, username))
      const until = Number((await driver.run(toStatement(query)))[0]?.[0] ?? 0)
      return until === 0 ? null : until
    },
    /** The right password was given, or an administrator unlocks the name. */
    async forget(username: string): Promise<void> {
      await driver.run(toStatement(build.delete(signInTries).where(eq(signInTries.username, username))))
    },
  }
}
