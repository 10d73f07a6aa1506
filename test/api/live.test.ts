import { beforeAll, describe, expect, it } from 'vitest'
import { createApi } from '../../api/app.ts'
import { boardAnswer } from '../../api/live-answers.ts'
import { type EventFacts, nextEvent } from '../../core/case/event.ts'
import { markClock, updateClock } from '../../core/store/case-clocks.ts'
import { insertCase, insertEvent } from '../../core/store/case-rows.ts'
import { insertDelivery } from '../../core/store/deliveries.ts'
import { caseOf, deliveryOf } from '../store/sample-rows.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'
import { enrol, TOKENS } from '../support/people.ts'

const CLOCK = { checkAt: 5_000, seq: 1, ends: {} } as const
const NOW = '2026-03-02T09:00:00+08:00'

async function open() {
  const made = await gatewayInMemory(NOW, {}, { send: () => Promise.reject(new Error('none')) })
  await enrol(made.gateway.store)
  const stopping = new AbortController()
  const api = createApi(
    made.gateway,
    { schemaNumber: async () => 0, processMetrics: async () => '' },
    { stopping: stopping.signal },
  )
  const get = async (path: string, headers = {}) =>
    api.fetch(
      new Request(`https://gateway.wuhou.example${path}`, {
        headers: { authorization: `Bearer ${TOKENS.window}`, ...headers },
      }),
    )
  return { ...made, get, stopping }
}

/** Reads a stream event by event. */
function reading(response: Response) {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const decoder = new TextDecoder()
  return {
    /** what the stream says next, by event name; beats and the time to wait left out */
    async next(): Promise<Record<string, { [key: string]: unknown }> | null> {
      const { done, value } = await reader.read()
      if (done) return null
      const blocks = decoder
        .decode(value)
        .split('\n\n')
        .filter((block) => block !== '')
      return Object.fromEntries(
        blocks.flatMap((block) => {
          const [, name, data] = /^event: (\w+)\nid: \d+\ndata: (.*)$/.exec(block) ?? []
          return name ? [[name, JSON.parse(data ?? '')]] : []
        }),
      )
    },
    cancel: () => reader.cancel(),
  }
}

