import { beforeEach, describe, expect, it } from 'vitest'
import type { Gateway, Region } from '../../core/gateway.ts'
import { LinkFailure } from '../../core/links.ts'
import type { Collected, InboundOutcome } from '../../core/message.ts'
import { createMeter } from '../../core/meter.ts'
import { createCollector } from '../../core/receiving/collect.ts'
import { openStore, type Store } from '../../core/store/store.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { openMemoryDriver } from '../support/memory-driver.ts'

const MINUTE_MS = 60_000

describe('what a region lays out instead of bringing it', () => {
  const clock = createFakeClock()
  let store: Store
  let laidOut: Collected['received'][]
  let settled: (string | null)[]
  let fails: Error | null
  let passes: number
  let logged: string[]
  let gateway: Gateway

  const query = (caseNo: string): Collected['received'] => ({
    kind: 'message',
    message: { kind: 'query', key: caseNo, digest: '', caseNo, partnerCaseNo: null, correlation: null } as never,
  })

  beforeEach(async () => {
    store = openStore(await openMemoryDriver())
    laidOut = []
    settled = []
    fails = null
    passes = 0
    logged = []
    let drawn = 0
    const region = {
      code: '320000',
      name: '示例',
      agreement: {},
      collectEveryMs: MINUTE_MS,
      link: {
        async *collect(): AsyncIterable<Collected> {
          passes += 1
          if (fails) throw fails
          for (const received of laidOut)
            yield {
              received,
              settle: async (outcome: InboundOutcome | null) => void settled.push(outcome?.outcome ?? null),
            }
        },
      },
    } as unknown as Region
    const log = (event: string, facts: object = {}) => void logged.push(`${event} ${JSON.stringify(facts)}`)
    gateway = {
      store,
      clock,
      random: { bytes: (length: number) => new Uint8Array(length).fill(drawn++ % 256) },
      log: { info: log, warn: log, error: log },
      meter: createMeter(),
      pollAtMostMs: Number.POSITIVE_INFINITY,
      regions: new Map([['320000', region]]),
    } as unknown as Gateway
  })

  it('is decided as if it had been brought, and the region is told by its own marks', async () => {
    laidOut = [query('WH1'), query('WH2')]
    expect(await createCollector(gateway, 'a').sweep()).toBe(2)
    expect(settled).toEqual(['unknown-case', 'unknown-case'])
  })

  it('is refused where it cannot be read, with evidence, and settled so that it does not come again', async () => {
    const refusal = { reason: 'malformed', detail: '行校验不符' } as const
    laidOut = [{ kind: 'refused', refusal }, query('WH1')]
    expect(await createCollector(gateway, 'a').sweep()).toBe(1)
    expect(settled).toEqual([null, 'unknown-case'])
    const [row] = await store.evidence.loose({ region: '320000', limit: 1 })
    expect(row).toMatchObject({ verdict: 'refused:malformed', request: expect.stringContaining('行校验不符') })
  })

  it('is looked at by the region’s own clock, by one process at a time, and never while its agreement is suspended', async () => {
    const [one, other] = [createCollector(gateway, 'a'), createCollector(gateway, 'b')]
    await one.sweep()
    await one.sweep()
    await other.sweep()
    expect(passes).toBe(1)
    clock.advance(MINUTE_MS)
    await Promise.all([one.sweep(), other.sweep()])
    expect(passes).toBe(2)
    clock.advance(MINUTE_MS)
    const suspended = new Map([...gateway.regions].map(([code, region]) => [code, suspend(region)]))
    await createCollector({ ...gateway, regions: suspended }, 'c').sweep()
    expect(passes).toBe(2)
  })
  const suspend = (region: Region): Region => ({ ...region, agreement: { ...region.agreement, suspended: '示例' } })

  it('waits, told in the log and the figures, where the region cannot be reached', async () => {
    fails = new LinkFailure('timeout')
    expect(await createCollector(gateway, 'a').sweep()).toBe(0)
    expect(logged).toEqual(['collect-failed {"region":"320000","error":"LinkFailure:timeout"}'])
    expect(gateway.meter.inbounds()).toEqual([{ region: '320000', outcome: 'not-collected', count: 1 }])
  })

  it('does not hold up the next where one message cannot be taken', async () => {
    laidOut = [{ kind: 'message', message: { kind: 'query' } as never }, query('WH1')]
    const broken = { ...store, cases: { ...store.cases, byNo: (no: string) => (no === 'WH1' ? null : fail()) } }
    expect(await createCollector({ ...gateway, store: broken } as never, 'a').sweep()).toBe(1)
    expect(settled).toEqual(['unknown-case'])
    expect(logged).toEqual([expect.stringContaining('message-not-taken')])
  })
  const fail = (): never => {
    throw new Error('broken')
  }
})
