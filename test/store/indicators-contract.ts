import { describe, expect, it } from 'vitest'
import type { Case } from '../../core/case/case.ts'
import { type CaseEvent, type EventFacts, nextEvent } from '../../core/case/event.ts'
import { INDICATORS } from '../../core/indicators/catalogue.ts'
import { countIndicators } from '../../core/indicators/count.ts'
import { type FigureQuery, readFigures } from '../../core/indicators/figures.ts'
import { insertCase, insertEvent } from '../../core/store/case-rows.ts'
import { KeyTaken, type SqlDriver } from '../../core/store/driver.ts'
import { insertFilledValue } from '../../core/store/filled-values.ts'
import { addAmount, moveProgress } from '../../core/store/indicators.ts'
import { insertRating } from '../../core/store/ratings.ts'
import { openStore } from '../../core/store/store.ts'
import { insertTicket } from '../../core/store/tickets.ts'
import { msOf } from '../clock/course.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'
import { caseOf } from './sample-rows.ts'

type Step = readonly [at: string, type: EventFacts['type'], status: EventFacts['status'], data?: EventFacts['data']]

interface History {
  readonly change?: Partial<Case>
  readonly steps: readonly Step[]
}

const apply = (attempt: number) => ({ kind: 'apply', attempt })
const given = { slot: 'MT009', files: [] } as never
const exempt = { slot: 'MT001', files: [], exempt: { kind: 'D' } } as never

/** Five cases of M07 (a working day promised, two by law), small enough to be added up by hand. */
const HISTORIES: Readonly<Record<string, History>> = {
  // corrected once, accepted on Wednesday, done on Monday: over both limits
  a: {
    change: { materials: [given, exempt] },
    steps: [
      ['03-02 09:00', 'submitted', 'QUEUED'],
      ['03-02 09:10', 'delivered', 'DELIVERED', apply(3)],
      ['03-03 10:00', 'progress', 'CORRECTION'],
      ['03-04 10:00', 'supplemented', 'CORRECTED'],
      ['03-04 11:00', 'progress', 'ACCEPTED'],
      ['03-09 10:00', 'progress', 'COMPLETED'],
    ],
  },
  // smooth, within a day
  b: {
    change: { materials: [given] },
    steps: [
      ['03-10 09:00', 'submitted', 'QUEUED'],
      ['03-10 09:05', 'delivered', 'DELIVERED', apply(1)],
      ['03-10 10:00', 'progress', 'ACCEPTED'],
      ['03-10 15:00', 'progress', 'COMPLETED'],
      ['03-11 09:00', 'papers', 'COMPLETED'],
    ],
  },
  c: {
    steps: [
      ['03-11 09:00', 'submitted', 'QUEUED'],
      ['03-11 09:01', 'delivered', 'DELIVERED', apply(1)],
      ['03-12 09:00', 'progress', 'REFUSED'],
    ],
  },
  d: {
    change: {
      direction: 'in',
      handler: 'h1',
      form: { case: { no: 'x' }, owners: [{ name: '甲', share: 1 }, { name: '乙' }] },
    },
    steps: [
      ['03-12 10:00', 'received', 'DELIVERED'],
      ['03-12 10:00', 'assigned', 'DELIVERED', { draw: { seed: '' } }],
      ['03-12 11:00', 'assigned', 'DELIVERED', { from: 'h1', draw: { seed: '' } }],
    ],
  },
  e: {
    steps: [
      ['04-01 09:00', 'submitted', 'QUEUED'],
      ['04-01 10:00', 'delivery-dead', 'QUEUED'],
      ['04-01 11:00', 'redriven', 'QUEUED'],
      ['04-02 11:00', 'delivered', 'DELIVERED', apply(1)],
      ['04-03 09:00', 'progress-unknown', 'DELIVERED'],
    ],
  },
}
const NOW = '2026-05-06T09:00:00+08:00'
const MARCH = { from: '2026-03-01', to: '2026-03-31' }
const SPRING = { from: '2026-02-20', to: '2026-04-15' }

