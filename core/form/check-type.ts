import { isObject, type Json } from '../json.ts'
import type { Field } from '../matter.ts'
import type { Codes } from './codes.ts'
import { isRealDate } from './id-number.ts'
import type { Finding } from './rules.ts'

const TIME = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\+08:00$/

/** What is wrong with a value's type, length or code; the sentence continues the field's name. */
export function checkType(field: Field, value: Json, codes: Codes, today: string): Finding | null {
  switch (field.type) {
    case 'text':
      return checkText(field, value)
    case 'integer':
    case 'decimal':
      return checkNumber(field, value)
    case 'boolean':
      return typeof value === 'boolean' ? null : { code: 'format', message: '应为是或否', fix: '请选择是或否' }
    case 'date':
      return typeof value === 'string' && isRealDate(value)
        ? null
        : { code: 'format', message: '应为日历上存在的日期,写作 2026-03-02', fix: '请重新选择日期' }
    case 'datetime':
      return typeof value === 'string' && isRealDate(TIME.exec(value)?.[1] ?? '')
        ? null
        : { code: 'format', message: '应为北京时间,写作 2026-03-02T09:15:00+08:00', fix: '请重新选择时间' }
    case 'expiry':
      return checkExpiry(value, today)
    case 'code':
      return typeof value === 'string' && codes.has(field.table ?? '', value)
        ? null
        : { code: 'code', message: '的值不在码表内', fix: '请从下拉选项中选择' }
    case 'division':
      return typeof value === 'string' && /^\d{6}(000000)?$/.test(value) && codes.divisionParts(value)
        ? null
        : { code: 'code', message: '不是已知的区划代码', fix: '请从区划列表中选择' }
    case 'address':
      return checkAddress(field, value, codes)
  }
}

function checkText(field: Field, value: Json): Finding | null {
  if (typeof value !== 'string') return { code: 'format', message: '应为文字', fix: '请重新填写' }
  const length = [...value].length
  if (field.max !== undefined && length > field.max)
    return { code: 'too-long', message: `最多 ${field.max} 个字,现在 ${length} 个`, fix: '请缩短' }
  if (field.min !== undefined && length < field.min)
    return { code: 'format', message: `至少 ${field.min} 个字`, fix: '请填写完整' }
  return null
}

function checkNumber(field: Field, value: Json): Finding | null {
  const fits =
    typeof value === 'number' && Number.isFinite(value) && (field.type === 'decimal' || Number.isInteger(value))
  if (!fits) return { code: 'format', message: field.type === 'integer' ? '应为整数' : '应为数字', fix: '请填写数字' }
  if (field.min !== undefined && value < field.min)
    return { code: 'format', message: `不能小于 ${field.min}`, fix: '请核对数量' }
  if (field.max !== undefined && value > field.max)
    return { code: 'format', message: `不能大于 ${field.max}`, fix: '请核对数量' }
  return null
}

function checkExpiry(value: Json, today: string): Finding | null {
  if (value === '长期') return null
  if (typeof value !== 'string' || !isRealDate(value))
    return { code: 'format', message: '应为日期或“长期”', fix: '请对照证件填写' }
  return value >= today ? null : { code: 'expired', message: '已经过期', fix: '请申请人先换领证件' }
}

function checkAddress(field: Field, value: Json, codes: Codes): Finding | null {
  if (!isObject(value))
    return { code: 'format', message: '应分为区划和详细地址两部分', fix: '请重新选择区划并填写详细地址' }
  const unknown = Object.keys(value).find((key) => key !== 'division' && key !== 'detail')
  if (unknown)
    return { code: 'unexpected', message: `里没有“${unknown.slice(0, 40)}”这一部分`, fix: '请只填区划和详细地址' }
  const { division, detail } = value as { division?: Json; detail?: Json }
  if (typeof division !== 'string' || !codes.divisionParts(division))
    return { code: 'code', message: '的区划不是已知的代码', fix: '请从区划列表中选择' }
  if (typeof detail !== 'string' || detail.trim() === '')
    return { code: 'required', message: '缺少详细地址', fix: '请填写到门牌号' }
  if ([...detail].length > (field.max ?? 200))
    return { code: 'too-long', message: `的详细地址最多 ${field.max ?? 200} 个字`, fix: '请缩短' }
  return null
}
