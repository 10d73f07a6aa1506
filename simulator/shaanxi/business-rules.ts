import { yuanOf } from '../capitals.ts'
import { type Application, rowsAt, textAt } from './application.ts'
import type { MatterId } from './matter.ts'
import type { WireError } from './wire.ts'

const DAY_MS = 86_400_000
const LEAST_CAPITAL = 2_000_000
const CARD_AGE = 16
/** How long before and behind its end a permit is renewed (§4.1). */
const RENEWED = { before: 30 * DAY_MS, behind: 180 * DAY_MS }

const error = (zd: string, dm: string, ms: string): WireError => ({ zd, dm, ms })
const unless = (isRight: boolean, zd: string, dm: string, ms: string): WireError[] =>
  isRight ? [] : [error(zd, dm, ms)]

const numberAt = (form: Application, key: string): number => Number(textAt(form, key))

/** `yyyy/M/d`, with or without a time, as a day that can be reckoned with. */
function dayOf(text: string): number {
  const [year = 0, month = 1, date = 1] = (text.split(' ')[0] ?? '').split('/').map(Number)
  return Date.UTC(year, month - 1, date)
}

const SEVERAL = ['有限责任公司（自然人投资或控股）', '其他有限责任公司']
const SOLE = ['有限责任公司（自然人独资）', '有限责任公司（法人独资）', '有限责任公司（国有独资）']
const WAY = /^(?:货币|实物|知识产权|土地使用权|股权|债权|其他)((?:0|[1-9]\d*)(?:\.\d{0,5}[1-9])?)万元$/

/** What the ways of a share add up to; NaN where they are not written as §4.3 has it. */
function waysOf(text: string): number {
  const amounts = text.split('、').map((way) => Number(WAY.exec(way)?.[1]))
  return Math.round(amounts.reduce((total, amount) => total + amount, 0) * 1_000_000) / 1_000_000
}

function checkHolders(form: Application): WireError[] {
  const [kind, capital, holders] = [textAt(form, 'xlk6'), numberAt(form, 'wbk9'), rowsAt(form, 'zb25')]
  const isCounted = (!SEVERAL.includes(kind) || holders.length >= 2) && (!SOLE.includes(kind) || holders.length === 1)
  const subscribed = holders.reduce((total, { l6 }) => total + Number(l6), 0)
  return [
    ...unless(isCounted, 'zb25', 'E214', '股东行数与企业类型不符'),
    ...unless(Math.abs(subscribed - capital) < 1e-6, 'wbk9', 'E214', '须等于股东认缴之和'),
    ...holders.flatMap(({ l6 = '', l7 = '', l9 }, index) => {
      const ways = waysOf(l7)
      const share = `${Number(((Number(l6) / capital) * 100).toFixed(2))}%`
      return [
        ...unless(!Number.isNaN(ways), `zb25/${index + 1}/l7`, 'E203', '出资方式写法不符'),
        ...unless(Number.isNaN(ways) || ways === Number(l6), `zb25/${index + 1}/l7`, 'E214', '各方式之和不等于认缴额'),
        ...unless(l9 === share, `zb25/${index + 1}/l9`, 'E203', `出资比例应为 ${share}`),
      ]
    }),
  ]
}

function checkCompany(form: Application): WireError[] {
  return [
    ...unless(/^\d{4}$/.test(textAt(form, 'wbk14')), 'wbk14', 'E203', '行业代码只填 4 位数字'),
    ...checkHolders(form),
  ]
}

function checkReissue(form: Application): WireError[] {
  const [originals, copies] = [numberAt(form, 'wbk11'), numberAt(form, 'wbk12')]
  return unless(originals <= 1 && copies <= 10 && originals + copies >= 1, 'wbk11', 'E214', '正副本数不对')
}

function checkDispatch(form: Application): WireError[] {
  const yuan = yuanOf(textAt(form, 'wbk7'))
  return [
    ...unless(yuan !== null, 'wbk7', 'E203', '不是大写金额'),
    ...unless(yuan === null || yuan >= LEAST_CAPITAL, 'wbk7', 'E214', '注册资本不少于 200 万元'),
    ...unless(textAt(form, 'wbk13') === '劳务派遣', 'wbk13', 'E202', '只填“劳务派遣”'),
  ]
}

/** Whether a path of divisions begins here. */
const isHere = (form: Application, key: string): boolean => textAt(form, key).startsWith('陕西省')

function checkCard(form: Application): WireError[] {
  const [year = 0, month = 1, date = 1] = textAt(form, 'rq9').split('/').map(Number)
  const isChild = Date.UTC(year + CARD_AGE, month - 1, date) > dayOf(form.sqsj)
  const hasGuardian = textAt(form, 'wbk19') !== ''
  return [
    ...unless(isHere(form, 'wbk24'), 'wbk24', 'E205', '参保地须在本省'),
    ...unless(!isChild || hasGuardian, 'wbk19', 'E201', '未满 16 周岁必填'),
    ...unless(isChild || !hasGuardian, 'wbk19', 'E203', '已满 16 周岁应为空串'),
  ]
}

/** What must be there where the pension leaves this province (§4.3). */
const OF_LEAVING = ['wbk21', 'rq22', 'wbk33', 'wbk34', 'wbk35']

function checkPension(form: Application): WireError[] {
  const leaves = isHere(form, 'wbk36')
  return [
    ...unless(leaves || isHere(form, 'wbk24'), 'wbk36', 'E205', '两地均不在本省'),
    ...OF_LEAVING.flatMap((key) => unless(!leaves || textAt(form, key) !== '', key, 'E201', '原参保地在陕西时必填')),
  ]
}

function checkFiling(form: Application): WireError[] {
  const has = (wanted: string) => form.clqd.some(({ clbm }) => clbm === wanted)
  const isEither = textAt(form, 'xlk19') !== '异地长期居住人员' || has('SN0702') || has('SN0703')
  return [
    ...unless(textAt(form, 'wbk17') === String(form.clqd.length), 'wbk17', 'E214', '不等于清单项数'),
    ...unless(isEither, 'clqd/SN0703', 'E201', '居住证与承诺书二选一'),
  ]
}

function checkPermit(form: Application): WireError[] {
  const late = dayOf(form.sqsj) - dayOf(textAt(form, 'rq28'))
  const isInTime = textAt(form, 'dxk12') !== '1' || (late >= -RENEWED.before && late <= RENEWED.behind)
  return [
    ...unless(/^([A-Z]\d?)+$/.test(textAt(form, 'wbk19')), 'wbk19', 'E203', '准驾车型连写'),
    ...unless(textAt(form, 'xlk17') === '是', 'xlk17', 'E214', '须承诺无事故'),
    ...unless(isInTime, 'rq28', 'E205', '有效期满前 30 日至满后 180 日内换证'),
  ]
}

/** What the document asks of the fields of a matter together (§4.1, §4.3). */
export const RULES: Readonly<Partial<Record<MatterId, (form: Application) => WireError[]>>> = {
  M01: checkCompany,
  M02: checkReissue,
  M03: (form) => unless(textAt(form, 'xlk31') === '否', 'xlk31', 'E212', '仅销售预包装食品应走备案'),
  M04: checkDispatch,
  M05: checkCard,
  M06: checkPension,
  M07: checkFiling,
  M09: (form) => unless(isHere(form, 'wbk22'), 'wbk22', 'E205', '本省须为迁出地'),
  M10: checkPermit,
}
