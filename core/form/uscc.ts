import type { Wrong } from './plain-text.ts'

/** The 31 characters of GB 32100-2015; I, O, S, V and Z are left out. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** Weights of GB 11714, the organisation code inside (characters 9 to 16, check character 17). */
const INNER_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

/** The last character of a unified social credit code by its first 17: weights 3^i mod 31. */
export function usccCheckCharacter(first17: string): string {
  let weight = 1
  let sum = 0
  for (const character of first17.slice(0, 17)) {
    sum += ALPHABET.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return ALPHABET[(31 - (sum % 31)) % 31] as string
}

/** What is wrong with a unified social credit code, or null; `department` is the first character where only one authority's will do. */
export function checkUscc(text: string, department = ''): Wrong | null {
  if (/^[0-9A-Za-z]{18}$/.test(text) && /[a-z]/.test(text)) {
    return { code: 'format', message: '有小写字母', fix: '请改为大写字母' }
  }
  if (/^[0-9A-Z]{18}$/.test(text) && /[IOSVZ]/.test(text)) {
    return {
      code: 'format',
      message: '有代码中不会出现的字母 I、O、S、V 或 Z',
      fix: '请核对是否把数字 1、0、5、2 看成了字母',
    }
  }
  if (!/^[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/.test(text)) {
    return {
      code: 'format',
      message: '应为 18 位数字或大写字母，第 3 至 8 位是数字',
      fix: '请按营业执照或登记证书核对',
    }
  }
  if (usccCheckCharacter(text) !== text[17]) {
    return { code: 'checksum', message: '末位校验不符，代码中至少有一位错误', fix: '请按营业执照或登记证书逐位核对' }
  }
  if (department !== '' && !text.startsWith(department)) {
    return {
      code: 'format',
      message: `首位应为 ${department}，这个代码不是市场监管部门登记的`,
      fix: '请核对是否填成了别的机构的代码',
    }
  }
  return null
}

/** Whether the organisation code inside checks by GB 11714. Some real codes do not, so this may warn but never refuse. */
export function innerCodeAgrees(uscc: string): boolean {
  const sum = INNER_WEIGHTS.reduce(
    (total, weight, index) => total + weight * Number.parseInt(uscc[8 + index] ?? '0', 36),
    0,
  )
  return innerCheckCharacter(sum) === uscc[16]
}

function innerCheckCharacter(sum: number): string {
  const rest = 11 - (sum % 11)
  if (rest === 10) return 'X'
  return rest === 11 ? '0' : String(rest)
}
