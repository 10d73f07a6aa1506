import type { Licence, Matter } from './matters.ts'
import { type Body, shanghaiDay } from './wire.ts'

/** ISO 7064 MOD 11,10: the check digit of 13 digits (§6.3). */
function mod11Digit(digits: string): number {
  let product = 10
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10
    product = ((sum === 0 ? 10 : sum) * 2) % 11
  }
  return (11 - product) % 10
}

const BIZ_FORMS = ['食品销售经营者', '餐饮服务经营者', '集中用餐单位食堂']

/** The number that a licence gets, or keeps. */
export function numberOf(
  { typeCode, numberField }: Licence,
  { body, caseNo }: { readonly body: Body; readonly caseNo: string },
): string {
  const form = (body['ApplyForm'] ?? {}) as Body
  if (numberField !== undefined) return String(form[numberField])
  const order = caseNo.slice(-5).padStart(6, '0')
  if (typeCode.endsWith('W050')) {
    const digits = `${BIZ_FORMS.indexOf(String(form['BizForm'])) + 1}310101${order}`
    return `JY${digits}${mod11Digit(digits)}`
  }
  return typeCode.endsWith('W014') ? `沪310101${order}` : '91310101MA0000023X'
}

/** §4.7 and §4.9: what the region fills in of a form, at the end. */
export function backFormOf(id: Matter['id'], caseNo: string, now: number): Body | null {
  const [year, month] = shanghaiDay(now).split('-')
  if (id === 'M06')
    return { DeemedMonths: 0, AccountPrincipal: '52000.00', AccountInterest: '1300.50', InfoFormNo: `XX${caseNo}` }
  if (id !== 'M08') return null
  const amount = { Principal: '36000.00', Interest: '540.20', AsOf: `${year}年${month}月` }
  return { ResultCode: '已完成', ResultMsg: '已转出', ...amount }
}
