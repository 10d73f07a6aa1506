import type { JsonObject } from '../../core/json.ts'
import type { CaseMaterial } from '../../core/matter.ts'
import type { MatterCode } from '../../simulator/contract.ts'
import { m02Form, m02FormForHubei, m02Materials } from '../form/samples/m02.ts'
import { m04Form, m04Materials } from '../form/samples/m04.ts'
import { m06FormWithLetter, m06Materials } from '../form/samples/m06.ts'
import { m07Form, m07FormForChongqing, m07FormForHubei, m07Materials } from '../form/samples/m07.ts'
import { m08Form, m08Materials } from '../form/samples/m08.ts'
import { m10Form, m10Materials } from '../form/samples/m10.ts'
import { sampleFile } from '../form/samples/sample.ts'
import { CHONGQING_SAMPLES } from './chongqing-samples.ts'
import { dayFromNow, HUBEI_SAMPLES } from './hubei-samples.ts'

/** A case that a region takes as it is, valid whatever day it is. */
export interface RegionSample {
  /** CT_MODE */
  readonly mode: string
  readonly form: JsonObject
  readonly materials: readonly CaseMaterial[]
  /** what only this region asks */
  readonly extra: JsonObject
}

/** For a region that takes the material itself alone. */
function withoutExemption({ exempt: _, ...material }: CaseMaterial): CaseMaterial {
  return material
}

type Samples = Readonly<Record<'M02' | 'M07', RegionSample> & Partial<Record<MatterCode, RegionSample>>>

const hebei: Samples = {
  M02: { mode: '2', form: m02Form({ 'agent.until': '2099-12-31' }), materials: m02Materials(), extra: {} },
  M07: { mode: '1', form: m07Form(), materials: m07Materials(), extra: { commitFlag: false } },
}

const chongqing: Samples = {
  ...CHONGQING_SAMPLES,
  M02: {
    mode: '2',
    form: m02Form({
      'case.handlingDivision': '500107000000',
      'delivery.to.address': { division: '500107', detail: '示例街道示例大道18号' },
      'agent.until': '2099-12-31',
    }),
    materials: m02Materials().map((material) =>
      material.slot === 'MT001.agent' ? { ...material, file: sampleFile('代理人身份证.jpg', 'MT001.agent') } : material,
    ),
    extra: { lostOn: '2026-02-20' },
  },
  M06: {
    mode: '3',
    form: m06FormWithLetter({
      'case.handlingDivision': '500107000000',
      'transferOut.division': '500107',
      'transferOut.agency': { name: '重庆市九龙坡区社会保险局（示例）', no: '500107001', phone: '023-80000001' },
    }),
    materials: m06Materials(),
    extra: { lastPaidMonth: '202601' },
  },
  M07: { mode: '1', form: m07FormForChongqing(), materials: m07Materials(), extra: { residenceProof: 'permit' } },
  M08: {
    mode: '3',
    form: m08Form({
      'case.handlingDivision': '500107000000',
      'transferOut.center': { code: '500000000000000', name: '重庆市住房公积金管理中心（示例）' },
      'transferOut.employer': '重庆示例纺织有限公司',
    }),
    materials: m08Materials(),
    extra: { marital: '20' },
  },
  M10: {
    mode: '1',
    form: m10Form({
      'case.handlingDivision': '500107000000',
      'qualification.from': dayFromNow(30, -6),
      'qualification.issued': dayFromNow(30, -6),
      'qualification.to': dayFromNow(29),
      'qualification.issuer': { name: '重庆市九龙坡区交通运输委员会' },
    }),
    materials: m10Materials(),
    extra: { medicalOn: dayFromNow(-10) },
  },
}

const shanghai: Samples = {
  M02: {
    mode: '2',
    form: m02Form({
      'case.handlingDivision': '310101000000',
      'delivery.to.address': { division: '310101', detail: '示例路18号' },
      'agent.until': '2099-12-31',
    }),
    materials: m02Materials().map((material) =>
      material.slot === 'MT001.agent' ? { ...material, file: sampleFile('代理人身份证.jpg', 'MT001.agent') } : material,
    ),
    extra: { copySerials: '1-1/1-2' },
  },
  M07: {
    mode: '1',
    form: m07Form({
      'case.handlingDivision': '310101000000',
      'insurance.division': '310101',
      'employer.name': '上海示例纺织有限公司',
    }),
    materials: m07Materials(),
    extra: { emergencyName: '欧阳明', emergencyMobile: '13800000003' },
  },
}

