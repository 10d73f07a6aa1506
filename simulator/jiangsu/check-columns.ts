import { readTime } from '../beijing-time.ts'
import { isIdNumber, isUscc } from '../check-digits.ts'
import type { XmlElement } from '../xml-reader.ts'
import { PAPERS } from './code-tables.ts'
import { type Problem, problem, textIn } from './documents.ts'
import { divisionOf, type Matter } from './matters.ts'
import { type Row, textOf } from './rows.ts'

const DAY_MS = 86_400_000

/** What a reader of this table never sees filled (§3.3: 未写者恒不填). */
const UNWRITTEN =
  'applicant_phone applicant_zipcode applicant_email linkman_phone linkman_address linkman_zipcode linkman_email isrisk risktype riskdescription riskresult'.split(
    ' ',
  )

/** What a matter fixes of its rows (§3.3, §4.1, §4.2). */
export function fixedColumns(
  { item, name, organisation, rightNo, taskVersion, limits }: Matter,
  applicant: string,
): Row {
  return {
    item_id: item,
    catalog_code: item,
    org_id: organisation.id,
    org_name: organisation.name,
    department: '跨省通办窗口',
    transact_affair_name: `关于${applicant}的${name}申请`,
    content: '详见表单',
    apply_way: '06',
    dept_ql_reg_no: rightNo,
    dept_ql_name: name,
    dept_yw_reg_no: `${rightNo}01`,
    dept_yw_name: name,
    task_version: taskVersion,
    promise: limits.promise,
    promise_type: limits.promiseType,
    anticipate: limits.anticipate,
    anticipate_day_type: limits.anticipateType,
    if_urgent: '0',
    wwsq_way: '3',
  }
}

/** §3.3: two parts of a path for the city's offices, three for a district's. */
const placesOf = (matter: Matter): RegExp =>
  divisionOf(matter) === '320100' ? /^江苏省\/南京市$/ : /^江苏省\/南京市\/[^/]+$/

/** §3.3: one column after another, and what they say together. */
export function checkColumns(row: Row, matter: Matter, now: number): Problem[] {
  const fixed = { ...fixedColumns(matter, textOf(row, 'applicant_name')), area_no: '320000', data_sources: '510107' }
  const differing = Object.entries(fixed).filter(([name, value]) => textOf(row, name) !== String(value))
  const filled = UNWRITTEN.filter((name) => row[name] !== null)
  const isFresh = Math.abs(now - readTime(textOf(row, 'create_date'))) <= DAY_MS
  return [
    ...differing.map(([name]) => problem(name === 'task_version' ? 'E13' : 'E21', name, '与约定值不符')),
    ...filled.map((name) => problem('E03', name, '恒不填')),
    ...(isFresh ? [] : [problem('E05', 'create_date', '时间超窗')]),
    ...(textOf(row, 'update_date') === textOf(row, 'create_date')
      ? []
      : [problem('E25', 'update_date', '应与写入时间相同')]),
    ...(textOf(row, 'wapply_date') === textOf(row, 'apply_date')
      ? []
      : [problem('E25', 'wapply_date', '应与收件时间相同')]),
    ...(matter.modes.includes(textOf(row, 'apply_type')) ? [] : [problem('E12', 'apply_type', '办理方式未开放')]),
    ...(placesOf(matter).test(textOf(row, 'area_name')) ? [] : [problem('E12', 'area_name', '办理地不符')]),
    ...(/^1[3-9]\d{9}$/.test(textOf(row, 'applicant_mobile'))
      ? []
      : [problem('E23', 'applicant_mobile', '手机号不符')]),
    ...checkPeople(row, matter),
  ]
}

function checkPeople(row: Row, { id }: Matter): Problem[] {
  const [kind, paper, number] = ['applicant_type', 'applicant_paper_type', 'applicant_paper_code'].map((name) =>
    textOf(row, name),
  )
  const isRight = paper === '0' ? isIdNumber(number ?? '') : paper !== '8' || isUscc(number ?? '')
  const code = paper === '8' ? `${number?.slice(8, 16)}-${number?.slice(16, 17)}` : ''
  const isNamed = kind === '2' || id === 'M01'
  const legal = ['linkman', 'linkmanzjhm', 'linkmantel'].filter((name) => (textOf(row, name) !== '') !== isNamed)
  const papers = [paper, textOf(row, 'linkman_paper_type')].filter((one) => !PAPERS[one ?? ''])
  return [
    ...(papers.length > 0 ? [problem('E21', 'applicant_paper_type', '证件类型不在码表')] : []),
    ...(isRight ? [] : [problem('E24', 'applicant_paper_code', '校验码错误')]),
    ...(textOf(row, 'applicant_code') === code ? [] : [problem('E25', 'applicant_code', '与信用代码不符')]),
    ...legal.map((name) => problem('E03', name, isNamed ? '法人件必填' : '自然人件不填')),
  ]
}

/** §3.3, 代理人: nobody where the columns repeat the applicant, or a company's legal representative. */
export function hasAgent(row: Row): boolean {
  const isPerson = textOf(row, 'applicant_type') === '1'
  const [name, number] = isPerson ? ['applicant_name', 'applicant_paper_code'] : ['linkman', 'linkmanzjhm']
  return (
    textOf(row, 'linkman_name') !== textOf(row, name ?? '') ||
    textOf(row, 'linkman_paper_code') !== textOf(row, number ?? '')
  )
}

/** §3.3, §4.4: what columns and documents say of the same thing. */
export function checkTogether(
  row: Row,
  matter: Matter,
  form: XmlElement,
  files: XmlElement,
  fileCount: number,
): Problem[] {
  const listed = files.children.map(
    (one) => `[${textIn(one, 'MTFS') === '不免' ? textIn(one, 'CLXS') : '免交'}]${textIn(one, 'CLMC')};`,
  )
  const remark = [...new Set(listed)].join('')
  const told = [...(textOf(row, 'sj_file_remark') === remark ? [] : [problem('E25', 'sj_file_remark', '与材料不一致')])]
  if (matter.id === 'M07')
    return textIn(form, 'FJS') === String(fileCount) ? told : [...told, problem('E25', 'F/FJS', '与附件总数不符')]
  const differing = Object.entries(matter.legal).filter(([name, column]) => textIn(form, name) !== textOf(row, column))
  return [...told, ...differing.map(([name, column]) => problem('E25', `F/${name}`, `与列 ${column} 不一致`))]
}