describe('what goes on', () => {
  let hall: Awaited<ReturnType<typeof open>>
  let seq = 0
  beforeAll(async () => {
    hall = await open()
  })
  /** Another process writes that something happened. */
  const happens = async (id: string, facts: Partial<EventFacts>) => {
    const at = hall.clock.now()
    const event = { type: 'submitted', status: 'QUEUED', at, actor: 'gateway', data: {}, ...facts } as EventFacts
    const known = await hall.gateway.store.cases.byId(id)
    if (!known) await hall.gateway.store.commit(insertCase(caseOf(id)))
    seq += 1
    await hall.gateway.store.commit([insertEvent({ ...nextEvent(id, null, event), seq })])
  }
  /** Opens the stream, past its beginning. */
  const follow = async (headers = {}) => {
    const response = await hall.get('/api/live', headers)
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    const stream = reading(response)
    await stream.next()
    return stream
  }
  const later = async <Value>(reads: Promise<Value>): Promise<Value> => {
    await new Promise(setImmediate)
    hall.clock.advance(2_000)
    return reads
  }

  it('is told within two seconds to all who follow, each event once, with nobody’s data', async () => {
    await happens('early', {})
    const [one, two] = [await follow(), await follow()]
    expect([await one.next(), await two.next()].map((first) => first?.['cases'])).toEqual([undefined, undefined])
    await happens('c1', { type: 'delivered', status: 'DELIVERED', at: hall.clock.now() - 5_000 })
    const expected = {
      no: 'WH510107c1',
      region: '130000',
      direction: 'out',
      handler: null,
      status: 'DELIVERED',
      type: 'delivered',
    }
    for (const told of await later(Promise.all([one.next(), two.next()])))
      expect(told).toMatchObject({ cases: { cases: [expected] }, beat: { at: '2026-03-02T09:00:02+08:00' } })
    expect((await later(one.next()))?.['cases']).toBeUndefined()
    await Promise.all([one.cancel(), two.cancel()])
  })

  it('says that a region stands otherwise', async () => {
    const stream = await follow()
    await stream.next()
    await hall.gateway.store.operations.savePause('420000', true, 'admin1', hall.clock.now())
    expect((await later(stream.next()))?.['regions']).toMatchObject({
      regions: [{ code: '420000', state: 'paused', stateText: '已暂停投递', pausedBy: 'admin1' }],
    })
    await hall.gateway.store.operations.savePause('420000', false, '', hall.clock.now())
    await stream.cancel()
  })

  it('is told again from where a page was cut off, or the page told to read all anew', async () => {
    const cutAt = hall.clock.now()
    await happens('c2', { at: cutAt + 1 })
    hall.clock.advance(20_000)
    const back = await follow({ 'last-event-id': String(cutAt) })
    const told = (await back.next())?.['cases'] as { cases: { no: string }[] }
    expect(told.cases.map(({ no }) => no)).toContain('WH510107c2')
    await back.cancel()
    hall.clock.advance(700_000)
    const late = await follow({ 'last-event-id': String(cutAt) })
    expect(await late.next()).toMatchObject({ reload: {} })
    await late.cancel()
  })

  it('ends after five minutes, and when the gateway stops', async () => {
    const stream = await follow()
    await stream.next()
    hall.clock.advance(298_000)
    await stream.next()
    expect(await later(stream.next())).not.toBeNull()
    expect(await stream.next()).toBeNull()
    const other = await open()
    const last = reading(await other.get('/api/live'))
    await last.next()
    await last.next()
    const end = last.next()
    other.stopping.abort()
    expect(await end).toBeNull()
  })

  it('is on the board: every region’s state, queue and day, and what waits for somebody', async () => {
    const { gateway, clock, get } = await open()
    const { store } = gateway
    const at = clock.now()
    const put = async (id: string, change: Parameters<typeof caseOf>[1], facts: Partial<EventFacts>[]) => {
      await store.commit(insertCase(caseOf(id, change)))
      for (const [index, one] of facts.entries()) {
        const event = { type: 'progress', status: 'CORRECTION', at, actor: 'gateway', data: {}, ...one } as EventFacts
        await store.commit([insertEvent({ ...nextEvent(id, null, event), seq: index + 1 })])
      }
    }
    await put('b1', { status: 'CORRECTION' }, [
      { type: 'submitted', status: 'QUEUED' },
      { type: 'delivered', status: 'DELIVERED' },
      {},
      {},
    ])
    await put('b2', { region: '500000', status: 'ACCEPTED', memo: { attention: { why: '' } } }, [
      { status: 'COMPLETED' },
      { type: 'file-fetched', status: 'COMPLETED' },
    ])
    await put('b3', {}, [{ type: 'submitted', status: 'QUEUED', at: at - 86_400_000 }])
    await store.commit([
      ...insertDelivery(deliveryOf('d1', 'b1', { createdAt: at - 90_500 })),
      ...insertDelivery(deliveryOf('d2', 'b2', { region: '500000', state: 'dead' })),
    ])
    const clock1 = { ...CLOCK, caseId: 'b1', dueAt: at - 60_000, colour: 'overdue' } as const
    const clock2 = { ...CLOCK, caseId: 'b2', dueAt: at + 60_000, colour: 'red' } as const
    await store.commit([markClock({ id: 'b1', updatedAt: 0 }), markClock({ id: 'b2', updatedAt: 0 })])
    await store.commit([clock1, clock2].map((row) => updateClock(row, { checkAt: 5_000 })))
    await store.operations.saveRegionHealth({ region: '130000', failures: 5, openUntil: at + 5_000, lastOkAt: 0 }, at)
    const board = boardAnswer.parse(await (await get('/api/board')).json())
    const none = { submitted: 0, received: 0, delivered: 0, correction: 0, completed: 0, refused: 0 }
    expect(board.today).toEqual({ ...none, submitted: 1, delivered: 1, correction: 1, completed: 1 })
    expect(board.open).toEqual({ correction: 1, attention: 1, dead: 1 })
    expect(board.breaches).toMatchObject({
      overdue: 1,
      red: 1,
      yellow: 0,
      pressing: [
        { no: 'WH510107b1', colour: 'overdue', dueAt: '2026-03-02T08:59:00+08:00', waitsFor: 'applicant' },
        { no: 'WH510107b2', colour: 'red', waitsFor: 'region' },
      ],
    })
    const tile = (code: string) => board.regions.find((one) => one.code === code)
    expect(tile('130000')).toMatchObject({
      state: 'down',
      failures: 5,
      retryAt: '2026-03-02T09:00:05+08:00',
      queue: { ready: 1, oldestSeconds: 90 },
      today: { submitted: 1 },
    })
    expect(tile('500000')).toMatchObject({
      state: 'ok',
      dead: 1,
      queue: { ready: 0, oldestSeconds: null },
      today: { ...none, completed: 1 },
    })
    await store.operations.savePause('500000', true, 'admin1', at)
    clock.advance(2_000)
    const later = boardAnswer.parse(await (await get('/api/board')).json())
    expect(later.regions.find(({ code }) => code === '500000')?.state).toBe('paused')
  })
})
