import type { TakenCase } from './check-case.ts'
import type { Row } from './check-columns.ts'
import { writeTable } from './csv.ts'

/** What 公积金 answers in the last columns of its form (§4.10). */
const FUND: Row = {
  反馈代码: '0',
  反馈信息: '已划转',
  '转移本金（元）': '12345.67',
  '转移利息（元）': '88.50',
  截止年月: '2026年3月',
}

const MOVED_HEADER =
  '身份号码,曾用名,学历,婚姻状况,职业,出生地,籍贯,迁移证编号,持证人,持证人身份号码,与持证人关系,原住址,原住址城乡分类,前往地'.split(
    ',',
  )

/** The tables that come back with the end of a case, by their file (§4.10, §4.11). */
export function returnedTables({ matter, form }: TakenCase): (readonly [file: string, bytes: Buffer])[] {
  const header = matter.form.map(({ name }) => name)
  if (matter.id === 'M08') return [['form.csv', writeTable(header, [{ ...form, ...FUND }])]]
  if (matter.id !== 'M09') return []
  const moved = [1, 2, 3].filter((number) => (form[`迁移人${number}姓名`] ?? '') !== '')
  const rows = moved.map((number) => ({
    身份号码: form[`迁移人${number}身份号码`] ?? '',
    学历: '本科',
    婚姻状况: '已婚',
    职业: '教师',
    迁移证编号: `藏迁0000000${number}`,
    原住址: form['迁出地'] ?? '',
    原住址城乡分类: '111',
    前往地: form['迁入地'] ?? '',
  }))
  return [['annex-migrants.csv', writeTable(MOVED_HEADER, rows)]]
}
