import { checkIdNumber } from './id-number.ts'
import type { Wrong } from './plain-text.ts'
import { checkUscc } from './uscc.ts'

/** Shapes of papers other than identity cards; permissive, since old and new editions are both in use. */
const SHAPES: Readonly<Record<string, { readonly shape: RegExp; readonly fix: string }>> = {
  '335': { shape: /^[0-9A-Z]{10,20}$/, fix: '请按机动车驾驶证填写证号' },
  '411': { shape: /^[0-9A-Z]{5,20}$/, fix: '护照号码为 5 至 20 位大写字母或数字' },
  '412': { shape: /^[0-9A-Z]{5,20}$/, fix: '护照号码为 5 至 20 位大写字母或数字' },
  '413': { shape: /^[0-9A-Z]{5,20}$/, fix: '护照号码为 5 至 20 位大写字母或数字' },
  '414': { shape: /^[0-9A-Z]{5,20}$/, fix: '护照号码为 5 至 20 位大写字母或数字' },
  '511': { shape: /^\d{8}([0-9A-Z]{2,3})?$/, fix: '台湾居民来往大陆通行证号码为 8 位数字，旧版另有 2 至 3 位' },
  '516': {
    shape: /^[HM]\d{8}(\d{2})?$/,
    fix: '港澳居民来往内地通行证号码以 H（香港）或 M（澳门）开头，后接 8 或 10 位数字',
  },
  '553': {
    shape: /^([A-Z]{3}\d{12}|9\d{16}[\dX])$/,
    fix: '外国人永久居留身份证号码为 15 位（3 个字母加 12 位数字）或 9 开头的 18 位',
  },
}

/** Military and other papers: letters, digits, Chinese characters and hyphens. */
const OTHER = /^[\p{Script=Han}0-9A-Za-z〔〕()（）第号-]{1,50}$/u

/** What is wrong with the number of a paper of this type (CT_ID_TYPE), or null. */
export function checkIdDocument(text: string, idType: string, today: string): Wrong | null {
  if (idType === '111' || idType === '112') return checkIdNumber(text, today)
  if (idType === '001') return checkUscc(text)
  const known = SHAPES[idType]
  if (known)
    return known.shape.test(text) ? null : { code: 'format', message: '与证件类型的号码格式不符', fix: known.fix }
  if (OTHER.test(text)) return null
  return { code: 'format', message: '有证件号码中不会出现的字符', fix: '请按证件填写号码，不要加空格' }
}

/** Whether a person (kind 1) or an organisation (2) can hold a paper of this type. */
export function checkIdTypeOfKind(idType: string, kind: string): Wrong | null {
  if (kind === '1' && idType === '001') {
    return { code: 'conflict', message: '选了统一社会信用代码，而这里应是自然人的证件', fix: '请改选自然人的证件类型' }
  }
  if (kind === '2' && idType !== '001') {
    return {
      code: 'conflict',
      message: '不是统一社会信用代码，而这里应是法人或其他组织的证件',
      fix: '请改选“统一社会信用代码”',
    }
  }
  return null
}
