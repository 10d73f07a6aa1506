import type { Relations } from './check-record.ts'
import type { FieldRule } from './field-rules.ts'
import { M02_FORM, M07_FORM } from './forms.ts'
import { type MaterialRule, readMaterials } from './materials.ts'
import { m02Relations, m07Relations } from './relations.ts'

/** A matter as §4.1 describes it, with its form and its materials. */
export interface Matter {
  readonly code: 'M02' | 'M07'
  readonly title: string
  readonly category: string
  readonly basicCode: string
  readonly taskCode: string
  readonly applyOperation: string
  readonly feedbackOperation: string
  readonly applySid: string
  readonly feedbackSid: string
  readonly modes: readonly string[]
  /** legal and promised working days */
  readonly days: readonly [legal: string, promised: string]
  readonly office: { readonly code: string; readonly name: string; readonly sign: string }
  readonly issuesLicence: boolean
  readonly form: readonly FieldRule[]
  readonly relations: Relations
  readonly materials: readonly MaterialRule[]
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
  days: ['3', '1'],
  office: { code: '420106000101', name: '武昌区市场监督管理局', sign: '武昌市监' },
  issuesLicence: true,
  form: M02_FORM,
  relations: m02Relations,
  materials: readMaterials(`
    2201 补领换发申请书 pdf - always
    2202 遗失公示材料 pdf D lost
    2203 原执照（损毁） paper - damaged`),
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
  days: ['2', '1'],
  office: { code: '420100000201', name: '武汉市医疗保障局', sign: '武医保' },
  issuesLicence: false,
  form: M07_FORM,
  relations: m07Relations,
  materials: readMaterials(`
    4101 异地就医备案登记表 pdf - always
    4102 个人承诺书 pdf - residing
    4103 居住证 jpg E optional
    4104 户口簿 jpg D resettled
    4105 派驻证明 pdf - posted
    4106 转诊单 pdf - referred`),
}

/** The matters that this simulated region takes part in. */
export const MATTERS: readonly Matter[] = [M02, M07]
