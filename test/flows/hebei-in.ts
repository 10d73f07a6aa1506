import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestGateway } from '../support/gateway.ts'

/** The head of a zip whose first entry is OFD.xml. */
const SAMPLE_OFD = `PK\u0003\u0004\u0014\u0000${'\u0000'.repeat(20)}\u0007\u0000\u0000\u0000OFD.xml<ofd/>`

/** The flow on any runtime. */
export function hebeiIn(runtime: string, start: () => Promise<TestGateway>): void {
  describe(`a case that 河北 pushes to us, on ${runtime}`, () => {
    let gateway: TestGateway
    beforeAll(async () => {
      gateway = await start()
    })
    afterAll(() => gateway.stop())
    const hebei = () => gateway.simulator('130000')

    const innerCode = (reply: unknown) => (reply as { data?: { code?: string } }).data?.code
    const outerCode = (reply: unknown) => (reply as { code?: string }).code
    const pushedOf = (no: string) =>
      hebei()
        .pushed()
        .find(({ partnerCaseNo }) => partnerCaseNo === no)

    async function push(matter: 'M02' | 'M07') {
      const { partnerCaseNo, reply } = await hebei().pushCase(matter)
      if (innerCode(reply) !== '200') throw new Error(JSON.stringify(reply))
      const no = pushedOf(partnerCaseNo)?.gatewayCaseNo ?? ''
      return { no, partnerCaseNo }
    }

    async function step(no: string, body: Record<string, unknown>) {
      const { status, body: answer } = await gateway.call('handler', 'POST', `/api/cases/${no}/steps`, body)
      if (status !== 200) throw new Error(JSON.stringify(answer))
      return answer
    }

    async function document(type: string, title: string) {
      const fileId = await gateway.upload('handler', `${title}.pdf`, `%PDF-1.4\n%${title}\n%%EOF\n`)
      return { type, no: `成武示〔2026〕1号`, title, date: '2026-11-24', fileId }
    }

    it('is assigned at random with the draw on record, decided step by step, and every step goes back in the region’s protocol', async () => {
      const { no, partnerCaseNo } = await push('M02')
      const { body } = await gateway.call('handler', 'GET', `/api/cases/${no}`)
      expect(body).toMatchObject({
        direction: 'in',
        status: 'DELIVERED',
        handler: 'handler1',
        partnerNo: partnerCaseNo,
      })
      const events = (await gateway.call('handler', 'GET', `/api/cases/${no}/events`)).body['events'] as unknown as {
        type: string
        data: { draw?: { chosen: string; candidates: unknown[] } }
      }[]
      expect(events.find(({ type }) => type === 'assigned')?.data.draw).toMatchObject({
        chosen: 'handler1',
        candidates: [{ id: 'handler1' }],
      })

      await step(no, { step: 'accept', document: await document('NTC_ACCEPT', '受理通知书') })
      await step(no, { step: 'review' })
      const decision = { result: 'approve', at: '2026-11-24T10:00:00+08:00', reason: '符合条件' }
      await step(no, { step: 'approve', decision, document: await document('NTC_DONE', '准予决定书') })
      await step(no, { step: 'certify' })
      const fileId = await gateway.upload('handler', '营业执照.ofd', SAMPLE_OFD)
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
        fileId,
      }
      await step(no, { step: 'complete', licence, document: await document('NTC_DONE', '办结通知书') })

      await expect.poll(() => pushedOf(partnerCaseNo)?.licence?.no, { timeout: 5_000 }).toBe('91510107MA0000007C')
      expect(pushedOf(partnerCaseNo)?.events.map(({ status }) => status)).toEqual(['11', '30', '40', '50', '40', '70'])
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
      await gateway.until(no, 'CORRECTED')
      const { body } = await gateway.call('handler', 'GET', `/api/cases/${no}`)
      expect((body['form'] as unknown as { remark: string }).remark).toBe('已补充说明')
      await step(no, { step: 'accept', document: await document('NTC_ACCEPT', '受理通知书') })
      await expect
        .poll(
          () =>
            pushedOf(partnerCaseNo)
              ?.events.map(({ status }) => status)
              .join(),
          { timeout: 5_000 },
        )
        .toBe('11,20,21,30')
      expect(pushedOf(partnerCaseNo)?.faults).toEqual([])
    })

    it('is refused only with the document that the region’s protocol needs', async () => {
      const { no } = await push('M07')
      const { status, body } = await gateway.call('handler', 'POST', `/api/cases/${no}/steps`, { step: 'refuse' })
      expect(status).toBe(422)
      expect(body).toMatchObject({ code: 'step-invalid', errors: [{ pointer: '/document/type' }] })
      await step(no, { step: 'refuse', document: await document('NTC_REFUSE', '不予受理通知书') })
      await gateway.until(no, 'REFUSED')
    })

    it('gives the same receipt for the same message, and names the difference for another under its number', async () => {
      expect(innerCode((await hebei().pushCase('M07', 'duplicate')).reply)).toBe('201')
      const conflict = (await hebei().pushCase('M07', 'conflict')).reply as {
        data: { code: string; errors: { path: string }[] }
      }
      expect([conflict.data.code, conflict.data.errors.map(({ path }) => path)]).toEqual(['306', ['contactMobile']])
    })

    it('refuses what is unsigned, stale or replayed with one code, and a wrong check digit at the region’s own path', async () => {
      expect(outerCode((await hebei().pushCase('M07', 'bad-signature')).reply)).toBe('10003')
      expect(outerCode((await hebei().pushCase('M07', 'stale')).reply)).toBe('10004')
      expect(outerCode((await hebei().pushCase('M07', 'replayed')).reply)).toBe('10006')
      const invalid = (await hebei().pushCase('M07', 'bad-id')).reply as {
        data: { code: string; errors: { path: string; code: string }[] }
      }
      expect(invalid.data.code).toBe('301')
      expect(invalid.data.errors.map(({ path }) => path)).toContain('applyerPageCode')
    })

    it('lets nobody but its handler decide it, and nobody without a token see anything', async () => {
      const { no } = await push('M07')
      expect((await gateway.call('window', 'POST', `/api/cases/${no}/steps`, { step: 'sign' })).status).toBe(403)
      const response = await fetch(`${gateway.url}/api/cases/${no}`)
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([401, 'unauthorized'])
    })
  })
}
