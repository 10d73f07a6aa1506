import { isDay } from '../beijing-time.ts'
import { isIdNumber, isUscc } from '../check-digits.ts'
import { needOf } from '../field-needs.ts'
import type { XmlElement } from '../xml-reader.ts'
import { isWordOf } from './code-tables.ts'
import { childOf, gbkBytes, type Problem, problem, textIn } from './documents.ts'
import { COMMON_FIELDS, type Field, type Matter } from './matters.ts'

/** What the columns say and the form's conditions ask. */
export interface Beside {
  readonly isPerson: boolean
  readonly hasAgent: boolean
}

/** §3.4, §4.4: the elements there are, in their order, each by its type; the common group first. */
export function checkForm(form: XmlElement, matter: Matter, beside: Beside): Problem[] {
  const common = childOf(form, 'GG')
  if (!common || form.children[0] !== common) return [problem('E03', 'F/GG', '公共组须在最前')]
  const own = { ...form, children: form.children.filter(({ name }) => name !== 'GG' && name !== 'SPZ') }
  return [
    ...checkGroup(common, COMMON_FIELDS, 'F/GG', beside),
    ...checkGroup(own, matter.fields, 'F', beside),
    ...checkWhole(own, matter),
  ]
}

function checkGroup(group: XmlElement, fields: readonly Field[], path: string, beside: Beside): Problem[] {
  const lookUp = (name: string) => {
    if (name === 'PERSON') return beside.isPerson ? '1' : '0'
    if (name === 'AGENT') return beside.hasAgent ? '1' : '0'
    return textIn(group, name)
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
  const value = textIn(group, field.name)
  if (value === '') return isWanted ? [problem('E03', path, '必填缺失')] : []
  if (!isAllowed) return [problem('E03', path, '多余元素')]
  const found = checkValue(field, value, lookUp)
  return found ? [problem(found[0], path, found[1])] : []
}

const OPEN_DAYS: readonly string[] = ['ZJYXQZ', 'WTQX', 'JSRQ']
const DAY = /^(\d{4})年(\d\d)月(\d\d)日$/
const isChineseDay = (text: string) => {
  const [, year, month, day] = DAY.exec(text) ?? []
  return year !== undefined && Number(year) >= 1900 && isDay(`${year}-${month}-${day}`)
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
      return lookUp('ZJLX') !== '居民身份证' || isIdNumber(value) ? null : ['E24', '校验码错误']
    default:
      return /^\d+$/.test(value) && value.length <= Number(type.slice(1)) ? null : ['E23', '应为整数']
  }
}

/** What fields say together. */
function checkWhole(form: XmlElement, { id }: Matter): Problem[] {
  const of = (name: string) => textIn(form, name)
  if (id === 'M02') {
    const [originals, duplicates] = [Number(of('ZBSL')), Number(of('FBSL'))]
    return [
      ...(originals > 1 || duplicates > 10 ? [problem('E23', 'F/FBSL', '数量超出范围')] : []),
      ...(originals + duplicates < 1 ? [problem('E25', 'F/FBSL', '正副本合计须至少一份')] : []),
    ]
  }
  const isResident = of('XZ') === '城乡居民基本医疗保险'
  return [
    ...(isResident && !isWordOf('YRDWX', of('YRDW'))
      ? [problem('E21', 'F/YRDW', '居民医保件用人单位须从 YRDWX 选择')]
      : []),
    ...(/^江苏省\/南京市\/./.test(of('CBQH')) ? [] : [problem('E12', 'F/CBQH', '参保区划须为南京市')]),
  ]
}
