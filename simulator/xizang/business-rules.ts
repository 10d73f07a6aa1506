import { inCapitals } from '../capitals.ts'
import { isIdNumber, isUscc } from '../check-digits.ts'
import { checkRow, type Row, tableOf } from './check-columns.ts'
import { TABLES } from './code-tables.ts'
import type { Column } from './columns.ts'
import type { Annex, Matter } from './matters.ts'
import type { OpenPackage, ReceiptFault } from './open-package.ts'

const FILE = 'form.csv'
const CARD_AGE = 16
const WAYS = '货币 实物 知识产权 土地使用权 股权 债权 其他'.split(' ')

const fault = (code: string, column: string, says: string, file = FILE, line = 2): ReceiptFault => ({
  code,
  file,
  line,
  column,
  says,
})
const unless = (isRight: boolean, ...told: Parameters<typeof fault>): ReceiptFault[] =>
  isRight ? [] : [fault(...told)]
const wanted = (form: Row, columns: readonly string[], says: string): ReceiptFault[] =>
  columns.flatMap((column) => unless((form[column] ?? '') !== '', 'E14', column, says))

/** The check digits of every number in a row, by the type that stands beside it (§3.4, E17). */
export function checkNumbers(row: Row, columns: readonly Column[], file = FILE, line = 2): ReceiptFault[] {
  return columns.flatMap(({ name }) => {
    const value = row[name] ?? ''
    const type = name.endsWith('身份号码') ? '居民身份证' : row[name.replace(/证件号码$/, '证件类型')]
    const isNumber = /(证件|身份)号码$/.test(name) && value !== ''
    const isRight = type === '居民身份证' ? isIdNumber(value) : type !== '信用代码' || isUscc(value)
    return unless(!isNumber || isRight, 'E17', name, '证件号码校验位错误', file, line)
  })
}

/** The annexes of a form (§3.1): as many rows as have no group left, each as the group's columns are. */
export function checkAnnexes(opened: OpenPackage, { annexes }: Matter, form: Row): ReceiptFault[] {
  return annexes.flatMap((annex) => {
    const { file, columns } = annex
    const rows = rowsOf(opened, annex)
    if (!Array.isArray(rows)) return [rows as ReceiptFault]
    const more = annex.count && Math.max(0, Number(form[annex.count.column]) - annex.count.groups)
    return [
      ...unless(more === undefined || rows.length === more, 'E13', annex.count?.column ?? '', `${file} 行数不符`),
      ...rows.flatMap((row: Row, index) => [
        ...checkRow(file, row, columns, (name) => row[name] ?? '', index + 2),
        ...checkNumbers(row, columns, file, index + 2),
      ]),
    ]
  })
}

/** The rows of an annex, none where there is none; its fault where it is no such table. */
function rowsOf(opened: OpenPackage, { file, columns }: Annex): readonly Row[] | ReceiptFault {
  if (!opened.files.has(file)) return []
  const table = tableOf(
    opened,
    file,
    columns.map(({ name }) => name),
  )
  return 'rows' in table ? table.rows : (table[0] as ReceiptFault)
}

/** An amount in 万元 as §7.3 has it written out. */
function amountInCapitals(tenThousands: string): string {
  const fen = Math.round(Number(tenThousands) * 1_000_000)
  const [yuan, jiao, rest] = [Math.floor(fen / 100), Math.floor(fen / 10) % 10, fen % 10]
  const whole = yuan > 0 ? inCapitals(yuan) : '零元整'
  if (jiao === 0 && rest === 0) return whole
  const digit = (value: number): string => '零壹贰叁肆伍陆柒捌玖'[value] ?? ''
  const part = `${digit(jiao)}${jiao > 0 ? '角' : ''}${rest > 0 ? `${digit(rest)}分` : '整'}`
  return `${whole.replace(/整$/, '')}${part}`
}

const same = (one: number, other: number): boolean => Math.abs(one - other) < 1e-6

