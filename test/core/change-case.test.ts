import { beforeEach, describe, expect, it } from 'vitest'
import { changeCase } from '../../core/case/commit.ts'
import { type EventFacts, nextEvent } from '../../core/case/event.ts'
import type { Gateway } from '../../core/gateway.ts'
import { insertCase, insertEvent } from '../../core/store/case-rows.ts'
import { KeyTaken, type Statement } from '../../core/store/driver.ts'
import { openStore, type Store } from '../../core/store/store.ts'
import { caseOf } from '../store/sample-rows.ts'
import { openMemoryDriver } from '../support/memory-driver.ts'

const STEP: EventFacts = { type: 'handled', status: 'SIGNED', at: 2, actor: 'staff:2', data: {} }

describe('a step of a person where others write to the same case', () => {
  let store: Store
  let pauses: number
  beforeEach(async () => {
    store = openStore(await openMemoryDriver())
    pauses = 0
    const first = nextEvent('1', null, { type: 'submitted', status: 'QUEUED', at: 1, actor: 'staff:1', data: {} })
    await store.commit([...insertCase(caseOf('1', { seq: 1 })), insertEvent(first)])
  })

  /** Takes a step that others are quicker than so many times. */
  async function stepOvertaken(times: number): Promise<unknown> {
    let left = times
    const commit = async (statements: readonly Statement[]) => {
      left -= 1
      if (left >= 0) throw new KeyTaken()
      return store.commit(statements)
    }
    const clock = {
      now: () => 3,
      async sleep() {
        pauses += 1
      },
    }
    const random = { bytes: (length: number) => new Uint8Array(length) }
    const gateway = { store: { ...store, commit }, clock, random, matters: new Map(), config: {} } as unknown as Gateway
    const { answer } = await changeCase(
      gateway,
      () => store.cases.byId('1'),
      async (value) => ({ events: [STEP], value, statements: [], answer: 'done' }),
    )
    return answer
  }
  const eventTypes = async () => (await store.cases.events('1')).map(({ type }) => type)

  it('is taken at the third try, before which the others had a moment to get on', async () => {
    expect(await stepOvertaken(2)).toBe('done')
    expect(pauses).toBe(1)
    expect(await eventTypes()).toEqual(['submitted', 'handled'])
  })

  it('is given up after the third, and nothing of it is kept', async () => {
    await expect(stepOvertaken(3)).rejects.toMatchObject({ code: 'busy' })
    expect(await eventTypes()).toEqual(['submitted'])
  })
})