/** What every engine must do with counting. */
export function testIndicators(open: () => SqlDriver): void {
  const gatewayOf = async () =>
    gatewayInMemory(NOW, {}, { send: () => Promise.reject(new Error('none')) }, { driver: open() })
  /** Writes histories of a region of their own, so many steps of each. */
  const write = async (region: string, steps = Number.POSITIVE_INFINITY) => {
    const store = openStore(open())
    for (const [name, { change, steps: all }] of Object.entries(HISTORIES)) {
      const id = `${region}-${name}`
      const known = await store.cases.byId(id)
      const events: CaseEvent[] = []
      for (const [at, type, status, data = {}] of all.slice(0, steps))
        events.push(nextEvent(id, events.at(-1) ?? null, { type, status, at: msOf(at), actor: 'gateway', data }))
      const last = events.at(-1)
      const value = caseOf(id, { region, ...change, status: last?.status ?? 'QUEUED', seq: events.length })
      const news = events.slice(known ? (await store.cases.events(id)).length : 0)
      if (news.length > 0) await store.commit([...(known ? [] : insertCase(value)), ...news.map(insertEvent)])
    }
  }
  const countAll = async () => {
    const { gateway } = await gatewayOf()
    for (let turn = 0; turn < 50; turn += 1) if (await countIndicators(gateway)) return
    throw new Error('never done')
  }
  const figures = async (query: FigureQuery, by: Parameters<typeof readFigures>[2] = null) => {
    const groups = await readFigures(openStore(open()), query, by)
    return Object.fromEntries(
      groups.map(({ group, figures: own }) => [group, Object.fromEntries(own.map(({ id, value }) => [id, value]))]),
    )
  }

  describe('indicators', () => {
    it('are what adding up small histories by hand gives', async () => {
      await write('650001')
      await countAll()
      const march = (await figures({ ...MARCH, region: '650001' }))['']
      expect(march).toMatchObject({
        submitted: 3,
        received: 1,
        answered: 3,
        // two of three completed
        'completed-share': 66.67,
        // a broke the promise of a working day, b and c did not
        'on-time': 66.67,
        'law-on-time': 66.67,
        // a: due at the end of Friday the 6th, done on the 9th at 10:00: 58 hours late; b: due at the end of the 12th, done on the 10th at 15:00: 57 hours early
        'days-saved': -0.02,
        'accept-on-time': 100,
        'same-day': 33.33,
        'first-pass': 33.33,
        'corrections-per-case': 0.33,
        'corrected-share': 33.33,
        notices: 1,
        'refused-share': 33.33,
        // two values in each of a, b and c, three in d
        'fields-not-typed-again': 9,
        'fields-per-case': 2.25,
        // MT001 of a, of two in a and one in b
        'exempt-share': 33.33,
        exempt: 1,
        'reached-share': 100,
        'first-try': 66.67,
        retries: 2,
        draws: 2,
        'reassigned-share': 50,
        dead: 0,
      })
      // 7 days and an hour, 6 hours, 24 hours; and 10, 5, 1 minutes on the way
      const near = (id: string, hours: number) => {
        expect(march?.[id]).toBeGreaterThan(hours * 0.95)
        expect(march?.[id]).toBeLessThan(hours * 1.05 + 0.01)
      }
      near('whole-median', 24)
      near('whole-p90', 169)
      near('transmit-median', 5 / 60)
      near('transmit-p90', 10 / 60)
      expect(Object.keys(march ?? {})).toHaveLength(INDICATORS.length)
    })

    it('belong to the days on which they came about, and can be kept apart', async () => {
      const spring = { ...SPRING, region: '650001' }
      expect((await figures(spring))['']).toMatchObject({ submitted: 4, dead: 1, redriven: 1, 'unknown-share': 14.29 })
      const months = await figures(spring, 'month')
      expect(months['2026-03']).toMatchObject({ submitted: 3, dead: 0 })
      expect(months['2026-04']).toMatchObject({ submitted: 1, dead: 1, 'reached-share': 100 })
      expect((await figures({ from: '2026-03-11', to: '2026-03-12', region: '650001' }))['']).toMatchObject({
        submitted: 1,
        received: 1,
        answered: 1,
        'first-pass': 0,
      })
      expect((await figures({ ...spring, direction: 'in' }))['']).toMatchObject({ submitted: 0, received: 1 })
      expect((await figures({ ...spring, matter: 'M01' }))['']).toMatchObject({ submitted: 0, 'on-time': null })
      expect((await figures(SPRING, 'region'))['650001']).toMatchObject({ submitted: 4 })
    })

    it('come to the same, counted step by step as things happen, twice over, or all at once', async () => {
      for (const steps of [1, 2, 4, 4, 9]) {
        await write('650002', steps)
        // what was counted up to now is looked at again only where something came since
        const store = openStore(open())
        const before = await store.indicators.progress('events')
        await store.commit(moveProgress(before, { source: 'events', at: 0, id: '', seq: 0 }))
        await countAll()
      }
      const all = { from: '2026-01-01', to: '2026-12-31' }
      for (const query of [all, SPRING, MARCH])
        expect((await figures({ ...query, region: '650002' }))['']).toEqual(
          (await figures({ ...query, region: '650001' }))[''],
        )
    })

    it('count tickets that were closed and ratings, each once', async () => {
      const store = openStore(open())
      const ticket = {
        id: 'ind-t1',
        no: 'IND-T1',
        kind: 'complaint',
        state: 'closed',
        subject: { kind: 'case', ref: '', name: '' },
        caseId: '650001-a',
        contact: '',
        codeHash: '',
        seq: 1,
        takenBy: null,
        takenByName: null,
        // a working day to say a word, fifteen to answer: late with the word only
        firstWordAt: msOf('03-06 09:00'),
        closedAt: msOf('03-20 09:00'),
        createdAt: msOf('03-03 09:00'),
        updatedAt: 0,
      } as const
      const entry = { ticketId: ticket.id, seq: 1, step: 'opened', at: 0, actor: '', actorName: '', text: '' } as const
      const rating = {
        id: 'ind-r1',
        caseId: '650001-a',
        stage: 'result',
        caseNo: '',
        matter: 'M07',
        region: '650001',
        level: 'dissatisfied',
        reasons: [],
        text: '',
        channel: 'self',
        actor: 'applicant',
        ticketNo: '',
        at: msOf('03-20 10:00'),
      } as const
      const other = { ...rating, id: 'ind-r2', stage: 'intake', level: 'fair' } as const
      const [tickets, ratings] = await Promise.all([
        store.indicators.progress('tickets'),
        store.indicators.progress('ratings'),
      ])
      await store.commit([
        ...insertTicket(ticket, entry),
        insertRating(rating),
        insertRating(other),
        ...moveProgress(tickets, { source: 'tickets', at: msOf('03-20 08:59'), id: '', seq: 0 }),
        ...moveProgress(ratings, { source: 'ratings', at: msOf('03-20 09:59'), id: '', seq: 0 }),
      ])
      await countAll()
      await countAll()
      expect((await figures({ ...MARCH, region: '650001' }))['']).toMatchObject({
        tickets: 1,
        complaints: 1,
        'tickets-on-time': 100,
        'first-word-on-time': 0,
        ratings: 2,
        'rated-good': 50,
        'rated-bad': 1,
      })
    })

    it('are kept as people fill them in: of two that say the same number of a period one fails', async () => {
      const store = openStore(open())
      const filled = { code: 'B1', period: '2026-03', seq: 1, value: -12.5, source: '月报', actor: 'staff:a', at: 1 }
      await store.commit([insertFilledValue(filled), insertFilledValue({ ...filled, code: 'B0', period: '2026' })])
      await expect(store.commit([insertFilledValue({ ...filled, value: 2 })])).rejects.toBeInstanceOf(KeyTaken)
      expect(await store.filledValues.ofCode('B1')).toEqual([filled])
      expect((await store.filledValues.all()).map(({ code }) => code)).toEqual(['B0', 'B1'])
    })

    it('are added to by one process at a time: of two that go on from the same place one fails and adds nothing', async () => {
      const store = openStore(open())
      const before = await store.indicators.progress('events')
      const amount = {
        day: '2026-03-02',
        region: '650003',
        matter: 'M07',
        direction: 'out',
        measure: 'dead',
        amount: 1,
      } as const
      const add = () =>
        store.commit([...moveProgress(before, { source: 'events', at: 1, id: '', seq: 0 }), ...addAmount(amount)])
      await add()
      await expect(add()).rejects.toBeInstanceOf(KeyTaken)
      expect((await figures({ ...MARCH, region: '650003' }))['']).toMatchObject({ dead: 1 })
    })
  })
}
