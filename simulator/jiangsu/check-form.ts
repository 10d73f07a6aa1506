import { isDay } from '../beijing-time.ts'
import { isIdNumber, isUscc } from '../check-digits.ts'
import { needOf } from '../field-needs.ts'
import type { XmlElement } from '../xml-reader.ts'
import type { Beside } from './beside.ts'
import { checkRules } from './business-rules.ts'
import { isWordOf } from './code-tables.ts'
import { childOf, gbkBytes, type Problem, problem, textIn } from './documents.ts'
import { COMMON_FIELDS, type Field, type Matter } from './matters.ts'

/** §3.4, §4.4: the elements there are, in their order, each by its type; the common group first. */
export function checkForm(form: XmlElement, matter: Matter, beside: Beside, appliedOn: string): Problem[] {
  const common = childOf(form, 'GG')
  if (!common || form.children[0] !== common) return [problem('E03', 'F/GG', '公共组须在最前')]
  const own = { ...form, children: form.children.filter(({ name }) => name !== 'GG' && name !== 'SPZ') }
  return [
    ...checkGroup(common, COMMON_FIELDS, 'F/GG', beside),
    ...checkGroup(own, matter.fields, 'F', beside),
    ...checkRules(own, matter, appliedOn),
  ]
}

function checkGroup(group: XmlElement, fields: readonly Field[], path: string, beside: Beside): Problem[] {
  const lookUp = (name: string) => {
    return beside[name] ?? textIn(group, name)
  }
  const order = fields.map(({ name }) => name)
  const places = group.children.map(({ name }) => order.indexOf(name))
  const unknown = group.children.filter(({ name }) => !order.includes(name))
  const isOrdered = places.every((place, index) => index === 0 || place > (places[index - 1] ?? -1))
  return [
    ...unknown.map(({ name }) => problem('E03', `${path}/${name}`, '多余元素')),
    ...(isOrdered || unknown.length > 0 ? [] : [problem('E03', path, '元素次序不符或重复')]),
    ...fields.flatMap((field) => checkField(field, group, `${path}/${field.name}`, lookUp)),
  ]
}

function checkField(field: Field, group: XmlElement, path: string, lookUp: (name: string) => string): Problem[] {
  const { isWanted, isAllowed } = needOf(field.need, lookUp)
  if (field.type.startsWith('L')) return checkList(field, childOf(group, field.name), path, isWanted)
  const value = textIn(group, field.name)
  if (value === '') return isWanted ? [problem('E03', path, '必填缺失')] : []
  if (!isAllowed) return [problem('E03', path, '多余元素')]
  const found = checkValue(field, value, lookUp)
  return found ? [problem(found[0], path, found[1])] : []
}

/** A list without rows is left out (§3.4). */
function checkList(field: Field, list: XmlElement | undefined, path: string, isWanted: boolean): Problem[] {
  if (!list) return isWanted ? [problem('E03', path, '必填缺失')] : []
  const [least = 0, most = 0] = field.type.slice(1).split('..').map(Number)
  const rows = list.children
  if (rows.length < Math.max(least, 1) || rows.length > most || rows.some(({ name }) => name !== 'ROW'))
    return [problem('E03', path, `应有 ${least} 至 ${most} 行`)]
  return rows.flatMap((row, index) => checkGroup(row, field.members, `${path}/ROW[${index + 1}]`, {}))
}

const OPEN_DAYS: readonly string[] = ['ZJYXQZ', 'WTQX', 'JSRQ', 'AAC059', 'JSYXQ']
const DAY = /^(\d{4})年(\d\d)月(\d\d)日$/
const isChineseDay = (text: string) => {
  const [, year, month, day] = DAY.exec(text) ?? []
  return year !== undefined && Number(year) >= 1900 && isDay(`${year}-${month}-${day}`)
}

/** §7.3 */
function isSpan(value: string): boolean {
  const [from = '', to = '', ...more] = value.split(' 至 ')
  return more.length === 0 && isChineseDay(from) && (to === '长期' || isChineseDay(to))
}

function checkValue(
  { name, type, table }: Field,
  value: string,
  lookUp: (name: string) => string,
): [string, string] | null {
  const [, most] = /^g(\d+)$/.exec(type) ?? []
  if (most !== undefined) return gbkBytes(value) > Number(most) ? ['E22', `超过 ${most} 字节`] : null
  switch (type) {
    case 't':
      return isWordOf(table, value) ? null : ['E21', '码值不在码表']
    case 'b':
      return value === '是' || value === '否' ? null : ['E21', '应为是或否']
    case 'day':
      return isChineseDay(value) || (value === '长期' && OPEN_DAYS.includes(name)) ? null : ['E23', '日期格式不符']
    case 'dt':
      return /^.{11}([01]\d|2[0-3])时[0-5]\d分[0-5]\d秒$/.test(value) && isChineseDay(value.slice(0, 11))
        ? null
        : ['E23', '时间格式不符']
    case 'ADDR':
      return value.split('/').length === 5 ? null : ['E23', '地址应恒有四个分隔符']
    case 'ADDR3':
      return value.split('/').length === 3 ? null : ['E23', '区划应为三段']
    case 'uscc':
      return isUscc(value) ? null : ['E24', '校验码错误']
    case 'idno':
      if (gbkBytes(value) > 50) return ['E22', '超过 50 字节']
      return lookUp(table || 'ZJLX') !== '居民身份证' || isIdNumber(value) ? null : ['E24', '校验码错误']
    case 'sfz':
      return isIdNumber(value) ? null : ['E24', '校验码错误']
    case 'mobile':
      return /^1[3-9]\d{9}$/.test(value) ? null : ['E23', '手机号不符']
    case 'w6':
      return /^(0|[1-9]\d*)(\.\d{0,5}[1-9])?$/.test(value) ? null : ['E23', '数字格式不符']
    case 'y2':
      return /^(0|[1-9]\d*)\.\d{2}$/.test(value) ? null : ['E23', '应为两位小数']
    case 'ym':
      return /^\d{4}年(0[1-9]|1[0-2])月$/.test(value) ? null : ['E23', '年月格式不符']
    case 'span':
      return isSpan(value) ? null : ['E23', '应为 起 至 止']
    default:
      return /^\d+$/.test(value) && value.length <= Number(type.slice(1)) ? null : ['E23', '应为整数']
  }
}
