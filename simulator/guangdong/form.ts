import type { LookUp } from '../field-needs.ts'
import { readXml, type XmlElement } from '../xml-reader.ts'
import { escapeText, type Field } from './ex-info.ts'
import { checkFields, type FieldRule, type WireError } from './field-rules.ts'
import { COMMON_RULES } from './forms-of-companies.ts'
import type { Matter } from './matters.ts'

/** §3.2, 5. */
export const FORM_VERSION = '2026.1'

/** A form as nested pairs: a text, or a list of rows. */
export type FormPart = readonly [name: string, value: string | readonly (readonly Field[])[]]

const leaves = (fields: readonly Field[]) =>
  fields.map(([name, value]) => `<${name}>${escapeText(value)}</${name}>`).join('')

export function writeForm(basicCode: string, common: readonly Field[], own: readonly FormPart[]): string {
  const parts = own.map(([name, value]) =>
    typeof value === 'string'
      ? leaves([[name, value]])
      : `<${name}>${value.map((row, index) => `<ROW NO="${index + 1}">${leaves(row)}</ROW>`).join('')}</${name}>`,
  )
  return `<FORM SXBM_SHORT="${basicCode}" VER="${FORM_VERSION}"><TYXX>${leaves(common)}</TYXX>${parts.join('')}</FORM>`
}

const toFields = ({ children }: XmlElement): Field[] => children.map(({ name, text }) => [name, text])

/** What a form says outside its lists, TYXX first; `''` where nothing. */
export function formLookUp(text: string): LookUp {
  const root = readXml(text)
  if ('fault' in root) return () => ''
  const tyxx = root.children.find(({ name }) => name === 'TYXX')
  const values = new Map([...(tyxx ? toFields(tyxx) : []), ...toFields(root)])
  return (name) => values.get(name) ?? ''
}

/** Every breach of §3.2 and §4.2 in a form; `outside` answers for the fields of the message. */
export function checkForm(text: string, matter: Matter, outside: LookUp): WireError[] {
  const root = readXml(text)
  const wrong = (code: string, field: string, msg: string) => [{ code, field, msg }]
  if ('fault' in root || root.name !== 'FORM') return wrong('G109', 'SB/XML_DATA', '不是 FORM')
  const attributes = root.attributes.map(([name, value]) => `${name}=${value}`).join()
  if (attributes !== `SXBM_SHORT=${matter.basicCode},VER=${FORM_VERSION}`)
    return wrong('G110', 'SB/XML_DATA', '表单版本或事项不符')
  const [tyxx, ...own] = root.children
  if (tyxx?.name !== 'TYXX') return wrong('G107', 'FORM/TYXX', 'TYXX 须居首位')
  const inside = formLookUp(text)
  const lookUp: LookUp = (name) => (name === 'MATTER' ? matter.id : inside(name) || outside(name))
  const lists = matter.form.filter(({ form }) => form.startsWith('L'))
  // a list stands in the order of the fields as one of them, whatever it holds
  const heads = matter.form.filter(({ name }) => !name.includes('/')).map(asHead)
  const fields = own.map((element): Field => [element.name, isList(element, lists) ? '+' : element.text])
  return [
    ...checkFields(COMMON_RULES, toFields(tyxx), lookUp, (name) => `FORM/TYXX/${name}`),
    ...checkFields(heads, fields, lookUp, (name) => `FORM/${name}`),
    ...lists.flatMap((list) => checkList(list, own, matter.form, lookUp)),
  ]
}

const asHead = (rule: FieldRule): FieldRule =>
  rule.form.startsWith('L') ? { ...rule, form: 's1', need: rule.form.startsWith('L0') ? 'O' : 'M' } : rule
const isList = ({ name }: XmlElement, lists: readonly FieldRule[]) => lists.some((list) => list.name === name)

function checkList(
  list: FieldRule,
  own: readonly XmlElement[],
  rules: readonly FieldRule[],
  lookUp: LookUp,
): WireError[] {
  const rows = own.find(({ name }) => name === list.name)?.children ?? []
  const [, most = '0'] = list.form.slice(1).split('-')
  const members = rules
    .filter(({ name }) => name.startsWith(`${list.name}/`))
    .map((rule) => ({ ...rule, name: rule.name.slice(list.name.length + 1) }))
  const numbered = rows.every(
    ({ name, attributes }, index) => name === 'ROW' && attributes[0]?.join() === `NO,${index + 1}`,
  )
  return [
    ...(numbered && rows.length <= Number(most)
      ? []
      : [{ code: 'G109', field: `FORM/${list.name}`, msg: `应为至多 ${most} 行,NO 从 1 连续` }]),
    ...rows.flatMap((row, index) =>
      checkFields(members, toFields(row), lookUp, (name) => `FORM/${list.name}/${index + 1}/${name}`),
    ),
  ]
}
