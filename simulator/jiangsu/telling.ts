import { setTimeout as pause } from 'node:timers/promises'
import { type Answer, answersOf, STATES, type Step, scriptOf } from './answers.ts'
import type { Handled, Region } from './region.ts'
import { answerTail, inTransaction, rowId, sumRow, textOf, writeRow } from './rows.ts'

const PATIENCE_MS = 60_000
/** More than a column may hold (§1.1). */
const FLOOD_BYTES = 25 * 1024 * 1024

/** Puts answers, with the state of the application beside them, in one transaction. */
async function put({ pool }: Region, { entry, state }: Handled, answers: readonly Answer[]): Promise<void> {
  await inTransaction(pool, async (client) => {
    for (const [table, row] of answers) await writeRow(client, `wq_out.${table}`, row)
    await client.query('UPDATE wq_in.inf_apply SET bj_statu = $2 WHERE internal_no = $1', [entry.caseNo, state])
  })
}

/** Waits until the gateway has marked each of the rows, and notes how. */
async function awaitMarks(
  { pool, lookEveryMs, ending }: Region,
  { entry }: Handled,
  answers: readonly Answer[],
): Promise<void> {
  for (const [table, row] of answers) {
    const guid = textOf(row, 'row_guid')
    for (let waited = 0; ; waited += lookEveryMs) {
      const { rows } = await pool.query<{ is_sync: string }>(
        `SELECT is_sync FROM wq_out.${table} WHERE row_guid = $1`,
        [guid],
      )
      const mark = rows[0]?.is_sync ?? '0'
      if (mark !== '0' || waited > PATIENCE_MS) {
        entry.callbackReplies.push(mark === '0' ? 'gave-up' : mark)
        break
      }
      await pause(lookEveryMs, undefined, { signal: ending })
    }
  }
}

function take(region: Region, handled: Handled, step: Step): Answer[] {
  handled.state = STATES[step] ?? handled.state
  handled.entry.status = step
  return answersOf(handled, step, region.now())
}

/** One step after another, each once the gateway has taken the one before. */
export async function tell(region: Region, handled: Handled, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    const answers = take(region, handled, step)
    await put(region, handled, answers)
    if (step === 'SJ' && handled.behaviour === 'wrong-signature') await tellUnsummed(region, handled, answers)
    await awaitMarks(region, handled, answers)
    if (handled.behaviour === 'duplicate-callback') await tellAgain(region, handled, answers)
  }
}

/** The rows once with a sum that is not theirs, and as they should be once the gateway has said so. */
async function tellUnsummed(region: Region, handled: Handled, answers: readonly Answer[]): Promise<void> {
  const rows = answers.map(([table, row]) => [`wq_out.${table}`, textOf(row, 'row_guid')] as const)
  for (const [table, guid] of rows)
    await region.pool.query(`UPDATE ${table} SET row_sum = repeat('0', 64) WHERE row_guid = $1`, [guid])
  await awaitMarks(region, handled, answers)
  for (const [table, guid] of rows) {
    await region.pool.query(`UPDATE ${table} SET is_sync = '0' WHERE row_guid = $1`, [guid])
    await sumRow(region.pool, table, guid)
  }
}

async function tellAgain(region: Region, handled: Handled, answers: readonly Answer[]): Promise<void> {
  for (const [table, row] of answers)
    await region.pool.query(`UPDATE wq_out.${table} SET is_sync = '0' WHERE row_guid = $1`, [textOf(row, 'row_guid')])
  await awaitMarks(region, handled, answers)
}

/** What comes of a case that was registered, each behaviour in its own way. */
export async function answerCase(region: Region, handled: Handled): Promise<void> {
  const { first } = scriptOf(handled.behaviour, handled.matter)
  const [one, two, ...rest] = first
  if (handled.behaviour === 'out-of-order' && one && two) {
    const [early, late] = [take(region, handled, one), take(region, handled, two)]
    await put(region, handled, late)
    await pause(Math.max(200, region.lookEveryMs), undefined, { signal: region.ending })
    await put(region, handled, early)
    await awaitMarks(region, handled, [...early, ...late])
    return tell(region, handled, rest)
  }
  const foreign = foreignRow(handled, region.now())
  if (foreign && one) {
    await tell(region, handled, [one])
    const answers = foreign(() => ++handled.seqNo)
    await put(region, handled, answers)
    await awaitMarks(region, handled, answers)
    return tell(region, handled, first.slice(1))
  }
  await tell(region, handled, first)
}

/** A row that the gateway must not take, by its number: of a case that it never sent, of another number than its case has here, or larger than any may be. */
function foreignRow(handled: Handled, now: number): ((nextNo: () => number) => Answer[]) | null {
  const { entry, behaviour } = handled
  const [answer] = answersOf({ ...handled }, 'SH', now)
  const [table = '', row = {}] = answer ?? []
  switch (behaviour) {
    case 'unknown-case':
      return () => [
        [
          table,
          {
            ...row,
            ...answerTail(`WH19000101${entry.partnerCaseNo.slice(-6)}`, 1, now),
            row_guid: rowId(),
            project_no: 'JS3201020000000000000',
          },
        ],
      ]
    case 'other-case-answer':
      return (nextNo) => [
        [table, { ...row, ...answerTail(entry.caseNo, nextNo(), now), project_no: 'JS3201020000000000000' }],
      ]
    case 'flood':
      return (nextNo) => [
        [table, { ...row, ...answerTail(entry.caseNo, nextNo(), now), remark: 'x'.repeat(FLOOD_BYTES) }],
      ]
    default:
      return null
  }
}