/** `货币:50;知识产权:10` adds up to what somebody gives (§4.3). */
function checkWays(row: Row, prefix: string, file = FILE, line = 2): ReceiptFault[] {
  const column = `${prefix}出资方式`
  const ways = (row[column] ?? '').split(';').map((way) => /^(.+):(\d+(?:\.\d+)?)$/.exec(way))
  const isWritten = ways.every((way) => WAYS.includes(way?.[1] ?? ''))
  const sum = ways.reduce((total, way) => total + Number(way?.[2] ?? 0), 0)
  if (!isWritten) return [fault('E16', column, '出资方式写法不符', file, line)]
  return unless(same(sum, Number(row[`${prefix}出资（万元）`])), 'E23', column, '合计须等于出资', file, line)
}

function checkCompany(opened: OpenPackage, matter: Matter, _kase: Row, form: Row): ReceiptFault[] {
  const count = Number(form['股东人数'])
  const annex = matter.annexes.find(({ count: counted }) => counted !== undefined)
  const found = annex ? rowsOf(opened, annex) : []
  const others = Array.isArray(found) ? (found as readonly Row[]) : []
  const prefixes = [1, 2, 3, 4, 5].filter((number) => number <= count).map((number) => `股东${number}`)
  const [capital, copies] = [form['注册资本（万元）'] ?? '', Number(form['副本数量'])]
  return [
    ...unless(count >= 1 && count <= 50, 'E23', '股东人数', '1–50 名'),
    ...unless(copies >= 1 && copies <= 10, 'E23', '副本数量', '副本 1–10'),
    ...unless(form['注册资本（大写）'] === amountInCapitals(capital), 'E23', '注册资本（大写）', '与金额不一致'),
    ...prefixes.flatMap((prefix) => checkWays(form, prefix)),
    ...others.flatMap((row, index) => checkWays(row, '', annex?.file, index + 2)),
  ]
}

function checkCard({ files }: OpenPackage, _matter: Matter, kase: Row, form: Row): ReceiptFault[] {
  const [birth = [0, 1, 1], day = [0, 1, 1]] = [kase['出生日期'], kase['申请日期']].map((text = '') =>
    (text.match(/\d+/g) ?? []).map(Number),
  )
  const at = ([year = 0, month = 1, date = 1]: readonly number[], more = 0) => Date.UTC(year + more, month - 1, date)
  const [photo, kind] = [form['照片文件'] ?? '', form['申领类型'] ?? '']
  const isChild = at(birth, CARD_AGE) > at(day)
  return [
    ...unless(!TABLES['X27']?.has(kind) || ['补领', '换领'].includes(kind), 'E21', '申领类型', '只办补领、换领'),
    ...unless(/^XZ-10_\d\d\.jpg$/.test(photo) && files.has(`files/${photo}`), 'E31', '照片文件', '包内没有这张照片'),
    ...unless(!isChild || (form['监护人'] ?? '') !== '', 'E14', '监护人', '不满 16 周岁必填'),
  ]
}

const isHere = (place = ''): boolean => place.startsWith('西藏自治区')

function checkPension(_opened: OpenPackage, _matter: Matter, _kase: Row, form: Row): ReceiptFault[] {
  const [leaves, comes] = [isHere(form['原参保地']), isHere(form['新参保地'])]
  const toThem = (form['新参保地'] ?? '').startsWith('四川省/成都市/武侯区')
  return [
    ...unless(leaves || comes, 'E21', '原参保地', '两地均不在本区'),
    ...(leaves ? wanted(form, ['原个人编号'], '藏方为转出地时必填') : []),
    ...(toThem ? wanted(form, ['收款开户行', '收款账号', '收款户名'], '川方为转入地时必填') : []),
  ]
}

const PERMIT = ['准迁证编号', '签发机关代码', '签发机关', '签发日期', '有效期止']

function checkMove(_opened: OpenPackage, _matter: Matter, _kase: Row, form: Row): ReceiptFault[] {
  return [
    ...unless(Number(form['迁移人数']) >= 1, 'E23', '迁移人数', '至少 1 名'),
    ...(isHere(form['迁出地']) ? wanted(form, PERMIT, '藏方为迁出地时必填') : []),
  ]
}

type Rule = (opened: OpenPackage, matter: Matter, kase: Row, form: Row) => ReceiptFault[]

/** What the document asks of the columns of a matter together (§4.1, §4.3 on). */
export const RULES: Readonly<Partial<Record<Matter['id'], Rule>>> = {
  M01: checkCompany,
  M05: checkCard,
  M06: checkPension,
  M09: checkMove,
}
