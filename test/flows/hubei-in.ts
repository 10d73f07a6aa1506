import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MatterCode, PushVariant } from '../../simulator/contract.ts'
import type { TestGateway } from '../support/gateway.ts'

/** What the simulator makes of an answer of ours. */
interface Reply {
  readonly code: string
  readonly number: string
  readonly records: readonly { sid: string; no: string; errors: { field: string; code: string }[] }[]
}

/** The flow on any runtime. */
export function hubeiIn(runtime: string, start: () => Promise<TestGateway>): void {
  describe(`a case that 湖北 pushes to us, on ${runtime}`, () => {
    let gateway: TestGateway
    beforeAll(async () => {
      gateway = await start()
    })
    afterAll(() => gateway.stop())
    const hubei = () => gateway.simulator('420000')
    const pushedOf = (no: string) =>
      hubei()
        .pushed()
        .find(({ partnerCaseNo }) => partnerCaseNo === no)
    const told = (no: string) =>
      pushedOf(no)
        ?.events.map(({ status }) => status)
        .join()

    async function push(matter: MatterCode, variant?: PushVariant) {
      const { partnerCaseNo, reply } = await hubei().pushCase(matter, variant)
      return { partnerCaseNo, reply: reply as Reply }
    }

    async function pushed(matter: MatterCode) {
      const { partnerCaseNo, reply } = await push(matter)
      if (reply.code !== '10') throw new Error(JSON.stringify(reply))
      return { no: reply.number, partnerCaseNo }
    }

    async function step(no: string, body: Record<string, unknown>) {
      const { status, body: answer } = await gateway.call('handler', 'POST', `/api/cases/${no}/steps`, body)
      if (status !== 200) throw new Error(JSON.stringify(answer))
      return answer
    }

    async function document(type: string, title: string) {
      const fileId = await gateway.upload('handler', `${title}.pdf`, `%PDF-1.4\n%${title}\n%%EOF\n`)
      return { type, no: '成武示〔2026〕1号', title, date: '2026-11-24', fileId }
    }

    it('is assigned at random, decided step by step, and the licence goes back in one package with its file', async () => {
      const { no, partnerCaseNo } = await pushed('M02')
      const { body } = await gateway.call('handler', 'GET', `/api/cases/${no}`)
      expect(body).toMatchObject({
        direction: 'in',
        status: 'DELIVERED',
        handler: 'handler1',
        partnerNo: partnerCaseNo,
      })
      expect((body['materials'] as unknown as { slot: string }[]).map(({ slot }) => slot)).toEqual([
        'MT009',
        'MT014',
        'MT025',
        'MT006',
      ])
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
      const done = { step: 'complete', document: await document('NTC_DONE', '办结通知书') }
      const refused = await gateway.call('handler', 'POST', `/api/cases/${no}/steps`, done)
      expect([refused.status, refused.body['errors']]).toMatchObject([422, [{ pointer: '/licence/no' }]])
      await step(no, { ...done, licence })

      await expect.poll(() => pushedOf(partnerCaseNo)?.licence?.no, { timeout: 5_000 }).toBe('91510107MA0000007C')
      expect(pushedOf(partnerCaseNo)?.licence?.bytes).toBe('%PDF-1.4\n%licence\n%%EOF\n'.length)
      expect(told(partnerCaseNo)).toBe('01,02,06,09,15,11')
      expect(pushedOf(partnerCaseNo)?.faults).toEqual([])
    })

    it('goes through correction: 湖北 gets its own field names, sends what changed, and the rest stays as it was', async () => {
      const { no, partnerCaseNo } = await pushed('M07')
      await step(no, {
        step: 'correct',
        note: '申请信息须补正',
        document: await document('NTC_CORRECT', '补正通知书'),
        correction: {
          no: 'BZ-1',
          dueOn: '2099-12-15',
          items: [
            { target: 'field', path: 'remark', label: '备注', reason: '请补充', requirement: '写明原因' },
            { target: 'material', slot: 'MT009', label: '备案表', reason: '未签名', requirement: '签名' },
          ],
        },
      })
      await gateway.until(no, 'CORRECTED')
      const { body } = await gateway.call('handler', 'GET', `/api/cases/${no}`)
      expect(body['form']).toMatchObject({
        remark: '已补充说明',
        person: { name: '李示例' },
        employer: { name: '城乡居民' },
      })
      const files = (body['materials'] as unknown as { slot: string; file?: { sha256: string } }[]).filter(
        ({ file }) => file,
      )
      expect(files.map(({ slot }) => slot)).toEqual(['MT009', 'MT025'])
      await step(no, { step: 'accept', document: await document('NTC_ACCEPT', '受理通知书') })
      await expect.poll(() => told(partnerCaseNo), { timeout: 5_000 }).toBe('01,04,05,02')
      expect(pushedOf(partnerCaseNo)?.faults).toEqual([])
    })

    it('is refused only with the document and the reason that the document wants', async () => {
      const { no, partnerCaseNo } = await pushed('M07')
      const { status, body } = await gateway.call('handler', 'POST', `/api/cases/${no}/steps`, { step: 'refuse' })
      expect([status, body['errors']]).toMatchObject([422, [{ pointer: '/note' }, { pointer: '/document/type' }]])
      await step(no, { step: 'refuse', note: '不属于本机关', document: await document('NTC_REFUSE', '不予受理通知书') })
      await expect.poll(() => told(partnerCaseNo), { timeout: 5_000 }).toBe('01,03')
      expect(pushedOf(partnerCaseNo)?.faults).toEqual([])
    })

    it('gets the same number for the same package, -62 for another under its key', async () => {
      const duplicate = await push('M07', 'duplicate')
      expect([duplicate.reply.code, duplicate.reply.number]).toEqual([
        '-61',
        pushedOf(duplicate.partnerCaseNo)?.gatewayCaseNo,
      ])
      expect((await push('M07', 'replayed')).reply.code).toBe('-61')
      expect((await push('M07', 'conflict')).reply.code).toBe('-62')
    })

    it('is refused for a wrong registration code, an old time, and a wrong check digit at its field', async () => {
      expect((await push('M07', 'bad-signature')).reply.code).toBe('-50')
      expect((await push('M07', 'stale')).reply.code).toBe('-52')
      const { reply } = await push('M07', 'bad-id')
      expect(reply.code).toBe('-41')
      const found = reply.records.flatMap(({ sid, no, errors }) =>
        errors.map(({ field, code }) => `${sid} ${no} ${field} ${code}`),
      )
      expect(found).toContain('041004 1 SQR_GMSFHM -933')
      const company = await push('M02', 'bad-id')
      expect(company.reply.records[0]?.errors).toMatchObject([{ field: 'DLR_GMSFHM', code: '-933' }])
    })
  })
}
