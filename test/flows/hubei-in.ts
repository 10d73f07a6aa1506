import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MatterCode, PushVariant } from '../../simulator/contract.ts'
import type { TestGateway } from '../support/gateway.ts'
import { CODES, envelopeOf, hubeiVector, returnOf } from '../support/hubei-partner.ts'

/** What the simulator makes of an answer of ours. */
interface Reply {
  readonly code: string
  readonly number: string
  readonly records: readonly { sid: string; no: string; errors: { field: string; code: string }[] }[]
}

/** What the flows of pushed cases need of a gateway under test: cases, what 湖北 was told of them, steps and documents of their handler. */
export function hubeiPushes(gateway: () => TestGateway) {
  const hubei = () => gateway().simulator('420000')
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
    const { status, body: answer } = await gateway().call('handler', 'POST', `/api/cases/${no}/steps`, body)
    if (status !== 200) throw new Error(JSON.stringify(answer))
    return answer
  }

  async function document(type: string, title: string) {
    const fileId = await gateway().upload('handler', `${title}.pdf`, `%PDF-1.4\n%${title}\n%%EOF\n`)
    return { type, no: '成武示〔2026〕1号', title, date: '2026-11-24', fileId }
  }

  return { pushedOf, told, push, pushed, step, document }
}

/** The flow on any runtime. */
export function hubeiIn(runtime: string, start: () => Promise<TestGateway>): void {
  describe(`a case that 湖北 pushes to us, on ${runtime}`, () => {
    let gateway: TestGateway
    beforeAll(async () => {
      gateway = await start()
    })
    afterAll(() => gateway.stop())
    const { pushedOf, told, push, pushed, step, document } = hubeiPushes(() => gateway)

    const ywxtbhOf = (partnerCaseNo: string) => `4201060410${partnerCaseNo.slice(6)}`
    const fssj = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 19).replaceAll(/\D/g, '')

    async function post(body: string): Promise<string> {
      const response = await fetch(`${gateway.url}/kstb/services/KSTBService`, { method: 'POST', body })
      return returnOf(response)
    }

    /** A call that the simulator does not make by itself. */
    function call(operation: string, ywxtbh: string, sid: string, fields: object): Promise<string> {
      const top = hubeiVector('9.5-1-m07-pushed.xml').split('<DATA>')[0] ?? ''
      const head = top.replace('420106041020260305000001', ywxtbh).replace('20260305100530', fssj())
      const inner = Object.entries(fields).map(([name, value]) => `<${name}>${String(value)}</${name}>`)
      const data = `<DATA><RECORD no="1" sid="${sid}">${inner.join('')}</RECORD></DATA></PACKAGE>`
      return post(envelopeOf(operation, CODES.in, head + data))
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

    it('is withdrawn at once, told so by feedback, and no more after the end', async () => {
      const { no, partnerCaseNo } = await pushed('M07')
      await gateway.until(no, 'DELIVERED')
      const withdrawal = { YWLSH: no, CHSJ: fssj(), CHYY: '申请人改变主意' }
      const ask = (fields: object) => call('TYFW_CHSQJSFW', ywxtbhOf(partnerCaseNo), '010016', fields)
      expect(await ask(withdrawal)).toMatch(new RegExp(`<CODE>10<.*sid="010016" code="10".*<YWLSH>${no}<`))
      expect(await ask(withdrawal)).toContain('<CODE>-61<')
      expect(await ask({ ...withdrawal, CHYY: '另一个原因' })).toContain('<CODE>-62<')
      await expect.poll(() => told(partnerCaseNo), { timeout: 5_000 }).toBe('13')
      expect((await gateway.until(no, 'WITHDRAWN'))['statusText']).toBe('已撤回')
      const over = await pushed('M07')
      await step(over.no, { step: 'refuse', note: '不属于', document: await document('NTC_REFUSE', '不予受理通知书') })
      const late = { YWLSH: over.no, CHSJ: fssj(), CHYY: '迟了' }
      expect(await call('TYFW_CHSQJSFW', ywxtbhOf(over.partnerCaseNo), '010016', late)).toContain('<CODE>-64<')
    })

    it('tells who asks which feedback there is, by number, type and time', async () => {
      const { no, partnerCaseNo } = await pushed('M07')
      await step(no, { step: 'accept', document: await document('NTC_ACCEPT', '受理通知书') })
      const ask = (number: string, FKXH: string) =>
        call('TYFW_JDCXFW', ywxtbhOf(partnerCaseNo), '010017', { YWLSH: number, FKXH })
      const all = await ask(no, '0')
      expect(
        [...all.matchAll(/sid="010018" code="10" msg="成功"><FKXH>(\d)<\/FKXH><FKLXDM>(\d\d)</g)].map(([, a, b]) => [
          a,
          b,
        ]),
      ).toEqual([
        ['1', '01'],
        ['2', '02'],
      ])
      expect(await ask(no, '1')).not.toContain('<FKXH>1<')
      expect(await ask('WH51010720000101000001', '0')).toContain('<CODE>-63<')
    })

    it('is one case, whoever else applies under its 业务协同编号', async () => {
      const sample = hubeiVector('9.5-1-m07-pushed.xml').replace('20260305100530', fssj())
      const push = async (text: string) => post(envelopeOf('YLBZ_SQYDJYBAJSFW', CODES.in, text))
      expect(await push(sample)).toContain('<CODE>10<')
      expect(await push(sample)).toContain('<CODE>-61<')
      const other = sample.replaceAll('420106190002030011', '510107190001010017').replaceAll('19000203', '19000101')
      expect(await push(other)).toContain('<CODE>-62<')
    })
  })
}
