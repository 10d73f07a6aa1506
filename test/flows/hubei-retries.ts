import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestGateway } from '../support/gateway.ts'
import { hubeiCases } from './hubei-out.ts'

/** What goes wrong on the way to 湖北 and right in the end; the gateway must try again after a moment, not after a minute. */
export function hubeiRetries(runtime: string, start: () => Promise<TestGateway>): void {
  describe(`a case that 湖北 does not answer as agreed, on ${runtime}`, () => {
    let gateway: TestGateway
    beforeAll(async () => {
      gateway = await start()
    })
    afterAll(() => gateway.stop())
    const { hubei, submit, receivedOf, progressOf } = hubeiCases(() => gateway)
    const applyOf = async (no: string) => {
      const { body } = await gateway.call('admin', 'GET', `/api/cases/${no}`)
      return (
        body['deliveries'] as unknown as { kind: string; state: string; attempts: number; reason: string }[]
      ).find(({ kind }) => kind === 'apply')
    }

    /** The callbacks may end the case before our own message has its answer. */
    const isDone = (no: string, attempts: number) =>
      expect.poll(() => applyOf(no), { timeout: 8_000 }).toMatchObject({ state: 'done', attempts })

    it.each(['html', 'busy', 'down'] as const)('goes again after “%s”, and is registered once', async (behaviour) => {
      hubei().setBehaviour(behaviour, 1)
      const no = await submit('M07')
      await gateway.until(no, 'COMPLETED')
      await isDone(no, 2)
      expect(receivedOf(no)).toMatchObject({ messages: 1, duplicates: 0 })
    })

    it.each(['gbk', 'reset'] as const)(
      'goes again after “%s”, though the region had it: “already received” is success',
      async (behaviour) => {
        hubei().setBehaviour(behaviour, 1)
        const no = await submit('M07')
        await isDone(no, 2)
        await gateway.until(no, 'COMPLETED')
        expect(receivedOf(no)).toMatchObject({ messages: 1, duplicates: 1 })
        expect(await progressOf(no)).toEqual(['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'])
      },
    )

    it('waits for a slow answer and sends nothing twice', async () => {
      hubei().setBehaviour('slow', 1)
      const no = await submit('M07')
      await gateway.until(no, 'COMPLETED')
      await isDone(no, 1)
      expect(receivedOf(no)).toMatchObject({ messages: 1, duplicates: 0 })
    })
  })
}
