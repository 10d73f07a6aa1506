import type { LookUp } from '../field-needs.ts'
import type { XmlElement } from '../xml-reader.ts'
import { checkField, type FieldRule, type WireError } from './field-rules.ts'
import { childOf, FILLER } from './stage.ts'

/** A line of XML_DATA. */
export interface Row {
  readonly code: string
  readonly name: string
  readonly value: string
}

/** The lines of a section's XML_DATA; null where it is written otherwise. */
export function readRowsOf(section: XmlElement | undefined): Row[] | null {
  const rows = childOf(childOf(childOf(section, 'XML_DATA'), 'SPItemListDef'), 'rows')
  if (!rows) return null
  const read = rows.children.map(({ name, children }) => {
    const isRow = name === 'row' && children.map((child) => child.name).join() === 'ITEMCODE,ITEMNAME,ITEMVALUE'
    const [code, label, value] = children
    return isRow && code && label && value ? { code: code.text, name: label.text, value: value.text } : null
  })
  return read.some((row) => row === null) ? null : (read as Row[])
}

const INDEX = /\[(\d+)\]/
/** `RY[2].XM` as the rule writes it: `RY[n].XM`. */
const ruleNameOf = (code: string) => code.replace(INDEX, '[n]')

/** What the lines say by code; the filler says nothing. */
export function valuesOf(rows: readonly Row[]): LookUp {
  const values = new Map(rows.map(({ code, value }) => [code, value === FILLER ? '' : value]))
  return (code) => values.get(code) ?? ''
}

/** Every breach of §3.6 and §4.4 in the lines of an application; `outside` answers for what is no line. */
export function checkRows(rows: readonly Row[], rules: readonly FieldRule[], outside: LookUp): WireError[] {
  const byName = new Map(rules.map((rule) => [rule.name, rule]))
  const known = rows.filter(({ code }) => byName.has(ruleNameOf(code)) && !byName.get(code)?.form.startsWith('L'))
  const unknown = rows.filter((row) => !known.includes(row))
  const wanted = rules.flatMap((rule) => expand(rule, rules, rows))
  const given = new Map(rows.map((row) => [row.code, row]))
  const values = valuesOf(rows)
  const errors = wanted.flatMap(({ code, rule }) => {
    // a condition speaks of the same element of a list first
    const sibling = (name: string) => values(`${code.replace(/\.\w+$/, '')}.${name}`) || values(name) || outside(name)
    const wrong = checkField(rule, given.get(code)?.value, sibling)
    return wrong ? [{ code: wrong[0], path: `XML_DATA/${code}`, msg: wrong[1] }] : []
  })
  const order = wanted.map(({ code }) => code).filter((code) => given.has(code))
  return [
    ...unknown.map(({ code }) => ({ code: 'SD2016', path: `XML_DATA/${code}`, msg: '未定义行代码' })),
    ...errors,
    ...known
      .filter(({ code, name }) => byName.get(ruleNameOf(code))?.label !== name)
      .map(({ code }) => ({ code: 'SD2007', path: `XML_DATA/${code}`, msg: '行名称与表不符' })),
    ...countErrors(rules, rows),
    ...(order.join() === known.map(({ code }) => code).join()
      ? []
      : [{ code: 'SD2007', path: 'XML_DATA', msg: '行的次序与表不符,或列表不连续' }]),
  ]
}

/** The codes that a rule stands for: one, or one for each element of its list, all of an element together. */
function expand(
  rule: FieldRule,
  rules: readonly FieldRule[],
  rows: readonly Row[],
): { code: string; rule: FieldRule }[] {
  if (!rule.form.startsWith('L')) return rule.name.includes('[n]') ? [] : [{ code: rule.name, rule }]
  const members = rules.filter(({ name }) => name.startsWith(`${rule.name}[n].`))
  return Array.from({ length: lengthOf(rule.name, rows) }, (_, index) =>
    members.map((member) => ({ code: member.name.replace('[n]', `[${index + 1}]`), rule: member })),
  ).flat()
}

function lengthOf(list: string, rows: readonly Row[]): number {
  const places = rows.filter(({ code }) => code.startsWith(`${list}[`)).map(({ code }) => INDEX.exec(code)?.[1])
  return new Set(places).size
}

function countErrors(rules: readonly FieldRule[], rows: readonly Row[]): WireError[] {
  return rules.flatMap(({ name, form }) => {
    const [, least, most] = /^L(\d+)-(\d+)$/.exec(form) ?? []
    const count = lengthOf(name, rows)
    if (least === undefined || (count >= Number(least) && count <= Number(most))) return []
    return [{ code: 'SD2005', path: `XML_DATA/${name}`, msg: `应为 ${least} 至 ${most} 条` }]
  })
}
