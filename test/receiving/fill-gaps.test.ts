import { beforeEach, describe, expect, it } from 'vitest'
import type { Gateway } from '../../core/gateway.ts'
import type { QueriedCase } from '../../core/protocol.ts'
import { fillGaps } from '../../core/receiving/fill-gaps.ts'
import { insertCase } from '../../core/store/case-rows.ts'
import { insertInbox } from '../../core/store/inbox.ts'
import { openStore, type Store } from '../../core/store/store.ts'
import { caseOf } from '../store/sample-rows.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { openMemoryDriver } from '../support/memory-driver.ts'

const MINUTE = 60_000

describe('a message that waits for the one before it', () => {
  const clock = createFakeClock()
  let store: Store
  let gateway: Gateway
  let asked: QueriedCase[]
  beforeEach(async () => {
    store = openStore(await openMemoryDriver())
    asked = []
    const query = async (about: QueriedCase) => {
      asked.push(about)
      return { outcome: 'later', reason: '对方繁忙', exchanges: [] }
    }
    gateway = {
      store,
      clock,
      random: { bytes: (length: number) => new Uint8Array(length) },
      log: { info() {}, warn() {}, error() {} },
      regions: new Map([
        ['500000', { code: '500000', link: { query } }],
        ['130000', { code: '130000', link: { query: () => null } }],
      ]),
    } as unknown as Gateway
  })

  async function wait(id: string, region: string) {
    const value = caseOf(id, { region, no: `WH${id}`, status: 'DELIVERED', partnerNo: `P${id}` })
    const early = { messageId: `m${id}`, caseId: id, kind: 'progress', seq: 3, digest: 'd', state: 'early' } as const
    const row = { ...early, region, outcome: {}, tree: {}, memo: {}, receivedAt: clock.now() }
    await store.commit([...insertCase(value), insertInbox(row)])
  }

  it('has the region asked after ten minutes, not before, and again an hour later where it still waits', async () => {
    await wait('1', '500000')
    clock.advance(10 * MINUTE)
    expect(await fillGaps(gateway)).toBe(0)
    clock.advance(1)
    expect(await fillGaps(gateway)).toBe(1)
    expect(asked).toEqual([{ caseNo: 'WH1', partnerCaseNo: 'P1', correlation: null, repush: true }])
    clock.advance(59 * MINUTE)
    expect(await fillGaps(gateway)).toBe(0)
    clock.advance(MINUTE + 1)
    await store.operations.sweepNonces(clock.now())
    expect(await fillGaps(gateway)).toBe(1)
  })

  it('waits on where the region answers no questions, and holds up no other case', async () => {
    await wait('1', '130000')
    await wait('2', '500000')
    clock.advance(11 * MINUTE)
    await fillGaps(gateway)
    expect(asked.map(({ caseNo }) => caseNo)).toEqual(['WH2'])
  })
})
