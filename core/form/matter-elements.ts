import type { Fault } from '../fault.ts'
import { type Json, valueAt } from '../json.ts'

/** The elements of a published matter standard and what people call them; `[]` stands for any position. */
const ELEMENTS: Readonly<Record<string, string>> = {
  name: '事项名称',
  basicCode: '基本编码',
  implementationCode: '实施编码',
  itemCode: '业务办理项编码',
  type: '事项类型',
  basis: '设定依据',
  level: '行使层级',
  body: '实施主体',
  'body.name': '实施主体',
  'body.uscc': '实施主体统一社会信用代码',
  conditions: '受理条件',
  materials: '申请材料',
  'materials[].name': '申请材料名称',
  'materials[].source': '申请材料来源',
  'materials[].copies': '申请材料份数',
  'materials[].form': '申请材料原件、复印件',
  'materials[].formats': '申请材料格式',
  'materials[].deferrable': '申请材料是否可容缺',
  'materials[].exempt': '申请材料是否免提交',
  process: '办理流程',
  specialSteps: '特殊环节',
  'specialSteps[].counted': '特殊环节是否计时',
  limits: '办理时限',
  'limits.statutory': '法定时限',
  'limits.statutory.unit': '法定时限单位',
  'limits.promised': '承诺时限',
  'limits.promised.unit': '承诺时限单位',
  fee: '是否收费',
  'fee.charged': '是否收费',
  result: '办理结果',
  'result.name': '结果名称',
  'result.sample': '结果样本',
  'result.delivery': '送达方式',
  modes: '办理模式',
  area: '通办区域',
  contact: '咨询、监督与救济',
  'contact.enquiry': '咨询电话',
  'contact.complaint': '监督电话',
  'contact.remedy': '救济途径',
}

/** A fault of a missing element in the words of the standard: a matter that lacks one is not published. */
export function nameElement(fault: Fault, raw: unknown): Fault {
  const name = ELEMENTS[fault.path.replaceAll(/\[\d+\]/g, '[]')]
  if (name === undefined || valueAt(raw as Json, fault.path) !== undefined) return fault
  const message = `缺少事项标准的要素“${name}”（${fault.path}），事项不能发布`
  return { path: fault.path, code: 'required', message, fix: `请补上“${name}”` }
}
