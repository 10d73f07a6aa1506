import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../core/json.ts'
import type { MatterCode } from '../../simulator/contract.ts'
import { samplePdf } from '../form/samples/sample.ts'
import type { TestGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'

/** What the flows of one region need of a gateway under test. */
export function hubeiCases(gateway: () => TestGateway) {
  const hubei = () => gateway().simulator('420000')
  const events = async (no: string) =>
    (await gateway().call('window', 'GET', `/api/cases/${no}/events`)).body['events'] as unknown as {
      type: string
      status: string
      data?: { leg?: string; no?: string }
    }[]
  return {
    hubei,
    events,
    bodyOf: (matter: MatterCode) => newCaseBody(gateway(), matter, { region: '420000' }),
    async submit(matter: MatterCode) {
      const body = await newCaseBody(gateway(), matter, { region: '420000' })
      const key = { 'idempotency-key': crypto.randomUUID() }
      const { status, body: answer } = await gateway().call('window', 'POST', '/api/cases', body, key)
      if (status !== 201) throw new Error(JSON.stringify(answer))
      return String(answer['no'])
    },
    receivedOf: (no: string) =>
      hubei()
        .received()
        .find(({ caseNo }) => caseNo === no),
    progressOf: async (no: string) =>
      (await events(no)).filter(({ type }) => type === 'progress').map(({ status }) => status),
  }
}

/** The flow on any runtime. */
export function hubeiOut(runtime: string, start: () => Promise<TestGateway>): void {
  describe(`a window’s case for 湖北, on ${runtime}`, () => {
    let gateway: TestGateway
    beforeAll(async () => {
      gateway = await start()
    })
    afterAll(() => gateway.stop())
    const { hubei, submit, bodyOf, receivedOf, progressOf, events } = hubeiCases(() => gateway)

    it('is registered and comes back done, step by step, every step acknowledged', async () => {
      const no = await submit('M07')
      const done = await gateway.until(no, 'COMPLETED')
      expect(done['partnerNo']).toMatch(/^420106\d{14}$/)
      expect(await progressOf(no)).toEqual(['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'])
      expect(receivedOf(no)).toMatchObject({ messages: 1, duplicates: 0 })
      await expect.poll(() => receivedOf(no)?.callbackReplies, { timeout: 5_000 }).toEqual(['10', '10', '10', '10'])
    })

    it('brings the licence of M02 back: number, holder and the file itself, and every document on the way', async () => {
      const no = await submit('M02')
      const done = await gateway.until(no, 'COMPLETED')
      expect((done['memo'] as JsonObject)['licence']).toMatchObject({
        no: '91420106MA0000226M',
        holderName: '武汉示例智慧科技有限公司',
        validTo: '长期',
      })
      expect(await progressOf(no)).toEqual(['SIGNED', 'ACCEPTED', 'REVIEWING', 'APPROVED', 'CERTIFYING', 'COMPLETED'])
      const files = done['files'] as { name: string; sha256: string; createdBy: string }[]
      const theirs = files.filter(({ createdBy }) => createdBy === 'region:420000')
      expect(theirs.map(({ name }) => name).sort()).toEqual(
        ['受理通知书.pdf', '决定书.pdf', '办结通知书.pdf', '营业执照.pdf'].sort(),
      )
      expect(theirs.every(({ sha256 }) => sha256 !== '')).toBe(true)
    })

    it('goes through the correction loop with what changed and nothing else', async () => {
      hubei().setBehaviour('correction', 1)
      const no = await submit('M07')
      const waiting = await gateway.until(no, 'CORRECTION')
      const correction = (waiting['memo'] as JsonObject)['correction'] as { items: JsonObject[] }
      expect(correction.items).toMatchObject([
        { target: 'field', path: 'remark', label: '备注', reason: '请补充说明' },
        { target: 'material', slot: 'MT009', label: '异地就医备案登记表', reason: '申请人未签名' },
      ])
      const body = await bodyOf('M07')
      const signed = await gateway.upload('window', '备案表.pdf', samplePdf('signed'))
      const materials = (body['materials'] as JsonObject[]).map((material) =>
        material['slot'] === 'MT009' ? { ...material, fileId: signed } : material,
      )
      const form = { ...(body['form'] as JsonObject), remark: '探亲' }
      const sent = await gateway.call('window', 'POST', `/api/cases/${no}/supplement`, {
        form,
        materials,
        note: '已补',
      })
      expect([sent.status, sent.body['errors']]).toEqual([200, undefined])
      await gateway.until(no, 'COMPLETED')
      expect(receivedOf(no)).toMatchObject({ messages: 2, corrections: 1 })
      expect(await progressOf(no)).toEqual(['SIGNED', 'CORRECTION', 'CORRECTED', 'ACCEPTED', 'APPROVED', 'COMPLETED'])
    })

    it('is refused or denied by the region, and says so only because the region did', async () => {
      hubei().setBehaviour('refuse', 1)
      const refused = await submit('M07')
      expect((await gateway.until(refused, 'REFUSED'))['statusText']).toBe('不予受理')
      hubei().setBehaviour('deny', 1)
      const denied = await submit('M07')
      await gateway.until(denied, 'DENIED')
      await expect
        .poll(() => progressOf(denied), { timeout: 5_000 })
        .toEqual(['SIGNED', 'ACCEPTED', 'DENIED', 'DENIED'])
    })

    it('is withdrawn only when the region confirms it', async () => {
      hubei().setBehaviour('quiet', 1)
      const no = await submit('M07')
      await gateway.until(no, 'DELIVERED')
      const asked = await gateway.call('window', 'POST', `/api/cases/${no}/withdraw`, { reason: '申请人改变主意' })
      expect([asked.status, asked.body['status']]).toEqual([200, 'DELIVERED'])
      await gateway.until(no, 'WITHDRAWN')
      expect(await progressOf(no)).toEqual(['WITHDRAWN'])
    })

    it('takes an error inside HTTP 200 as a refusal, names our field, and takes the mended case again', async () => {
      hubei().setBehaviour('error-in-200', 1)
      const no = await submit('M07')
      const draft = await gateway.until(no, 'DRAFT')
      expect((draft['memo'] as JsonObject)['refusal']).toMatchObject({
        code: '-41',
        faults: [{ path: 'person.idNo', code: '-933', message: '公民身份号码校验位错误' }],
      })
      const again = await gateway.call('window', 'POST', `/api/cases/${no}/submit`)
      expect(again.status).toBe(200)
      await gateway.until(no, 'COMPLETED')
      expect(receivedOf(no)).toMatchObject({ messages: 1, duplicates: 0 })
    })

    it('takes a callback that comes before our own send returned, and callbacks that come twice', async () => {
      hubei().setBehaviour('callback-first', 1)
      const first = await submit('M07')
      await gateway.until(first, 'COMPLETED')
      expect(await progressOf(first)).toEqual(['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'])
      hubei().setBehaviour('duplicate-callback', 1)
      const second = await submit('M07')
      await gateway.until(second, 'COMPLETED')
      await expect
        .poll(() => receivedOf(second)?.callbackReplies.join(), { timeout: 5_000 })
        .toBe('10,-61,10,-61,10,-61,10,-61')
      expect(await progressOf(second)).toEqual(['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'])
    })

    it('names the gap where a callback comes out of order, and says no to one about a case that nobody knows', async () => {
      hubei().setBehaviour('out-of-order', 1)
      const no = await submit('M07')
      await gateway.until(no, 'COMPLETED')
      expect(await progressOf(no)).toEqual(['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'])
      hubei().setBehaviour('unknown-case', 1)
      const other = await submit('M07')
      await gateway.until(other, 'COMPLETED')
      await expect.poll(() => receivedOf(other)?.callbackReplies.at(-1), { timeout: 5_000 }).toBe('-63')
    })

    it('keeps an unknown status for a person and does not move the case', async () => {
      hubei().setBehaviour('unknown-status', 1)
      const no = await submit('M07')
      await expect
        .poll(async () => (await events(no)).some(({ type }) => type === 'progress-unknown'), { timeout: 5_000 })
        .toBe(true)
      expect((await gateway.until(no, 'ACCEPTED'))['status']).toBe('ACCEPTED')
      await expect.poll(() => receivedOf(no)?.callbackReplies.at(-1), { timeout: 5_000 }).toBe('10')
    })

    it('says at intake what 湖北 makes mandatory, at our fields and with the reason', async () => {
      const body = await bodyOf('M07')
      const form = structuredClone(body['form']) as Record<string, JsonObject>
      delete form['employer']
      delete form['visit']?.['agency']
      const key = { 'idempotency-key': crypto.randomUUID() }
      const { status, body: problem } = await gateway.call('window', 'POST', '/api/cases', { ...body, form }, key)
      expect(status).toBe(422)
      expect(problem['errors']).toMatchObject([
        { pointer: '/form/employer/name', message: expect.stringContaining('湖北省') },
        { pointer: '/form/visit/agency/phone', message: expect.stringContaining('本省必填') },
      ])
    })
  })
}
