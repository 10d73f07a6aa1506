import { describe, expect, it } from 'vitest'
import type { Case } from '../../core/case/case.ts'
import { newCaseStatements } from '../../core/case/chain.ts'
import { changeCase } from '../../core/case/commit.ts'
import type { EventFacts } from '../../core/case/event.ts'
import type { Status } from '../../core/case/status.ts'
import { clockWatch } from '../../core/clock/watch.ts'
import type { Definitions } from '../../core/definitions/config.ts'
import { readDefinitions } from '../../core/definitions/parts.ts'
import { readDefinitionFiles } from '../../runtime/node/definition-files.ts'
import { caseOf } from '../store/sample-rows.ts'
import { projectDefinitions } from '../support/definitions.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'

const HOUR_MS = 3_600_000
const OFFICIAL = "  '2027': { holidays: ['01-01..01-04'], workdays: [] }\n"

/** The project's definitions with this in place of the calendar's next year. */
function withYear(lines: string): Definitions {
  const files = { ...readDefinitionFiles() }
  const text = String(files['config/calendar.yaml'])
  files['config/calendar.yaml'] =
    text.slice(0, text.indexOf("  '2027':")) + lines + text.slice(text.indexOf('regions:'))
  const read = readDefinitions(files)
  if (!read.ok) throw new Error(read.faults[0]?.message ?? '')
  return read.value
}
const NOBODY = {
  send: async () => {
    throw new Error('nothing is sent')
  },
}

// the limits are 河北's own: seven working days for M03
/** A gateway whose clock stands at the time, with the watch, and a hand that makes and moves cases. */
async function start(at: string) {
  const logged: [string, object][] = []
  const log = { info() {}, error() {}, warn: (event: string, data: object) => void logged.push([event, data]) }
  const { gateway, clock } = await gatewayInMemory(`2026-${at}:00+08:00`, {}, NOBODY as never, { log } as never)
  const watch = clockWatch(gateway, 'test')
  const facts = (type: EventFacts['type'], status: Status): EventFacts => ({
    type,
    status,
    at: clock.now(),
    actor: 'gateway',
    data: {},
  })
  return {
    gateway,
    clock,
    watch,
    logged,
    async make(id: string, status: Status, change: Partial<Case> = {}) {
      const value = caseOf(id, {
        matter: 'M03',
        clerkId: 'w1',
        status,
        createdAt: clock.now(),
        updatedAt: clock.now(),
        ...change,
      })
      await gateway.store.commit(newCaseStatements(gateway, value, [facts('received', status)]).statements)
      clock.advance(5_000)
    },
    move: (id: string, type: EventFacts['type'], status: Status) =>
      changeCase(
        gateway,
        () => gateway.store.cases.byId(id),
        async (value) => ({ events: [facts(type, status)], value: { ...value, status }, statements: [], answer: null }),
      ),
    /** Lets time pass, the watch looking every third hour. */
    async pass(hours: number) {
      for (let hour = 0; hour < hours; hour += 3) {
        clock.advance(3 * HOUR_MS)
        await watch.work()
      }
    },
    async told(id: string) {
      const events = await gateway.store.cases.events(id)
      return events
        .filter(({ type }) => type.startsWith('clock-') || type === 'deemed-accepted')
        .map(({ type, data }) => ({ type, ...data }))
    },
    rowOf: (id: string) => gateway.store.clocks.byCase(id),
  }
}

