import { valueAt } from '../../json.ts'
import { addDays, addYears, isMonth, monthsFromTo, yearsBetween } from '../calendar-date.ts'
import { textAt } from '../form-walk.ts'
import { type Check, quoted } from './check.ts'

/** Not earlier than the other date. */
export const notBefore: Check = (walk, { path, others = [] }) => {
  const other = others[0] ?? ''
  const [later, earlier] = [textAt(walk, path), textAt(walk, other)]
  if (later === '' || earlier === '' || later >= earlier) return null
  return { code: 'order', message: `${quoted(walk, path)}早于${quoted(walk, other)}`, fix: '请核对两个日期' }
}

/** Later than the other date, not even the same day. */
export const after: Check = (walk, { path, others = [] }) => {
  const other = others[0] ?? ''
  const [later, earlier] = [textAt(walk, path), textAt(walk, other)]
  if (later === '' || earlier === '' || later > earlier) return null
  return { code: 'order', message: `${quoted(walk, path)}不晚于${quoted(walk, other)}`, fix: '请核对两个日期' }
}

/** The day of a time; a date or a month as it is. */
function dayOf(text: string): string {
  return text.slice(0, 10)
}

/** Today, or this month where the text is one. */
function todayLike(text: string, today: string): string {
  return isMonth(text) ? today.slice(0, 7).replace('-', '') : today
}

export const notBeforeToday: Check = (walk, { path }) => {
  const text = textAt(walk, path)
  if (text === '' || dayOf(text) >= todayLike(text, walk.today)) return null
  return { code: 'expired', message: `${quoted(walk, path)}早于今天`, fix: '请核对日期' }
}

export const notAfterToday: Check = (walk, { path }) => {
  const text = textAt(walk, path)
  if (text === '' || dayOf(text) <= todayLike(text, walk.today)) return null
  return { code: 'future', message: `${quoted(walk, path)}晚于今天`, fix: '请核对日期' }
}

/** At least `min` and at most `max` days from today; negative numbers are days gone by. */
export const daysFromToday: Check = (walk, { path, min, max }) => {
  const text = textAt(walk, path)
  if (text === '') return null
  if (min !== undefined && text < addDays(walk.today, min)) {
    const message = min < 0 ? `${quoted(walk, path)}已过 ${-min} 天` : `${quoted(walk, path)}距今天不足 ${min} 天`
    return { code: 'range', message, fix: '请核对日期' }
  }
  if (max === undefined || text <= addDays(walk.today, max)) return null
  return { code: 'range', message: `${quoted(walk, path)}距今天超过 ${max} 天`, fix: '请核对日期' }
}

/** At least `min` and at most `max` whole years from today; a 29 February counts to the 28th where there is none. */
export const yearsFromToday: Check = (walk, { path, min, max }) => {
  const text = textAt(walk, path)
  if (text === '') return null
  if (min !== undefined && text < addYears(walk.today, min)) {
    return { code: 'range', message: `${quoted(walk, path)}距今天不满 ${min} 年`, fix: '请核对日期' }
  }
  if (max === undefined || text <= addYears(walk.today, max)) return null
  return { code: 'range', message: `${quoted(walk, path)}距今天超过 ${max} 年`, fix: '请核对日期' }
}

/** So many years after the other date, to the same day or the day before it, as licences count their term. */
export const yearsAfter: Check = (walk, { path, others: [other = ''] = [], value }) => {
  const [end, start] = [textAt(walk, path), textAt(walk, other)]
  if (end === '' || start === '') return null
  const anniversary = addYears(start, Number(value))
  if (end === anniversary || end === addDays(anniversary, -1)) return null
  const message = `${quoted(walk, path)}应为${quoted(walk, other)}后 ${String(value)} 年`
  return { code: 'conflict', message, fix: `请按证件核对两个日期，有效期为 ${String(value)} 年` }
}

/** Whole years of age by a birth date, between `min` and `max` today. */
export const ageBetween: Check = (walk, { path, min = 0, max = Number.POSITIVE_INFINITY }) => {
  const born = textAt(walk, path)
  if (born === '' || born > walk.today) return null
  const age = yearsBetween(born, walk.today)
  if (age >= min && age <= max) return null
  const message = age < min ? `按${quoted(walk, path)}未满 ${min} 周岁` : `按${quoted(walk, path)}已过 ${max} 周岁`
  return { code: 'age', message, fix: '请按证件核对出生日期' }
}

/** A number of months that is not more than there are from the first month to the last, both counted. */
export const monthsWithin: Check = (walk, { path, others: [from = '', to = ''] = [] }) => {
  const months = valueAt(walk.values, path)
  const [first, last] = [textAt(walk, from), textAt(walk, to)]
  if (typeof months !== 'number' || !isMonth(first) || !isMonth(last)) return null
  const most = monthsFromTo(first, last)
  if (months <= most) return null
  const message = `${quoted(walk, path)}是 ${months}，而${quoted(walk, from)}至${quoted(walk, to)}只有 ${most} 个月`
  return { code: 'conflict', message, fix: '请核对起止年月与月数' }
}
