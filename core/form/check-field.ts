import { holds, isBlank } from '../condition.ts'
import type { Fault } from '../fault.ts'
import { isObject, type Json, valueAt } from '../json.ts'
import { pathsAt } from '../list-path.ts'
import type { Field } from '../matter.ts'
import { isDate, isMonth, isTime, OPEN_ENDED } from './calendar-date.ts'
import { checkDecimal, checkInteger, checkList } from './check-number.ts'
import { isCountyLevel } from './divisions.ts'
import { clip, toFault } from './field-fault.ts'
import { bindField, describeCondition, textAt, type Walk } from './form-walk.ts'
import { checkPlainText, codePoints, type Wrong } from './plain-text.ts'
import { ruleNamed } from './rules.ts'

/** Everything wrong with one field, in every element where it stands in a list: missing, filled where it may not be, or of a wrong value. */
export function checkField(walk: Walk, field: Field): Fault[] {
  if (!field.path.includes('[]')) return checkPlace(walk, field)
  return pathsAt(walk.values, field.path).flatMap((path) => checkPlace(walk, bindField(walk.matter, field, path)))
}

function checkPlace(walk: Walk, field: Field): Fault[] {
  const value = valueAt(walk.form, field.path)
  const allowed = field.when === undefined || holds(field.when, walk.values)
  if (isBlank(value)) return allowed ? checkRequired(walk, field) : []
  if (!allowed) return [toFault(field, notAllowed(walk, field))]
  const faults = checkValue(walk, field, value as Json)
  return faults.length > 0 ? faults : checkConstant(field, value as Json)
}

/** What is wrong with a value that is there, by the field's type, limits and rules. */
export function checkValue(walk: Walk, field: Field, value: Json): Fault[] {
  return CHECKS[field.type](walk, field, value)
}

function checkConstant(field: Field, value: Json): Fault[] {
  if (field.constant === undefined || field.constant === value) return []
  const fix = `请改为“${field.constant}”`
  return [toFault(field, { code: 'value', message: `只能是“${field.constant}”`, fix })]
}

function checkRequired(walk: Walk, field: Field): Fault[] {
  if (field.required === undefined) return []
  if (field.required !== true && !holds(field.required, walk.values)) return []
  const why = field.required === true ? '必填' : `在${describeCondition(walk, field.required)}时必填`
  return [
    toFault(field, {
      code: 'required',
      message: `没有填，${why}`,
      fix: `请填写“${field.label}”${field.help === undefined ? '' : `：${field.help}`}`,
    }),
  ]
}

function notAllowed(walk: Walk, field: Field): Wrong {
  const when = describeCondition(walk, field.when ?? {})
  return { code: 'unexpected', message: `只有在${when}时才填`, fix: `请清空“${field.label}”，或核对前面的选择` }
}

type TypeCheck = (walk: Walk, field: Field, value: Json) => Fault[]

const CHECKS: Readonly<Record<Field['type'], TypeCheck>> = {
  text: ofText(checkTextField),
  code: ofText(checkCode),
  date: ofText((_, __, text) => checkDate(text)),
  month: ofText((_, __, text) => checkMonth(text)),
  datetime: ofText((_, __, text) => checkTime(text)),
  expiry: ofText((walk, _, text) => checkExpiry(walk, text)),
  division: ofText(checkDivision),
  integer: (_, field, value) => checkInteger(field, value),
  decimal: (_, field, value) => checkDecimal(field, value),
  list: (_, field, value) => checkList(field, value),
  boolean: (_, field, value) =>
    typeof value === 'boolean'
      ? []
      : [toFault(field, { code: 'format', message: '不是“是”或“否”', fix: '请重新勾选' })],
  address: checkAddress,
}

function ofText(check: (walk: Walk, field: Field, text: string) => Wrong | null): TypeCheck {
  return (walk, field, value) => {
    if (typeof value !== 'string') {
      return [toFault(field, { code: 'format', message: '应是文字，收到的却是别的类型', fix: '请重新填写这一项' })]
    }
    const wrong = checkPlainText(value) ?? check(walk, field, value)
    return wrong ? [toFault(field, wrong)] : []
  }
}

function checkTextField(walk: Walk, field: Field, text: string): Wrong | null {
  return checkRule(walk, field, text) ?? checkLength(field, text)
}

function checkLength(field: Field, text: string): Wrong | null {
  const length = codePoints(text)
  if (field.max !== undefined && length > field.max) {
    return {
      code: 'too-long',
      message: `有 ${length} 个字，最多 ${field.max} 个`,
      fix: `请缩短到 ${field.max} 个字以内`,
    }
  }
  if (field.min !== undefined && length < field.min) {
    return { code: 'too-short', message: `只有 ${length} 个字，至少 ${field.min} 个`, fix: field.help ?? '请填写完整' }
  }
  return null
}

