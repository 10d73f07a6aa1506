import type { Licence, Matter } from './matters.ts'
import { type Body, beijingTime } from './wire.ts'

interface Applied {
  readonly body: Body
  readonly acceptNo: string
}

/** ISO 7064 MOD 11,10: the check digit of 13 digits (§6.3). */
function mod11Digit(digits: string): number {
  let product = 10
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10
    product = ((sum === 0 ? 10 : sum) * 2) % 11
  }
  return (11 - product) % 10
}

/** The number that a licence gets, or keeps: of a company its credit code, of food `JY` and 14 digits. */
export function numberOf({ typeCode, numberField }: Licence, { body, acceptNo }: Applied): string {
  const form = (body['formData'] ?? {}) as Body
  if (numberField !== undefined) return String(form[numberField])
  const order = `00${acceptNo.slice(-4)}`
  if (typeCode.endsWith('W050')) {
    const digits = `${String(form['busForm'])}${String(form['opLocDistrict'])}${order}`
    return `JY${digits}${mod11Digit(digits)}`
  }
  return typeCode.endsWith('W014') ? `冀130102${order}` : '91130102MA0000015C'
}

/** §4.7 and §4.9: what the region fills in of a form, at the end. */
export function backFormOf(id: Matter['id'], { acceptNo }: Applied, now: number): Body {
  const month = beijingTime(now).slice(0, 7).replace('-', '')
  if (id === 'M06')
    return { AAE202: '0', GRZH_BJ: '52000.00', GRZH_LX: '1300.50', XXB_NO: `XX130102${acceptNo.slice(-12)}` }
  if (id === 'M08')
    return {
      TranRstCode: '0',
      TranRstMsg: '已完成',
      TranPrincipal: '36000.00',
      TranInterest: '540.20',
      TranAsOf: month,
    }
  return {}
}