describe('the watch over clocks', () => {
  it('warns whoever has the case, then the head of the section, at last whoever leads, each once', async () => {
    const { make, pass, told, watch, clock } = await start('03-04T09:00')
    await make('out', 'ACCEPTED')
    await make('in', 'ACCEPTED', { id: 'in', no: 'IN', direction: 'in', handler: 'h1' })
    await pass(24 * 10)
    for (let again = 0; again < 3; again += 1) {
      clock.advance(HOUR_MS)
      await watch.work()
    }
    const due = {
      type: 'clock-warned',
      stage: 'review',
      since: '2026-03-04T09:00:00+08:00',
      dueAt: '2026-03-13T23:59:59+08:00',
    }
    expect(await told('out')).toEqual([
      { ...due, colour: 'yellow', to: 'window', who: 'w1' },
      { ...due, colour: 'red', to: 'section-head', who: null },
      { ...due, colour: 'overdue', to: 'leader', who: null },
    ])
    expect((await told('in'))[0]).toMatchObject({ colour: 'yellow', to: 'handler', who: 'h1' })
  })

  it('warns at the minute at which the colour turns, without waiting for the hour', async () => {
    const { make, watch, clock, told, rowOf } = await start('03-04T10:00')
    await make('q', 'QUEUED')
    await watch.work()
    // the five minutes in which a message should have gone
    expect((await rowOf('q'))?.checkAt).toBe(Date.parse('2026-03-04T10:05:00+08:00'))
    clock.advance(295_000)
    await watch.work()
    expect(await told('q')).toMatchObject([{ stage: 'transmit', colour: 'yellow' }])
  })

  it('looks at a case a moment after it changed, and forgets it once it has its answer', async () => {
    const { make, move, watch, clock, rowOf } = await start('03-04T10:00')
    await make('a', 'DELIVERED')
    await watch.work()
    expect(await rowOf('a')).toMatchObject({ colour: 'normal', dueAt: Date.parse('2026-03-06T00:00:00+08:00') - 1 })
    await move('a', 'progress', 'ACCEPTED')
    clock.advance(4_000)
    await watch.work()
    expect((await rowOf('a'))?.seq).toBe(1)
    clock.advance(1_000)
    await watch.work()
    expect(await rowOf('a')).toMatchObject({ seq: 2, dueAt: Date.parse('2026-03-14T00:00:00+08:00') - 1 })
    await move('a', 'progress', 'COMPLETED')
    clock.advance(5_000)
    await watch.work()
    expect(await rowOf('a')).toBeNull()
  })

  it('is one process’s at a time', async () => {
    const { make, gateway, clock, rowOf } = await start('03-04T10:00')
    await make('a', 'DELIVERED')
    await gateway.store.leases.take('clocks', 'another', clock.now(), clock.now() + HOUR_MS)
    await clockWatch(gateway, 'test').work()
    expect((await rowOf('a'))?.seq).toBe(0)
  })

  it('takes in the cases that were there before there were clocks', async () => {
    const { make, gateway, watch, rowOf } = await start('03-04T10:00')
    await make('open', 'REVIEWING')
    await make('over', 'COMPLETED', { id: 'over', no: 'OVER' })
    await gateway.store.commit([{ sql: 'delete from case_clocks', params: [] }])
    await watch.work()
    expect([(await rowOf('open'))?.colour, await rowOf('over')]).toEqual(['normal', null])
  })

  it('looks at two hundred cases a round, and at more in the next', async () => {
    const { gateway, clock, watch } = await start('03-04T10:00')
    for (let index = 0; index < 450; index += 1) {
      const value = caseOf(`c${index}`, { matter: 'M03', status: 'DELIVERED', updatedAt: clock.now() })
      const event: EventFacts = { type: 'received', status: 'DELIVERED', at: clock.now(), actor: 'gateway', data: {} }
      await gateway.store.commit(newCaseStatements(gateway, value, [event]).statements)
    }
    clock.advance(5_000)
    await watch.work()
    expect(await gateway.store.clocks.counts()).toEqual([{ colour: 'normal', count: 450 }])
  })
})

describe('a holiday that moves after clocks started', () => {
  /** The project's definitions with one more day off. */
  function withDayOff(day: string): Definitions {
    const files = { ...readDefinitionFiles() }
    const calendar = String(files['config/calendar.yaml'])
    files['config/calendar.yaml'] = calendar.replace("'10-01..10-07']", `'10-01..10-07', '${day}']`)
    const read = readDefinitions(files)
    if (!read.ok) throw new Error(read.faults[0]?.message ?? '')
    return read.value
  }

  it('moves their ends at once; the old end stays in the events', async () => {
    const { make, gateway, watch, clock, told, rowOf } = await start('03-04T09:00')
    await make('a', 'ACCEPTED')
    await watch.work()
    gateway.install(withDayOff('03-09'))
    clock.advance(5_000)
    await watch.work()
    const moved = { type: 'clock-moved', stage: 'review', since: '2026-03-04T09:00:00+08:00' }
    const [from, to] = ['2026-03-13T23:59:59+08:00', '2026-03-16T23:59:59+08:00']
    expect(await told('a')).toEqual([{ ...moved, from, to }])
    expect((await rowOf('a'))?.dueAt).toBe(Date.parse('2026-03-17T00:00:00+08:00') - 1)
    clock.advance(2 * HOUR_MS)
    await watch.work()
    expect(await told('a')).toHaveLength(1)
    gateway.install(projectDefinitions())
    clock.advance(5_000)
    await watch.work()
    expect((await told('a'))[1]).toEqual({ ...moved, from: to, to: from })
  })

  it('is not a correction, which moves ends by what the applicant took', async () => {
    const { make, move, pass, told } = await start('03-04T09:00')
    await make('a', 'ACCEPTED')
    await pass(20)
    await move('a', 'progress', 'CORRECTION')
    await pass(30)
    await move('a', 'supplemented', 'CORRECTED')
    await pass(2)
    expect(await told('a')).toEqual([])
  })
})

