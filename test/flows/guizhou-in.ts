import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PushVariant } from '../../simulator/contract.ts'
import type { TestGateway } from '../support/gateway.ts'

interface Answer {
  CODE: string
  ERRORS?: { KEY: string; ERRCODE: string }[]
}

/** The flow on any runtime. */
export function guizhouIn(runtime: string, start: () => Promise<TestGateway>): void {
  describe(`a case that 贵州 pushes to us, on ${runtime}`, () => {
    let gateway: TestGateway
    beforeAll(async () => {
      gateway = await start()
    })
    afterAll(() => gateway.stop())
    const guizhou = () => gateway.simulator('520000')
    const pushedOf = (no: string) =>
      guizhou()
        .pushed()
        .find(({ partnerCaseNo }) => partnerCaseNo === no)
    const statusesOf = (no: string) => pushedOf(no)?.events.map(({ status }) => status)

    async function push(matter: 'M02' | 'M07', variant?: PushVariant) {
      const { partnerCaseNo, reply } = await guizhou().pushCase(matter, variant)
      if ((reply as Answer).CODE !== '0000') throw new Error(JSON.stringify(reply))
      return { no: pushedOf(partnerCaseNo)?.gatewayCaseNo ?? '', partnerCaseNo }
    }
    const answerTo = async (variant: PushVariant) => (await guizhou().pushCase('M07', variant)).reply as Answer

    async function step(no: string, body: Record<string, unknown>) {
      const { status, body: answer } = await gateway.call('handler', 'POST', `/api/cases/${no}/steps`, body)
      if (status !== 200) throw new Error(JSON.stringify(answer))
    }

    async function document(type: string, title: string) {
      const fileId = await gateway.upload('handler', `${title}.pdf`, `%PDF-1.4\n%${title}\n%%EOF\n`)
      return { type, no: '成武示〔2026〕1号', title, date: '2026-11-24', fileId }
    }

    it('is decided step by step, every step told in the region’s protocol', async () => {
      const { no, partnerCaseNo } = await push('M02')
      const { body } = await gateway.call('handler', 'GET', `/api/cases/${no}`)
      expect(body).toMatchObject({ direction: 'in', handler: 'handler1', partnerNo: partnerCaseNo })
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
        fileId: await gateway.upload('handler', '营业执照.pdf', '%PDF-1.4\n%licence\n%%EOF\n'),
      }
      await step(no, { step: 'complete', licence, document: await document('NTC_DONE', '办结通知书') })

      await expect.poll(() => pushedOf(partnerCaseNo)?.licence?.no, { timeout: 5_000 }).toBe('91510107MA0000007C')
      await expect
        .poll(() => statusesOf(partnerCaseNo), { timeout: 5_000 })
        .toEqual(['1S', '2Y', '3K', '3Z', '6M', '4B'])
      expect(pushedOf(partnerCaseNo)?.faults).toEqual([])
    })

    it('goes through correction: the region gets its own paths, its supplement is taken, and the case goes on', async () => {
      const { no, partnerCaseNo } = await push('M07')
      await step(no, {
        step: 'correct',
        document: await document('NTC_CORRECT', '补正通知书'),
        correction: {
          no: 'BZ-1',
          dueOn: '2026-12-15',
          items: [
            { target: 'field', path: 'remark', label: '备注', reason: '请补充', requirement: '写明原因' },
            { target: 'material', slot: 'MT009', label: '备案表', reason: '未签名', requirement: '签名' },
          ],
        },
      })
      await expect
        .poll(() => [pushedOf(partnerCaseNo)?.status, pushedOf(partnerCaseNo)?.faults], { timeout: 3_000 })
        .toEqual(['9Y', []])
      await gateway.until(no, 'CORRECTED')
      const { body } = await gateway.call('handler', 'GET', `/api/cases/${no}`)
      expect((body['form'] as unknown as { remark: string }).remark).toBe('已补充说明')
      await step(no, { step: 'accept', document: await document('NTC_ACCEPT', '受理通知书') })
      await expect.poll(() => pushedOf(partnerCaseNo)?.status, { timeout: 5_000 }).toBe('2Y')
      expect(statusesOf(partnerCaseNo)).toEqual(['1S', '9B', '9Y', '2Y'])
      expect(pushedOf(partnerCaseNo)?.faults).toEqual([])
    })

    it('is refused only with the document that the region’s protocol needs', async () => {
      const { no, partnerCaseNo } = await push('M07')
      const { status } = await gateway.call('handler', 'POST', `/api/cases/${no}/steps`, { step: 'refuse' })
      expect(status).toBe(422)
      await step(no, { step: 'refuse', note: '不符合条件', document: await document('NTC_REFUSE', '不予受理通知书') })
      await expect.poll(() => pushedOf(partnerCaseNo)?.status, { timeout: 5_000 }).toBe('2N')
      expect(pushedOf(partnerCaseNo)?.faults).toEqual([])
    })

    it('gives the same receipt for the same message, and names the difference for another under its number', async () => {
      expect((await answerTo('duplicate')).CODE).toBe('0001')
      const conflict = await answerTo('conflict')
      expect([conflict.CODE, conflict.ERRORS?.map(({ KEY }) => KEY)]).toEqual(['4001', ['rMobile']])
    })

    it('is refused where its signature is wrong or stale, and named a wrong check digit at its own key', async () => {
      expect((await answerTo('bad-signature')).CODE).toBe('2001')
      expect((await answerTo('stale')).CODE).toBe('2002')
      const invalid = await answerTo('bad-id')
      expect(invalid.CODE).toBe('2006')
      expect(invalid.ERRORS).toContainEqual(expect.objectContaining({ KEY: 'LEGAL_IDNO', ERRCODE: '2008' }))
    })
  })
}
