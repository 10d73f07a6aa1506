const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = '10X98765432'

/** What is wrong with a citizen identity number (GB 11643-1999), or null: its shape, its birth date, its check digit. */
export function identityNumberFault(text: string): 'format' | 'date' | 'checksum' | null {
  if (!/^\d{17}[\dX]$/.test(text)) return 'format'
  if (!isRealDate(birthDateOf(text))) return 'date'
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0)
  return CHECKS[sum % 11] === text[17] ? null : 'checksum'
}

/** The birth date inside an identity number, `yyyy-MM-dd`; not checked. */
export function birthDateOf(text: string): string {
  return `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`
}

/** The gender inside an identity number as CT_GENDER: the 17th digit is odd for men. */
export function genderOf(text: string): '1' | '2' {
  return Number(text[16]) % 2 === 1 ? '1' : '2'
}

/** True for a `yyyy-MM-dd` that is in the calendar: 1900 was no leap year. */
export function isRealDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return false
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number]
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  return days !== undefined && day >= 1 && day <= days
}
