import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../core/json.ts'
import { licenceId } from '../../simulator/check-digits.ts'
import type { MatterCode } from '../../simulator/contract.ts'
import type { TestGateway } from '../support/gateway.ts'
import { hubeiPushes } from './hubei-in.ts'
import { hubeiCases } from './hubei-out.ts'

const DECIDED = ['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED']
const LICENSED = ['SIGNED', 'ACCEPTED', 'REVIEWING', 'APPROVED', 'CERTIFYING', 'COMPLETED']

/** A matter beside M02 and M07, and what 湖北 brings back at its end. */
interface Row {
  readonly matter: MatterCode
  readonly statuses: readonly string[]
  /** the leg of a joint matter that 湖北 handles */
  readonly leg?: string
  readonly licence?: { readonly name: string; readonly no: RegExp; readonly holderName: string }
  /** what the form knows at the end */
  readonly returned?: JsonObject
}

const ROWS: readonly Row[] = [
  {
    matter: 'M01',
    statuses: LICENSED,
    licence: { name: '营业执照', no: /^91420106MA0000226M$/, holderName: '武汉示例云图科技有限公司' },
  },
  {
    matter: 'M03',
    statuses: LICENSED,
    licence: { name: '食品经营许可证', no: /^JY2420106\d{7}$/, holderName: '成都示例企业管理有限公司' },
  },
  {
    matter: 'M04',
    statuses: LICENSED,
    licence: { name: '劳务派遣经营许可证', no: /^42010020260\d{4}$/, holderName: '成都示例企业管理有限公司' },
  },
  { matter: 'M05', statuses: DECIDED },
  { matter: 'M06', leg: 'transfer', statuses: DECIDED, returned: { infoForm: { no: 'XXB42010020260001' } } },
  {
    matter: 'M08',
    statuses: DECIDED,
    returned: {
      result: { code: '0', message: '已转移' },
      amount: { principal: 12345.6, interest: 78.09, asOf: '202602' },
    },
  },
  {
    matter: 'M10',
    statuses: LICENSED,
    licence: { name: '道路运输从业资格证', no: /^500107190003050010$/, holderName: '贾示例' },
  },
]

/** The way out of the further matters, on any runtime. */
export function hubeiMatters(runtime: string, start: () => Promise<TestGateway>): void {
  describe(`a window’s case for 湖北, matter by matter, on ${runtime}`, () => {
    let gateway: TestGateway
    beforeAll(async () => {
      gateway = await start()
    })
    afterAll(() => gateway.stop())
    const { submit, receivedOf, progressOf, events } = hubeiCases(() => gateway)

    it.each(ROWS)('$matter is taken without a fault, and what it ends with comes back', async (row) => {
      const whole = await submit(row.matter)
      const begun = (await events(whole)).find(({ type, data }) => type === 'leg-begun' && data?.leg === row.leg)
      const no = begun?.data?.no ?? whole
      const done = await gateway.until(no, 'COMPLETED')
      expect(await progressOf(no)).toEqual(row.statuses)
      expect(receivedOf(no)).toMatchObject({ messages: 1, duplicates: 0, faults: [] })
      if (row.returned) expect(done['form']).toMatchObject(row.returned)
      const { licence } = row
      if (!licence) return
      const { no: number, ...named } = licence
      const kept = (done['memo'] as { licence: JsonObject }).licence
      expect(kept).toMatchObject({ ...named, no: expect.stringMatching(number) })
      const files = done['files'] as { name: string; sha256: string }[]
      expect(files.some(({ name, sha256 }) => name.startsWith(licence.name) && sha256 !== '')).toBe(true)
    })
  })
}

/** A matter that 湖北 pushes, with what is read of it, and what its handler issues or fills in at the end. */
interface PushedRow {
  readonly matter: MatterCode
  readonly read: JsonObject
  readonly licence?: JsonObject
  readonly form?: JsonObject
}

const LICENCE = { issuerName: '成都市武侯区示例机关', issuerCode: '11510107000000000U' }
const PUSHED: readonly PushedRow[] = [
  {
    matter: 'M01',
    read: {
      company: { capital: { amount: 100 }, term: { type: '0' } },
      shareholders: [
        {
          name: '李示例',
          subscribed: 60,
          ways: [
            { code: '1', amount: 50 },
            { code: '4', amount: 10 },
          ],
        },
        { name: '欧阳明', subscribed: 40, ways: [{ code: '1', amount: 40 }] },
      ],
    },
    licence: {
      ...LICENCE,
      typeCode: '11100000000013338W001',
      name: '营业执照',
      no: '91510107MA0000007C',
      certIdentifier: '1.2.156.3005.2.11100000000013338W001.11510107000000000U.20260000000000000001.001.A',
      holderName: '成都示例云图科技有限公司',
      holderCode: '91510107MA0000007C',
    },
  },
  {
    matter: 'M06',
    read: { transferOut: { division: '510107' }, contribution: { months: 130 } },
    form: { infoForm: { no: 'XXB51010720260001' } },
  },
  {
    matter: 'M08',
    read: { transferOut: { accountNo: '510100000001' }, transferIn: { contact: '胡示例 027-88000003' } },
    form: {
      result: { code: '0', message: '已转移' },
      amount: { principal: 12345.6, interest: 78.09, asOf: '202602' },
    },
  },
  {
    matter: 'M10',
    read: { qualification: { categories: ['02'], training: { done: false } }, driving: { classes: 'A2D', to: '长期' } },
    licence: {
      ...LICENCE,
      typeCode: '11100000000013338W009',
      name: '道路运输从业资格证',
      no: '420106190002030011',
      certIdentifier: licenceId('11100000000013338W009', '11510107000000000U', '20260000000000000009'),
      holderName: '李示例',
      holderCode: '420106190002030011',
    },
  },
]

/** The way in of the further matters, on any runtime. */
export function hubeiMattersIn(runtime: string, start: () => Promise<TestGateway>): void {
  describe(`a case that 湖北 pushes to us, matter by matter, on ${runtime}`, () => {
    let gateway: TestGateway
    beforeAll(async () => {
      gateway = await start()
    })
    afterAll(() => gateway.stop())
    const { pushed, pushedOf, told, step, document } = hubeiPushes(() => gateway)

    it.each(PUSHED)(
      '$matter is read, accepted and decided, and 湖北 takes every feedback without a fault',
      async (row) => {
        const { no, partnerCaseNo } = await pushed(row.matter)
        const { body } = await gateway.call('handler', 'GET', `/api/cases/${no}`)
        expect(body['form']).toMatchObject(row.read)
        await step(no, { step: 'accept', document: await document('NTC_ACCEPT', '受理通知书') })
        const decision = { result: 'approve', at: '2026-11-24T10:00:00+08:00', reason: '符合条件' }
        await step(no, { step: 'approve', decision, document: await document('NTC_DONE', '准予决定书') })
        const dated = { issueDate: '2026-11-24', from: '2026-11-24', validTo: '长期' }
        const fileId = await gateway.upload('handler', '证照.pdf', '%PDF-1.4\n%licence\n%%EOF\n')
        await step(no, {
          step: 'complete',
          document: await document('NTC_DONE', '办结通知书'),
          ...(row.licence ? { licence: { ...row.licence, ...dated, fileId } } : {}),
          ...(row.form ? { form: row.form } : {}),
        })
        await expect.poll(() => told(partnerCaseNo), { timeout: 5_000 }).toBe('01,02,09,11')
        expect(pushedOf(partnerCaseNo)?.faults).toEqual([])
        expect(pushedOf(partnerCaseNo)?.licence?.no).toBe(row.licence?.['no'])
      },
    )
  })
}
