import type { XmlElement } from '../xml-reader.ts'
import { dayOf } from './beside.ts'
import { isWordOf } from './code-tables.ts'
import { childOf, type Problem, problem, textIn } from './documents.ts'
import type { Matter } from './matters.ts'

type Finding = readonly [holds: boolean, path: string, code: string, message: string]
type Rule = (form: XmlElement, appliedOn: string) => readonly Finding[]

const DAY_MS = 86_400_000
const DISTRICT = '江苏省/南京市/玄武区/'
/** Money in millionths, so that sums are whole. */
const whole = (text: string): number => Math.round(Number(text) * 1e6)
const rowsOf = (form: XmlElement, list: string): readonly XmlElement[] => childOf(form, list)?.children ?? []
const daysLater = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
const yearsLater = (day: string, years: number): string => `${Number(day.slice(0, 4)) + years}${day.slice(4)}`
const SEVERAL = ['有限责任公司（自然人投资或控股）', '其他有限责任公司']
const PLACES: Readonly<Record<string, readonly string[]>> = {
  DS: ['董事长', '董事'],
  JS: ['监事会主席', '监事'],
  JL: ['经理'],
}

/** `货币60,知识产权30.5`: each a word of CZFS and an amount. */
function sumOfWays(text: string): number {
  return text.split(',').reduce((sum, part) => {
    const [, word = '', amount = ''] = /^(\D+)(\d+(?:\.\d+)?)$/.exec(part) ?? []
    return isWordOf('CZFS', word) ? sum + whole(amount) : Number.NaN
  }, 0)
}

function companyRules(form: XmlElement, appliedOn: string): Finding[] {
  const of = (name: string) => textIn(form, name)
  const holders = rowsOf(form, 'GD')
  const name = ['MC_XZQH', 'MC_ZH', 'MC_HYTS', 'MC_ZZXS'].map(of).join('')
  const sum = holders.reduce((total, one) => total + whole(textIn(one, 'RJCZE')), 0)
  const copies = Number(of('FBSL'))
  return [
    [of('QYMC') === name, 'F/QYMC', 'E25', '与四段拼接不一致'],
    [/^(南京|江苏)/.test(of('MC_XZQH')), 'F/MC_XZQH', 'E25', '须冠南京或江苏'],
    [of('ZS').startsWith(DISTRICT), 'F/ZS', 'E12', '住所须在玄武区'],
    [!of('QYLX').startsWith('股份有限公司'), 'F/QYLX', 'E12', '股份公司不接收'],
    [!SEVERAL.includes(of('QYLX')) || holders.length >= 2, 'F/GD', 'E25', '股东须 2 至 50 名'],
    [sum === whole(of('ZCZB')), 'F/ZCZB', 'E25', '不等于认缴合计'],
    [/^[A-Z]\d{4}$/.test(of('HYDM')), 'F/HYDM', 'E23', '应为字母加 4 位数字'],
    [copies >= 1 && copies <= 10, 'F/FBSL', 'E23', '副本 1 至 10'],
    ...holders.flatMap((one, index): Finding[] => {
      const path = `F/GD/ROW[${index + 1}]`
      const part = whole(textIn(one, 'RJCZE'))
      return [
        [part > 0 && sumOfWays(textIn(one, 'CZFS')) === part, `${path}/CZFS`, 'E25', '与认缴出资额不一致'],
        [dayOf(textIn(one, 'CZSJ')) <= yearsLater(appliedOn, 5), `${path}/CZSJ`, 'E25', '晚于申请日后 5 年'],
      ]
    }),
    ...Object.entries(PLACES).flatMap(([list, words]) =>
      rowsOf(form, list).map((one, index): Finding => {
        const path = `F/${list}/ROW[${index + 1}]/ZW`
        return [words.includes(textIn(one, 'ZW')), path, 'E25', '职务不属本表']
      }),
    ),
  ]
}

