import type { HandTask, HandTaskEnd, HandTaskState } from '../manual/hand-task.ts'
import type { SqlDriver, SqlRow, Statement } from './driver.ts'
import { and, asc, desc, eq, gt, type SQL } from './drizzle.ts'
import { handTaskEnds, handTasks } from './hand-tables.ts'
import { isAfter, isBefore, type PageEnd } from './page.ts'
import { build, selectRows, toStatement } from './statement.ts'

const columns = {
  deliveryId: handTasks.deliveryId,
  round: handTasks.round,
  region: handTasks.region,
  caseNo: handTasks.caseNo,
  matter: handTasks.matter,
  kind: handTasks.kind,
  dossier: handTasks.dossier,
  bundle: handTasks.bundle,
  openedAt: handTasks.openedAt,
}
const names = Object.keys(columns) as (keyof HandTask)[]
const endColumns = {
  deliveryId: handTaskEnds.deliveryId,
  round: handTaskEnds.round,
  outcome: handTaskEnds.outcome,
  carrier: handTaskEnds.carrier,
  waybill: handTaskEnds.waybill,
  note: handTaskEnds.note,
  at: handTaskEnds.at,
  by: handTaskEnds.by,
  byName: handTaskEnds.byName,
}
const endNames = Object.keys(endColumns) as (keyof HandTaskEnd)[]

/** A round of a task; another that is given at the same time has its key. */
export function insertHandTask({ dossier, bundle, ...row }: HandTask): Statement {
  const written = { dossier: JSON.stringify(dossier), bundle: JSON.stringify(bundle), endedAt: 0 }
  return toStatement(build.insert(handTasks).values({ ...row, ...written }))
}

/** How a round ended; of two who end it at once one is refused. */
export function endHandTask(end: HandTaskEnd): Statement[] {
  const own = and(eq(handTasks.deliveryId, end.deliveryId), eq(handTasks.round, end.round))
  return [
    toStatement(build.insert(handTaskEnds).values(end)),
    toStatement(build.update(handTasks).set({ endedAt: end.at }).where(own)),
  ]
}

function toTask(row: SqlRow): HandTask {
  const named = Object.fromEntries(names.map((name, index) => [name, row[index]])) as Record<string, unknown>
  const parsed = { dossier: JSON.parse(String(named['dossier'])), bundle: JSON.parse(String(named['bundle'])) }
  return { ...named, ...parsed } as unknown as HandTask
}

/** Reading what people carry by hand. */
export function createHandTaskReader(driver: SqlDriver) {
  const endOf = async ({ deliveryId, round }: HandTask): Promise<HandTaskEnd | null> => {
    const own = and(eq(handTaskEnds.deliveryId, deliveryId), eq(handTaskEnds.round, round))
    const query = build.select(endColumns).from(handTaskEnds).where(own)
    return (await selectRows<HandTaskEnd>(driver, endNames, query))[0] ?? null
  }
  const pageOf = async (condition: SQL | undefined, order: SQL[], limit: number): Promise<HandTask[]> => {
    const query = build
      .select(columns)
      .from(handTasks)
      .where(condition)
      .orderBy(...order)
      .limit(limit)
    return (await driver.run(toStatement(query))).map(toTask)
  }
  return {
    /** The newest round. */
    async byDelivery(deliveryId: string): Promise<HandTaskState | null> {
      const [task] = await pageOf(eq(handTasks.deliveryId, deliveryId), [desc(handTasks.round)], 1)
      return task ? { task, end: await endOf(task) } : null
    },
    /** Those that wait, oldest first. */
    open: (after: PageEnd | undefined, limit: number) =>
      pageOf(
        and(eq(handTasks.endedAt, 0), after && isAfter(handTasks.openedAt, handTasks.deliveryId, after)),
        [asc(handTasks.openedAt), asc(handTasks.deliveryId)],
        limit,
      ),
    /** Those that ended, the one given last first. */
    async ended(before: PageEnd | undefined, limit: number): Promise<HandTaskState[]> {
      const tasks = await pageOf(
        and(gt(handTasks.endedAt, 0), before && isBefore(handTasks.openedAt, handTasks.deliveryId, before)),
        [desc(handTasks.openedAt), desc(handTasks.deliveryId), desc(handTasks.round)],
        limit,
      )
      return Promise.all(tasks.map(async (task) => ({ task, end: await endOf(task) })))
    },
  }
}
