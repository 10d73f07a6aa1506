import type { MatterCode } from '../../simulator/contract.ts'
import { m01Form, m01Materials } from '../form/samples/m01.ts'
import { m03FormSale, m03Materials } from '../form/samples/m03.ts'
import { m04Form, m04Materials } from '../form/samples/m04.ts'
import { m05Form, m05Materials } from '../form/samples/m05.ts'
import { m09FormWithPermit, m09Materials } from '../form/samples/m09.ts'
import { lookedUp, onFile } from '../form/samples/sample.ts'
import type { RegionSample } from './region-samples.ts'

const THERE = { division: '500107', detail: '示例街道示例大道18号' }
const JIULONGPO = { 'case.handlingDivision': '500107000000' }
const POST = { ...JIULONGPO, 'agent.until': '2099-12-31', 'delivery.to.address': THERE }
const AGENT_CARD = onFile('MT001.agent', '代理人身份证.jpg')

/** A case of each of these matters that 重庆 takes as it is. */
export const CHONGQING_SAMPLES: Readonly<Partial<Record<MatterCode, RegionSample>>> = {
  M01: {
    mode: '1',
    form: m01Form({
      ...JIULONGPO,
      'delivery.to.address': THERE,
      'company.name.full': '重庆示例云图科技有限公司',
      'company.name.division': '重庆',
      'company.address': THERE,
      'company.phone': '023-12345678',
      'company.postcode': '400050',
    }),
    materials: [...m01Materials(), lookedUp('MT001/1', '公安人口库核验'), lookedUp('MT001/3', '公安人口库核验')],
    extra: { charterMode: 'template' },
  },
  M03: {
    mode: '2',
    form: m03FormSale({
      ...JIULONGPO,
      'delivery.to.address': THERE,
      'applicant.address': { division: '510107', detail: '示例路1号' },
      'applicant.ethnicity': '01',
      'site.address': THERE,
      'business.items': [{ code: '0101' }, { code: '0202', flags: ['cookedBulk'] }],
    }),
    materials: m03Materials().filter(({ slot }) => !['MT006', 'MT001.agent', 'MT018'].includes(slot)),
    extra: {},
  },
  M04: {
    mode: '2',
    form: m04Form({ ...POST, 'site.address': THERE, 'site.leaseTo': '2099-12-31' }),
    materials: [...m04Materials().filter(({ slot }) => slot !== 'MT001.agent'), AGENT_CARD],
    extra: { socialInsuranceNo: '500107000001' },
  },
  M05: {
    mode: '1',
    form: m05Form({ ...JIULONGPO, insuredDivision: '500107' }),
    materials: m05Materials(),
    extra: { idIssuer: '成都市公安局武侯区分局', occupation: 'employee' },
  },
  M09: {
    mode: '3',
    form: m09FormWithPermit({
      'moveOut.address': { division: '500107', detail: '示例街道示例大道8号501室' },
      'moveOut.agency': { code: '500107000000', name: '重庆市公安局九龙坡区分局(示例)' },
      'permit.no': '川准字00000001',
      'permit.validTo': '2099-12-31',
      'clerk.name': '窗口示例一',
      'clerk.at': '2026-03-02T09:15:00+08:00',
    }),
    materials: m09Materials(),
    extra: {
      role: 'move_out',
      marriage: {
        certNo: 'J510107-2025-000001',
        registeredOn: '2025-05-20',
        registrar: '成都市武侯区民政局(示例)',
      },
    },
  },
}
