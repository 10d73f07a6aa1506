import { calendarGaps } from '../clock/calendar.ts'
import type { Gateway } from '../gateway.ts'
import { type KeyFacts, type ListedCertificate, listKeys } from '../key-list.ts'
import { type RegionTile, regionTiles } from '../live/region-tiles.ts'
import { SCHEMA_NUMBER } from '../store/migrate.ts'
import { toDate } from '../time.ts'
import type { ChoreFacts, ClockFacts, Health, HealthState, ProcessFacts, RuntimeFacts } from './health.ts'

const GIB = 1024 ** 3
const ORDER: readonly HealthState[] = ['good', 'unknown', 'warning', 'bad']

/** `bad` from the first bound on, `warning` from the second on; both as they get worse upwards. */
function graded(value: number, bad: number, warning: number): HealthState {
  if (value >= bad) return 'bad'
  return value >= warning ? 'warning' : 'good'
}

export function worstOf(states: readonly HealthState[]): HealthState {
  return ORDER[Math.max(0, ...states.map((state) => ORDER.indexOf(state)))] ?? 'unknown'
}

/** How the gateway stands now; what cannot be told is said to be unknown. */
export async function readHealth(gateway: Gateway, runtime: RuntimeFacts): Promise<Health> {
  const now = gateway.clock.now()
  const [store, disk, dispatch, tiles, { certificates, keys }] = await Promise.all([
    storeHealth(gateway, runtime),
    runtime.disk(),
    dispatchHealth(gateway, now),
    regionTiles(gateway),
    listKeys(gateway),
  ])
  const health = {
    process: processHealth(runtime.process()),
    store,
    disk: disk && { ...disk, state: diskState(disk) },
    clock: clockHealth(runtime.clocks()),
    dispatch,
    chores: runtime.chores().map((chore) => ({ ...chore, state: choreState(chore, now) })),
    regions: tiles.map(regionHealth),
    certificates: certificateHealth(certificates, keys),
    calendar: calendarHealth(gateway.config.calendar, toDate(now)),
  }
  const { chores, regions, disk: room, ...single } = health
  const stated = [...Object.values(single), ...chores, ...regions, ...(room ? [room] : [])]
  return { at: now, worst: worstOf(stated.map(({ state }) => state)), ...health }
}

function processHealth(facts: ProcessFacts): Health['process'] {
  const memory = graded(facts.memoryBytes / facts.memoryMostBytes, 0.9, 0.75)
  return { ...facts, state: worstOf([memory, graded(facts.lateMs, 1_000, 250)]) }
}

async function storeHealth({ clock, store }: Gateway, runtime: RuntimeFacts): Promise<Health['store']> {
  const before = clock.now()
  const found = await runtime.schemaNumber()
  const roundTripMs = clock.now() - before
  const state = found === SCHEMA_NUMBER ? graded(roundTripMs, 1_000, 100) : 'bad'
  return { state, engine: store.engine, roundTripMs, schema: { found, needed: SCHEMA_NUMBER } }
}

function diskState({ freeBytes, totalBytes }: { freeBytes: number; totalBytes: number }): HealthState {
  if (freeBytes < GIB) return 'bad'
  return freeBytes < 5 * GIB || freeBytes / totalBytes < 0.1 ? 'warning' : 'good'
}

/** The median: one region's wrong clock says nothing of ours. */
function clockHealth(hosts: readonly ClockFacts[]): Health['clock'] {
  const ordered = hosts.map(({ aheadSeconds }) => aheadSeconds).sort((one, other) => one - other)
  const median = ordered[Math.floor(ordered.length / 2)] ?? null
  return { state: median === null ? 'unknown' : graded(Math.abs(median), 60, 10), aheadSeconds: median, hosts }
}

async function dispatchHealth({ store }: Gateway, now: number): Promise<Health['dispatch']> {
  const leases = await store.deliveries.leases(now, now - LAPSED_MS)
  return { state: leases.lapsed > 0 ? 'warning' : 'good', ...leases }
}

/** A lease that ran out is taken over within a second or two where somebody claims; after this nobody does. */
const LAPSED_MS = 30_000

function choreState({ everyMs, endedAt, failures }: ChoreFacts, now: number): HealthState {
  if (failures > 0) return failures >= 3 ? 'bad' : 'warning'
  if (endedAt === null) return 'unknown'
  return graded(now - endedAt - everyMs, 600_000 + everyMs, 120_000 + everyMs)
}

const TILE_HEALTH = {
  ok: 'good',
  shaky: 'warning',
  down: 'bad',
  paused: 'warning',
  suspended: 'good',
} as const satisfies Record<RegionTile['state'], HealthState>

function regionHealth({ code, name, state: tile, queue, dead, failures, retryAt }: RegionTile) {
  const age = tile === 'paused' ? 'good' : graded(queue.oldestSeconds ?? 0, 3_600, 600)
  const state = worstOf([TILE_HEALTH[tile], age, dead > 0 ? 'warning' : 'good'])
  return { code, name, tile, ...queue, dead, failures, retryAt, state }
}

function certificateHealth(
  certificates: readonly ListedCertificate[],
  keys: readonly KeyFacts[],
): Health['certificates'] {
  const [first] = certificates
  const within60 = certificates.filter(({ daysLeft }) => daysLeft <= 60).length
  const keysMissing = keys.filter(({ stored }) => !stored).length
  const soon = first === undefined ? 'good' : graded(-first.daysLeft, -7, -60)
  return {
    state: worstOf([soon, keysMissing > 0 ? 'warning' : 'good']),
    total: certificates.length,
    first: first ? { region: first.region, daysLeft: first.daysLeft } : null,
    within60,
    keysMissing,
  }
}

/** Years that are only provisional wait for their days off: somebody still has to write these down. */
function calendarHealth(calendar: Gateway['config']['calendar'], today: string): Health['calendar'] {
  const years = Object.entries(calendar.years).flatMap(([year, { provisional }]) => (provisional ? [] : [year]))
  const gaps = calendarGaps(calendar, today)
  const missing = [...gaps.missing, ...gaps.provisional].sort()
  const state = missing.includes(today.slice(0, 4)) ? 'bad' : missing.length > 0 ? 'warning' : 'good'
  return { state, years: years.sort(), missing }
}
