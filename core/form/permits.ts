import type { Wrong } from './plain-text.ts'
import { checkUscc } from './uscc.ts'

/** The last digit by those before it, ISO 7064 MOD 11,10. */
export function mod1110CheckDigit(digits: string): string {
  let product = 10
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10 || 10
    product = (sum * 2) % 11
  }
  return String((11 - product) % 10)
}

/** A food trade licence: `JY`, kind of business 1 to 3, division, order, check digit of ISO 7064 MOD 11,10 over the digits. */
export function checkFoodLicenceNo(text: string): Wrong | null {
  if (!/^JY[1-3]\d{13}$/.test(text)) {
    return { code: 'format', message: '应为 JY 加 14 位数字，第一位是主体业态 1 至 3', fix: '请按食品经营许可证填写' }
  }
  if (mod1110CheckDigit(text.slice(2, -1)) === text.at(-1)) return null
  return { code: 'checksum', message: '的末位校验不符，编号中至少有一位错误', fix: '请按食品经营许可证逐位核对' }
}

/** The number of a driving or transport licence: often the bearer's identity number, else 10 to 20 digits and capital letters. */
export function checkQualificationNo(text: string): Wrong | null {
  if (/^[0-9A-Z]{10,20}$/.test(text)) return null
  return { code: 'format', message: '应为 10 至 20 位数字或大写字母', fix: '请按证件填写，不要加空格' }
}

/** Vehicle classes of a driving licence (机动车驾驶证申领和使用规定 annex 1). */
const CLASSES = /^(A1|A2|A3|B1|B2|C1|C2|C3|C4|C5|C6|D|E|F|M|N|P)+$/

/** The classes one after the other as the licence prints them: `A2D`; none twice. */
export function checkDrivingClasses(text: string): Wrong | null {
  if (!CLASSES.test(text)) {
    return { code: 'format', message: '不是准驾车型代号的连写，如 A2D', fix: '请按驾驶证连写各准驾车型，不加分隔符' }
  }
  const classes = text.match(/[ABC]\d|[DEFMNP]/g) ?? []
  if (new Set(classes).size === classes.length) return null
  return { code: 'duplicate', message: '有重复的准驾车型', fix: '请按驾驶证填写，每种只写一次' }
}

/** The code of an authority: its credit code, or 12 digits of the division-based numbering that police and transport use. */
export function checkAuthorityCode(text: string): Wrong | null {
  if (/^\d{12}$/.test(text)) return null
  const wrong = checkUscc(text)
  if (wrong === null || text.length === 18) return wrong
  return {
    code: 'format',
    message: '应为 18 位统一社会信用代码，或 12 位机关代码',
    fix: '请按证件上的发证机关查询代码',
  }
}