const jiangsu: Samples = {
  M02: {
    mode: '2',
    form: m02Form({
      'case.handlingDivision': '320102000000',
      'delivery.to.address': { division: '320102', detail: '示例街道示例路18号' },
      'agent.until': '2099-12-31',
    }),
    materials: m02Materials()
      .filter(({ slot }) => slot !== 'MT001.agent')
      .map((material) =>
        material.slot === 'MT014'
          ? { ...withoutExemption(material), file: sampleFile('遗失声明.pdf', 'MT014') }
          : material,
      ),
    extra: { repIdNo: '510107190001010033' },
  },
  M07: {
    mode: '1',
    form: m07Form({
      'case.handlingDivision': '320102000000',
      'insurance.division': '320102',
      'employer.no': '320102DEMO01',
      'employer.name': '南京示例纺织有限公司',
      'visit.agency': { name: '成都市武侯区医疗保障局(示例)', phone: '028-85000001' },
      'filing.reason': '1',
    }),
    materials: m07Materials().map((material) =>
      material.slot === 'MT008' ? { ...withoutExemption(material), file: sampleFile('居住证.pdf', 'MT008') } : material,
    ),
    extra: { noLocalOutpatient: true },
  },
}

const zhejiang: Samples = {
  M02: {
    mode: '2',
    form: m02Form({
      'case.handlingDivision': '330106000000',
      'delivery.to.address': { division: '330106', detail: '示例街道示例路18号' },
      'agent.until': '2099-12-31',
    }),
    materials: m02Materials()
      .filter(({ slot }) => slot !== 'MT001.agent')
      .map((material) =>
        material.slot === 'MT014'
          ? {
              slot: 'MT014',
              form: '4',
              copies: 1,
              originalSeen: true,
              file: sampleFile('遗失公示.pdf', 'MT014'),
            }
          : material,
      ),
    extra: { eLicenceHeld: true, reissueReason: '正副本遗失' },
  },
  M07: {
    mode: '1',
    form: m07Form({
      'case.handlingDivision': '330106000000',
      'insurance.division': '330106',
      'employer.no': '330106DEMO01',
      'employer.name': '杭州示例纺织有限公司',
      'filing.reason': '1',
    }),
    materials: m07Materials().map((material) =>
      material.slot === 'MT008'
        ? { slot: 'MT013', form: '4', copies: 1, originalSeen: true, file: sampleFile('承诺书.pdf', 'MT013') }
        : material,
    ),
    extra: { hospitalLevel: '3' },
  },
}

const hubei: Samples = {
  ...HUBEI_SAMPLES,
  M02: {
    mode: '2',
    form: m02FormForHubei({ 'agent.until': '2099-12-31' }),
    materials: m02Materials(),
    extra: { repIdNo: '510107190001010033' },
  },
  M07: { mode: '1', form: m07FormForHubei(), materials: m07Materials(), extra: {} },
}

const guizhou: Samples = {
  M02: {
    mode: '2',
    form: m02Form({
      'case.handlingDivision': '520103000000',
      'delivery.to.address': { division: '520103', detail: '示例路18号' },
      'agent.until': '2099-12-31',
    }),
    materials: m02Materials().filter(({ slot }) => slot !== 'MT001.agent'),
    extra: { repIdType: '111', repIdNo: '510107190001010033' },
  },
  M07: {
    mode: '1',
    form: m07Form({
      'case.handlingDivision': '520103000000',
      'insurance.division': '520103',
      'employer.name': '贵阳示例纺织有限公司',
      'person.insuranceNo': '52010000000000000001',
      'filing.reason': '1',
    }),
    materials: m07Materials(),
    extra: { personKind: 'ZZ' },
  },
}