/** §4.1, §4.4: what a matter asks of several elements together. */
const RULES: Readonly<Record<Matter['id'], Rule>> = {
  M01: companyRules,
  M02: (form) => {
    const [originals, duplicates] = [Number(textIn(form, 'ZBSL')), Number(textIn(form, 'FBSL'))]
    return [
      [originals <= 1 && duplicates <= 10, 'F/FBSL', 'E23', '数量超出范围'],
      [originals + duplicates >= 1, 'F/FBSL', 'E25', '正副本合计须至少一份'],
    ]
  },
  M03: (form) => {
    const of = (name: string) => textIn(form, name)
    return [
      [of('JYCS').startsWith(DISTRICT), 'F/JYCS', 'E12', '经营场所须在玄武区'],
      [of('JXSYBZ') !== '是', 'F/JXSYBZ', 'E26', '应转备案'],
      [of('JKZS') === '' || Number(of('JKZS')) <= Number(of('CYRS')), 'F/JKZS', 'E25', '多于从业人员'],
      ...rowsOf(form, 'JYXM').map((one, index): Finding => {
        const word = `${textIn(one, 'JYXM_KEY')}/${textIn(one, 'JYXM_VALUE')}`
        return [isWordOf('SPXM', word), `F/JYXM/ROW[${index + 1}]/JYXM_VALUE`, 'E21', '码值不在码表']
      }),
    ]
  },
  M04: (form, appliedOn) => {
    const ending = dayOf(textIn(form, 'YXQZ'))
    return [
      [whole(textIn(form, 'ZCZB')) >= whole('200'), 'F/ZCZB', 'E25', '注册资本不足 200 万元'],
      [ending === '' || ending >= daysLater(appliedOn, 60), 'F/YXQZ', 'E25', '距到期不足 60 天'],
    ]
  },
  M05: (form) => [
    [textIn(form, 'AAB301') === '江苏省/南京市/玄武区', 'F/AAB301', 'E12', '参保区划须为玄武区'],
    [textIn(form, 'YKZX') !== '否', 'F/YKZX', 'E12', '外省卡须先注销'],
  ],
  M06: (form) => [
    [
      ['YCBDQH', 'XCBDQH'].some((name) => textIn(form, name).startsWith('江苏省/')),
      'F/XCBDQH',
      'E12',
      '须有一方在江苏',
    ],
  ],
  M07: (form) => [
    [
      textIn(form, 'XZ') !== '城乡居民基本医疗保险' || isWordOf('YRDWX', textIn(form, 'YRDW')),
      'F/YRDW',
      'E21',
      '居民医保件用人单位须从 YRDWX 选择',
    ],
    [/^江苏省\/南京市\/./.test(textIn(form, 'CBQH')), 'F/CBQH', 'E12', '参保区划须为南京市'],
  ],
  M08: (form) => {
    const day = dayOf(textIn(form, 'GENDATE')).slice(2).replaceAll('-', '')
    const no = textIn(form, 'CONNUM')
    return [
      [/^\d{16}$/.test(no) && no.slice(6, 12) === day, 'F/CONNUM', 'E23', '应为机构 6 位、生成日期 6 位、顺序 4 位'],
      [Number(textIn(form, 'LXJCYS')) >= 6, 'F/LXJCYS', 'E25', '不满 6 个月'],
    ]
  },
  M09: (form) => {
    const issued = dayOf(textIn(form, 'QFRQ'))
    return [
      [textIn(form, 'QCD').startsWith('江苏省/南京市/'), 'F/QCD', 'E12', '迁出地须为南京市'],
      [
        !/^\d/.test(issued) || dayOf(textIn(form, 'YXQJZ')) === daysLater(issued, 40),
        'F/YXQJZ',
        'E25',
        '应为签发日后 40 日',
      ],
    ]
  },
  M10: (form) => [
    [textIn(form, 'WSGCN') === '是', 'F/WSGCN', 'E25', '须为是'],
    [
      textIn(form, 'CYLB')
        .split(',')
        .every((word) => isWordOf('CYLB', word)),
      'F/CYLB',
      'E21',
      '码值不在码表',
    ],
  ],
}

/** What does not agree within a form. */
export function checkRules(form: XmlElement, { id }: Matter, appliedOn: string): Problem[] {
  return RULES[id](form, appliedOn)
    .filter(([holds]) => !holds)
    .map(([, path, code, message]) => problem(code, path, message))
}
