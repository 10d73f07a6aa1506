import type { Wrong } from './plain-text.ts'

const FULL_WIDTH = /[\uff10-\uff19]/u

/** What is wrong with a mobile number: 11 digits, first 1, second 3 to 9. */
export function checkMobile(text: string): Wrong | null {
  if (/^1[3-9]\d{9}$/.test(text)) return null
  if (FULL_WIDTH.test(text)) return { code: 'format', message: '有全角数字', fix: '请用半角数字重新输入' }
  if (text.includes('*')) return { code: 'format', message: '被遮住了几位', fix: '请填写完整的 11 位手机号' }
  if (/^(\+?86-?)/.test(text)) return { code: 'format', message: '带了国家代码', fix: '请只填 11 位手机号' }
  return { code: 'format', message: '不是 11 位手机号（第二位 3 至 9）', fix: '请与申请人核对号码' }
}

/** A mobile number, or a landline with its area code: `028-85000001`. */
export function checkPhone(text: string): Wrong | null {
  if (/^0\d{2,3}-\d{7,8}$/.test(text) || checkMobile(text) === null) return null
  return { code: 'format', message: '不是手机号，也不是带区号的座机号', fix: '手机填 11 位；座机写成 028-85000001' }
}

/** Six digits. */
export function checkPostcode(text: string): Wrong | null {
  if (/^[0-8]\d{5}$/.test(text)) return null
  return { code: 'format', message: '不是 6 位邮政编码', fix: '请填 6 位数字' }
}

/** An account number: 6 to 40 digits; banks' own check digits differ, so none is computed. */
export function checkBankAccount(text: string): Wrong | null {
  if (/^\d{6,40}$/.test(text)) return null
  return { code: 'format', message: '应为 6 至 40 位数字', fix: '请按存折或银行卡填写，不要加空格或横线' }
}

/** A bank's 12-digit number in the payment system. */
export function checkBankCode(text: string): Wrong | null {
  if (/^\d{12}$/.test(text)) return null
  return { code: 'format', message: '应为 12 位联行号', fix: '请向开户行查询 12 位行号' }
}

/** One mailbox of printable ASCII: name, at sign, a domain with a dot. */
export function checkEmail(text: string): Wrong | null {
  if (/^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(text)) return null
  return { code: 'format', message: '不是邮箱地址', fix: '请写成 name@example.com 的样子' }
}

/** An address on the web with its scheme; no name and password in it. */
export function checkUrl(text: string): Wrong | null {
  const url = /^https?:\/\//.test(text) && URL.canParse(text) ? new URL(text) : null
  if (url?.hostname.includes('.') && url.username === '' && url.password === '' && !/\s/.test(text)) return null
  return {
    code: 'format',
    message: '不是网址',
    fix: '请写成 https://www.example.com 的样子，以 http:// 或 https:// 开头',
  }
}