describe('a year that the calendar does not have', () => {
  it('makes the clock unknown, tells whoever keeps the calendar, and moves it when the year comes', async () => {
    const { make, gateway, watch, clock, told, rowOf } = await start('12-30T09:00')
    gateway.install(withYear(''))
    await make('a', 'ACCEPTED')
    await watch.work()
    expect(await told('a')).toEqual([
      {
        type: 'clock-warned',
        stage: 'review',
        since: '2026-12-30T09:00:00+08:00',
        colour: 'unknown',
        to: 'admin',
        who: null,
        dueAt: null,
        unknownYear: '2027',
      },
    ])
    expect(await rowOf('a')).toMatchObject({ colour: 'unknown' })
    gateway.install(withYear(OFFICIAL))
    clock.advance(5_000)
    await watch.work()
    expect((await told('a'))[1]).toMatchObject({ type: 'clock-moved', from: null, to: '2027-01-12T23:59:59+08:00' })
    expect((await rowOf('a'))?.colour).toBe('normal')
  })

  it('is said in the log at the start, and so is one that waits for its official days', async () => {
    const { gateway, watch, logged } = await start('12-30T09:00')
    await watch.work()
    gateway.install(withYear(''))
    await watch.work()
    gateway.install(withYear(OFFICIAL))
    await watch.work()
    expect(logged.filter(([event]) => event.startsWith('calendar-'))).toEqual([
      ['calendar-provisional', { year: 2027 }],
      ['calendar-missing', { year: 2027 }],
    ])
  })
})

describe('a year whose days off are not official yet', () => {
  it('is counted with, and counted anew when it is official; the end until then stays in the events', async () => {
    const { make, gateway, watch, clock, told, rowOf } = await start('12-30T09:00')
    await make('a', 'ACCEPTED')
    await watch.work()
    expect([await told('a'), (await rowOf('a'))?.colour]).toEqual([[], 'normal'])
    gateway.install(withYear(OFFICIAL))
    clock.advance(5_000)
    await watch.work()
    const moved = { type: 'clock-moved', stage: 'review', since: '2026-12-30T09:00:00+08:00' }
    const [from, to] = ['2027-01-11T23:59:59+08:00', '2027-01-12T23:59:59+08:00']
    expect(await told('a')).toEqual([{ ...moved, from, to }])
  })
})

describe('five working days without a word on acceptance', () => {
  it('are an acceptance by law: of what a region handles an event alone, and the review counts from the receipt', async () => {
    const { make, pass, told, gateway } = await start('03-04T09:00')
    await make('a', 'DELIVERED')
    await pass(24 * 8)
    const deemed = (await told('a')).filter(({ type }) => type === 'deemed-accepted')
    expect(deemed).toEqual([{ type: 'deemed-accepted', note: '逾期视为受理', receivedAt: '2026-03-04T09:00:00+08:00' }])
    expect((await gateway.store.cases.byId('a'))?.status).toBe('DELIVERED')
    const review = (await told('a')).filter((one) => 'stage' in one && one.stage === 'review')
    expect(review).toMatchObject([{ since: '2026-03-04T09:00:00+08:00', colour: 'yellow' }])
  })

  it('are none where a correction was asked for in time', async () => {
    const { make, move, pass, told } = await start('03-04T09:00')
    await make('a', 'SIGNED')
    await pass(24)
    await move('a', 'progress', 'CORRECTION')
    await pass(24)
    await move('a', 'supplemented', 'CORRECTED')
    await pass(24 * 12)
    expect((await told('a')).some(({ type }) => type === 'deemed-accepted')).toBe(false)
  })
})
