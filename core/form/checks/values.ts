import { isBlank } from '../../condition.ts'
import { canonicalJson, type Json, valueAt } from '../../json.ts'
import { toUnits, unitsText } from '../decimals.ts'
import { filledAt, textAt } from '../form-walk.ts'
import { type Check, filledValues, quoted } from './check.ts'

/** The field has that value where it has any. */
export const equals: Check = (walk, { path, value }) => {
  const found = valueAt(walk.values, path)
  if (isBlank(found) || found === value) return null
  return { code: 'value', message: `${quoted(walk, path)}不符合本事项的要求`, fix: '请重新选择' }
}

/** The field has one of those values where it has any. */
export const oneOf: Check = (walk, { path, value }) => {
  const found = valueAt(walk.values, path)
  if (isBlank(found) || (Array.isArray(value) && value.includes(found as Json))) return null
  return { code: 'value', message: `${quoted(walk, path)}不符合本事项的要求`, fix: '请重新选择' }
}

/** All of the fields or none; the fault is at the first that is missing. */
export const together: Check = (walk, { path, others = [] }) => {
  const paths = [path, ...others]
  const missing = paths.filter((one) => filledAt(walk, one) === undefined)
  const first = missing[0]
  if (first === undefined || missing.length === paths.length) return null
  const labels = paths.map((one) => quoted(walk, one)).join('、')
  const message = `${quoted(walk, first)}没有填，${labels}要填就一起填`
  return { path: first, code: 'required', message, fix: '请补全，或全部清空' }
}

/** At least one of the fields. */
export const anyOf: Check = (walk, { path, others = [] }) => {
  const paths = [path, ...others]
  if (paths.some((one) => filledAt(walk, one) !== undefined)) return null
  const labels = paths.map((one) => quoted(walk, one)).join('、')
  return { code: 'required', message: `${labels}一项也没有填`, fix: '请至少填一项' }
}

/** The text is the other texts in their order, one behind the other; blank ones count as nothing. */
export const joined: Check = (walk, { path, others = [] }) => {
  const text = textAt(walk, path)
  const whole = others.map((other) => textAt(walk, other)).join('')
  if (text === '' || whole === '' || text === whole) return null
  const message = `${quoted(walk, path)}不等于${others.map((other) => quoted(walk, other)).join('、')}顺次相接`
  return { code: 'conflict', message, fix: '请核对全称与各段，两处要逐字一致' }
}

/** Not more than the other number. */
export const notMore: Check = (walk, { path, others: [other = ''] = [] }) => {
  const [number, most] = [valueAt(walk.values, path), valueAt(walk.values, other)]
  if (typeof number !== 'number' || typeof most !== 'number' || number <= most) return null
  const message = `${quoted(walk, path)}是 ${number}，多于${quoted(walk, other)} ${most}`
  return { code: 'conflict', message, fix: '请核对两个数' }
}

/** The numbers together are at least `value`. */
export const sumAtLeast: Check = (walk, { path, others = [], value }) => {
  const paths = [path, ...others]
  const numbers = paths.map((one) => valueAt(walk.values, one))
  if (!numbers.every((number) => typeof number === 'number')) return null
  if (numbers.reduce((sum, number) => sum + number, 0) >= Number(value)) return null
  const labels = paths.map((one) => quoted(walk, one)).join('与')
  return { code: 'range', message: `${labels}合计少于 ${String(value)}`, fix: '请核对数量' }
}

/** Decimal places that sums are exact to. */
const PLACES = 6

/** The number is the exact sum of the others, which go through lists. */
export const sumEquals: Check = (walk, { path, others: [other = ''] = [] }) => {
  const total = valueAt(walk.values, path)
  const parts = filledValues(walk, other)
  if (typeof total !== 'number' || parts.length === 0) return null
  const units = parts.map((part) => (typeof part === 'number' ? toUnits(part, PLACES) : 0n))
  const sum = units.reduce((one, more) => one + more, 0n)
  if (sum === toUnits(total, PLACES)) return null
  const message = `${quoted(walk, path)}是 ${total}，而各${quoted(walk, other)}合计 ${unitsText(sum, PLACES)}`
  return { code: 'conflict', message, fix: '请核对总数与各项，两者要相等' }
}

/** Both fields hold the same, where both are filled. */
export const agrees: Check = (walk, { path, others: [other = ''] = [] }) => {
  const [a, b] = [filledAt(walk, path), filledAt(walk, other)]
  if (a === undefined || b === undefined || canonicalJson(a) === canonicalJson(b)) return null
  const message = `${quoted(walk, path)}与${quoted(walk, other)}不一致`
  return { code: 'conflict', message, fix: '两处是同一个人（单位），请按证件改成一样' }
}

/** The text begins with the other one. */
export const beginsWith: Check = (walk, { path, others: [other = ''] = [] }) => {
  const [text, start] = [textAt(walk, path), textAt(walk, other)]
  if (text === '' || text.startsWith(start)) return null
  const message = `${quoted(walk, path)}不是以${quoted(walk, other)}开头`
  return { code: 'conflict', message, fix: '请核对两处，逐字一致' }
}

/** The two fields do not hold the same. */
export const differs: Check = (walk, { path, others: [other = ''] = [] }) => {
  const [a, b] = [filledAt(walk, path), filledAt(walk, other)]
  if (a === undefined || b === undefined || canonicalJson(a) !== canonicalJson(b)) return null
  return { code: 'conflict', message: `${quoted(walk, path)}与${quoted(walk, other)}相同`, fix: '请核对两处' }
}
