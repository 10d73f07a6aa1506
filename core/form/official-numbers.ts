import { isDate } from './calendar-date.ts'
import type { Wrong } from './plain-text.ts'

/** A social security number: 18 digits or capital letters; of a citizen it is the identity number (社会保险法 第五十八条). */
export function checkSocialNo(text: string): Wrong | null {
  if (/^[0-9A-Z]{18}$/.test(text)) return null
  return { code: 'format', message: '应为 18 位数字或大写字母', fix: '中国公民即公民身份号码；外国人按参保凭证填写' }
}

/** The 12-digit code of a police unit (GA/T 380): six digits of the division, six of the unit. */
export function checkPoliceUnit(text: string): Wrong | null {
  if (/^\d{12}$/.test(text)) return null
  return { code: 'format', message: '应为 12 位公安机关机构代码', fix: '请填 12 位数字：前六位是区划，后六位是单位' }
}

/** A unit's number in its own bureau's books: letters, digits and hyphens. */
export function checkUnitNo(text: string): Wrong | null {
  if (/^[0-9A-Za-z-]+$/.test(text)) return null
  return { code: 'format', message: '只能是字母、数字和短横', fix: '请按对方公布的编号填写' }
}

/** A document's number: letters, digits, Chinese characters, brackets and hyphens, as in 川迁〔2026〕00001号. */
export function checkDocumentNo(text: string): Wrong | null {
  if (/^[\p{Script=Han}0-9A-Za-z〔〕[\]()（）-]+$/u.test(text) && /\d/.test(text)) return null
  return { code: 'format', message: '不是文书编号', fix: '请按文书填写编号，不要加空格' }
}

/** A housing fund letter's number: six characters of the centre, the day as yyMMdd, four digits in order; the day is the letter's own where it is known. */
export function checkFundLetterNo(text: string, date: string): Wrong | null {
  const [, day = ''] = /^[0-9A-Z]{6}(\d{6})\d{4}$/.exec(text) ?? []
  if (!isDate(`20${day.slice(0, 2)}-${day.slice(2, 4)}-${day.slice(4)}`)) {
    return {
      code: 'format',
      message: '应为 16 位：机构编号前 6 位、年月日 6 位、顺序号 4 位',
      fix: '请按转入中心开具的联系函填写',
    }
  }
  if (date === '' || date.slice(2).replaceAll('-', '') === day) return null
  return { code: 'conflict', message: '中的日期与联系函日期不同', fix: '请按联系函核对编号与日期' }
}
