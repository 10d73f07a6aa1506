import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../core/json.ts'
import type { Behaviour } from '../../simulator/contract.ts'
import type { TestGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'

interface CaseEvent {
  readonly type: string
  readonly status: string
  readonly data: JsonObject
}

/** The flow on any runtime. */
export function chongqingOut(runtime: string, start: () => Promise<TestGateway>): void {
  describe(`a window’s case for 重庆, on ${runtime}`, () => {
    let gateway: TestGateway
    beforeAll(async () => {
      gateway = await start()
    })
    afterAll(() => gateway.stop())
    const chongqing = () => gateway.simulator('500000')

    async function submit(matter: 'M02' | 'M06' | 'M07' | 'M08' | 'M10', behaviour: Behaviour = 'ok') {
      chongqing().setBehaviour(behaviour, 1)
      const body = await newCaseBody(gateway, matter, { region: '500000' })
      const { status, body: made } = await gateway.call('window', 'POST', '/api/cases', body, {
        'idempotency-key': crypto.randomUUID(),
      })
      if (status !== 201) throw new Error(JSON.stringify(made))
      return { no: String(made['no']), body }
    }
    const receivedOf = (no: string) =>
      chongqing()
        .received()
        .find(({ caseNo }) => caseNo === no)
    async function eventsOf(no: string): Promise<CaseEvent[]> {
      const { body } = await gateway.call('window', 'GET', `/api/cases/${no}/events`)
      return body['events'] as unknown as CaseEvent[]
    }
    async function progressOf(no: string): Promise<string[]> {
      return (await eventsOf(no)).filter(({ type }) => type === 'progress').map(({ status }) => status)
    }
    /** What was answered to the callbacks about a case, each a signed answer without fault. */
    async function repliesOf(no: string, count: number): Promise<string[]> {
      await expect.poll(() => receivedOf(no)?.callbackReplies.length, { timeout: 5_000 }).toBe(count)
      const replies = receivedOf(no)?.callbackReplies as { outcome: string; fault: string | null }[]
      expect(replies.map(({ fault }) => fault)).toEqual(replies.map(() => null))
      return replies.map(({ outcome }) => outcome)
    }

    it('is fetched file by file at one-time addresses and comes back done, every answer of ours signed as the region wants it', async () => {
      const { no } = await submit('M07')
      const done = await gateway.until(no, 'COMPLETED')
      expect(done['partnerNo']).toMatch(/^CQ500107\d{14}$/)
      expect(await progressOf(no)).toEqual(['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'])
      expect(await repliesOf(no, 4)).toEqual(['processed', 'processed', 'processed', 'processed'])
      expect(receivedOf(no)).toMatchObject({ messages: 1, duplicates: 0 })
    })

    it('brings the licence of M02 back: number, holder, and the file fetched from the region and held against its digest', async () => {
      const { no } = await submit('M02')
      const done = await gateway.until(no, 'COMPLETED')
      expect((done['memo'] as JsonObject)['licence']).toMatchObject({ no: '91510107MA0000007C', validTo: '长期' })
      await expect
        .poll(
          async () =>
            ((await gateway.until(no, 'COMPLETED'))['files'] as { name: string; sha256: string }[])
              .filter(({ sha256 }) => sha256 !== '')
              .map(({ name }) => name),
          { timeout: 5_000 },
        )
        .toEqual(expect.arrayContaining(['受理通知书.ofd', '准予决定书.ofd', '营业执照.ofd']))
    })

    it('brings a driver’s permit back for the six years that it runs', async () => {
      const { no } = await submit('M10')
      const done = await gateway.until(no, 'COMPLETED')
      expect(await progressOf(no)).toEqual(['SIGNED', 'ACCEPTED', 'REVIEWING', 'APPROVED', 'CERTIFYING', 'COMPLETED'])
      const licence = (done['memo'] as JsonObject)['licence'] as JsonObject
      expect(licence).toMatchObject({ no: '500107190003050010', holderName: '贾示例', name: '道路运输从业资格证' })
      const days = (Date.parse(String(licence['validTo'])) - Date.parse(String(licence['issueDate']))) / 86_400_000
      expect(Math.round(days / 365.25)).toBe(6)
    })

    it('takes the end and the amounts of a fund transfer that it is the other centre of', async () => {
      const { no } = await submit('M08')
      const done = await gateway.until(no, 'COMPLETED')
      expect(await progressOf(no)).toEqual(['SIGNED', 'ACCEPTED', 'REVIEWING', 'APPROVED', 'COMPLETED'])
      expect(await repliesOf(no, 5)).toEqual(Array.from({ length: 5 }, () => 'processed'))
      expect(done['form']).toMatchObject({
        result: { code: '0', message: '已转出' },
        amount: { principal: 12345.67, interest: 0.89, asOf: '202602' },
      })
    })

    it('does its leg of a pension transfer, whose account it fills in, and the next leg begins here', async () => {
      const { no } = await submit('M06')
      const legs = async () => (await eventsOf(no)).filter(({ type }) => type === 'leg-begun').map(({ data }) => data)
      await expect
        .poll(async () => (await legs()).map(({ leg }) => leg), { timeout: 5_000 })
        .toEqual(['transfer', 'resume'])
      const leg = String((await legs())[0]?.['no'])
      expect(await progressOf(leg)).toEqual(['SIGNED', 'ACCEPTED', 'REVIEWING', 'APPROVED', 'COMPLETED'])
      const done = await gateway.until(leg, 'COMPLETED')
      expect(done['form']).toMatchObject({
        contribution: { from: '201503', deemed: 12 },
        account: { principal: 12345.67, interest: 0.89 },
        infoForm: { no: 'XX500107202603020001' },
      })
    })

    it('answers a correction with what was asked for alone; what else was changed goes back to the window unsent', async () => {
      const { no, body } = await submit('M07', 'correction')
      const waiting = await gateway.until(no, 'CORRECTION')
      const correction = (waiting['memo'] as JsonObject)['correction'] as { items: JsonObject[] }
      expect(correction.items.map(({ target, path, slot }) => [target, path ?? slot])).toEqual([
        ['field', 'person.addressAway'],
        ['material', 'MT009'],
      ])
      const form = body['form'] as JsonObject
      const person = { ...(form['person'] as JsonObject), addressAway: '四川省成都市武侯区示例路2号' }
      const fresh = await gateway.upload('window', '备案表-补.pdf', `%PDF-1.4\n%demo ${no}\n%%EOF\n`)
      const materials = (body['materials'] as JsonObject[]).map((material) =>
        material['slot'] === 'MT009' ? { ...material, fileId: fresh } : material,
      )
      const supplement = (given: JsonObject) =>
        gateway.call('window', 'POST', `/api/cases/${no}/supplement`, { form: given, materials })
      expect((await supplement({ ...form, person, remark: '没有要求' })).status).toBe(200)
      await expect
        .poll(async () => (await eventsOf(no)).find(({ type }) => type === 'delivery-refused')?.data, {
          timeout: 5_000,
        })
        .toMatchObject({ code: 'change_not_allowed', faults: [{ path: 'remark', code: 'not-asked' }] })
      expect(receivedOf(no)).toMatchObject({ messages: 1, corrections: 0 })
      expect((await supplement({ ...form, person })).status).toBe(200)
      await gateway.until(no, 'COMPLETED')
      expect(receivedOf(no)).toMatchObject({ messages: 2, corrections: 1 })
    })

    it('gives the region another address for a file that it could not take, and the case does not move for it', async () => {
      const { no } = await submit('M07', 'ask-again')
      await gateway.until(no, 'COMPLETED')
      expect(await progressOf(no)).toEqual(['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'])
      const asked = (await eventsOf(no)).find(({ type }) => type === 'files-asked')
      expect(asked).toMatchObject({ status: 'SIGNED', data: { reason: 'unreachable', unknown: 0 } })
      await expect.poll(() => receivedOf(no)?.messages, { timeout: 5_000 }).toBe(2)
    })

    it('is refused by the region, or denied with the decision, only because the region said so', async () => {
      const refused = await submit('M07', 'refuse')
      expect((await gateway.until(refused.no, 'REFUSED'))['statusText']).toBe('不予受理')
      const denied = await submit('M02', 'deny')
      await gateway.until(denied.no, 'COMPLETED')
      expect(await progressOf(denied.no)).toEqual(['SIGNED', 'ACCEPTED', 'DENIED', 'COMPLETED'])
    })

    it('is withdrawn when the region says so, not when the window asks', async () => {
      const { no } = await submit('M07', 'quiet')
      await gateway.until(no, 'DELIVERED')
      const { status, body } = await gateway.call('window', 'POST', `/api/cases/${no}/withdraw`, {
        reason: '改由参保地办理',
      })
      expect([status, body['status']]).toEqual([200, 'DELIVERED'])
      await gateway.until(no, 'WITHDRAWN')
    })

    it('takes a business refusal inside HTTP 200 as one, and can be mended and sent again', async () => {
      const { no } = await submit('M07', 'error-in-200')
      const draft = await gateway.until(no, 'DRAFT')
      expect((draft['memo'] as JsonObject)['refusal']).toMatchObject({
        code: 'condition_unmet',
        message: '申请人不符合办理条件',
      })
      expect((await gateway.call('window', 'POST', `/api/cases/${no}/submit`)).status).toBe(200)
      await gateway.until(no, 'COMPLETED')
    })

    it('waits as long as a busy region asks, then goes again under the same number', async () => {
      const { no } = await submit('M07', 'busy')
      await gateway.until(no, 'COMPLETED')
      const delivered = async () => (await eventsOf(no)).find(({ type }) => type === 'delivered')?.data
      await expect.poll(delivered, { timeout: 5_000 }).toMatchObject({ attempt: 2, duplicate: false })
    })

    it('takes a page in HTTP 200, and an answer nobody signed, for no answer at all', async () => {
      const { no } = await submit('M07', 'html')
      const delivery = async () =>
        ((await gateway.until(no, 'QUEUED'))['deliveries'] as { state: string; reason: string; attempts: number }[])[0]
      await expect.poll(async () => (await delivery())?.reason, { timeout: 5_000 }).toContain('结果不明')
      expect(await delivery()).toMatchObject({ state: 'ready', attempts: 1 })
    })

    it('takes a callback that comes before our own send returned, and callbacks that come twice', async () => {
      const first = await submit('M07', 'callback-first')
      await gateway.until(first.no, 'COMPLETED')
      const second = await submit('M07', 'duplicate-callback')
      await gateway.until(second.no, 'COMPLETED')
      const twice = ['processed', 'duplicate']
      expect(await repliesOf(second.no, 8)).toEqual([...twice, ...twice, ...twice, ...twice])
    })

    it('keeps an event that comes out of order until the one before it is there', async () => {
      const { no } = await submit('M07', 'out-of-order')
      await gateway.until(no, 'COMPLETED')
      expect(await progressOf(no)).toEqual(['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'])
    })

    it('keeps an unknown state for a person, answers it processed and does not move the case', async () => {
      const { no } = await submit('M07', 'unknown-status')
      await expect
        .poll(async () => (await eventsOf(no)).some(({ type }) => type === 'progress-unknown'), { timeout: 5_000 })
        .toBe(true)
      expect(await repliesOf(no, 3)).toEqual(['processed', 'processed', 'processed'])
      expect((await gateway.until(no, 'ACCEPTED'))['status']).toBe('ACCEPTED')
    })

    it('asks at intake what only this region wants, with the reason', async () => {
      const body = await newCaseBody(gateway, 'M02', { region: '500000', extra: { lostOn: '' } })
      const { status, body: problem } = await gateway.call('window', 'POST', '/api/cases', body, {
        'idempotency-key': crypto.randomUUID(),
      })
      expect(status).toBe(422)
      const errors = problem['errors'] as unknown as { pointer: string; message: string }[]
      expect(errors.map(({ pointer }) => pointer)).toEqual(['/form/extra/lostOn'])
      expect(errors[0]?.message).toContain('公示系统')
    })
  })
}
