import type { JsonObject } from '../../core/json.ts'
import type { CaseMaterial } from '../../core/matter.ts'
import type { MatterCode } from '../../simulator/contract.ts'
import { m01Form, m01Materials } from '../form/samples/m01.ts'
import { m03Form, m03Materials } from '../form/samples/m03.ts'
import { m04Form, m04Materials } from '../form/samples/m04.ts'
import { m05Form, m05Materials } from '../form/samples/m05.ts'
import { m06FormWithLetter, m06Materials } from '../form/samples/m06.ts'
import { m08Form, m08Materials } from '../form/samples/m08.ts'
import { m10Form, m10Materials } from '../form/samples/m10.ts'
import { type Changes, lookedUp, onFile } from '../form/samples/sample.ts'
import type { RegionSample } from './region-samples.ts'

const WUCHANG = { 'case.handlingDivision': '420106000000' }
const POST = {
  ...WUCHANG,
  'agent.until': '2099-12-31',
  'delivery.to.address': { division: '420106', detail: '示例路8号' },
}
const ONLINE = { 'delivery.method': '3', 'delivery.to': undefined }

function without(materials: readonly CaseMaterial[], ...slots: string[]): CaseMaterial[] {
  return materials.filter(({ slot }) => !slots.includes(slot))
}

/** The day so many days and years from now: a permit runs six years and may be renewed only around its end. */
export function dayFromNow(days: number, years = 0): string {
  const day = new Date(Date.now() + days * 86_400_000)
  day.setUTCFullYear(day.getUTCFullYear() + years)
  return day.toISOString().slice(0, 10)
}

const COMPANY: Changes = {
  'company.name': {
    full: '武汉示例云图科技有限公司',
    division: '武汉',
    shopName: '示例云图',
    industryWord: '科技',
    orgForm: '有限公司',
    reservationNo: 'HB2026000001',
  },
  'company.address': { division: '420106', detail: '示例路88号1201室' },
  'company.phone': '027-88000000',
  'company.postcode': '430060',
}

const sample = (
  mode: string,
  form: JsonObject,
  materials: readonly CaseMaterial[],
  extra: JsonObject = {},
): RegionSample => ({
  mode,
  form,
  materials,
  extra,
})

/** A case of each of these matters that 湖北 takes as it is. */
export const HUBEI_SAMPLES: Readonly<Partial<Record<MatterCode, RegionSample>>> = {
  M01: sample(
    '1',
    m01Form({ ...WUCHANG, ...ONLINE, ...COMPANY }),
    [...without(m01Materials(), 'MT022'), lookedUp('MT022', '公安人口库核验'), lookedUp('MT001', '公安人口库核验')],
    { registrar: '420106000101' },
  ),
  M03: sample(
    '2',
    m03Form({
      ...POST,
      'site.address': { division: '420106', detail: '示例路10号底层' },
      'business.prepackagedOnly': false,
    }),
    [
      ...without(m03Materials(), 'MT016', 'MT018', 'MT001.agent'),
      onFile('MT016', '布局与流程.pdf'),
      lookedUp('MT018', '卫生健康部门数据'),
    ],
    { selfRating: 'B' },
  ),
  M04: sample(
    '2',
    m04Form({
      ...POST,
      'site.address': { division: '420106', detail: '示例路8号6层' },
      'site.leaseTo': '2099-12-31',
    }),
    [...without(m04Materials(), 'MT030.policies', 'MT001.agent'), onFile('MT030.policies', '制度与协议样本.pdf')],
    { hasBranches: false },
  ),
  M05: sample('1', m05Form({ ...WUCHANG, insuredDivision: '420106' }), m05Materials()),
  M06: sample(
    '3',
    m06FormWithLetter({
      ...WUCHANG,
      'transferOut.division': '420106',
      'transferOut.agency': { name: '武汉市武昌区社会保险管理处（示例）', no: '420106001' },
    }),
    m06Materials(),
  ),
  M08: sample(
    '3',
    m08Form({
      ...WUCHANG,
      'transferOut.center': { code: '420100000000000', name: '武汉住房公积金管理中心（示例）' },
      'transferOut.employer': '武汉示例纺织有限公司',
    }),
    m08Materials(),
  ),
  M10: sample(
    '1',
    m10Form({
      ...WUCHANG,
      'person.education': '60',
      'qualification.from': dayFromNow(30, -6),
      'qualification.issued': dayFromNow(30, -6),
      'qualification.to': dayFromNow(29),
      'qualification.issuer': { name: '武汉市交通运输局（示例）' },
      'qualification.training.date': '2025-12-15',
    }),
    m10Materials(),
    { renewReason: '资格证到期' },
  ),
}
