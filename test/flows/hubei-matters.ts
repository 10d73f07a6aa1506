import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../core/json.ts'
import type { MatterCode } from '../../simulator/contract.ts'
import type { TestGateway } from '../support/gateway.ts'
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
