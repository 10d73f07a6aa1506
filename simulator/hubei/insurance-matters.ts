import { M07_FORM } from './forms.ts'
import { readMaterials } from './materials.ts'
import type { Matter } from './matter.ts'
import { M04_FORM, M04_LISTS, M05_FORM, M06_FORM, M06_RETURNS } from './matter-forms.ts'
import { m04Relations, m05Relations, m06Relations } from './matter-relations.ts'
import { fieldOf } from './package.ts'
import { m07Relations } from './relations.ts'

const NOTHING = { rules: [], values: {} } as const

const M04: Matter = {
  code: 'M04',
  title: '劳务派遣经营许可',
  category: '0310',
  basicCode: '420114009002',
  taskCode: '11420100MB000022XG3420114009002',
  applyOperation: 'RSSB_SQLWPQXKJSFW',
  feedbackOperation: 'RSSB_LWPQXKFKJSFW',
  applySid: '031004',
  feedbackSid: '031006',
  modes: ['2'],
  days: ['20', '10', '2'],
  office: { code: '420100000301', name: '武汉市人力资源和社会保障局', sign: '武人社' },
  licence: {
    typeCode: '11100000000013338W014',
    name: '劳务派遣经营许可证',
    number: (_form, serial) => `42010020260${serial.slice(-4)}`,
    holder: 'DWMC',
    holderCode: (form) => fieldOf(form, 'TYSHXYDM'),
  },
  form: M04_FORM,
  relations: m04Relations,
  lists: [
    { sid: '031011', rules: M04_LISTS.facilities, least: 1, most: 50 },
    { sid: '031012', rules: M04_LISTS.policies, least: 1, most: 30 },
  ],
  returns: NOTHING,
  flagged: { field: 'YZBGBH', reason: '报告编号与报告不符', passed: 'DWMC', material: '3101' },
  rejected: { field: 'FDDBR_ZJHM', code: '-933', message: '公民身份号码校验位错误' },
  spoilt: 'FDDBR_ZJHM',
  materials: readMaterials(`
    3101 申请书 pdf - always
    3102 营业执照 pdf E always
    3103 公司章程 pdf - always
    3104 验资（审计）报告 pdf - always
    3105 场所证明及设施清单 pdf E always
    3106 管理制度及协议样本 pdf - always`),
}

const M05: Matter = {
  code: 'M05',
  title: '社会保障卡申领',
  category: '0320',
  basicCode: '422014016003',
  taskCode: '11420100MB000022XG3422014016003',
  applyOperation: 'RSSB_SQSBKSLJSFW',
  feedbackOperation: 'RSSB_SBKSLFKJSFW',
  applySid: '032004',
  feedbackSid: '032006',
  modes: ['1', '2'],
  days: ['30', '10', '2'],
  office: { code: '420100000301', name: '武汉市人力资源和社会保障局', sign: '武人社' },
  licence: null,
  form: M05_FORM,
  relations: m05Relations,
  lists: [],
  returns: NOTHING,
  flagged: { field: 'AAE006', reason: '联系地址应填写至门牌', passed: 'AAC003', material: '3201' },
  rejected: { field: 'AAC147', code: '-933', message: '公民身份号码校验位错误' },
  spoilt: 'SQR_GMSFHM',
  materials: readMaterials(`
    3201 申领登记表 pdf - always
    3202 户口簿 jpg D guarded
    3203 电子照片 jpg - always 50`),
}

const M06: Matter = {
  code: 'M06',
  title: '企业职工基本养老保险关系转移接续',
  category: '0330',
  basicCode: '422014011001',
  taskCode: '11420100MB000022XG3422014011001',
  applyOperation: 'RSSB_SQYLGXZYJSFW',
  feedbackOperation: 'RSSB_YLGXZYFKJSFW',
  applySid: '033004',
  feedbackSid: '033006',
  modes: ['3'],
  days: ['45', '30', '2'],
  office: { code: '420100000301', name: '武汉市人力资源和社会保障局', sign: '武人社' },
  licence: null,
  form: M06_FORM,
  relations: m06Relations,
  lists: [],
  returns: { rules: M06_RETURNS, values: { XXBBH: 'XXB42010020260001' } },
  flagged: { field: 'JFPZBH', reason: '缴费凭证编号与凭证不符', passed: 'AAC003', material: '3301' },
  rejected: { field: 'AAC147', code: '-933', message: '公民身份号码校验位错误' },
  spoilt: 'SQR_GMSFHM',
  materials: readMaterials(`
    3301 转移接续申请表 pdf - always
    3302 参保缴费凭证 pdf D always`),
}

const M07: Matter = {
  code: 'M07',
  title: '跨省异地就医直接结算备案',
  category: '0410',
  basicCode: '422036003002',
  taskCode: '11420100MB0000326Y3422036003002',
  applyOperation: 'YLBZ_SQYDJYBAJSFW',
  feedbackOperation: 'YLBZ_YDJYBAFKJSFW',
  applySid: '041004',
  feedbackSid: '041006',
  modes: ['1'],
  days: ['2', '1', '2'],
  office: { code: '420100000201', name: '武汉市医疗保障局', sign: '武医保' },
  licence: null,
  form: M07_FORM,
  relations: m07Relations,
  lists: [],
  returns: NOTHING,
  flagged: { field: 'MEMO', reason: '请补充说明', passed: 'PSN_NAME', material: '4101' },
  rejected: { field: 'CERTNO', code: '-933', message: '公民身份号码校验位错误' },
  spoilt: 'SQR_GMSFHM',
  materials: readMaterials(`
    4101 异地就医备案登记表 pdf - always
    4102 个人承诺书 pdf - residing
    4103 居住证 jpg E optional
    4104 户口簿 jpg D resettled
    4105 派驻证明 pdf - posted
    4106 转诊单 pdf - referred`),
}

/** What the offices for labour, social security and health insurance handle. */
export const INSURANCE_MATTERS: readonly Matter[] = [M04, M05, M06, M07]
