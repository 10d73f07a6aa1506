import { isValueOf, valuesOf } from './code-tables.ts'
import { fileIdsOf } from './materials.ts'
import type { Matter } from './matters.ts'
import { error, type Form, listOf, type WireError } from './wire.ts'

type Finding = readonly [holds: boolean, key: string, code: string, message: string]
type Rule = (form: Form) => readonly Finding[]

/** Money in millionths, so that sums are whole. */
const whole = (value: string | undefined): number => Math.round(Number(value ?? 0) * 1e6)
const of = (form: Form, key: string): string => form[key] ?? ''
const WAYS = 'HB SW ZSCQ TDSYQ GQ ZQ QT'.split(' ')
/** 4.1: where companies may be set up from afar. */
const AREAS_OF_COMPANIES = ['520103', '520102', '520115']
const MOST_COPIES = 5
const LEAST_FOR_DISPATCH = 200
const LEAST_HOURS = 24
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  '02': ['含散装熟食'],
  '14': ['含裱花蛋糕'],
  '15': ['含自酿酒'],
}

function companyRules(form: Form): Finding[] {
  const parts = listOf(form, 'SHAREHOLDER_COUNT', 'INVESTMENT')
  const kinds = listOf(form, 'SHAREHOLDER_COUNT', 'SHAREHOLDER_TYPE')
  const type = of(form, 'COMPANY_TYPECODE')
  const isOfOnePerson = kinds.length === 1 && kinds[0] === 'zrr'
  const hasDirector = listOf(form, 'OFFICER_COUNT', 'OFFICER_JOB').some((job) => job === 'DSZ' || job === 'DS')
  const hasFewEnough = kinds.length >= 2 || !['zrrkg', 'qtyxzrgs'].includes(type)
  const copies = Number(form['COPY_NUM'])
  return [
    [AREAS_OF_COMPANIES.includes(of(form, 'areaCode')), 'areaCode', '3002', '区划不在协议范围'],
    [form['COMPANY_AREA'] === form['areaCode'], 'COMPANY_AREA', '3003', '须等于属地区划'],
    [
      parts.reduce((sum, one) => sum + whole(one), 0) === whole(form['REG_CAPITAL']),
      'REG_CAPITAL',
      '3003',
      '不等于认缴合计',
    ],
    [hasFewEnough && (!isOfOnePerson || type === 'zrrdz'), 'COMPANY_TYPECODE', '3003', '与股东不符'],
    [copies >= 1 && copies <= MOST_COPIES, 'COPY_NUM', '2006', '副本 1 至 5'],
    [hasDirector, 'OFFICER_COUNT', '3003', '至少一名董事长或董事'],
    ...parts.map((part, index): Finding => {
      const ways = WAYS.map((way) => whole(form[`${index}INVEST_${way}`])).reduce((sum, one) => sum + one, 0)
      return [ways === whole(part) && ways > 0, `${index}INVESTMENT`, '3003', '不等于各出资方式合计']
    }),
  ]
}

function foodRules(form: Form): Finding[] {
  const places = listOf(form, 'DZ_COUNT', 'DZ_TYPE')
  const kinds = listOf(form, 'JYXM_COUNT', 'JYXM_KEY')
  return [
    [form['JXSYBZ'] !== '是', 'JXSYBZ', '3101', '仅销售预包装食品应走备案'],
    [Number(form['JKZS']) <= Number(form['CYRS']), 'JKZS', '3003', '多于从业人员'],
    ...places.map(
      (place, index): Finding => [
        place === String(Math.min(index + 1, 3)),
        `${index}DZ_TYPE`,
        '3003',
        '行序为住所、经营场所、仓库',
      ],
    ),
    ...kinds.map((kind, index): Finding => {
      const value = of(form, `${index}JYXM_VALUE`)
      const [, name = '', flag] = /^([^(]+)(?:\(([^)]+)\))?$/.exec(value) ?? []
      const isKnown =
        isValueOf('C21', `${kind}/${name}`) && (flag === undefined || FLAGS[kind]?.includes(flag) === true)
      return [isKnown, `${index}JYXM_VALUE`, '2005', '码值不在表内']
    }),
  ]
}

