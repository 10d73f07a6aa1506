import { type Json, type JsonObject, valueAt } from '../json.ts'
import { birthDateOf, genderOf, identityNumberFault } from './id-number.ts'
import { creditCodeFault, licenceIdFault } from './organisation-code.ts'

/** What a rule may look at beside its value. */
export interface RuleContext {
  readonly form: JsonObject
  /** other paths the field names, e.g. where the id type is */
  readonly with: Readonly<Record<string, string | number>>
  readonly today: string
}

/** A finding without its field's name: the code, the rest of the sentence, and what to do. */
export interface Finding {
  readonly code: string
  readonly message: string
  readonly fix: string
}

export type FieldRule = (value: Json, context: RuleContext) => Finding | null

const other = (context: RuleContext, name: string): Json | undefined =>
  valueAt(context.form, String(context.with[name] ?? ''))

const UNSEEN = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u

function identityNumber(value: Json): Finding | null {
  switch (identityNumberFault(String(value))) {
    case null:
      return null
    case 'format':
      return { code: 'format', message: '应为 18 位:17 位数字加 1 位数字或大写 X', fix: '请对照身份证逐位核对' }
    case 'date':
      return { code: 'date', message: '第 7–14 位的出生日期不存在', fix: '请对照身份证核对出生日期' }
    case 'checksum':
      return { code: 'checksum', message: '校验位不对,号码有误', fix: '请对照身份证逐位核对,最好用读卡器读入' }
  }
}

function creditCode(value: Json): Finding | null {
  switch (creditCodeFault(String(value))) {
    case null:
      return null
    case 'format':
      return { code: 'format', message: '应为 18 位统一社会信用代码,不含字母 I、O、S、V、Z', fix: '请对照营业执照核对' }
    case 'checksum':
      return { code: 'checksum', message: '校验位不对,代码有误', fix: '请对照营业执照逐位核对' }
  }
}

function idNo(value: Json, context: RuleContext): Finding | null {
  const type = other(context, 'idType')
  if (type === '111' || type === '112') return identityNumber(value)
  if (type === '001') return creditCode(value)
  const shapes: Record<string, [RegExp, string]> = {
    '414': [/^[A-Z0-9]{5,17}$/, '护照号码应为 5–17 位大写字母和数字'],
    '516': [/^[HMC]?[A-Z0-9]{8,11}$/, '港澳居民来往内地通行证号码应为 H 或 M 加 8 或 10 位数字'],
    '511': [/^[A-Z0-9]{8,12}$/, '台湾居民来往大陆通行证号码应为 8 位数字'],
  }
  const [shape, message] = shapes[String(type)] ?? [
    /^[\p{L}\p{N}()()\-号字第]{3,50}$/u,
    '证件号码含有不该有的字符,或长度不对',
  ]
  return shape.test(String(value)) ? null : { code: 'format', message, fix: '请对照证件核对' }
}

