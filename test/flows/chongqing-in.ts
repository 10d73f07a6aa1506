import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PushVariant } from '../../simulator/contract.ts'
import type { TestGateway } from '../support/gateway.ts'

/** The head of a zip whose first entry is OFD.xml. */
const SAMPLE_OFD = `PK\u0003\u0004\u0014\u0000${'\u0000'.repeat(20)}\u0007\u0000\u0000\u0000OFD.xml<ofd/>`

interface Pushed {
  readonly status: number
  readonly fault: string | null
  readonly body: {
    readonly outcome?: string
    readonly code?: string
    readonly caseNo?: string
    readonly errors?: readonly { readonly pointer: string; readonly code: string }[]
  }
}

/** The flow on any runtime. */
export function chongqingIn(runtime: string, start: () => Promise<TestGateway>): void {
  describe(`a case that 重庆 pushes to us, on ${runtime}`, () => {
    let gateway: TestGateway
    beforeAll(async () => {
      gateway = await start()
    })
    afterAll(() => gateway.stop())
    const chongqing = () => gateway.simulator('500000')
    const pushedOf = (no: string) =>
      chongqing()
        .pushed()
        .find(({ partnerCaseNo }) => partnerCaseNo === no)

    async function push(matter: 'M02' | 'M07', variant: PushVariant = 'ok') {
      const { partnerCaseNo, reply } = await chongqing().pushCase(matter, variant)
      return { partnerCaseNo, reply: reply as Pushed }
    }
    async function pushTaken(matter: 'M02' | 'M07', variant: PushVariant = 'ok') {
      const { partnerCaseNo, reply } = await push(matter, variant)
      if (reply.status !== 201 || reply.fault) throw new Error(JSON.stringify(reply))
      return { no: String(reply.body.caseNo), partnerCaseNo }
    }
    async function step(no: string, body: Record<string, unknown>) {
      const { status, body: answer } = await gateway.call('handler', 'POST', `/api/cases/${no}/steps`, body)
      if (status !== 200) throw new Error(JSON.stringify(answer))
    }
    async function document(type: string, title: string) {
      const fileId = await gateway.upload('handler', `${title}.pdf`, `%PDF-1.4\n%${title}\n%%EOF\n`)
      return { type, no: '成武示〔2026〕1号', title, date: '2026-11-24', fileId }
    }
    const eventsOf = (partnerCaseNo: string) =>
      pushedOf(partnerCaseNo)
        ?.events.map(({ status }) => status)
        .join()
    const filesOf = async (no: string) =>
      (await gateway.call('handler', 'GET', `/api/cases/${no}`)).body['files'] as unknown as {
        name: string
        sha256: string
      }[]

    it('is fetched file by file from the region, decided step by step, and every step goes back with its documents', async () => {
      const { no, partnerCaseNo } = await pushTaken('M02')
      await expect
        .poll(async () => (await filesOf(no)).filter(({ sha256 }) => sha256 !== '').length, { timeout: 5_000 })
        .toBe(5)
      await step(no, { step: 'accept', document: await document('NTC_ACCEPT', '受理通知书') })
      await step(no, { step: 'review' })
      const decision = { result: 'approve', at: '2026-11-24T10:00:00+08:00', reason: '符合条件' }
      await step(no, { step: 'approve', decision, document: await document('NTC_DONE', '准予决定书') })
      await step(no, { step: 'certify' })
      const licence = {
        typeCode: '11100000000013338W001',
        name: '营业执照',
        no: '91510107MA0000007C',
        certIdentifier: '1.2.156.3005.2.11100000000013338W001.11510107000000000U.20260000000000000001.001.A',
        holderName: '成都示例企业管理有限公司',
        holderCode: '91510107MA0000007C',
        issuerName: '成都市武侯区行政审批局',
        issuerCode: '11510107000000000U',
        issueDate: '2026-11-24',
        from: '2026-11-24',
        validTo: '长期',
        fileId: await gateway.upload('handler', '营业执照.ofd', SAMPLE_OFD),
      }
      await step(no, { step: 'complete', licence })
      await expect.poll(() => pushedOf(partnerCaseNo)?.licence?.no, { timeout: 5_000 }).toBe('91510107MA0000007C')
      expect(eventsOf(partnerCaseNo)).toBe('received,accepted,in_review,approved,issued,done')
      expect(pushedOf(partnerCaseNo)?.faults).toEqual([])
    })

    it('goes through correction: the region gets pointers, sends what was asked for alone, and the case goes on', async () => {
      const { no, partnerCaseNo } = await pushTaken('M07', 'correction')
      const items = [
        { target: 'field', path: 'employer.name', label: '单位名称', reason: '缺失', requirement: '与参保登记一致' },
        { target: 'field', path: 'filing.reason', label: '安置原因', reason: '与材料不符', requirement: '单位派驻' },
        { target: 'material', slot: 'MT012', label: '派驻证明', reason: '未盖章', requirement: '加盖公章' },
      ]
      const correction = { no: 'BZ-1', dueOn: '2026-12-15', items }
      await step(no, { step: 'correct', document: await document('NTC_CORRECT', '补正通知书'), correction })
      await gateway.until(no, 'CORRECTED')
      const { body } = await gateway.call('handler', 'GET', `/api/cases/${no}`)
      expect(body['form']).toMatchObject({ employer: { name: '重庆示例纺织有限公司' }, filing: { reason: '2' } })
      await expect
        .poll(async () => (await filesOf(no)).find(({ name }) => name === '派驻证明-补.pdf')?.sha256.length, {
          timeout: 5_000,
        })
        .toBe(64)
      await step(no, { step: 'accept', document: await document('NTC_ACCEPT', '受理通知书') })
      await expect
        .poll(() => eventsOf(partnerCaseNo), { timeout: 5_000 })
        .toBe('received,need_correction,corrected,accepted')
      expect(pushedOf(partnerCaseNo)?.faults).toEqual([])
    })

    it('asks the region for another address of a file whose address is worn out, and fetches it there', async () => {
      const { no, partnerCaseNo } = await pushTaken('M07', 'worn-address')
      await expect
        .poll(async () => (await filesOf(no)).map(({ sha256 }) => sha256.length), { timeout: 5_000 })
        .toEqual([64, 64])
      expect(eventsOf(partnerCaseNo)).toBe('submitted')
      expect(pushedOf(partnerCaseNo)?.faults).toEqual([])
      await step(no, { step: 'sign' })
      await expect.poll(() => eventsOf(partnerCaseNo), { timeout: 5_000 }).toBe('submitted,received')
    })

    it('is refused only with the document that the region’s protocol needs', async () => {
      const { no } = await pushTaken('M07')
      const { status } = await gateway.call('handler', 'POST', `/api/cases/${no}/steps`, { step: 'refuse' })
      expect(status).toBe(422)
      await step(no, { step: 'refuse', document: await document('NTC_REFUSE', '不予受理通知书') })
      await gateway.until(no, 'REFUSED')
    })

    it('gives the same receipt for the same message, and names what differs in another under the same case number', async () => {
      const again = (await push('M07', 'duplicate')).reply
      expect([again.status, again.body.outcome, again.fault]).toEqual([200, 'duplicate', null])
      const conflict = (await push('M07', 'conflict')).reply
      expect([conflict.status, conflict.body.code, conflict.fault]).toEqual([409, 'case_conflict', null])
      expect(conflict.body.errors).toMatchObject([{ pointer: '/phone', code: 'conflict' }])
    })

    it('answers what is wrongly signed, stale or replayed with the one signed 401', async () => {
      for (const variant of ['bad-signature', 'stale', 'replayed'] as const) {
        const { reply } = await push('M07', variant)
        expect([reply.status, reply.body.code, reply.fault]).toEqual([401, 'unauthorized', null])
      }
    })

    it('tells every fault of a form by a pointer into the region’s own message', async () => {
      const { reply } = await push('M07', 'bad-id')
      expect([reply.status, reply.body.code, reply.fault]).toEqual([422, 'form_invalid', null])
      expect(reply.body.errors).toMatchObject([{ pointer: '/certNo', code: 'checksum' }])
    })
  })
}
