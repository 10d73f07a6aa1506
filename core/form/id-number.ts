import { isDate } from './calendar-date.ts'
import type { Wrong } from './plain-text.ts'

/** Weights and check characters of GB 11643-1999, ISO 7064 MOD 11-2. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_CHARACTERS = '10X98765432'

/** First two digits of GB/T 2260 under which identity numbers are given out. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
)

/** What an identity number says of its bearer; gender by GB/T 2261.1. */
export interface IdNumberFacts {
  readonly birthDate: string
  readonly gender: '1' | '2'
}

/** The last character of an identity number by its first 17 digits. */
export function idNumberCheckCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(first17[index]), 0)
  return CHECK_CHARACTERS[sum % 11] as string
}

/** What is wrong with a citizen's identity number (GB 11643), or null. `today` rules out births to come. */
export function checkIdNumber(text: string, today: string): Wrong | null {
  if (/^\d{15}$/.test(text)) {
    return { code: 'format', message: '是 15 位的旧号码，已停用', fix: '请按证件填写 18 位公民身份号码' }
  }
  if (/^\d{17}x$/.test(text)) return { code: 'format', message: '末位的 x 是小写', fix: '请改为大写字母 X' }
  if (!/^\d{17}[\dX]$/.test(text)) {
    return {
      code: 'format',
      message: '应为 18 位：17 位数字加一位数字或 X',
      fix: '请按证件核对位数，不要用全角数字或空格',
    }
  }
  if (!PROVINCES.has(text.slice(0, 2))) {
    return { code: 'format', message: '前两位不是省级区划代码', fix: '请按证件核对号码的开头' }
  }
  const birthDate = birthDateIn(text)
  if (!isDate(birthDate) || birthDate < '1800-01-01') {
    return { code: 'date', message: '第 7 至 14 位的出生日期不存在', fix: '请按证件核对第 7 至 14 位' }
  }
  if (birthDate > today) {
    return { code: 'date', message: '第 7 至 14 位的出生日期晚于今天', fix: '请按证件核对第 7 至 14 位' }
  }
  if (idNumberCheckCharacter(text) !== text[17]) {
    return { code: 'checksum', message: '末位校验不符，号码中至少有一位错误', fix: '请重新读卡，或与证件逐位核对' }
  }
  return null
}

/** Birth date and gender of a valid identity number; null where the number is not one. */
export function readIdNumber(text: string, today = '9999-12-31'): IdNumberFacts | null {
  if (checkIdNumber(text, today)) return null
  return { birthDate: birthDateIn(text), gender: Number(text[16]) % 2 === 1 ? '1' : '2' }
}

function birthDateIn(text: string): string {
  return `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`
}
