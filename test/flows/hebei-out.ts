import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../core/json.ts'
import type { TestGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'

/** The flow on any runtime. */
export function hebeiOut(runtime: string, start: () => Promise<TestGateway>): void {
  describe(`a window’s case for 河北, on ${runtime}`, () => {
    let gateway: TestGateway
    beforeAll(async () => {
      gateway = await start()
    })
    afterAll(() => gateway.stop())
    const hebei = () => gateway.simulator('130000')

    async function submit(matter: 'M02' | 'M07', change: Parameters<typeof newCaseBody>[2] = {}) {
      const { status, body } = await gateway.call(
        'window',
        'POST',
        '/api/cases',
        await newCaseBody(gateway, matter, change),
        { 'idempotency-key': crypto.randomUUID() },
      )
      if (status !== 201) throw new Error(JSON.stringify(body))
      return String(body['no'])
    }
    const receivedOf = (no: string) =>
      hebei()
        .received()
        .find(({ caseNo }) => caseNo === no)

    it('reaches the region and comes back done, each step of the way recorded in an unbroken chain', async () => {
      const no = await submit('M07')
      const done = await gateway.until(no, 'COMPLETED')
      expect(done['partnerNo']).toMatch(/^11130100MB00001315/)
      const { body } = await gateway.call('window', 'GET', `/api/cases/${no}/events`)
      const events = body['events'] as unknown as { type: string; status: string }[]
      const statuses = events.filter(({ type }) => type === 'progress').map(({ status }) => status)
      expect(statuses).toEqual(['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'])
      expect(events[0]?.type).toBe('submitted')
      expect(receivedOf(no)).toMatchObject({ messages: 1, duplicates: 0 })
    })

    it('brings the licence of M02 back: number, holder and the file itself', async () => {
      const no = await submit('M02')
      const done = await gateway.until(no, 'COMPLETED')
      expect((done['memo'] as JsonObject)['licence']).toMatchObject({ no: '91130102MA0000015C', validTo: '长期' })
      await expect
        .poll(
          async () =>
            ((await gateway.until(no, 'COMPLETED'))['files'] as { name: string; sha256: string }[]).filter(
              ({ name, sha256 }) => name === '营业执照.ofd' && sha256 !== '',
            ).length,
          { timeout: 5_000 },
        )
        .toBe(1)
    })

    it('goes through the correction loop: what the region wants is named by our own fields, and only then it goes on', async () => {
      hebei().setBehaviour('correction', 1)
      const no = await submit('M07')
      const waiting = await gateway.until(no, 'CORRECTION')
      const correction = (waiting['memo'] as JsonObject)['correction'] as { items: JsonObject[] }
      expect(correction.items.map(({ target, path, slot }) => [target, path ?? slot])).toEqual([
        ['field', 'remark'],
        ['material', 'MT009'],
      ])
      const body = await newCaseBody(gateway, 'M07')
      const sent = await gateway.call('window', 'POST', `/api/cases/${no}/supplement`, {
        form: { ...(body['form'] as JsonObject), remark: '探亲' },
        materials: body['materials'],
      })
      expect(sent.status).toBe(200)
      await gateway.until(no, 'COMPLETED')
      expect(receivedOf(no)).toMatchObject({ messages: 2, corrections: 1 })
    })

    it('is refused by the region, and says so only because the region did', async () => {
      hebei().setBehaviour('refuse', 1)
      const no = await submit('M07')
      expect((await gateway.until(no, 'REFUSED'))['statusText']).toBe('不予受理')
    })

    it('takes an error inside HTTP 200 as a refusal of the message, back to the clerk with our field’s path', async () => {
      hebei().setBehaviour('error-in-200', 1)
      const no = await submit('M07')
      const draft = await gateway.until(no, 'DRAFT')
      const refusal = (draft['memo'] as JsonObject)['refusal'] as { faults: { path: string }[] }
      expect(refusal.faults.map(({ path }) => path)).toEqual(['person.idNo'])
      expect((draft['deliveries'] as { state: string }[])[0]?.state).toBe('dead')
    })

    it('takes a callback that comes before our own send returned, and callbacks that come twice', async () => {
      hebei().setBehaviour('callback-first', 1)
      const first = await submit('M07')
      await gateway.until(first, 'COMPLETED')
      hebei().setBehaviour('duplicate-callback', 1)
      const second = await submit('M07')
      await gateway.until(second, 'COMPLETED')
      await expect
        .poll(() => receivedOf(second)?.callbackReplies.join(','), { timeout: 3_000 })
        .toBe('200,201,200,201,200,201,200,201')
    })

    it('keeps a callback that comes out of order until the one before it is there', async () => {
      hebei().setBehaviour('out-of-order', 1)
      const no = await submit('M07')
      await gateway.until(no, 'COMPLETED')
      const { body } = await gateway.call('window', 'GET', `/api/cases/${no}/events`)
      const statuses = (body['events'] as unknown as { type: string; status: string }[])
        .filter(({ type }) => type === 'progress')
        .map(({ status }) => status)
      expect(statuses).toEqual(['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'])
    })

    it('keeps an unknown status for a person and does not move the case', async () => {
      hebei().setBehaviour('unknown-status', 1)
      const no = await submit('M07')
      await expect
        .poll(
          async () =>
            JSON.stringify((await gateway.call('window', 'GET', `/api/cases/${no}/events`)).body).includes(
              'progress-unknown',
            ),
          { timeout: 5_000 },
        )
        .toBe(true)
      expect((await gateway.until(no, 'ACCEPTED'))['status']).toBe('ACCEPTED')
    })

    it('gives the same case again for the same Idempotency-Key, and names what differs in another body', async () => {
      const key = crypto.randomUUID()
      const body = await newCaseBody(gateway, 'M07')
      const first = await gateway.call('window', 'POST', '/api/cases', body, { 'idempotency-key': key })
      const again = await gateway.call('window', 'POST', '/api/cases', body, { 'idempotency-key': key })
      expect([first.status, again.status, again.body['no']]).toEqual([201, 200, first.body['no']])
      const other = await gateway.call(
        'window',
        'POST',
        '/api/cases',
        { ...body, form: { ...(body['form'] as JsonObject), remark: '不同' } },
        { 'idempotency-key': key },
      )
      expect(other.status).toBe(409)
      expect(other.body).toMatchObject({ code: 'idempotency-conflict', errors: [{ pointer: '/form/remark' }] })
    })

    it('reports everything wrong with a form at once, each with a pointer, a Chinese sentence and the fix', async () => {
      const body = await newCaseBody(gateway, 'M07')
      const form = structuredClone(body['form']) as Record<string, JsonObject>
      ;(form['person'] as JsonObject)['idNo'] = '310101190002290019'
      ;(form['applicant'] as JsonObject)['mobile'] = '12800000000'
      delete form['employer']
      const { status, body: problem } = await gateway.call(
        'window',
        'POST',
        '/api/cases',
        { ...body, form, materials: [] },
        { 'idempotency-key': crypto.randomUUID() },
      )
      expect(status).toBe(422)
      const errors = problem['errors'] as unknown as { pointer: string; message: string; fix: string }[]
      const pointers = errors.map(({ pointer }) => pointer)
      for (const pointer of ['/form/person/idNo', '/form/applicant/mobile', '/form/employer/name', '/materials/MT009'])
        expect(pointers).toContain(pointer)
      for (const { message, fix } of errors) expect(message + fix).toMatch(/[\u4e00-\u9fff]/)
    })
  })
}
