import { beforeEach, describe, expect, it } from 'vitest'
import { nextEvent } from '../../core/case/event.ts'
import { createDispatcher, type Dispatcher } from '../../core/delivery/dispatcher.ts'
import { redriveDelivery } from '../../core/delivery/redrive.ts'
import type { Gateway, Region } from '../../core/gateway.ts'
import { LinkFailure } from '../../core/links.ts'
import type { OutboundMessage, SendResult } from '../../core/message.ts'
import { createMeter } from '../../core/meter.ts'
import { insertCase, insertEvent, updateCase } from '../../core/store/case-rows.ts'
import { insertDelivery } from '../../core/store/deliveries.ts'
import { openStore, type Store } from '../../core/store/store.ts'
import { caseOf, deliveryOf } from '../store/sample-rows.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { openMemoryDriver } from '../support/memory-driver.ts'

const accepted: SendResult = {
  outcome: 'accepted',
  level: 'A2',
  partnerCaseNo: 'HE-1',
  duplicate: false,
  memo: {},
  exchanges: [],
}
const later = (retryAfterMs: number | null = null): SendResult => ({
  outcome: 'later',
  reason: '对方繁忙',
  unknown: false,
  retryAfterMs,
  exchanges: [],
})
const waiting = { outcome: 'waiting', reason: '已写入前置库,等对方取走', checkAfterMs: 60_000, exchanges: [] } as const
const unknown: SendResult = { outcome: 'later', reason: '连接中断', unknown: true, retryAfterMs: null, exchanges: [] }
const rejected: SendResult = { outcome: 'rejected', code: '301', message: '字段校验未通过', faults: [], exchanges: [] }

