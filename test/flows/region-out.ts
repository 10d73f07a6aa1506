import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../core/json.ts'
import type { Behaviour } from '../../simulator/contract.ts'
import type { TestGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'

/** What differs between the regions that a window’s case is sent to. */
export interface OutRegion {
  readonly code: string
  readonly name: string
  readonly partnerNo: RegExp
  /** how the name of the licence's file begins */
  readonly licence: string
  /** messages that an everyday case takes, and one that is corrected */
  readonly messages: number
  readonly messagesCorrected: number
  /** how many callbacks an everyday case has, where they lead, and what we answer to one and to the same once more */
  readonly callbacks: number
  readonly statuses: readonly string[]
  readonly taken: string
  readonly again: string
  /** what we answer in all where the second callback comes before the first; null where numbers may be left out */
  readonly early: readonly string[] | null
  /** where a case ends that was accepted and denied */
  readonly denied: string
  /** asks for another address where it could not fetch a file */
  readonly asksAgain: boolean
  /** ends a credential before its time */
  readonly endsSecrets: boolean
  /** how it cannot be reached, or answers with nothing that can be read; all of HTTP's ways where nothing is said */
  readonly failing?: readonly Behaviour[]
}

/** The flow on any runtime. */
export function regionOut(region: OutRegion, runtime: string, start: () => Promise<TestGateway>): void {
  describe(`a window’s case for ${region.name}, on ${runtime}`, () => {
    let gateway: TestGateway
    beforeAll(async () => {
      gateway = await start()
    })
    afterAll(() => gateway.stop())
    const simulator = () => gateway.simulator(region.code)

    async function submit(matter: 'M02' | 'M07') {
      const { status, body } = await gateway.call(
        'window',
        'POST',
        '/api/cases',
        await newCaseBody(gateway, matter, { region: region.code }),
        { 'idempotency-key': crypto.randomUUID() },
      )
      if (status !== 201) throw new Error(JSON.stringify(body))
      return String(body['no'])
    }
    const receivedOf = (no: string) =>
      simulator()
        .received()
        .find(({ caseNo }) => caseNo === no)

    async function eventsOf(no: string) {
      const { body } = await gateway.call('window', 'GET', `/api/cases/${no}/events`)
      return body['events'] as unknown as { type: string; status: string }[]
    }
    const statusesOf = async (no: string) =>
      (await eventsOf(no)).filter(({ type }) => type === 'progress').map(({ status }) => status)

    it('reaches the region with its files and comes back done', async () => {
      const no = await submit('M07')
      const done = await gateway.until(no, 'COMPLETED')
      expect(done['partnerNo']).toMatch(region.partnerNo)
      expect(receivedOf(no)).toMatchObject({ messages: region.messages, duplicates: 0 })
      await expect
        .poll(() => receivedOf(no)?.callbackReplies, { timeout: 5_000 })
        .toEqual(Array(region.callbacks).fill(region.taken))
      expect(await statusesOf(no)).toEqual(region.statuses)
      expect(receivedOf(no)?.faults ?? []).toEqual([])
    })

    it('brings the licence of M02 back: number, holder and the file itself', async () => {
      const no = await submit('M02')
      await gateway.until(no, 'COMPLETED')
      const memo = async () => (await gateway.until(no, 'COMPLETED'))['memo'] as JsonObject
      // some regions tell of the licence behind the end of the case
      await expect
        .poll(async () => (await memo())['licence'], { timeout: 5_000 })
        .toMatchObject({ no: '91510107MA0000007C', validTo: '长期' })
      await expect
        .poll(
          async () =>
            ((await gateway.until(no, 'COMPLETED'))['files'] as { name: string; sha256: string }[]).filter(
              ({ name, sha256 }) => name.startsWith(region.licence) && sha256 !== '',
            ).length,
          { timeout: 5_000 },
        )
        .toBe(1)
    })

    if (region.asksAgain)
      it('gives a file another address where the region could not fetch it, and the case goes on', async () => {
        simulator().setBehaviour('ask-again', 1)
        const no = await submit('M07')
        await gateway.until(no, 'COMPLETED')
        await expect.poll(() => receivedOf(no)?.messages, { timeout: 5_000 }).toBe(region.messages)
        expect(receivedOf(no)).toMatchObject({ duplicates: 0 })
      })

    if (region.endsSecrets)
      it('renews a secret that ends under its hands, and sends the same once more in the same attempt', async () => {
        simulator().setBehaviour('secret-expired', 1)
        const no = await submit('M07')
        const done = await gateway.until(no, 'COMPLETED')
        expect(receivedOf(no)).toMatchObject({ messages: region.messages, duplicates: 0 })
        expect(
          (done['deliveries'] as { kind: string; attempts: number }[]).find(({ kind }) => kind === 'apply'),
        ).toMatchObject({ attempts: 1 })
      })

    it('goes through the correction loop: what was asked for is sent, and only then it goes on', async () => {
      simulator().setBehaviour('correction', 1)
      const no = await submit('M07')
      const waiting = await gateway.until(no, 'CORRECTION')
      const correction = (waiting['memo'] as JsonObject)['correction'] as { items: JsonObject[] }
      expect(correction.items.map(({ target, path, slot }) => [target, path ?? slot]).sort()).toEqual([
        ['field', 'remark'],
        ['material', 'MT009'],
      ])
      const body = await newCaseBody(gateway, 'M07', { region: region.code })
      const fileId = await gateway.upload('window', '备案表补.pdf', `%PDF-1.4\n%${no}\n%%EOF\n`)
      const sent = await gateway.call('window', 'POST', `/api/cases/${no}/supplement`, {
        form: { ...(body['form'] as JsonObject), remark: '探亲' },
        materials: (body['materials'] as JsonObject[]).map((one) =>
          one['slot'] === 'MT009' ? { ...one, fileId } : one,
        ),
      })
      expect(sent.status, JSON.stringify(sent.body)).toBe(200)
      await gateway.until(no, 'COMPLETED')
      expect(receivedOf(no)).toMatchObject({ messages: region.messagesCorrected, corrections: 1 })
    })

    it('is refused, or denied after acceptance, and says so only because the region did', async () => {
      simulator().setBehaviour('refuse', 1)
      expect((await gateway.until(await submit('M07'), 'REFUSED'))['statusText']).toBe('不予受理')
      simulator().setBehaviour('deny', 1)
      const denied = await submit('M02')
      await gateway.until(denied, region.denied)
      expect(await statusesOf(denied)).toContain('DENIED')
    })

    it('is withdrawn where the window asks for it, and only once the region says so', async () => {
      simulator().setBehaviour('quiet', 1)
      const no = await submit('M07')
      await gateway.until(no, 'DELIVERED')
      const asked = await gateway.call('window', 'POST', `/api/cases/${no}/withdraw`, { reason: '申请人不办了' })
      expect(asked.body['status']).toBe('DELIVERED')
      await gateway.until(no, 'WITHDRAWN')
    })

    it('takes an error inside HTTP 200 as a refusal of the message, back to the clerk with our field’s path', async () => {
      simulator().setBehaviour('error-in-200', 1)
      const draft = await gateway.until(await submit('M07'), 'DRAFT')
      const refusal = (draft['memo'] as JsonObject)['refusal'] as { faults: { path: string }[] }
      expect(refusal.faults.map(({ path }) => path)).toEqual(['applicant.idNo'])
      expect((draft['deliveries'] as { state: string }[])[0]?.state).toBe('dead')
    })

    it('takes a callback that comes before our own send returned, and callbacks that come twice', async () => {
      simulator().setBehaviour('callback-first', 1)
      await gateway.until(await submit('M07'), 'COMPLETED')
      simulator().setBehaviour('duplicate-callback', 1)
      const second = await submit('M07')
      await gateway.until(second, 'COMPLETED')
      const twice = Array(region.callbacks).fill([region.taken, region.again]).flat()
      await expect.poll(() => receivedOf(second)?.callbackReplies, { timeout: 5_000 }).toEqual(twice)
    })

    const { early } = region
    if (early === null)
      it('lets a late callback move nothing: it is recorded, and the case stands where the later one put it', async () => {
        simulator().setBehaviour('out-of-order', 1)
        const no = await submit('M07')
        await gateway.until(no, 'COMPLETED')
        expect(receivedOf(no)?.callbackReplies).not.toContain('gave-up')
        expect(await statusesOf(no)).toEqual(region.statuses.slice(1))
        expect((await eventsOf(no)).filter(({ type }) => type === 'progress-late')).toMatchObject([
          { status: 'ACCEPTED' },
        ])
      })
    else
      it('keeps a callback ahead of its turn, or has it told again, and goes through every step in its order', async () => {
        simulator().setBehaviour('out-of-order', 1)
        const no = await submit('M07')
        await gateway.until(no, 'COMPLETED')
        await expect.poll(() => receivedOf(no)?.callbackReplies, { timeout: 5_000 }).toEqual(early)
        expect(await statusesOf(no)).toEqual(region.statuses)
      })

    it('keeps an unknown status for a person and does not move the case', async () => {
      simulator().setBehaviour('unknown-status', 1)
      const no = await submit('M07')
      await expect
        .poll(async () => (await eventsOf(no)).map(({ type }) => type), { timeout: 5_000 })
        .toContain('progress-unknown')
      expect((await gateway.until(no, 'ACCEPTED'))['status']).toBe('ACCEPTED')
    })

    it.each(region.failing ?? (['busy', 'html', 'gbk', 'down', 'reset'] as const))(
      'waits and tries again where the region is %s',
      async (behaviour) => {
        simulator().setBehaviour(behaviour, 1)
        const no = await submit('M07')
        await expect
          .poll(
            async () => {
              const { body } = await gateway.call('window', 'GET', `/api/cases/${no}`)
              const [delivery] = body['deliveries'] as unknown as { state: string; attempts: number; reason: string }[]
              return [delivery?.attempts, delivery?.state, delivery?.reason !== '']
            },
            { timeout: 5_000 },
          )
          .toEqual([1, 'ready', true])
      },
    )
  })
}