function checkRule(walk: Walk, field: Field, text: string): Wrong | null {
  if (field.rules === undefined) return null
  for (const named of field.rules) {
    const given = (name: string): string => {
      const said = named[name]
      if (typeof said === 'string' && isPath(said)) return textAt(walk, said)
      return said === undefined ? '' : String(said)
    }
    const wrong = ruleNamed(named.rule)?.(text, { given, today: walk.today, knows: walk.codes.has })
    if (wrong) return wrong
  }
  return null
}

/** Whether what a rule is given is the path of a field: it has a dot or goes through a list. */
export function isPath(given: string): boolean {
  return /[.[]/.test(given)
}

function checkCode(walk: Walk, field: Field, text: string): Wrong | null {
  const table = field.table ?? ''
  if (walk.codes.has(table, text)) return checkRule(walk, field, text)
  const title = walk.codes.tables.get(table)?.title ?? table
  return { code: 'code', message: `的代码“${clip(text)}”不在码表“${title}”中`, fix: '请从列表中选择' }
}

function checkDate(text: string): Wrong | null {
  if (isDate(text)) return null
  if (/^\d{4}-\d{2}-\d{2}$/.test(text))
    return { code: 'date', message: `的日期 ${text} 不存在`, fix: '请核对年、月、日' }
  return { code: 'format', message: '不是 2026-03-02 这样的日期', fix: '请从日历中选择日期' }
}

function checkMonth(text: string): Wrong | null {
  if (isMonth(text)) return null
  return { code: 'format', message: '不是 202603 这样的年月', fix: '请填四位年份和两位月份，中间不加符号' }
}

function checkTime(text: string): Wrong | null {
  if (isTime(text)) return null
  return {
    code: 'format',
    message: '不是 2026-03-02T09:15:00+08:00 这样的北京时间',
    fix: '请由系统记录时间，不要手工填写',
  }
}

function checkExpiry(walk: Walk, text: string): Wrong | null {
  if (text === OPEN_ENDED) return null
  const wrong = checkDate(text)
  if (wrong) return wrong.code === 'date' ? wrong : { ...wrong, message: `不是日期，也不是“${OPEN_ENDED}”` }
  if (text >= walk.today) return null
  return { code: 'expired', message: `是 ${text}，证件已过期`, fix: '请出示有效期内的证件' }
}

function checkDivision(walk: Walk, field: Field, text: string): Wrong | null {
  const digits = field.max === 12 ? 12 : 6
  if (!/^\d+$/.test(text) || text.length !== digits) {
    return { code: 'format', message: `应为 ${digits} 位区划代码`, fix: '请从区划列表中选择' }
  }
  if (walk.codes.divisionParts(text)) return null
  return {
    code: 'code',
    message: `的区划代码 ${text} 不在区划表中`,
    fix: '请从区划列表中选择；确有此地的，请管理员补充区划表',
  }
}

function checkAddress(walk: Walk, field: Field, value: Json): Fault[] {
  if (!isObject(value)) {
    return [toFault(field, { code: 'format', message: '应分为区划和详细地址两项', fix: '请先选区划，再填详细地址' })]
  }
  const faults: Fault[] = []
  for (const key of Object.keys(value)) {
    if (key === 'division' || key === 'detail' || key === 'full') continue
    faults.push(
      toFault(
        field,
        { code: 'unexpected', message: `中有不认识的项“${clip(key)}”`, fix: '请删去这一项' },
        `.${clip(key)}`,
      ),
    )
  }
  const { division, detail, full } = value
  const wrongDivision =
    typeof division === 'string' && division !== '' ? checkAddressDivision(walk, field, division) : MISSING_DIVISION
  if (wrongDivision) faults.push(toFault(field, wrongDivision, '.division'))
  const wrongDetail = typeof detail === 'string' && detail !== '' ? checkDetail(walk, field, detail) : MISSING_DETAIL
  if (wrongDetail) faults.push(toFault(field, wrongDetail, '.detail'))
  if (faults.length > 0 || isBlank(full)) return faults
  if (walk.codes.fullAddress({ division: String(division), detail: String(detail) }) === full) return []
  return [
    toFault(
      field,
      { code: 'conflict', message: '的全址与区划、详细地址拼出的不同', fix: '请核对区划与详细地址' },
      '.full',
    ),
  ]
}

const MISSING_DIVISION: Wrong = { code: 'required', message: '没有选区划', fix: '请选到县区' }
const MISSING_DETAIL: Wrong = { code: 'required', message: '没有填详细地址', fix: '请填街道、门牌等县区以下的部分' }

function checkAddressDivision(walk: Walk, field: Field, division: string): Wrong | null {
  const wrong = checkDivision(walk, { ...field, max: 6 }, division)
  if (wrong || isCountyLevel(division)) return wrong
  return { code: 'format', message: '的区划没有选到县区', fix: '请选到县区' }
}

function checkDetail(walk: Walk, field: Field, detail: string): Wrong | null {
  const wrong = checkPlainText(detail) ?? checkLength(field, detail)
  return wrong ?? checkRule(walk, field, detail)
}