describe('the delivery of messages', () => {
  const clock = createFakeClock()
  let store: Store
  let dispatcher: Dispatcher
  let gateway: Gateway
  let sent: OutboundMessage[]
  let answers: (message: OutboundMessage) => SendResult | Promise<SendResult>

  const regionOf = (code: string): Region =>
    ({
      code,
      name: code,
      delivery: { retryMs: [60_000, 300_000], thenEveryMs: 300_000, giveUpAfterMs: 900_000, maxInFlight: 4 },
      mappings: new Map(),
      link: {
        send: async (message: OutboundMessage) => {
          sent.push(message)
          return answers(message)
        },
      },
    }) as unknown as Region

  beforeEach(async () => {
    store = openStore(await openMemoryDriver())
    sent = []
    answers = () => accepted
    const quiet = { info() {}, warn() {}, error() {} }
    // 128 of 255 is no jitter to speak of: 0.8 + 0.4 × 0.502
    const random = {
      bytes: (length: number) =>
        new Uint8Array(length).map(
          (_, index) => (index * 7 + sent.length * 13 + Math.floor(clock.now() % 251) + 1) % 256,
        ),
    }
    gateway = {
      store,
      clock,
      random,
      log: quiet,
      doorbell: { ring() {} },
      meter: createMeter(),
      pollAtMostMs: Number.POSITIVE_INFINITY,
      config: {},
      regions: new Map(['130000', '420000'].map((code) => [code, regionOf(code)])),
      mappingOf: async () => null,
    } as unknown as Gateway
    dispatcher = createDispatcher(gateway, 'test')
  })

  async function queue(id: string, change: Parameters<typeof deliveryOf>[2] = {}, of = id): Promise<void> {
    const known = await store.cases.byId(of)
    const event = nextEvent(of, null, { type: 'submitted', status: 'QUEUED', at: 1, actor: 'staff:w', data: {} })
    const first = known
      ? [...updateCase({ ...known, orderNo: change.orderNo ?? known.orderNo }, known)]
      : [...insertCase(caseOf(of, { region: change.region ?? '130000' })), insertEvent(event)]
    await store.commit([
      ...first,
      ...insertDelivery(deliveryOf(id, of, { nextAt: clock.now(), createdAt: clock.now(), ...change })),
    ])
  }
  const stateOf = async (id: string) => (await store.deliveries.byId(id))?.state

  it('records the acknowledgement: the case’s status and number, the event, the level, all at once', async () => {
    await queue('a')
    await dispatcher.sweep()
    expect(await store.cases.byId('a')).toMatchObject({ status: 'DELIVERED', partnerNo: 'HE-1', seq: 2 })
    expect(await store.deliveries.byId('a')).toMatchObject({ state: 'done', attempts: 1, level: 'A2', leaseOwner: '' })
  })

  it('tries again after the declared pause, give or take a fifth, and after the time the region asked for', async () => {
    await queue('a')
    answers = () => later()
    await dispatcher.sweep()
    const first = await store.deliveries.byId('a')
    expect((first?.nextAt ?? 0) - clock.now()).toBeGreaterThanOrEqual(48_000)
    expect((first?.nextAt ?? 0) - clock.now()).toBeLessThanOrEqual(72_000)
    await dispatcher.sweep()
    expect(sent).toHaveLength(1)
    clock.advance(72_000)
    answers = () => later(7_000)
    await dispatcher.sweep()
    expect((await store.deliveries.byId('a'))?.nextAt).toBe(clock.now() + 7_000)
    expect(sent.map(({ id }) => id)).toEqual(['a', 'a'])
  })

  it('looks again at what lies with the region, counting no attempt and no failure, until its document’s time is over', async () => {
    await queue('a')
    answers = () => waiting
    for (let minute = 0; minute <= 15; minute += 1) {
      await dispatcher.sweep()
      expect(await store.deliveries.byId('a')).toMatchObject({ state: 'ready', attempts: 0, reason: waiting.reason })
      clock.advance(60_000)
    }
    expect([...(await store.operations.regionStates()).values()]).toMatchObject([{ failures: 0, openUntil: 0 }])
    await dispatcher.sweep()
    expect(await store.deliveries.byId('a')).toMatchObject({ state: 'dead', reason: waiting.reason })
    await redriveDelivery(gateway, 'a', { id: 'admin' })
    await dispatcher.sweep()
    expect(await stateOf('a')).toBe('ready')
    clock.advance(900_001)
    await dispatcher.sweep()
    expect(await stateOf('a')).toBe('dead')
  })

  it('tells a drop or a database that cannot be reached from a region that answers', async () => {
    await queue('a')
    answers = () => {
      throw new LinkFailure('connect')
    }
    await dispatcher.sweep()
    expect(await store.deliveries.byId('a')).toMatchObject({ state: 'ready', attempts: 1 })
    expect((await store.deliveries.byId('a'))?.reason).toContain('connect')
    expect((await store.operations.regionStates()).get('130000')).toMatchObject({ failures: 1 })
  })

  it('keeps the order of one case’s messages and lets other cases pass', async () => {
    await queue('a1')
    await queue('a2', { orderNo: 2, kind: 'withdraw', state: 'waiting' }, 'a1')
    await queue('b')
    answers = ({ id }) => (id === 'a1' ? later(1_000) : accepted)
    await dispatcher.sweep()
    expect([await stateOf('a1'), await stateOf('a2'), await stateOf('b')]).toEqual(['ready', 'waiting', 'done'])
    answers = () => accepted
    clock.advance(1_000)
    await dispatcher.sweep()
    await dispatcher.sweep()
    expect([await stateOf('a1'), await stateOf('a2')]).toEqual(['done', 'done'])
    expect(sent.filter(({ id }) => id.startsWith('a')).map(({ id }) => id)).toEqual(['a1', 'a1', 'a2'])
  })

  it('does not let a region that hangs hold up another', async () => {
    await queue('a')
    await queue('b', { region: '420000' })
    let release = (_: SendResult): void => {}
    answers = ({ id }) => (id === 'a' ? new Promise<SendResult>((resolve) => (release = resolve)) : accepted)
    const sweep = dispatcher.sweep()
    await expect.poll(() => stateOf('b')).toBe('done')
    expect(await stateOf('a')).toBe('ready')
    release(accepted)
    await sweep
    expect(await stateOf('a')).toBe('done')
  })

  it('opens the breaker after five unknown outcomes in a row, then lets one message try', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) await queue(id)
    answers = () => unknown
    await dispatcher.sweep()
    await dispatcher.sweep()
    const before = sent.length
    expect(before).toBeGreaterThanOrEqual(5)
    expect((await store.operations.regionStates()).get('130000')?.openUntil).toBeGreaterThan(clock.now())
    await dispatcher.sweep()
    expect(sent.length).toBe(before)
    clock.advance(300_000)
    answers = () => accepted
    await dispatcher.sweep()
    expect(sent.length).toBe(before + 1)
    clock.advance(1_000)
    await dispatcher.sweep()
    expect(sent.length).toBeGreaterThan(before + 1)
  })

  it('sends nothing to a paused region and everything after it is resumed', async () => {
    await queue('a')
    await store.operations.savePause('130000', true, 'gl', clock.now())
    clock.advance(1_000)
    await dispatcher.sweep()
    expect(sent).toEqual([])
    await store.operations.savePause('130000', false, '', clock.now())
    clock.advance(1_000)
    await dispatcher.sweep()
    expect(await stateOf('a')).toBe('done')
  })

  it('makes a refused message a dead letter at once, gives the case back to the window, and sends it again when told to', async () => {
    await queue('a')
    answers = () => rejected
    await dispatcher.sweep()
    expect([await stateOf('a'), (await store.cases.byId('a'))?.status]).toEqual(['dead', 'DRAFT'])
    answers = () => accepted
    await redriveDelivery(gateway, 'a', { id: 'gl' })
    await dispatcher.sweep()
    expect([await stateOf('a'), (await store.cases.byId('a'))?.status]).toEqual(['done', 'DELIVERED'])
    expect(sent.map(({ id }) => id)).toEqual(['a', 'a'])
  })

  it('gives up when the region’s time for retries is over', async () => {
    await queue('a')
    answers = () => later()
    for (let round = 0; round < 8 && (await stateOf('a')) !== 'dead'; round += 1) {
      clock.advance(400_000)
      await dispatcher.sweep()
    }
    expect(await stateOf('a')).toBe('dead')
    expect((await store.cases.events('a')).at(-1)?.type).toBe('delivery-dead')
  })

  it('remembers for the next attempts at a message what the ones before leave, after a person sent it again too, and lets no other message see it', async () => {
    await queue('a')
    await queue('a2', { orderNo: 2, kind: 'supplement', state: 'waiting' }, 'a')
    answers = () => (sent.length === 1 ? { ...unknown, memo: { uploads: { f: 'F1' } } } : unknown)
    for (let sweep = 0; sweep < 20 && (await stateOf('a')) !== 'dead'; sweep += 1) {
      clock.advance(400_000)
      await dispatcher.sweep()
    }
    expect(await stateOf('a')).toBe('dead')
    answers = () => accepted
    await redriveDelivery(gateway, 'a', { id: 'admin' })
    for (const _ of ['a', 'a2']) await dispatcher.sweep()
    const seen = sent.map(({ id, memo }) => [id, memo['uploads']])
    expect(seen[0]).toEqual(['a', undefined])
    expect(new Set(seen.slice(1, -1).map((one) => JSON.stringify(one)))).toEqual(new Set(['["a",{"f":"F1"}]']))
    expect(seen.at(-1)).toEqual(['a2', undefined])
  })

  it('takes a throw for an outcome unknown: the same message id goes again', async () => {
    await queue('a')
    answers = () => {
      throw new Error('cut')
    }
    await dispatcher.sweep()
    clock.advance(80_000)
    answers = () => accepted
    await dispatcher.sweep()
    expect(sent.map(({ id }) => id)).toEqual(['a', 'a'])
    expect(await stateOf('a')).toBe('done')
  })

  it('stops claiming when told to stop and finishes what is in flight', async () => {
    await queue('a')
    let release = (_: SendResult): void => {}
    answers = () => new Promise<SendResult>((resolve) => (release = resolve))
    const running = dispatcher.run()
    await expect.poll(() => sent.length).toBe(1)
    await queue('b')
    const stopped = dispatcher.stop()
    release(accepted)
    await stopped
    await running
    expect([await stateOf('a'), await stateOf('b')]).toEqual(['done', 'ready'])
  })
})
