import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { encodeJson } from '../../adapters/layers/codec/json.ts'
import { progressOf } from '../../adapters/tongban/inbound-message.ts'
import { nextEvent } from '../../core/case/event.ts'
import type { JsonObject } from '../../core/json.ts'
import type { HttpRequest } from '../../core/ports.ts'
import { fillGaps } from '../../core/receiving/fill-gaps.ts'
import { queryRegion } from '../../core/receiving/query-region.ts'
import { takeMessage } from '../../core/receiving/take-message.ts'
import { insertCase, insertEvent } from '../../core/store/case-rows.ts'
import { signedAnswer } from '../adapters/tongban-stage.ts'
import { caseOf } from '../store/sample-rows.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'

const NO = 'WH20260302000201'
/** any seed of 32 bytes: nobody here looks at our signature */
const KEYS = { 'chongqing-ed25519-seed': '0123456789abcdef0123456789abcdef' }
const event = (seq: number, state: string, more: JsonObject = {}): JsonObject => ({
  specVersion: '1.4',
  eventId: randomUUID(),
  type: 'case.state',
  bizNo: NO,
  caseNo: 'CQ50010720260302000017',
  seq,
  occurredAt: '2026-03-02T09:15:00+08:00',
  state,
  officer: { orgCode: '11500107MB0000131Q', orgName: '重庆市九龙坡区医疗保障局', name: '审查示例甲' },
  ...more,
})
const RECEIVED = event(1, 'received')
const ACCEPTED = event(2, 'accepted', { sla: { hours: 2, basis: 'work', dueAt: '2026-03-02T11:15:00+08:00' } })

describe('an event of 重庆 that never came', () => {
  let events: JsonObject[]
  async function start() {
    const http = {
      send: async (request: HttpRequest) =>
        signedAnswer(request, 200, {
          bizNo: NO,
          caseNo: 'CQ50010720260302000017',
          revision: 1,
          state: 'accepted',
          seq: 2,
          events,
        }),
    }
    const made = await gatewayInMemory('2026-03-02T09:15:00+08:00', KEYS, http)
    const region = made.gateway.regions.get('500000')
    if (!region) throw new Error('no region')
    const mappingVersion = region.mappings.get('M07')?.version ?? ''
    const numbers = { no: NO, partnerNo: 'CQ50010720260302000017' }
    const value = caseOf('1', { ...numbers, region: '500000', status: 'DELIVERED', mappingVersion })
    const first = { type: 'submitted', status: 'QUEUED', at: 1, actor: 'staff:1', data: {} } as const
    await made.gateway.store.commit([...insertCase(value), insertEvent(nextEvent('1', null, first))])
    const push = (body: JsonObject) => {
      const content = { bytes: encodeJson(body), body, messageId: String(body['eventId']), at: made.clock.now() }
      return takeMessage(made.gateway, region, progressOf(content))
    }
    const now = async () => {
      const { status, progressSeq } = (await made.gateway.store.cases.byNo(NO)) ?? {}
      return { status, progressSeq }
    }
    return { ...made, push, now }
  }
  beforeEach(() => {
    events = [RECEIVED, ACCEPTED]
  })

  it('is had from the answer to a query, and what waited behind it is taken', async () => {
    const { gateway, clock, push, now } = await start()
    await push(ACCEPTED)
    expect(await now()).toEqual({ status: 'DELIVERED', progressSeq: 0 })
    clock.advance(600_001)
    await fillGaps(gateway)
    expect(await now()).toEqual({ status: 'ACCEPTED', progressSeq: 2 })
    expect(await push(RECEIVED)).toMatchObject({ outcome: 'processed', duplicate: true })
  })

  it('is not taken from an answer that holds another case’s event or one that cannot be read', async () => {
    const { gateway, now } = await start()
    for (const wrong of [{ bizNo: 'WH20260302000202' }, { seq: 'one' }, { state: 7 }]) {
      events = [{ ...RECEIVED, ...wrong }]
      expect(await queryRegion(gateway, NO, false)).toMatchObject({
        outcome: 'later',
        reason: expect.stringContaining('读不懂'),
      })
    }
    expect(await now()).toEqual({ status: 'DELIVERED', progressSeq: 0 })
  })

  it('is told with other addresses of its files each time, and is the same event', () => {
    const file = (url: string) => ({ fileId: 'f_12345678', url, urlExpiresAt: url })
    const [one, other] = ['a', 'b'].map((url) => {
      const body = { ...ACCEPTED, document: { type: 'x', file: file(url) } }
      return progressOf({ bytes: encodeJson(body), body, messageId: 'm', at: 1 }).digest
    })
    expect(one).toBe(other)
  })
})
