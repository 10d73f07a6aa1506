import { beforeEach, describe, expect, it } from 'vitest'
import { nextEvent } from '../../core/case/event.ts'
import type { Gateway, Region } from '../../core/gateway.ts'
import type { InboundMessage, InboundOutcome } from '../../core/message.ts'
import { createMeter } from '../../core/meter.ts'
import { createReceiver } from '../../core/receiving/receive.ts'
import { insertCase, insertEvent } from '../../core/store/case-rows.ts'
import { KeyTaken, type Statement } from '../../core/store/driver.ts'
import { openStore, type Store } from '../../core/store/store.ts'
import { caseOf } from '../store/sample-rows.ts'
import { projectDefinitions } from '../support/definitions.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { openMemoryDriver } from '../support/memory-driver.ts'

const shanghai = projectDefinitions().regions.find(({ code }) => code === '310000')

describe('a message of a region that meets others at work on its case', () => {
  let store: Store
  let overtakenTimes: number
  let pauses: number
  beforeEach(async () => {
    store = openStore(await openMemoryDriver())
    overtakenTimes = 0
    pauses = 0
    const value = caseOf('1', { region: '310000', no: 'WH1', status: 'DELIVERED' })
    await store.commit([
      ...insertCase(value),
      insertEvent(nextEvent('1', null, { type: 'submitted', status: 'QUEUED', at: 1, actor: 'staff:1', data: {} })),
    ])
  })

  async function receive(): Promise<InboundOutcome> {
    const commit = async (statements: readonly Statement[]) => {
      const isEvent = statements.some(({ sql }) => sql.includes('insert into "case_events"'))
      if (isEvent) overtakenTimes -= 1
      if (isEvent && overtakenTimes >= 0) throw new KeyTaken()
      return store.commit(statements)
    }
    const gateway = {
      store: { ...store, commit },
      clock: {
        ...createFakeClock(),
        async sleep() {
          pauses += 1
        },
      },
      random: { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) },
      doorbell: { ring() {} },
      log: { info() {}, warn() {}, error() {} },
      meter: createMeter(),
      matters: new Map(),
      mappingOf: async () => shanghai?.mappings.get('M07') ?? null,
      config: {},
    } as unknown as Gateway
    const exchange = {
      operation: 'progress',
      sentAt: 0,
      receivedAt: 0,
      request: new Uint8Array(),
      response: null,
      status: 200,
    }
    const tree = { EventSeq: 1, EventTime: '2026-03-02T09:17:10+08:00', EventType: 'STATUS', Status: '已签收' }
    const message = {
      ...{ kind: 'progress', key: 'progress:1', digest: 'd', caseNo: 'WH1', partnerCaseNo: 'SH1', correlation: null },
      ...{ matterCode: null, seq: 1, tree, files: [], memo: {}, exchange, reply: {} },
    } as unknown as InboundMessage
    let outcome: InboundOutcome | undefined
    const link = {
      receive: async () => ({ kind: 'message', message }),
      reply: async (told: InboundOutcome) => {
        outcome = told
        return new Response()
      },
    }
    const region = { ...shanghai, link } as unknown as Region
    await createReceiver(gateway).receive(new Request('http://localhost/x', { method: 'POST' }), {
      region,
      mount: '/x',
      path: '/x',
    })
    if (!outcome) throw new Error('no outcome')
    return outcome
  }

  it('waits for them rather than sending the region away, and is taken once', async () => {
    overtakenTimes = 12
    expect(await receive()).toMatchObject({ outcome: 'processed', duplicate: false })
    expect(pauses).toBeGreaterThan(0)
    expect((await store.cases.events('1')).map(({ type }) => type)).toEqual(['submitted', 'progress'])
    expect(await receive()).toMatchObject({ outcome: 'processed', duplicate: true })
  })

  it('is sent away where it never comes to its turn, and nothing of it is kept', async () => {
    overtakenTimes = Number.POSITIVE_INFINITY
    expect(await receive()).toMatchObject({ outcome: 'busy' })
    expect((await store.cases.events('1')).map(({ type }) => type)).toEqual(['submitted'])
  })
})
