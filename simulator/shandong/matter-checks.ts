import type { LookUp } from '../field-needs.ts'
import type { XmlElement } from '../xml-reader.ts'
import type { Row } from './check-rows.ts'
import type { WireError } from './field-rules.ts'
import { checkSection, SECTION_RULES } from './section-rules.ts'
import { childOf, textOf } from './stage.ts'

/** An application as the matter's own conditions see it. */
export interface View {
  readonly caseNo: string
  readonly rows: readonly Row[]
  /** what a line says */
  readonly row: LookUp
  readonly person: XmlElement | undefined
  readonly company: XmlElement | undefined
}

/** A condition that holds, or a breach: code, path below XML_DATA (or with its own section), sentence. */
type Condition = readonly [holds: boolean, code: string, path: string, msg: string]

const county = '370102000000'
const among = (view: View, list: string, member: string) =>
  view.rows.filter(({ code }) => code.startsWith(`${list}[`) && code.endsWith(`.${member}`)).map(({ value }) => value)
const cents = (yuan: string) => Math.round(Number(yuan) * 100)
const inWindow = (row: LookUp, name: string, least: number, most: number) =>
  Number(row(name)) >= least && Number(row(name)) <= most
const MERGED: Readonly<Record<string, string>> = { 1110: '10', 1140: '10', 1120: '40', 1200: '30', 1210: '30' }

/** §4.4: what the lines of a matter must say together. */
const CONDITIONS: Readonly<Record<string, (view: View) => readonly Condition[]>> = {
  M01: (view) => [
    [view.row('ZS_QH') === county, 'SD2010', 'ZS_QH', '住所须在历下区'],
    [sharesOf(view).length <= 20, 'SD2005', 'SPQIYE/GD', '股东不超过 20 名'],
    [sharesOf(view).length >= 1, 'SD2003', 'SPQIYE/GD', '没有股东'],
    [sumOf(view) === cents(view.row('ZCZB')), 'SD2007', 'ZCZB', '不等于认缴额之和'],
    [among(view, 'RY', 'ZW').some((code) => code === '101' || code === '102'), 'SD2010', 'RY', '至少 1 名董事'],
  ],
  M02: ({ row }) => [
    [inWindow(row, 'ZBSL', 0, 1), 'SD2004', 'ZBSL', '应为 0 或 1'],
    [inWindow(row, 'FBSL', 0, 10), 'SD2004', 'FBSL', '应为 0 至 10'],
    [Number(row('ZBSL')) + Number(row('FBSL')) >= 1, 'SD2010', 'FBSL', '正副本合计至少 1 份'],
  ],
  M03: (view) => [
    [view.row('DZ[1].DZLB') === '1', 'SD2010', 'DZ[1].DZLB', '第 1 行须为住所'],
    [view.row('DZ[2].DZLB') === '2', 'SD2010', 'DZ[2].DZLB', '第 2 行须为经营场所'],
    [view.row('DZ[2].QH') === county, 'SD2010', 'DZ[2].QH', '经营场所须在历下区'],
    [view.row('YBZ') !== 'Y', 'SD2009', 'YBZ', '仅销售预包装食品应转备案'],
    [Number(view.row('JKZS') || 0) <= Number(view.row('CYRS') || 0), 'SD2007', 'JKZS', '多于从业人员数'],
    [!['1', '2'].includes(view.row('CYGM')) || view.row('SPZJ') !== '', 'SD2010', 'SPZJ', '特大、大型须有食品安全总监'],
  ],
  M04: ({ row }) => [
    [Number(row('ZCZB')) >= 2_000_000, 'SD2010', 'ZCZB', '不少于 200 万元'],
    [Number(row('YZJE')) >= Number(row('ZCZB')), 'SD2010', 'YZJE', '少于注册资本'],
    [row('JJLX') === (MERGED[row('QYLX')] ?? '20'), 'SD2007', 'JJLX', '与企业类型不符'],
    [row('CS_CQ') !== '2' || row('CS_ZQ') !== '', 'SD2010', 'CS_ZQ', '租赁须写租期'],
  ],
  M06: ({ row }) => [[row('ZR_QH').startsWith('37'), 'SD2010', 'ZR_QH', '须转入山东']],
  M07: ({ row }) => [
    [row('BALX') !== '22' || !row('BAQX').endsWith('无固定期限'), 'SD2010', 'BAQX', '临时外出不得为长期'],
  ],
  M08: ({ row }) => [
    [/^\d{6}\d{6}\d{4}$/.test(row('LXHBH')), 'SD2004', 'LXHBH', '应为区划 6、年月日 6、序号 4'],
    [row('ZCJGBH').startsWith('370100'), 'SD2010', 'ZCJGBH', '转出中心须为济南'],
    [row('DKBZ') !== 'Y', 'SD2010', 'DKBZ', '有未结清贷款'],
  ],
  M09: ({ row, caseNo }) => [
    [row('YWLSH') === caseNo, 'SD2007', 'YWLSH', '不等于 SBLSH_SHORT'],
    [row(row('QY_FX') === '1' ? 'QRD_QH' : 'QCD_QH').startsWith('37'), 'SD2007', 'QY_FX', '与迁入、迁出区划不符'],
    ...['ZQZBH', 'QFJGDM', 'QFJGMC', 'QFRQ', 'YXQJZ', 'CBR'].map(
      (name): Condition => [row('QY_FX') !== '2' || row(name) !== '', 'SD2003', name, '迁出须有准迁证'],
    ),
  ],
}

function sharesOf({ company }: View): readonly XmlElement[] {
  return childOf(company, 'GD')?.children ?? []
}

function sumOf(view: View): number {
  return sharesOf(view).reduce((sum, share) => sum + cents(textOf(share, 'CZE')), 0)
}

/** §3.5: every shareholder by the rules, as many ways of payment as amounts. */
function checkShares(view: View): WireError[] {
  return sharesOf(view).flatMap((share, index) => {
    const path = `GD/R[${index + 1}]`
    const ways = textOf(share, 'CZFS').split('/').length
    const isEven = ways === textOf(share, 'CZJE').split('/').length
    const errors = checkSection(share, SECTION_RULES.R, path)
    return isEven ? errors : [...errors, { code: 'SD2007', path: `${path}/CZJE`, msg: '金额与出资方式不同序' }]
  })
}

/** Every breach of what an application's lines must say together. */
export function checkMatter(id: string, view: View): WireError[] {
  const broken = (CONDITIONS[id]?.(view) ?? []).filter(([holds]) => !holds)
  const path = (name: string) => (name.includes('/') ? name : `XML_DATA/${name}`)
  return [
    ...broken.map(([, code, name, msg]) => ({ code, path: path(name), msg })),
    ...(id === 'M01' ? checkShares(view) : []),
  ]
}
