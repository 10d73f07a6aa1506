import type { LookUp } from '../field-needs.ts'
import { readXml } from '../xml-reader.ts'
import type { WireError } from './field-rules.ts'

type Condition = readonly [holds: boolean, code: string, path: string, msg: string]

/** Rows of a list of the form, each by its members. */
function rowsIn(form: string, list: string): Record<string, string>[] {
  const root = readXml(form)
  if ('fault' in root) return []
  const rows = root.children.find(({ name }) => name === list)?.children ?? []
  return rows.map(({ children }) => Object.fromEntries(children.map(({ name, text }) => [name, text])))
}

const micro = (text: string | undefined) => Math.round(Number(text ?? '0') * 1_000_000)
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const isWithin = (text: string, least: number, most: number) => Number(text) >= least && Number(text) <= most
const WORDS: Readonly<Record<string, string>> = { 1: '有限公司', 2: '有限责任公司' }

/** §4.2: what a form must say together. */
const CONDITIONS: Readonly<Record<string, (of: LookUp, form: string) => readonly Condition[]>> = {
  M01: (of, form) => {
    const shares = rowsIn(form, 'GDXX')
    const name = `${of('MCXZQH')}${of('MCZH')}${of('MCHY')}${WORDS[of('MCZZXS')] ?? ''}`
    const isSingle = ['01', '02'].includes(of('QYLX'))
    return [
      [of('QYMC') === name, 'G125', 'QYMC', `应为 ${name}`],
      [of('ZS_QH') === of('XZQHDM'), 'G125', 'ZS_QH', '不等于 XZQHDM'],
      [micro(of('ZCZB')) === sum(shares.map(({ RJCZE }) => micro(RJCZE))), 'G125', 'ZCZB', '与认缴合计不等'],
      [!isSingle || shares.length === 1, 'G125', 'GDXX', '一人公司须恰 1 行'],
      [rowsIn(form, 'DSXX').length >= 1, 'G107', 'DSXX', '至少 1 行'],
      [['01', '02', '03', '04'].includes(of('FDDBR_ZW')), 'G108', 'FDDBR_ZW', '不能是监事'],
      ...shares.map(({ CZJE, CZFS, RJCZE }, index): Condition => {
        const amounts = (CZJE ?? '').split(',')
        const isEven = amounts.length === (CZFS ?? '').split(',').length && sum(amounts.map(micro)) === micro(RJCZE)
        return [isEven, 'G125', `GDXX/${index + 1}/CZJE`, '与认缴额或出资方式不等']
      }),
    ]
  },
  M02: (of) => [
    [isWithin(of('ZBS'), 0, 1), 'G109', 'ZBS', '取 0–1'],
    [isWithin(of('FBS'), 0, 10), 'G109', 'FBS', '取 0–10'],
    [Number(of('ZBS')) + Number(of('FBS')) >= 1, 'G125', 'FBS', '合计至少 1 份'],
    [of('YSSMRQ') <= of('SBSJ').slice(0, 8), 'G125', 'YSSMRQ', '晚于申办时间'],
  ],
  M03: (of) => [
    [of('JYCS_QH') === of('XZQHDM'), 'G125', 'JYCS_QH', '不等于 XZQHDM'],
    [of('SFJYBZ') !== '1', 'G123', 'SFJYBZ', '应走备案'],
    [Number(of('JKZS')) <= Number(of('CYRS')), 'G125', 'JKZS', '多于从业人数'],
  ],
  M04: (of) => [[Number(of('ZCZB')) >= 200, 'G125', 'ZCZB', '不少于 200 万元']],
  M06: (of) => [[of('ZYFX') === (of('YCBQH').startsWith('44') ? '1' : '2'), 'G125', 'ZYFX', '与原参保区划不符']],
  M07: (of) => [
    [of('FJS') === String(of('SBCLQD').split(';').length), 'G125', 'FJS', '与 SBCLQD 项数不等'],
    [
      of('XB') === (Number(of('ZJHM').at(16)) % 2 === 1 ? '1' : '2') || of('ZJLX') !== '10',
      'G125',
      'XB',
      '与证件号码不符',
    ],
  ],
  M08: (of) => [
    [/^\d{16}$/.test(of('LXHBH')), 'G109', 'LXHBH', '应为代码 6、年月日 6、序号 4'],
    [of('ZYFX') === (of('ZCZX_BH').startsWith('44') ? '1' : '2'), 'G125', 'ZYFX', '与转出中心不符'],
  ],
  M09: (of) => [[of('YXQZ') >= of('SBSJ').slice(0, 8), 'G125', 'YXQZ', '准迁证已过期']],
}

/** Every breach of what the fields of a form must say together. */
export function checkMatter(id: string, of: LookUp, form: string): WireError[] {
  const broken = (CONDITIONS[id]?.(of, form) ?? []).filter(([holds]) => !holds)
  return broken.map(([, code, name, msg]) => ({ code, field: `FORM/${name}`, msg }))
}
