import { changeCase } from '../case/commit.ts'
import { isOver } from '../case/moves.ts'
import { STATUSES, type Status } from '../case/status.ts'
import type { Gateway } from '../gateway.ts'
import { deemAccepted, isDeemedAccepted } from '../handling/deem.ts'
import type { Chore } from '../repeat.ts'
import { type ClockRow, deleteClock, NEVER, updateClock } from '../store/case-clocks.ts'
import { toDate } from '../time.ts'
import { calendarGaps } from './calendar.ts'
import { type CaseClocks, caseClocks } from './case-clocks.ts'
import { clockNews, keyOf } from './news.ts'

/** Cases looked at in one round. */
const ROUND = 200
/** Rounds in a row at most, where many cases wait */
const MOST_ROUNDS = 20
const LOOK_MS = 5_000
const AT_LEAST_EVERY_MS = 3_600_000
/** A round that takes longer is taken over by another process. */
const LEASE_MS = 120_000
const LEASE = 'clocks'
const WAITING = (Object.keys(STATUSES) as Status[]).filter((status) => !isOver(status) || status === 'SHIPPED')

/** Looks at the clocks of the cases that wait for their answer: soon after a case changed, when a colour turns, and once an hour; in one process at a time. */
export function clockWatch(gateway: Gateway, owner: string): Chore {
  const { store, clock } = gateway
  let filled = false
  let config: Gateway['config'] | null = null

  async function prepare(): Promise<void> {
    if (!filled) await store.clocks.fill(WAITING)
    filled = true
    // another calendar or other limits may move every clock
    if (config !== null && config !== gateway.config) await store.clocks.checkAll(clock.now())
    if (config !== gateway.config) tellGaps(gateway)
    config = gateway.config
  }

  async function round(): Promise<number> {
    const now = clock.now()
    if (!(await store.leases.take(LEASE, owner, now, now + LEASE_MS))) return 0
    await prepare()
    const rows = await store.clocks.due(now, ROUND)
    for (const row of rows) await lookAt(gateway, row).catch((error: unknown) => skip(gateway, row, error))
    await store.leases.giveBack(LEASE, owner, clock.now())
    return rows.length
  }

  return {
    name: 'clocks',
    everyMs: LOOK_MS,
    async work() {
      for (let rounds = 0; rounds < MOST_ROUNDS; rounds += 1) if ((await round()) < ROUND) return
    },
  }
}

/** Whoever keeps the calendar reads the log: which year it lacks, and which waits for its official days off. */
function tellGaps({ config, clock, log }: Gateway): void {
  const { missing, provisional } = calendarGaps(config.calendar, toDate(clock.now()))
  for (const year of missing) log.warn('calendar-missing', { year: Number(year) })
  for (const year of provisional) log.warn('calendar-provisional', { year: Number(year) })
}

/** One case that cannot be read holds up no other; it is looked at again in an hour. */
async function skip({ store, log, clock }: Gateway, row: ClockRow, error: unknown): Promise<void> {
  log.error('clock-not-read', { case: row.caseId, error: error instanceof Error ? error.name : 'unknown' })
  await store.commit([updateClock({ ...row, checkAt: clock.now() + AT_LEAST_EVERY_MS }, row)])
}

/** Writes what the clocks of a case say now; what its events do not say yet becomes events, decided anew where another changed the case meanwhile. */
async function lookAt(gateway: Gateway, row: ClockRow): Promise<void> {
  const { store } = gateway
  const now = gateway.clock.now()
  const value = await store.cases.byId(row.caseId)
  const events = value ? await store.cases.events(value.id) : []
  const found = value && caseClocks(gateway, value, events, now)
  if (!value || !found || found.ball === null) return store.commit([deleteClock(row)])
  if (clockNews(value, events, found, row, now).length === 0 && !isDeemedAccepted(value, events, found))
    return store.commit([updateClock(rowOf(row.caseId, value.seq, found, now), row)])
  const { answer } = await changeCase(
    gateway,
    () => store.cases.byId(row.caseId),
    async (current) => {
      const past = await store.cases.events(current.id)
      const seen = caseClocks(gateway, current, past, now)
      if (!seen || seen.ball === null) return { events: [], value: current, statements: [deleteClock(row)], answer: [] }
      const news = clockNews(current, past, seen, row, now)
      const deemed = isDeemedAccepted(current, past, seen) ? await deemAccepted(gateway, current, seen, now) : null
      const told = [...news, ...(deemed?.events ?? [])]
      const written = updateClock(rowOf(current.id, current.seq + told.length, seen, now), row)
      return {
        events: told,
        value: deemed?.value ?? current,
        statements: [written, ...(deemed?.statements ?? [])],
        answer: deemed?.rings ?? [],
      }
    },
  )
  await gateway.doorbell.ring(answer)
}

function rowOf(caseId: string, seq: number, { clocks, colour, dueAt }: CaseClocks, now: number): ClockRow {
  const running = clocks.filter(({ state }) => state === 'running')
  const turns = running.flatMap(({ yellowAt, redAt, dueAt: end }) => [yellowAt, redAt, end === null ? null : end + 1])
  const next = turns.filter((at) => at !== null && at > now) as number[]
  return {
    caseId,
    checkAt: Math.min(now + AT_LEAST_EVERY_MS, ...next),
    dueAt: dueAt ?? NEVER,
    colour,
    seq,
    ends: Object.fromEntries(running.map((clock) => [keyOf(clock), clock.dueAt])),
  }
}