function personName(value: Json, context: RuleContext): Finding | null {
  const name = String(value)
  if (name !== name.trim() || UNSEEN.test(name))
    return { code: 'format', message: '首尾有空格或含有看不见的字符', fix: '请删去多余的空格后重新输入' }
  if (/[•·‧・∙.]/.test(name.replaceAll('·', '')))
    return { code: 'format', message: '间隔号应为“·”(U+00B7)', fix: '请用“·”代替其他点号' }
  if (/^·|·$|··/.test(name)) return { code: 'format', message: '间隔号“·”不能在首尾或连写', fix: '请对照证件核对姓名' }
  const type = other(context, 'idType')
  if ((type === '111' || type === '112') && !/^[\p{Script=Han}·〇]+$/u.test(name))
    return { code: 'format', message: '持居民身份证的姓名只能是汉字和“·”', fix: '请按身份证上的汉字姓名填写' }
  if (/\d|[@#$%^&*<>{}[\]\\|/]/.test(name))
    return { code: 'format', message: '姓名含有数字或符号', fix: '请对照证件核对姓名' }
  return null
}

function applicantName(value: Json, context: RuleContext): Finding | null {
  if (other(context, 'kind') === '1') return personName(value, context)
  const name = String(value)
  if (name !== name.trim() || UNSEEN.test(name))
    return { code: 'format', message: '首尾有空格或含有看不见的字符', fix: '请删去多余的空格后重新输入' }
  return [...name].length >= 4 ? null : { code: 'format', message: '单位名称至少 4 个字', fix: '请按营业执照填写全称' }
}

/** The named rules that a field of a matter may use. */
export const RULES: Readonly<Record<string, FieldRule>> = {
  identityNumber,
  creditCode,
  idNo,
  personName,
  applicantName,
  mobile: (value) =>
    /^1[3-9]\d{9}$/.test(String(value))
      ? null
      : { code: 'format', message: '应为 11 位手机号,以 13–19 开头', fix: '请核对手机号,不要带空格、横线或 +86' },
  phone: (value) =>
    /^1[3-9]\d{9}$|^0\d{2,3}-\d{7,8}$/.test(String(value))
      ? null
      : { code: 'format', message: '应为 11 位手机号,或“区号-号码”', fix: '例如 028-85000001' },
  postcode: (value) =>
    /^\d{6}$/.test(String(value)) ? null : { code: 'format', message: '应为 6 位数字', fix: '请核对邮政编码' },
  licenceId: (value) =>
    licenceIdFault(String(value)) === null
      ? null
      : { code: 'checksum', message: '电子证照标识不合 GB/T 36904,或校验位不对', fix: '请从电子证照重新读取' },
  bankAccount: (value) =>
    /^\d{8,30}$/.test(String(value))
      ? null
      : { code: 'format', message: '应为 8–30 位数字', fix: '请对照银行卡或账户核对' },
  plainText: (value) =>
    UNSEEN.test(String(value)) ? { code: 'format', message: '含有看不见的控制字符', fix: '请删除后重新输入' } : null,
  kindIdType: (value, context) => {
    const organisation = value === '001'
    return (other(context, 'kind') === '2') === organisation
      ? null
      : {
          code: 'conflict',
          message: '与申请人类型不符:自然人用个人证件,单位用统一社会信用代码',
          fix: '请改正申请人类型或证件类型',
        }
  },
  genderMatches: (value, context) => {
    const number = other(context, 'idNo')
    if (other(context, 'idType') !== '111' || typeof number !== 'string' || identityNumberFault(number) !== null)
      return null
    return value === genderOf(number)
      ? null
      : { code: 'conflict', message: '与身份证号码第 17 位不符', fix: '请核对性别或身份证号码' }
  },
  birthDateMatches: (value, context) => {
    const number = other(context, 'idNo')
    if (other(context, 'idType') !== '111' || typeof number !== 'string' || identityNumberFault(number) !== null)
      return null
    return value === birthDateOf(number)
      ? null
      : { code: 'conflict', message: '与身份证号码中的出生日期不符', fix: '请核对出生日期或身份证号码' }
  },
  notAfterToday: (value, context) =>
    String(value) <= context.today ? null : { code: 'conflict', message: '不能晚于今天', fix: '请核对日期' },
  notBeforeToday: (value, context) =>
    String(value) >= context.today ? null : { code: 'conflict', message: '已经过期', fix: '请核对日期,或先办理续期' },
  notBefore: (value, context) => {
    const earlier = other(context, 'other')
    return typeof earlier !== 'string' || String(value) >= earlier
      ? null
      : { code: 'conflict', message: `不能早于${context.with['otherLabel'] ?? '开始日期'}`, fix: '请核对两个日期' }
  },
  differsFrom: (value, context) =>
    value !== other(context, 'other')
      ? null
      : { code: 'conflict', message: '与申请人相同,代理人须是另一个人', fix: '本人办理时不要填写代理人' },
  sumAtLeastOne: (value, context) =>
    Number(value) + Number(other(context, 'other') ?? 0) >= 1
      ? null
      : { code: 'conflict', message: '正本与副本合计至少 1 份', fix: '请填写要补领的份数' },
  passed: (value) =>
    value === 'pass' ? null : { code: 'conflict', message: '身份核验未通过,不能报送', fix: '请重新核验身份' },
}
