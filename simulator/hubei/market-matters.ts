import { checkHolders, checkItems } from './check-lists.ts'
import { M02_FORM } from './forms.ts'
import { readMaterials } from './materials.ts'
import type { LicenceRule, Matter } from './matter.ts'
import { M01_FORM, M01_LISTS, M03_FORM, M03_LISTS } from './matter-forms.ts'
import { m01Relations, m03Relations } from './matter-relations.ts'
import { fieldOf } from './package.ts'
import { m02Relations } from './relations.ts'

const NOTHING = { rules: [], values: {} } as const

/** The code of 9.4: every company that is set up here is the sample one. */
const newCompany: LicenceRule['number'] = () => '91420106MA0000226M'

/** §3.3: `JY`, business form, division, six digits and the ISO 7064 MOD 11,10 check digit. */
const foodPermit: LicenceRule['number'] = (form, serial) => {
  const digits = `${fieldOf(form, 'ZTYTDM')}420106${serial.slice(-6)}`
  let product = 10
  for (const digit of digits) product = (((product + Number(digit)) % 10 || 10) * 2) % 11
  return `JY${digits}${(11 - product) % 10}`
}

const M01: Matter = {
  code: 'M01',
  title: '内资有限责任公司设立登记',
  category: '0210',
  basicCode: '000131127004',
  taskCode: '11420106MB000012314000131127004',
  applyOperation: 'SCJG_SQSLDJJSFW',
  feedbackOperation: 'SCJG_SLDJFKJSFW',
  applySid: '021004',
  feedbackSid: '021006',
  modes: ['1', '4'],
  days: ['3', '2', '2'],
  office: { code: '420106000101', name: '武昌区市场监督管理局', sign: '武昌市监' },
  licence: {
    typeCode: '11100000000013338W001',
    name: '营业执照',
    number: newCompany,
    holder: 'QYMC',
    holderCode: newCompany,
  },
  form: M01_FORM,
  relations: m01Relations,
  lists: [
    { sid: '021011', rules: M01_LISTS.holders, least: 1, most: 200, across: checkHolders },
    { sid: '021012', rules: M01_LISTS.officers, least: 1, most: 50 },
    { sid: '021013', rules: M01_LISTS.scope, least: 0, most: 100 },
  ],
  returns: NOTHING,
  flagged: { field: 'ZS_QHNXXDZ', reason: '住所应填写至门牌及房号', passed: 'QYMC', material: '2105' },
  rejected: { field: 'MCSBWH', code: '-935', message: '与名称申报库不符' },
  spoilt: 'SQR_GMSFHM',
  materials: readMaterials(`
    2101 公司登记（备案）申请书 pdf - always
    2102 公司章程 pdf - always
    2103 股东主体资格文件或身份证明 pdf E/D always
    2104 任职文件及身份证明 pdf - always
    2105 住所证明 pdf E always
    2106 批准文件 pdf P/E optional`),
}

const M02: Matter = {
  code: 'M02',
  title: '营业执照遗失补领、换发',
  category: '0220',
  basicCode: '420131127006',
  taskCode: '11420106MB000012314420131127006',
  applyOperation: 'SCJG_SQZZBLJSFW',
  feedbackOperation: 'SCJG_ZZBLFKJSFW',
  applySid: '022004',
  feedbackSid: '022006',
  modes: ['1', '2'],
  days: ['3', '1', '2'],
  office: { code: '420106000101', name: '武昌区市场监督管理局', sign: '武昌市监' },
  licence: {
    typeCode: '11100000000013338W001',
    name: '营业执照',
    number: (form) => fieldOf(form, 'TYSHXYDM'),
    holder: 'ZTMC',
    holderCode: (form) => fieldOf(form, 'TYSHXYDM'),
  },
  form: M02_FORM,
  relations: m02Relations,
  lists: [],
  returns: NOTHING,
  flagged: { field: 'YSSM_BH', reason: '声明编号与公示系统不符', passed: 'ZTMC', material: '2201' },
  rejected: { field: 'FDDBR_GMSFHM', code: '-935', message: '与登记库不符' },
  spoilt: 'DLR_GMSFHM',
  materials: readMaterials(`
    2201 补领换发申请书 pdf - always
    2202 遗失公示材料 pdf D lost
    2203 原执照（损毁） paper - damaged`),
}

const M03: Matter = {
  code: 'M03',
  title: '食品经营许可（新办）',
  category: '0230',
  basicCode: '420131138002',
  taskCode: '11420106MB000012314420131138002',
  applyOperation: 'SCJG_SQSPJYXKJSFW',
  feedbackOperation: 'SCJG_SPJYXKFKJSFW',
  applySid: '023004',
  feedbackSid: '023006',
  modes: ['2'],
  days: ['10', '8', '2'],
  office: { code: '420106000101', name: '武昌区市场监督管理局', sign: '武昌市监' },
  licence: {
    typeCode: '11100000000013338W050',
    name: '食品经营许可证',
    number: foodPermit,
    holder: 'JYZMC',
    holderCode: (form) => fieldOf(form, 'TYSHXYDM'),
  },
  form: M03_FORM,
  relations: m03Relations,
  lists: [
    { sid: '023011', rules: M03_LISTS.items, least: 1, most: 20, across: checkItems },
    { sid: '023012', rules: M03_LISTS.safety, least: 1, most: 20 },
    { sid: '023013', rules: M03_LISTS.stores, least: 0, most: 10 },
  ],
  returns: NOTHING,
  flagged: { field: 'JYCS_QHNXXDZ', reason: '经营场所应填写至门牌', passed: 'JYZMC', material: '2301' },
  rejected: { field: 'FZR_ZJHM', code: '-933', message: '公民身份号码校验位错误' },
  spoilt: 'FZR_ZJHM',
  materials: readMaterials(`
    2301 食品经营许可申请书 pdf - always
    2302 营业执照 pdf E always
    2303 设备布局与操作流程图 pdf - always
    2304 食品安全制度清单 pdf - always
    2305 健康证明 pdf D/E always
    2306 中央厨房检验报告 pdf - kitchen`),
}

/** What the market regulators handle. */
export const MARKET_MATTERS: readonly Matter[] = [M01, M02, M03]