const photoRule = (form: Form): Finding => {
  const index = listOf(form, 'MATERIAL_COUNT', 'MATERIAL_CODE').indexOf('GZCL10')
  const isThere = of(form, `${index}FILE_IDS`).split(',').includes(of(form, 'PHOTO_FILE_ID'))
  return [isThere, 'PHOTO_FILE_ID', '2010', '不是 GZCL10 的文件']
}

/** §4.3–4.12: what a matter asks of several keys together. */
const RULES: Readonly<Record<Matter['id'], Rule>> = {
  M01: companyRules,
  M02: (form) => [
    [Number(form['ORIGINAL_NUM']) <= 1, 'ORIGINAL_NUM', '2006', '正本 0 至 1'],
    [Number(form['COPY_NUM']) <= 10, 'COPY_NUM', '2006', '副本 0 至 10'],
    [Number(form['ORIGINAL_NUM']) + Number(form['COPY_NUM']) >= 1, 'COPY_NUM', '3003', '正副本合计至少一份'],
  ],
  M03: foodRules,
  M04: (form) => [
    [form['XKSX'] === '劳务派遣', 'XKSX', '2005', '固定劳务派遣'],
    [Number(form['DW_CAPITAL']) >= LEAST_FOR_DISPATCH, 'DW_CAPITAL', '3003', '注册资本不足 200 万元'],
  ],
  M05: (form) => [
    [of(form, 'CB_AREA').startsWith('52'), 'CB_AREA', '3003', '仅限在黔参保人'],
    [form['KH_AGREE'] !== '否', 'KH_AGREE', '3003', '须授权开户'],
    photoRule(form),
  ],
  M06: (form) => [
    [['OUT_AREA', 'IN_AREA'].some((key) => of(form, key).startsWith('52')), 'IN_AREA', '3003', '须有一方在黔'],
  ],
  M07: (form) => [
    [form['PERSON_IDTYPE'] === form['LEGAL_IDTYPE'], 'PERSON_IDTYPE', '2005', '恒等于 LEGAL_IDTYPE'],
    [Number(form['FJS']) === fileIdsOf(form).length, 'FJS', '2006', '不等于文件总数'],
    [form['XZLX'] !== 'JM' || form['RYLB'] === 'JM', 'RYLB', '3003', '居民参保只能是居民'],
    [form['DW_NAME'] !== '无', 'DW_NAME', '3003', '无单位者填灵活就业'],
  ],
  M08: (form) => [
    [
      /^\d{16}$/.test(of(form, 'LXH_NO')) &&
        of(form, 'LXH_NO').slice(6, 12) === of(form, 'LXH_DATE').slice(2).replaceAll('-', ''),
      'LXH_NO',
      '2006',
      '应为机构 6 位、生成日期 6 位、顺序 4 位',
    ],
  ],
  M09: (form) => [
    [of(form, 'MARRY_DATE') <= of(form, 'APPLY_DATE'), 'MARRY_DATE', '3003', '晚于申请日期'],
    [['OUT_AREA', 'IN_AREA'].some((key) => of(form, key).startsWith('52')), 'IN_AREA', '3003', '须有一方在黔'],
  ],
  M10: (form) => {
    const types = of(form, 'ZGZ_TYPES').split('/')
    const places = types.map((type) => valuesOf('C37').indexOf(type))
    return [
      [places.every((place, index) => place > (places[index - 1] ?? -1)), 'ZGZ_TYPES', '2005', '不在表内或次序不符'],
      [form['SQ_TYPE'] !== 'ZJ' && form['SQ_TYPE'] !== 'ZX', 'SQ_TYPE', '3001', '转籍、注销不开放'],
      [form['WSG_CN'] !== '否', 'WSG_CN', '3003', '不符合承诺'],
      [Number(form['JXJY_HOURS']) >= LEAST_HOURS, 'JXJY_HOURS', '3003', '不足 24 学时'],
      photoRule(form),
    ]
  },
}

/** What does not agree within a form. */
export function checkRules(form: Form, { id }: Matter): WireError[] {
  return RULES[id](form)
    .filter(([holds]) => !holds)
    .map(([, key, code, message]) => error(key, code, message))
}
