import type { Slip, SlipDecision } from '../manual/slip.ts'
import type { SqlDriver, SqlRow, Statement } from './driver.ts'
import { and, asc, eq, type SQL } from './drizzle.ts'
import { slipDecisions, slips } from './hand-tables.ts'
import { isAfter, type PageEnd } from './page.ts'
import { build, selectRows, toStatement } from './statement.ts'

/** More than that of one case no screen shows. */
const MOST_OF_CASE = 200

const decisionColumns = {
  slipId: slipDecisions.slipId,
  confirmed: slipDecisions.confirmed,
  reason: slipDecisions.reason,
  at: slipDecisions.at,
  by: slipDecisions.by,
  byName: slipDecisions.byName,
  outcome: slipDecisions.outcome,
}
const decisionNames = Object.keys(decisionColumns) as (keyof SlipDecision)[]

/** Records what somebody copied; it is not changed afterwards. */
export function insertSlip(slip: Slip): Statement {
  const { id, caseNo, enteredAt } = slip
  return toStatement(build.insert(slips).values({ id, caseNo, said: JSON.stringify(slip), enteredAt, decidedAt: 0 }))
}

/** Records what the second person decided; of two who decide at once one is refused. */
export function insertSlipDecision({ confirmed, ...decision }: SlipDecision): Statement[] {
  return [
    toStatement(build.insert(slipDecisions).values({ ...decision, confirmed: confirmed ? 1 : 0 })),
    toStatement(build.update(slips).set({ decidedAt: decision.at }).where(eq(slips.id, decision.slipId))),
  ]
}

/** What came of a confirmed slip as a message. */
export function noteSlipOutcome(slipId: string, outcome: string): Statement {
  return toStatement(build.update(slipDecisions).set({ outcome }).where(eq(slipDecisions.slipId, slipId)))
}

const toSlip = ([said]: SqlRow): Slip => JSON.parse(String(said)) as Slip

/** Reading slips. */
export function createSlipReader(driver: SqlDriver) {
  const where = async (condition: SQL | undefined, limit: number): Promise<Slip[]> => {
    const order = [asc(slips.enteredAt), asc(slips.id)]
    const query = build
      .select({ said: slips.said })
      .from(slips)
      .where(condition)
      .orderBy(...order)
      .limit(limit)
    return (await driver.run(toStatement(query))).map(toSlip)
  }
  return {
    byId: async (id: string) => (await where(eq(slips.id, id), 1))[0] ?? null,
    /** Oldest first. */
    ofCase: (caseNo: string) => where(eq(slips.caseNo, caseNo), MOST_OF_CASE),
    /** Those that wait for the second person, oldest first. */
    waiting: (after: PageEnd | undefined, limit: number) =>
      where(and(eq(slips.decidedAt, 0), after && isAfter(slips.enteredAt, slips.id, after)), limit),
    /** Null while nobody has decided. */
    async decisionOf(slipId: string): Promise<SlipDecision | null> {
      const query = build.select(decisionColumns).from(slipDecisions).where(eq(slipDecisions.slipId, slipId))
      const [found] = await selectRows<SlipDecision>(driver, decisionNames, query)
      return found ? { ...found, confirmed: Number(found.confirmed) === 1 } : null
    },
  }
}
