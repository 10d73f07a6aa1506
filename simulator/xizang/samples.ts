import type { Row } from './check-columns.ts'
import { CASE_COLUMNS, MATERIAL_HEADER } from './columns.ts'
import { writeTable } from './csv.ts'
import { toDay, toMoment } from './dates.ts'
import { MATTERS, type Matter } from './matters.ts'
import { sm3 } from './seal.ts'

/** A case of this region as its tables tell it; its files by their names in `files/`. */
export interface OwnCase {
  readonly matter: Matter
  readonly kase: Row
  readonly form: Row
  readonly materials: readonly Row[]
  readonly files: ReadonlyMap<string, Buffer>
}

/** A case to push: M07 as in the document's 9.5, M02 of a company of the other side. */
export function sampleCase(id: 'M02' | 'M07', caseNo: string, now: number): OwnCase {
  const matter = MATTERS.find((known) => known.id === id) as Matter
  const { rows, files } = materialsOf(id, caseNo)
  const at = (minutesBefore: number) => toMoment(now - minutesBefore * 60_000)
  const kase = {
    办件编号: caseNo,
    版次: '1',
    事项编码: `11510107000000000U4${matter.basicCode}`,
    事项名称: matter.name,
    ...(id === 'M07' ? PERSON : COMPANY),
    地址: '西藏自治区拉萨市城关区示例路6号',
    区划: '四川省/成都市/武侯区',
    办理方式: matter.modes[0] ?? '',
    申请日期: toDay(now),
    领取方式: '电子证照',
    核验方式: '读卡人证比对',
    核验结果: '通过',
    核验时间: at(10),
    同意书版本: 'KSTB-TYS-2026',
    同意书签署时间: at(9),
    承诺时间: at(8),
    收件单位: '拉萨市城关区政务服务中心（示例）',
    收件人员: 'XZ0021',
    材料件数: String(rows.length),
  }
  return { matter, kase, form: id === 'M07' ? personForm(now, files.size) : COMPANY_FORM, materials: rows, files }
}

const PERSON: Row = {
  申请人类别: '个人',
  '姓名（名称）': '白玛·示例',
  证件类型: '居民身份证',
  证件号码: '540102190001010029',
  证件有效期: '长期',
  性别: '女',
  民族: '门巴族',
  国籍: '中国',
  出生日期: '1900年1月1日',
  联系电话: '13800000006',
}
const COMPANY: Row = {
  申请人类别: '单位',
  '姓名（名称）': '成都示例企业管理有限公司',
  证件类型: '信用代码',
  证件号码: '91510107MA0000007C',
  联系电话: '13800000006',
}
const COMPANY_FORM: Row = {
  表单版本: 'XZ-M02-2026',
  主体名称: '成都示例企业管理有限公司',
  统一社会信用代码: '91510107MA0000007C',
  主体类型: '有限责任公司（自然人投资或控股）',
  法定代表人或经营者: '欧阳明',
  申请类型: '遗失补领',
  正本数: '1',
  副本数: '2',
  遗失声明方式: '公示系统',
  遗失声明编号: 'SC20260228000451',
  遗失声明日期: '2026年2月28日',
}

function personForm(now: number, files: number): Row {
  return {
    表单版本: 'XZ-M07-2026',
    险种: '城乡居民医保',
    参保地: '四川省/成都市/武侯区',
    就医地: '西藏自治区/拉萨市/城关区',
    备案类型: '其他临时外出',
    就医地机构: '拉萨市医疗保障局（示例）',
    就医地电话: '13800000008',
    居外地址: '西藏自治区拉萨市城关区示例路6号',
    备案期限: `${toDay(now)} 至 ${toDay(now + 150 * 86_400_000)}`,
    附件数: String(files),
  }
}

function materialsOf(id: 'M02' | 'M07', caseNo: string): { rows: Row[]; files: Map<string, Buffer> } {
  const files = new Map<string, Buffer>()
  const line = (code: string, title: string, isChecked = false): Row => {
    const bytes = Buffer.from(`%PDF-1.4\n%${code} ${caseNo}\n%%EOF\n`)
    if (!isChecked) files.set(`${code}_01.pdf`, bytes)
    return {
      材料代码: code,
      材料名称: title,
      形式: '电子',
      份数: '1',
      页数: isChecked ? '' : '1',
      免提交: isChecked ? '数据核查' : '不免',
      处理: '新增',
      文件名: isChecked ? '' : `${code}_01.pdf`,
      文件SM3: isChecked ? '' : sm3(bytes),
    }
  }
  const rows = [
    line('XZ-01', '居民身份证', true),
    line('XZ-06', '申请表（书）'),
    ...(id === 'M02' ? [line('XZ-17', '遗失声明、公示', true)] : []),
    line('XZ-90', '服务同意书'),
  ]
  return { rows: rows.map((row, index) => ({ 序号: String(index + 1), ...row })), files }
}

/** The files of a package that tells a case. */
export function packageFiles({ matter, kase, form, materials, files }: OwnCase): Map<string, Buffer> {
  const names = (columns: readonly { name: string }[]) => columns.map(({ name }) => name)
  return new Map([
    ['case.csv', writeTable(names(CASE_COLUMNS), [kase])],
    ['form.csv', writeTable(names(matter.form), [form])],
    ['materials.csv', writeTable(MATERIAL_HEADER, materials)],
    ...[...files].map(([name, bytes]): [string, Buffer] => [`files/${name}`, bytes]),
  ])
}