const shandong: Samples = {
  M02: {
    mode: '2',
    form: m02Form({
      'case.handlingDivision': '370102000000',
      'delivery.to.address': { division: '370102', detail: '示例路18号' },
      'agent.until': '2099-12-31',
    }),
    materials: m02Materials()
      .filter(({ slot }) => slot !== 'MT001.agent')
      .map((material) =>
        material.slot === 'MT014'
          ? { ...withoutExemption(material), file: sampleFile('遗失声明.pdf', 'MT014') }
          : material,
      ),
    extra: { reissueReason: '原执照遗失' },
  },
  M07: {
    mode: '1',
    form: m07Form({
      'case.handlingDivision': '370102000000',
      'insurance.division': '370102',
      'employer.name': '济南示例纺织有限公司',
    }),
    materials: m07Materials().map((material) =>
      material.slot === 'MT008' ? { ...withoutExemption(material), file: sampleFile('居住证.pdf', 'MT008') } : material,
    ),
    extra: { chronic: false },
  },
}

const guangdong: Samples = {
  M02: {
    mode: '2',
    form: m02Form({
      'case.handlingDivision': '440106000000',
      'delivery.to.address': { division: '440106', detail: '示例路18号' },
      'agent.until': '2099-12-31',
    }),
    materials: m02Materials().filter(({ slot }) => !slot.startsWith('MT001')),
    extra: { reissueReason: '原执照遗失' },
  },
  M07: {
    mode: '1',
    form: m07Form({
      'case.handlingDivision': '440106000000',
      'insurance.division': '440106',
      'employer.name': '广州示例纺织有限公司',
    }),
    materials: m07Materials(),
    extra: { emergencyName: '欧阳明', emergencyPhone: '13800000003' },
  },
}

const shaanxi: Samples = {
  M02: {
    mode: '2',
    form: m02Form({
      'case.handlingDivision': '610113000000',
      'delivery.to.address': { division: '610113', detail: '示例路18号' },
      'agent.until': '2099-12-31',
    }),
    materials: m02Materials().filter(({ slot }) => !slot.startsWith('MT001')),
    extra: { situation: '原执照遗失，已公示' },
  },
  M07: {
    mode: '1',
    form: m07Form({
      'case.handlingDivision': '610113000000',
      'insurance.division': '610113',
      'employer.name': '西安示例纺织有限公司',
    }),
    materials: m07Materials(),
    extra: { filingNote: '随子女在蓉长期居住' },
  },
}

const xizang: Samples = {
  M02: {
    mode: '2',
    form: m02Form({
      'case.handlingDivision': '540102000000',
      'delivery.to.address': { division: '540102', detail: '示例路18号' },
      'agent.until': '2099-12-31',
    }),
    materials: m02Materials().filter(({ slot }) => slot !== 'MT001.agent'),
    extra: { waybillNo: 'EX000000001CN' },
  },
  M07: {
    mode: '1',
    form: m07Form({
      'case.handlingDivision': '540102000000',
      'insurance.division': '540102',
      'employer.name': '拉萨示例纺织有限公司',
      'person.insuranceNo': '54010000000000000001',
      'filing.reason': '1',
      'visit.agency.name': '成都市武侯区医疗保障局(示例)',
      'visit.agency.phone': '13800000009',
    }),
    materials: m07Materials(),
    extra: { waybillNo: 'EX000000002CN' },
  },
  M04: {
    mode: '2',
    form: m04Form({
      'case.handlingDivision': '540102000000',
      'agent.until': '2099-12-31',
      'delivery.to.address': { division: '540102', detail: '示例路18号' },
      'site.address': { division: '540102', detail: '示例路8号6层' },
      'site.leaseTo': '2099-12-31',
    }),
    materials: m04Materials().filter(({ slot }) => slot !== 'MT001.agent'),
    extra: { waybillNo: 'EX000000003CN', workPlace: '西藏自治区/拉萨市/城关区' },
  },
  M10: {
    mode: '2',
    form: m10Form({
      'case.mode': '2',
      'case.handlingDivision': '540102000000',
      'qualification.from': dayFromNow(30, -6),
      'qualification.issued': dayFromNow(30, -6),
      'qualification.to': dayFromNow(29),
      'qualification.issuer': { name: '拉萨市交通运输局（示例）' },
    }),
    materials: m10Materials(),
    extra: { waybillNo: 'EX000000004CN', highlandPledge: true },
  },
}

/** One sample for each region and matter that the flows send. */
export const REGION_SAMPLES: Readonly<Record<string, Samples>> = {
  '130000': hebei,
  '310000': shanghai,
  '320000': jiangsu,
  '330000': zhejiang,
  '370000': shandong,
  '420000': hubei,
  '440000': guangdong,
  '500000': chongqing,
  '520000': guizhou,
  '540000': xizang,
  '610000': shaanxi,
}
