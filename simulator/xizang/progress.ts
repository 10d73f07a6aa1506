import { licenceId } from '../check-digits.ts'
import type { Behaviour } from '../contract.ts'
import { MASKED_ID, officerOf } from '../spoil.ts'
import type { TakenCase } from './check-case.ts'
import type { Row } from './check-columns.ts'
import { DOCUMENTS } from './code-tables.ts'
import { DEFECT_HEADER, LICENCE_HEADER, STATUS_HEADER } from './columns.ts'
import { writeTable } from './csv.ts'
import { toDay, toDigits, toMoment } from './dates.ts'
import type { Licence } from './matters.ts'
import { returnedTables } from './returned-tables.ts'
import { sm3 } from './seal.ts'

/** A case of the other side as it goes on here. */
export interface HandledCase {
  readonly caseNo: string
  /** 受理号 */
  readonly xzNo: string
  /** as it stands after supplements */
  taken: TakenCase
  seq: number
  isDenied: boolean
  /** 补正单号 of what is asked for */
  correctionNo: string
}

/** The states that follow, each group in one package; what comes after a correction waits for it. */
export function scriptOf(
  behaviour: Behaviour,
  { means }: TakenCase['matter'],
): { first: string[][]; afterCorrection: string[][] } {
  const typedIn = [['已签收'], ['已受理'], ['审查中'], ['准予', '已办结']]
  const finish = means === 'D' ? [['已受理'], ['已办结']] : typedIn
  switch (behaviour) {
    case 'correction':
      return {
        first: [['已登记'], ['待补正']],
        afterCorrection: [['补正已收'], ...finish.filter(([word]) => word !== '已签收')],
      }
    case 'refuse':
      return { first: [['已登记'], ['不予受理']], afterCorrection: [] }
    case 'deny':
      return { first: [['已登记'], ['已受理'], ['不予许可', '已办结']], afterCorrection: [] }
    case 'unknown-status':
      return { first: [['已登记'], ['已受理'], ['会审中']], afterCorrection: [] }
    case 'quiet':
      return { first: [], afterCorrection: [] }
    default:
      return { first: [['已登记'], ...finish], afterCorrection: [] }
  }
}

const DOCUMENT_OF: Readonly<Record<string, string>> = {
  已受理: '受理通知书',
  不予受理: '不予受理通知书',
  待补正: '补正通知书',
  不予许可: '办结通知书',
  已办结: '办结通知书',
}
const OPINION_OF: Readonly<Record<string, string>> = {
  不予受理: '不符合受理条件(示例)',
  不予许可: '不符合许可条件(示例)',
  撤回: '申请人撤回',
  待补正: '申请表未签名,请补充说明',
}

/** The files of a HF package that tells of these states, one after the other (§6.2). */
export function progressFiles(
  handled: HandledCase,
  words: readonly string[],
  now: number,
  behaviour: Behaviour = 'ok',
): Map<string, Buffer> {
  const files = new Map<string, Buffer>()
  const rows = words.map((word) => {
    const row = statusRow(handled, word, now, files)
    const opinion = behaviour === 'masked-id' ? `申请人证件 ${MASKED_ID}` : row['意见']
    return { ...row, 经办人: officerOf(behaviour, '示例科员'), 意见: opinion ?? '' }
  })
  files.set('status.csv', writeTable(STATUS_HEADER, rows))
  if (words.includes('待补正')) files.set('defects.csv', writeTable(DEFECT_HEADER, defectsOf(handled)))
  if (words.includes('已办结') && !handled.isDenied) {
    const { licence } = handled.taken.matter
    if (licence) files.set('licence.csv', writeTable(LICENCE_HEADER, [licenceRow(handled, licence, now, files)]))
    for (const [name, bytes] of returnedTables(handled.taken)) files.set(name, bytes)
  }
  return files
}

function statusRow(handled: HandledCase, word: string, now: number, files: Map<string, Buffer>): Row {
  handled.seq += 1
  if (word === '不予许可') handled.isDenied = true
  if (word === '待补正') handled.correctionNo = `XZBZ${toDigits(now)}${handled.xzNo.slice(-3)}`
  const title = DOCUMENT_OF[word]
  const document = title ? documentOf(handled, title, files) : {}
  return {
    办件编号: handled.caseNo,
    受理号: handled.xzNo,
    事件号: `XZEV${handled.xzNo.slice(2)}${String(handled.seq).padStart(3, '0')}`,
    序号: String(handled.seq),
    办理状态: word,
    状态时间: toMoment(now),
    办理单位: handled.taken.matter.org,
    经办人: '示例科员',
    意见: OPINION_OF[word] ?? '',
    ...document,
    ...(word === '已受理' ? { 承诺时限: `${handled.taken.matter.promised}个工作日` } : {}),
    ...(['待补正', '补正已收'].includes(word) ? { 补正单号: handled.correctionNo } : {}),
    ...(word === '待补正' ? { 补正截止: toDay(now + 14 * 86_400_000) } : {}),
    ...(word === '已办结' && handled.taken.matter.id === 'M06' && !handled.isDenied
      ? { 附加信息: `信息表编号=XXB${handled.xzNo.slice(2)}` }
      : {}),
    录入方式: handled.taken.matter.means === 'D' ? '导入' : '人工',
  }
}

function documentOf({ xzNo, seq }: HandledCase, title: string, files: Map<string, Buffer>): Row {
  const code = DOCUMENTS[title] ?? ''
  const nth = [...files.keys()].filter((name) => name.startsWith(`files/DOC_${code}_`)).length + 1
  const name = `DOC_${code}_${String(nth).padStart(2, '0')}.pdf`
  files.set(`files/${name}`, Buffer.from(`%PDF-1.4\n%${title} ${xzNo}\n%%EOF\n`))
  return { 文书类型: title, 文书号: `藏示〔2026〕${seq}号`, 文书文件: name }
}

function defectsOf({ caseNo, correctionNo, taken }: HandledCase): Row[] {
  const lines = [
    ['字段', `form.csv:${taken.matter.asked}`, '不合格', '请补充说明'],
    ['材料', 'XZ-90', '合格', ''],
    ['材料', 'XZ-06', '不合格', '未签名,请申请人签名后重新扫描'],
  ]
  return lines.map(([kind = '', about = '', result = '', says = '']) => ({
    办件编号: caseNo,
    补正单号: correctionNo,
    类别: kind,
    列名或材料代码: about,
    结论: result,
    说明: says,
  }))
}

function licenceRow(
  { caseNo, xzNo, taken }: HandledCase,
  licence: Licence,
  now: number,
  files: Map<string, Buffer>,
): Row {
  const bytes = Buffer.from(`%PDF-1.4\n%${licence.name} ${xzNo}\n%%EOF\n`)
  files.set('files/LIC_01.pdf', bytes)
  return {
    办件编号: caseNo,
    证照类型: licence.name,
    证照编号: taken.form[licence.no] ?? licence.no,
    证照名称: licence.name,
    持证人: taken.form[licence.holder] ?? '',
    '持证人（藏文）': 'ལྷ་ས་དཔེ་མཚོན',
    发证机关: taken.matter.org,
    发证日期: toDay(now),
    有效期起: toDay(now),
    有效期止: '长期',
    证照标识: licenceId(licence.type, taken.matter.code.slice(0, 18), `${toDigits(now)}000000000001`),
    文件名: 'LIC_01.pdf',
    文件SM3: sm3(bytes),
  }
}
