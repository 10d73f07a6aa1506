import type { Gateway, Region } from '../gateway.ts'
import type { Delivery } from '../store/deliveries.ts'
import type { RegionState } from '../store/operations.ts'
import { type AttemptOutcome, attemptDelivery } from './attempt.ts'
import { BREAKER_FAILURES, breakerPauseMs } from './policy.ts'

/** An attempt that takes longer than this is taken over by another process; longer than any protocol's own time limits. */
const LEASE_MS = 180_000
/** How often the rows are looked at without a ring. */
const SWEEP_MS = 1_000

/** While all goes well, that a region was reached is noted no more often: the board and the prober only want to know that it was lately. */
const NOTED_EVERY_MS = 5_000

/** Delivers what is due: one region's slowness never holds up another's cases. */
export interface Dispatcher {
  /** Looks for work now. */
  wake(): void
  /** One pass over all regions, waiting for its attempts; for runtimes that are woken rather than run. */
  sweep(): Promise<number>
  /** One delivery by id, if it is due. */
  deliver(id: string): Promise<void>
  /** Runs until stopped. */
  run(): Promise<void>
  /** Stops claiming, waits for what is in flight. */
  stop(): Promise<void>
}

export function createDispatcher(gateway: Gateway, owner: string): Dispatcher {
  const inFlight = new Map<string, Set<Promise<void>>>()
  const states = createRegionHealth(gateway)
  let stopping: AbortController | null = null
  // set only while `run` sleeps: a runtime that is woken by events shares nothing between them
  let wakeSleeper = (): void => {}
  let running: Promise<void> | null = null

  async function attempt(region: Region, delivery: Delivery): Promise<void> {
    const startedAt = gateway.clock.now()
    const measure = (outcome: Parameters<Gateway['meter']['attempt']>[1]) =>
      gateway.meter.attempt(region.code, outcome, gateway.clock.now() - startedAt)
    let outcome: AttemptOutcome
    try {
      outcome = await attemptDelivery(gateway, region, delivery)
      measure(outcome.state)
    } catch (error) {
      measure('failed')
      gateway.log.error('attempt-failed', {
        delivery: delivery.id,
        region: region.code,
        error: error instanceof Error ? error.name : 'unknown',
      })
      outcome = { reached: false, state: 'later' }
    }
    await states
      .record(region.code, outcome.reached)
      .catch(() => gateway.log.error('health-not-recorded', { region: region.code }))
  }

  const flyingTo = (region: string): Set<Promise<void>> => {
    const flying = inFlight.get(region) ?? new Set()
    inFlight.set(region, flying)
    return flying
  }

  async function roomFor({ code, delivery: { maxInFlight } }: Region): Promise<number> {
    const flying = flyingTo(code).size
    const room = Math.min(maxInFlight - flying, await states.room(code))
    // claiming a few at a time costs a commit each time: wait until a good part of the room is free
    return flying > 0 && room < maxInFlight / 4 ? 0 : room
  }

  async function claim(region: Region, room: number): Promise<Promise<void>[]> {
    const flying = flyingTo(region.code)
    const claimed = await gateway.store.deliveries.claim(region.code, owner, gateway.clock.now(), LEASE_MS, room)
    return claimed.map((delivery) => {
      const flight: Promise<void> = attempt(region, delivery).finally(() => {
        flying.delete(flight)
        wake()
      })
      flying.add(flight)
      return flight
    })
  }

  async function claimAll(): Promise<Promise<void>[]> {
    const regions = [...gateway.regions.values()]
    const rooms = await Promise.all(regions.map(async (region) => ({ region, room: await roomFor(region) })))
    const open = rooms.filter(({ room }) => room > 0)
    if (open.length === 0) return []
    const codes = open.map(({ region }) => region.code)
    const due = new Set(await gateway.store.deliveries.dueAmong(codes, gateway.clock.now()))
    const claimable = open.filter(({ region }) => due.has(region.code))
    return (await Promise.all(claimable.map(({ region, room }) => claim(region, room)))).flat()
  }

  function wake(): void {
    wakeSleeper()
  }

  async function loop(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      const awake = new AbortController()
      // with a reason of our own: without one each ring makes an exception with its stack
      wakeSleeper = () => awake.abort('rung')
      const claimed = await claimAll().catch((error: unknown) => {
        gateway.log.error('claim-failed', { error: error instanceof Error ? error.name : 'unknown' })
        return []
      })
      if (claimed.length === 0 && !stop.aborted)
        await gateway.clock.sleep(Math.min(SWEEP_MS, gateway.pollAtMostMs), awake.signal)
    }
    await Promise.all([...inFlight.values()].flatMap((flights) => [...flights]))
  }

  return {
    wake,
    async sweep() {
      const flights = await claimAll()
      await Promise.allSettled(flights)
      return flights.length
    },
    async deliver(id) {
      const delivery = await gateway.store.deliveries.byId(id)
      const region = delivery && gateway.regions.get(delivery.region)
      if (!region || (await states.room(region.code)) <= 0) return
      const claimed = await gateway.store.deliveries.claimOne(id, owner, gateway.clock.now(), LEASE_MS)
      if (claimed) await attempt(region, claimed)
    },
    run() {
      stopping = new AbortController()
      running = loop(stopping.signal)
      return running
    },
    async stop() {
      stopping?.abort()
      wake()
      await running
    },
  }
}

/** The regions' breakers and pauses, written when they change, and now and then that a region was reached. */
function createRegionHealth(gateway: Gateway) {
  const closed = (region: string): RegionState => ({
    region,
    paused: false,
    pausedBy: '',
    failures: 0,
    openUntil: 0,
    lastOkAt: 0,
  })
  let known = new Map<string, RegionState>()
  let readAt = Number.NEGATIVE_INFINITY

  async function stateOf(region: string): Promise<RegionState> {
    const now = gateway.clock.now()
    if (now - readAt > 500) {
      known = await gateway.store.operations.regionStates()
      readAt = now
    }
    return known.get(region) ?? closed(region)
  }

  return {
    /** How many deliveries may go now: none where paused or open, one where the breaker tries again. */
    async room(region: string): Promise<number> {
      const state = await stateOf(region)
      if (state.paused || state.openUntil > gateway.clock.now()) return 0
      return state.failures >= BREAKER_FAILURES ? 1 : Number.POSITIVE_INFINITY
    },
    async record(region: string, reached: boolean): Promise<void> {
      await stateOf(region)
      // attempts end together: count on what the others have noted meanwhile
      const state = known.get(region) ?? closed(region)
      const now = gateway.clock.now()
      if (reached && state.failures === 0 && now - state.lastOkAt < NOTED_EVERY_MS) return
      const failures = reached ? 0 : state.failures + 1
      const openUntil = failures >= BREAKER_FAILURES ? now + breakerPauseMs(failures) : 0
      const changed = { ...state, failures, openUntil, lastOkAt: reached ? now : state.lastOkAt }
      known.set(region, changed)
      await gateway.store.operations.saveRegionHealth(changed, now)
      if (openUntil > 0) gateway.log.warn('breaker-open', { region, failures, openUntil })
    },
  }
}
