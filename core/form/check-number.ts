import type { Fault } from '../fault.ts'
import type { Json } from '../json.ts'
import { MOST_ELEMENTS } from '../list-path.ts'
import type { Field } from '../matter.ts'
import { decimalPlaces } from './decimals.ts'
import { toFault } from './field-fault.ts'

/** A whole number within the field's bounds. */
export function checkInteger(field: Field, value: Json): Fault[] {
  return checkNumber(field, value, Number.isInteger(value), '整数')
}

/** A number within the field's bounds, with no more decimal places than the field has and no more digits than JSON carries. */
export function checkDecimal(field: Field, value: Json): Fault[] {
  const faults = checkNumber(field, value, Number.isFinite(value), '数')
  return faults.length > 0 ? faults : checkDecimals(field, value as number)
}

function checkNumber(field: Field, value: Json, fits: boolean, kind: string): Fault[] {
  if (typeof value !== 'number' || !fits) {
    return [toFault(field, { code: 'format', message: `不是${kind}`, fix: `请填${kind}，不要加引号、逗号或单位` })]
  }
  const { min = -Infinity, max = Infinity } = field
  if (value >= min && value <= max) return []
  return [toFault(field, { code: 'range', message: `是 ${value}，应${boundsOf(field)}`, fix: '请核对数量与单位' })]
}

function boundsOf({ min, max }: Field): string {
  if (max === undefined) return `不小于 ${min}`
  return min === undefined ? `不大于 ${max}` : `在 ${min} 至 ${max} 之间`
}

function checkDecimals(field: Field, value: number): Fault[] {
  const { decimals = 10 } = field
  const places = decimalPlaces(value)
  if (places !== null && places <= decimals) return []
  const message = `是 ${value}，小数最多 ${decimals} 位，连同整数最多 15 位`
  return [toFault(field, { code: 'decimals', message, fix: '请核对数值与单位' })]
}

/** A list with as many elements as the field allows. */
export function checkList(field: Field, value: Json): Fault[] {
  const { min = 1, max = MOST_ELEMENTS } = field
  if (!Array.isArray(value)) {
    return [toFault(field, { code: 'format', message: '应是列表，收到的却是别的类型', fix: '请重新填写这一组' })]
  }
  const count = value.length
  if (count > max) {
    return [toFault(field, { code: 'too-many', message: `有 ${count} 条，最多 ${max} 条`, fix: '请合并或删去多余的' })]
  }
  if (count >= min) return []
  return [toFault(field, { code: 'too-few', message: `只有 ${count} 条，至少 ${min} 条`, fix: '请补齐' })]
}
