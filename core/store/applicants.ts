import { applicantCodes, applicantSessions } from './applicant-tables.ts'
import type { SqlDriver, Statement } from './driver.ts'
import { and, asc, eq, gt, gte, lt, ne, sql } from './drizzle.ts'
import { build, selectRows, toStatement } from './statement.ts'

/** A code that an applicant asked for. */
export type AskedCode = typeof applicantCodes.$inferSelect
/** An applicant's look at one case. */
export type ApplicantSession = typeof applicantSessions.$inferSelect

const columns = {
  id: applicantCodes.id,
  no: applicantCodes.no,
  tail: applicantCodes.tail,
  address: applicantCodes.address,
  state: applicantCodes.state,
  caseId: applicantCodes.caseId,
  codeHash: applicantCodes.codeHash,
  createdAt: applicantCodes.createdAt,
  expiresAt: applicantCodes.expiresAt,
  usedAt: applicantCodes.usedAt,
}
const names = Object.keys(columns) as (keyof AskedCode)[]
const sessionColumns = {
  id: applicantSessions.id,
  caseId: applicantSessions.caseId,
  endsAt: applicantSessions.endsAt,
  latestAt: applicantSessions.latestAt,
  createdAt: applicantSessions.createdAt,
}
const sessionNames = Object.keys(sessionColumns) as (keyof ApplicantSession)[]

/** A question for a code; the batch throws `KeyTaken` where one is there under its id. */
export function insertAskedCode(row: AskedCode): Statement {
  return toStatement(build.insert(applicantCodes).values(row))
}

/** Says what came of a question, once; the end of the telephone number is forgotten with it. */
export function settleCode(id: string, set: Pick<AskedCode, 'state' | 'caseId' | 'codeHash' | 'expiresAt'>): Statement {
  const isAsked = and(eq(applicantCodes.id, id), eq(applicantCodes.state, 'asked'))
  return toStatement(
    build
      .update(applicantCodes)
      .set({ ...set, tail: '' })
      .where(isAsked),
  )
}

/** Makes every other code of that number worthless: only the newest opens anything. */
export function endOtherCodes({ id, no }: Pick<AskedCode, 'id' | 'no'>, now: number): Statement {
  const others = and(
    eq(applicantCodes.no, no),
    ne(applicantCodes.id, id),
    eq(applicantCodes.state, 'sent'),
    eq(applicantCodes.usedAt, 0),
  )
  return toStatement(build.update(applicantCodes).set({ usedAt: now }).where(others))
}

export function insertApplicantSession(row: ApplicantSession): Statement {
  return toStatement(build.insert(applicantSessions).values(row))
}

/** Applicants' codes and sessions. */
export function createApplicantRows(driver: SqlDriver) {
  const count = async (
    column: typeof applicantCodes.no | typeof applicantCodes.address,
    value: string,
    since: number,
  ) => {
    const query = build
      .select({ count: sql`count(*)`, latest: sql`max(${applicantCodes.createdAt})` })
      .from(applicantCodes)
      .where(and(eq(column, value), gte(applicantCodes.createdAt, since)))
    const [row] = await driver.run(toStatement(query))
    return { asked: Number(row?.[0] ?? 0), latestAt: Number(row?.[1] ?? 0) }
  }
  return {
    /** How often codes were asked for by a number since then, and when last. */
    askedFor: (no: string, since: number) => count(applicantCodes.no, no, since),
    /** The same by an address. */
    askedFrom: (address: string, since: number) => count(applicantCodes.address, address, since),
    /** Questions that nobody looked at, oldest first. */
    unanswered: (limit: number) =>
      selectRows<AskedCode>(
        driver,
        names,
        build
          .select(columns)
          .from(applicantCodes)
          .where(eq(applicantCodes.state, 'asked'))
          .orderBy(asc(applicantCodes.createdAt), asc(applicantCodes.id))
          .limit(limit),
      ),
    /** Uses a code up: the case that it opens, null where it is wrong, old or used. Of many at once one has it. */
    async use(no: string, codeHash: string, now: number): Promise<string | null> {
      const fits = and(
        eq(applicantCodes.no, no),
        eq(applicantCodes.codeHash, codeHash),
        eq(applicantCodes.state, 'sent'),
        eq(applicantCodes.usedAt, 0),
        gt(applicantCodes.expiresAt, now),
      )
      const query = build
        .update(applicantCodes)
        .set({ usedAt: now })
        .where(fits)
        .returning({ caseId: applicantCodes.caseId })
      const [row] = await driver.run(toStatement(query))
      return row ? String(row[0]) : null
    },
    async session(id: string): Promise<ApplicantSession | null> {
      const query = build.select(sessionColumns).from(applicantSessions).where(eq(applicantSessions.id, id))
      return (await selectRows<ApplicantSession>(driver, sessionNames, query))[0] ?? null
    },
    async renewSession(id: string, endsAt: number): Promise<void> {
      await driver.run(toStatement(build.update(applicantSessions).set({ endsAt }).where(eq(applicantSessions.id, id))))
    },
    async endSession(id: string): Promise<void> {
      await driver.run(toStatement(build.delete(applicantSessions).where(eq(applicantSessions.id, id))))
    },
    /** Forgets sessions that have ended and questions that were asked before a moment. */
    async sweep(now: number, askedBefore: number): Promise<void> {
      await driver.batch([
        toStatement(build.delete(applicantSessions).where(lt(applicantSessions.endsAt, now))),
        toStatement(build.delete(applicantCodes).where(lt(applicantCodes.createdAt, askedBefore))),
      ])
    },
  }
}
