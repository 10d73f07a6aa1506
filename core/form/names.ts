import { codePoints, type Wrong } from './plain-text.ts'

/** Look-alikes of the middle dot U+00B7 that keyboards and forms produce. */
const WRONG_DOTS = /[.\u2022\u2024\u2027\u2219\u22c5\u30fb\uff0e\uff65\u3002]/u
const LATIN = /\p{Script=Latin}/u
const CHINESE_NAME = /^[\p{Script=Han}·]+$/u
const FOREIGN_NAME = /^[\p{L}\p{M}·' ,.’-]+$/u

/** Id types whose holders are registered under a Chinese name. */
const CHINESE_PAPERS = new Set(['111', '112', '113', '114', '118'])

/**
 * What is wrong with a person's name, or null: 2 to `most` characters, the dot within a name is U+00B7, and Chinese papers carry
 * no Latin letters. A single character is a name only where it is a rare one outside the basic plane (`𠅤`).
 */
export function checkPersonName(text: string, idType = '', most = 50): Wrong | null {
  const chinese = CHINESE_PAPERS.has(idType)
  if (/^·|·$/u.test(text)) return { code: 'format', message: '首尾有间隔号“·”', fix: '请删去首尾的间隔号' }
  if (text.includes('··')) return { code: 'format', message: '有连续的间隔号', fix: '两段之间只用一个“·”' }
  if (chinese && LATIN.test(text)) {
    return {
      code: 'characters',
      message: '有拉丁字母，而居民身份证上的姓名没有',
      fix: '请按证件填写汉字姓名；持护照的请改选证件类型',
    }
  }
  if (chinese && WRONG_DOTS.test(text)) {
    return { code: 'characters', message: '的间隔号写法不对', fix: '间隔号一律用“·”（U+00B7）' }
  }
  if (chinese ? !CHINESE_NAME.test(text) : !FOREIGN_NAME.test(text)) {
    return { code: 'characters', message: '有姓名中不会出现的字符', fix: '请按证件填写，不要加数字、括号或称谓' }
  }
  return checkNameLength(text, most)
}

function checkNameLength(text: string, most: number): Wrong | null {
  const length = codePoints(text)
  if (length > most) return { code: 'too-long', message: `有 ${length} 个字，最多 ${most} 个`, fix: '请按证件填写姓名' }
  if (length === 1 && (text.codePointAt(0) ?? 0) <= 0xffff) {
    return { code: 'too-short', message: '只有一个字', fix: '请按证件填写完整的姓名' }
  }
  return null
}

/** What is wrong with an organisation's registered name, or null: 4 to 200 characters, with Chinese among them. */
export function checkOrgName(text: string): Wrong | null {
  const length = codePoints(text)
  if (length < 4) return { code: 'too-short', message: `只有 ${length} 个字`, fix: '请填写登记的全称，至少 4 个字' }
  if (length > 200) return { code: 'too-long', message: `有 ${length} 个字，最多 200 个`, fix: '请填写登记的全称' }
  if (!/\p{Script=Han}/u.test(text)) {
    return { code: 'characters', message: '没有汉字', fix: '请填写登记的中文全称' }
  }
  return null
}

/** Words that fill a box without saying anything. */
const FILLERS = new Set('无 没有 暂无 不详 未知 空 无名 - -- / \\ * 0 1 x X xx XX 测试 test'.split(' '))

/** Refuses words that only fill the box: 无, 不详, -. */
export function checkRealName(text: string): Wrong | null {
  if (!FILLERS.has(text) && codePoints(text) > 1) return null
  return { code: 'filler', message: `填的“${text}”不是名称`, fix: '有就填登记的全称，没有就留空' }
}
