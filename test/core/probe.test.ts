import { describe, expect, it } from 'vitest'
import { readBoard } from '../../core/live/board.ts'
import { probeRegions, probing } from '../../core/live/probe.ts'
import { HttpFailure, type HttpRequest } from '../../core/ports.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'

const HEBEI = '130000'
const SILENCES = {
  refuses: 'nobody opens',
  behind: 'only what stands in front answers',
  hangs: 'nothing ever comes back',
}

/** A gateway whose 河北 is the only region, and answers as it is told. */
async function open() {
  let answer: 'ok' | keyof typeof SILENCES = 'ok'
  const asked: HttpRequest[] = []
  const made = await gatewayInMemory(
    '2026-03-02T09:00:00+08:00',
    {},
    {
      send: async (request) => {
        asked.push(request)
        if (answer === 'refuses') throw new HttpFailure('connect', false)
        if (answer === 'hangs') return new Promise(() => {})
        return { status: answer === 'behind' ? 502 : 404, headers: {}, body: new Uint8Array() }
      },
    },
  )
  const { clock } = made
  const only = made.gateway.regions.get(HEBEI)
  if (!only) throw new Error('no 河北')
  const gateway = { ...made.gateway, regions: new Map([[HEBEI, only]]) }
  /** Lets what is under way go on while the clock moves. */
  const move = async (ms: number) => {
    for (let gone = 0; gone < ms; gone += 500) {
      clock.advance(500)
      for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate)
    }
  }
  return {
    gateway,
    clock,
    asked,
    move,
    says: (next: typeof answer) => {
      answer = next
    },
    state: async () => (await readBoard(gateway)).regions[0]?.state,
  }
}

describe('the prober', () => {
  it('asks an idle region’s door for nothing, shows no key of ours, and takes any answer of its own', async () => {
    const { gateway, asked, state } = await open()
    await probeRegions(gateway)
    expect(asked).toHaveLength(1)
    expect(asked[0]).toMatchObject({ method: 'GET', headers: {} })
    expect(asked[0]?.body).toBeUndefined()
    expect(await state()).toBe('ok')
  })

  it('leaves alone a region that lately took a message', async () => {
    const { gateway, asked, clock } = await open()
    const health = { region: HEBEI, failures: 0, openUntil: 0, lastOkAt: clock.now() }
    await gateway.store.operations.saveRegionHealth(health, clock.now())
    await probeRegions(gateway)
    expect(asked).toEqual([])
    clock.advance(6_000)
    await probeRegions(gateway)
    expect(asked).toHaveLength(1)
  })

  for (const [silence, words] of Object.entries(SILENCES) as [keyof typeof SILENCES, string][])
    it(`turns a region’s tile red within 30 seconds where ${words}, and back when it answers`, async () => {
      const { gateway, move, says, state, clock } = await open()
      const stop = new AbortController()
      const { everyMs, work } = probing(gateway)
      const running = (async () => {
        while (!stop.signal.aborted) {
          await work(stop.signal)
          await clock.sleep(everyMs, stop.signal)
        }
      })()
      await move(20_000)
      expect(await state()).toBe('ok')
      says(silence)
      await move(26_000)
      expect(await state()).toBe('down')
      says('ok')
      await move(20_000)
      expect(await state()).toBe('ok')
      stop.abort()
      await running
    })

  it('is stopped in the middle of asking, and notes nothing then', async () => {
    const { gateway, says, move } = await open()
    says('hangs')
    const stop = new AbortController()
    const asking = probeRegions(gateway, stop.signal)
    await move(500)
    stop.abort()
    await asking
    expect((await gateway.store.regionProbes.all()).size).toBe(0)
  })

  it('opens no breaker: deliveries are tried as their region’s policy says', async () => {
    const { gateway, says, clock, move } = await open()
    says('refuses')
    for (let pass = 0; pass < 8; pass += 1) {
      const asking = probeRegions(gateway)
      await move(2_000)
      await asking
      clock.advance(7_000)
    }
    expect((await gateway.store.regionProbes.all()).get(HEBEI)?.failures).toBeGreaterThan(5)
    expect((await gateway.store.operations.regionStates()).get(HEBEI)).toBeUndefined()
  })
})
