import { checkIdNumber } from './id-number.ts'
import type { Wrong } from './plain-text.ts'
import { checkUscc } from './uscc.ts'

/** The part of a firm's name that sets it apart: two Chinese characters at least, and nothing else (企业名称登记管理规定 Art. 8). */
export function checkShopName(text: string): Wrong | null {
  if (/^\p{Script=Han}{2,}$/u.test(text)) return null
  return { code: 'format', message: '不是两个以上汉字', fix: '字号只用汉字，至少两个' }
}

/** The code of an entry of the catalogue of business scopes: capital letters, digits, hyphens. */
export function checkScopeItemCode(text: string): Wrong | null {
  if (/^[0-9A-Z][0-9A-Z-]{3,19}$/.test(text)) return null
  return { code: 'format', message: '不是经营范围规范目录的条目代码', fix: '请从规范目录中选择条目，不要手工填写代码' }
}

/** A class of GB/T 4754: section letter and four digits; the first three characters are a division that the table knows. */
export function checkIndustry(text: string, knowsDivision: (code: string) => boolean): Wrong | null {
  if (!/^[A-T]\d{4}$/.test(text)) {
    return { code: 'format', message: '应为门类字母加四位数字，如 I6513', fix: '请按国民经济行业分类（GB/T 4754）填写' }
  }
  if (knowsDivision(text.slice(0, 3))) return null
  return {
    code: 'code',
    message: '的门类与大类对不上',
    fix: '请按国民经济行业分类（GB/T 4754）核对门类字母与前两位数字',
  }
}

/** A credit code; a trader in person (`kind` 1) who has none gives the identity number. */
export function checkUsccOrIdNumber(text: string, kind: string, today: string): Wrong | null {
  const wrong = checkUscc(text)
  if (wrong === null || kind !== '1' || !/^\d{17}[\dXx]$/.test(text)) return wrong
  return checkIdNumber(text, today)
}
