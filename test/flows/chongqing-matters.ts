import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../core/json.ts'
import { licenceId } from '../../simulator/check-digits.ts'
import type { MatterCode } from '../../simulator/contract.ts'
import { SAMPLE_OFD } from '../../simulator/sample-ofd.ts'
import type { TestGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'

interface CaseEvent {
  readonly type: string
  readonly status: string
  readonly data: JsonObject
}

const DECIDED = ['SIGNED', 'ACCEPTED', 'REVIEWING', 'APPROVED', 'COMPLETED']
const LICENSED = ['SIGNED', 'ACCEPTED', 'REVIEWING', 'APPROVED', 'CERTIFYING', 'COMPLETED']

/** A matter beside those of the other flow, and what 重庆 brings back at its end. */
interface Row {
  readonly matter: MatterCode
  readonly statuses: readonly string[]
  /** the leg of a joint matter that 重庆 handles */
  readonly leg?: string
  readonly licence?: { readonly name: string; readonly no: string; readonly holderName: string }
  readonly returned?: JsonObject
}

const SENT: readonly Row[] = [
  {
    matter: 'M01',
    statuses: LICENSED,
    licence: { name: '营业执照', no: '91500107MA0000001M', holderName: '重庆示例云图科技有限公司' },
  },
  {
    matter: 'M03',
    statuses: LICENSED,
    licence: { name: '食品经营许可证', no: 'JY15001070000017', holderName: '武侯区示例副食店' },
  },
  {
    matter: 'M04',
    statuses: LICENSED,
    licence: { name: '劳务派遣经营许可证', no: '50010720260001', holderName: '成都示例企业管理有限公司' },
  },
  { matter: 'M05', statuses: DECIDED },
  {
    matter: 'M09',
    leg: 'leave',
    statuses: DECIDED,
    returned: { migrants: [{ name: '甄样例', more: { occupation: '教师', migrationNo: '渝迁00000001' } }] },
  },
]

/** A matter that 重庆 pushes, with what is read of it, and what its handler issues or fills in at the end. */
interface PushedRow {
  readonly matter: MatterCode
  readonly read: JsonObject
  readonly licence?: JsonObject
  readonly form?: JsonObject
  /** what of that reaches them, in their words */
  readonly back?: JsonObject
}

const ISSUER = { issuerName: '成都市武侯区示例机关', issuerCode: '11510107000000000U' }
const PUSHED: readonly PushedRow[] = [
  {
    matter: 'M01',
    read: {
      company: { type: '1151', capital: { amount: 100 }, term: { type: '0' } },
      shareholders: [
        {
          name: '贾示例',
          subscribed: 100,
          ways: [
            { code: '1', amount: 60 },
            { code: '3', amount: 40 },
          ],
        },
      ],
    },
    licence: {
      ...ISSUER,
      typeCode: '11100000000013338W001',
      name: '营业执照',
      no: '91510107MA0000007C',
      certIdentifier: licenceId('11100000000013338W001', '11510107000000000U', '20260000000000000001'),
      holderName: '成都示例云图科技有限公司',
      holderCode: '91510107MA0000007C',
    },
  },
  {
    matter: 'M03',
    read: {
      operator: { rep: { phone: '023-80000001' } },
      site: { area: 86.5 },
      business: { online: true, items: [{ code: '0101' }, { code: '0202', flags: ['cookedBulk'] }] },
    },
    licence: {
      ...ISSUER,
      typeCode: '11100000000013338W050',
      name: '食品经营许可证',
      no: 'JY15101070000012',
      certIdentifier: licenceId('11100000000013338W050', '11510107000000000U', '20260000000000000002'),
      holderName: '成都示例企业管理有限公司',
      holderCode: '91510107MA0000007C',
    },
  },
  { matter: 'M05', read: { card: { bank: '105', applyKind: '1' }, person: { name: '贾示例' } } },
  {
    matter: 'M09',
    read: { migrants: [{ name: '阿依古丽·买买提', ethnicity: '05' }], permit: { no: '渝准字00000001' } },
    form: { migrants: [{ more: { occupation: '教师', migrationNo: '川迁00000001' } }] },
  },
  {
    matter: 'M06',
    read: {
      transferOut: { division: '510107', personNo: '5101070000000001' },
      transferIn: { division: '500107', bank: { accountNo: '3100000000000000001' } },
      letter: { no: 'LX50010720260001' },
      contribution: { months: 130 },
    },
    form: {
      contribution: { deemed: 12 },
      account: { principal: 12345.67, interest: 0.89 },
      infoForm: { no: 'XXB51010720260001' },
    },
    back: {
      contribution: { deemed: 12 },
      account: { principalFen: 1_234_567, interestFen: 89 },
      infoFormNo: 'XXB51010720260001',
    },
  },
  {
    matter: 'M08',
    read: {
      transferOut: { accountNo: '510100000001' },
      transferIn: { contact: '胡示例 023-80000006', entrustedBank: '105' },
    },
    form: {
      result: { code: '0', message: '已转移' },
      amount: { principal: 12345.6, interest: 78.09, asOf: '202602' },
    },
    back: {
      result: { code: 'done', message: '已转移' },
      amount: { principalFen: 1_234_560, interestFen: 7_809, asOf: '2026-02' },
    },
  },
  {
    matter: 'M10',
    read: {
      qualification: { categories: ['01', '02'], creditGrade: 'AA', training: { done: true } },
      driving: { classes: 'A2D' },
      pledge: { noAccident: true },
    },
    licence: {
      ...ISSUER,
      typeCode: '11100000000013338W009',
      name: '道路运输从业资格证',
      no: '500107190003050010',
      certIdentifier: licenceId('11100000000013338W009', '11510107000000000U', '20260000000000000009'),
      holderName: '贾示例',
      holderCode: '500107190003050010',
    },
  },
]

/** The further matters whole, both ways, on any runtime. */
export function chongqingMatters(runtime: string, start: () => Promise<TestGateway>): void {
  describe(`重庆 matter by matter, on ${runtime}`, () => {
    let gateway: TestGateway
    beforeAll(async () => {
      gateway = await start()
    })
    afterAll(() => gateway.stop())
    const chongqing = () => gateway.simulator('500000')
    async function eventsOf(no: string): Promise<CaseEvent[]> {
      const { body } = await gateway.call('window', 'GET', `/api/cases/${no}/events`)
      return body['events'] as unknown as CaseEvent[]
    }

    it.each(SENT)('$matter of a window is taken, and what it ends with comes back', async (row) => {
      const given = await newCaseBody(gateway, row.matter, { region: '500000' })
      const made = await gateway.call('window', 'POST', '/api/cases', given, {
        'idempotency-key': crypto.randomUUID(),
      })
      if (made.status !== 201) throw new Error(JSON.stringify(made.body))
      const whole = String(made.body['no'])
      const legs = async () => (await eventsOf(whole)).filter(({ type }) => type === 'leg-begun')
      const begun = (await legs()).find(({ data }) => data['leg'] === row.leg)
      const no = String(begun?.data['no'] ?? whole)
      const done = await gateway.until(no, 'COMPLETED')
      const progress = (await eventsOf(no)).filter(({ type }) => type === 'progress')
      expect(progress.map(({ status }) => status)).toEqual(row.statuses)
      const received = chongqing()
        .received()
        .find(({ caseNo }) => caseNo === no)
      expect(received).toMatchObject({ messages: 1, duplicates: 0, corrections: 0 })
      if (row.returned) expect(done['form']).toMatchObject(row.returned)
      if (row.licence) expect((done['memo'] as JsonObject)['licence']).toMatchObject(row.licence)
    })

    it.each(PUSHED)('$matter of theirs is read, decided, and 重庆 takes every step without a fault', async (row) => {
      const { partnerCaseNo, reply } = await chongqing().pushCase(row.matter)
      const { body: answer } = reply as { body: JsonObject }
      if (!answer['caseNo']) throw new Error(JSON.stringify(reply))
      const no = String(answer['caseNo'])
      const { body } = await gateway.call('handler', 'GET', `/api/cases/${no}`)
      expect(body['form']).toMatchObject(row.read)
      const step = async (given: JsonObject) => {
        const { status, body: said } = await gateway.call('handler', 'POST', `/api/cases/${no}/steps`, given)
        if (status !== 200) throw new Error(JSON.stringify(said))
      }
      const paper = async (type: string, title: string): Promise<JsonObject> => {
        const fileId = await gateway.upload('handler', `${title}.pdf`, `%PDF-1.4\n%${title} ${no}\n%%EOF\n`)
        return { type, no: '成武示〔2026〕1号', title, date: '2026-11-24', fileId }
      }
      await step({ step: 'accept', document: await paper('NTC_ACCEPT', '受理通知书') })
      const decision = { result: 'approve', at: '2026-11-24T10:00:00+08:00', reason: '符合条件' }
      await step({ step: 'approve', decision, document: await paper('NTC_DONE', '准予决定书') })
      const dated = { issueDate: '2026-11-24', from: '2026-11-24', validTo: '长期' }
      const licence = row.licence && {
        ...row.licence,
        ...dated,
        fileId: await gateway.upload('handler', '证照.ofd', SAMPLE_OFD),
      }
      await step({ step: 'complete', ...(licence ? { licence } : {}), ...(row.form ? { form: row.form } : {}) })
      const pushed = () =>
        chongqing()
          .pushed()
          .find((one) => one.partnerCaseNo === partnerCaseNo)
      await expect.poll(() => pushed()?.events.at(-1)?.status, { timeout: 5_000 }).toBe('done')
      expect(pushed()?.faults).toEqual([])
      if (row.back) expect(pushed()?.back).toEqual(row.back)
      if (licence) await expect.poll(() => pushed()?.licence?.no, { timeout: 5_000 }).toBe(row.licence?.['no'])
    })
  })
}
