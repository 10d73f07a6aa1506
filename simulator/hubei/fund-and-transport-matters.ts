import { readMaterials } from './materials.ts'
import type { Matter } from './matter.ts'
import { M08_FORM, M08_RETURNS, M10_FORM } from './matter-forms.ts'
import { m08Relations, m10Relations } from './matter-relations.ts'
import { fieldOf } from './package.ts'

const NOTHING = { rules: [], values: {} } as const

const M08: Matter = {
  code: 'M08',
  title: '住房公积金异地转移接续',
  category: '0510',
  basicCode: '422017005001',
  taskCode: '12420100MB000042253422017005001',
  applyOperation: 'GJJ_SQYDZYJSFW',
  feedbackOperation: 'GJJ_YDZYFKJSFW',
  applySid: '051004',
  feedbackSid: '051006',
  modes: ['3'],
  days: ['15', '10', '2'],
  office: { code: '420100000401', name: '武汉住房公积金管理中心', sign: '武公积金' },
  licence: null,
  form: M08_FORM,
  relations: m08Relations,
  lists: [],
  returns: {
    rules: M08_RETURNS,
    values: { TranRstCode: '0', TranRstMsg: '已转移', TranAmt: '12345.60', TranInt: '78.09', EndYm: '202602' },
  },
  flagged: { field: 'SocUnitName', reason: '原工作单位与缴存记录不符', passed: 'EmpName', material: '5101' },
  rejected: { field: 'IdNum', code: '-933', message: '公民身份号码校验位错误' },
  spoilt: 'SQR_GMSFHM',
  materials: readMaterials(`
    5101 转移接续申请表 pdf - always
    5102 缴存证明 pdf D always`),
}

const M10: Matter = {
  code: 'M10',
  title: '道路运输从业资格证换发',
  category: '0610',
  basicCode: '420118022001',
  taskCode: '11420100MB0000625W3420118022001',
  applyOperation: 'JTYS_SQCYZGHFJSFW',
  feedbackOperation: 'JTYS_CYZGHFFKJSFW',
  applySid: '061004',
  feedbackSid: '061006',
  modes: ['1', '2'],
  days: ['20', '10', '1'],
  office: { code: '420100000601', name: '武汉市交通运输局', sign: '武交运' },
  licence: {
    typeCode: '11100000000013338W009',
    name: '道路运输从业资格证',
    number: (form) => fieldOf(form, 'CYZGZH'),
    holder: 'XM',
    holderCode: (form) => fieldOf(form, 'GMSFHM'),
  },
  form: M10_FORM,
  relations: m10Relations,
  lists: [],
  returns: NOTHING,
  flagged: { field: 'HZYY', reason: '请写明换证原因', passed: 'XM', material: '6101' },
  rejected: { field: 'GMSFHM', code: '-933', message: '公民身份号码校验位错误' },
  spoilt: 'GMSFHM',
  materials: readMaterials(`
    6101 换发补发变更登记表 pdf - always
    6102 机动车驾驶证 jpg E/D always
    6103 二寸白底照片 jpg - always 100
    6104 原从业资格证 jpg E kept
    6105 事故与满分证明 pdf D always
    6106 继续教育证明 pdf P trained`),
}

/** What the housing fund and the transport office handle. */
export const FUND_AND_TRANSPORT_MATTERS: readonly Matter[] = [M08, M10]
