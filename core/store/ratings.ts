import type { RatedStage, Rating, RatingInvitation } from '../ratings/rating.ts'
import { isBad, type Level } from '../ratings/scale.ts'
import type { SqlDriver, SqlRow, Statement } from './driver.ts'
import { and, desc, eq, type SQL, sql } from './drizzle.ts'
import { isBefore, type PageEnd } from './page.ts'
import { ratingInvitations, ratings } from './rating-tables.ts'
import { build, selectRows, toStatement } from './statement.ts'

const columns = {
  id: ratings.id,
  caseId: ratings.caseId,
  stage: ratings.stage,
  caseNo: ratings.caseNo,
  matter: ratings.matter,
  region: ratings.region,
  level: ratings.level,
  reasons: ratings.reasons,
  text: ratings.text,
  channel: ratings.channel,
  actor: ratings.actor,
  ticketNo: ratings.ticketNo,
  at: ratings.at,
}
const names = Object.keys(columns) as (keyof Rating)[]

/** What a list of ratings may be narrowed by. */
export interface RatingFilter {
  readonly stage?: RatedStage | undefined
  readonly level?: Level | undefined
  /** only those that something must be mended after */
  readonly bad?: boolean | undefined
}

/** How many ratings of a level there are. */
export interface LevelCount {
  readonly level: Level
  readonly count: number
}

/** A new rating; a second one of the same stage throws `KeyTaken`. */
export function insertRating(value: Rating): Statement {
  const row = { ...value, bad: Number(isBad(value.level)), reasons: JSON.stringify(value.reasons) }
  return toStatement(build.insert(ratings).values(row))
}

/** Asks the applicant to rate, by this code and no earlier one. */
export function upsertInvitation(value: RatingInvitation): Statement {
  const { codeHash, invitedAt, endsAt } = value
  return toStatement(
    build
      .insert(ratingInvitations)
      .values(value)
      .onConflictDoUpdate({ target: sql`case_id` as never, set: { codeHash, invitedAt, endsAt } }),
  )
}

function toRating(row: SqlRow): Rating {
  const value = Object.fromEntries(names.map((name, index) => [name, row[index]]))
  return { ...value, reasons: JSON.parse(String(value['reasons'])) } as unknown as Rating
}

/** Reading ratings and invitations to rate. */
export function createRatings(driver: SqlDriver) {
  const where = async (condition: SQL | undefined, limit: number): Promise<Rating[]> => {
    const query = build
      .select(columns)
      .from(ratings)
      .where(condition)
      .orderBy(desc(ratings.at), desc(ratings.id))
      .limit(limit)
    return (await driver.run(toStatement(query))).map(toRating)
  }
  return {
    /** Newest first. */
    ofCase: (caseId: string) => where(eq(ratings.caseId, caseId), 10),
    /** Newest first. */
    list: ({ stage, level, bad }: RatingFilter, after: PageEnd | undefined, limit: number) =>
      where(
        and(
          stage === undefined ? undefined : eq(ratings.stage, stage),
          level === undefined ? undefined : eq(ratings.level, level),
          bad === undefined ? undefined : eq(ratings.bad, Number(bad)),
          after && isBefore(ratings.at, ratings.id, after),
        ),
        limit,
      ),
    /** How many of each level; levels that nobody gave are left out. */
    counts(): Promise<LevelCount[]> {
      const query = build.select({ level: ratings.level, count: sql`count(*)` }).from(ratings).groupBy(ratings.level)
      return selectRows<LevelCount>(driver, ['level', 'count'], query)
    },
    async invitationOf(caseId: string): Promise<RatingInvitation | null> {
      const query = build
        .select({
          caseId: ratingInvitations.caseId,
          codeHash: ratingInvitations.codeHash,
          invitedAt: ratingInvitations.invitedAt,
          endsAt: ratingInvitations.endsAt,
        })
        .from(ratingInvitations)
        .where(eq(ratingInvitations.caseId, caseId))
      return (
        (await selectRows<RatingInvitation>(driver, ['caseId', 'codeHash', 'invitedAt', 'endsAt'], query))[0] ?? null
      )
    },
  }
}
