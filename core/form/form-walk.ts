import { type Condition, isBlank, isUnder } from '../condition.ts'
import { isObject, type Json, type JsonObject, valueAt } from '../json.ts'
import { bindPath, listsOn, perPlace, shapeOf } from '../list-path.ts'
import type { Field, Matter } from '../matter.ts'
import type { Codes } from './codes.ts'

/** A form under check, with what the checks look up again and again. */
export interface Walk {
  readonly matter: Matter
  readonly codes: Codes
  readonly form: JsonObject
  /** the form with mode and day in their place, for conditions */
  readonly values: JsonObject
  readonly mode: string
  readonly today: string
}

const fieldsByMatter = new WeakMap<Matter, ReadonlyMap<string, Field>>()

/** Fields by path; built once for each matter. */
export function fieldsOf(matter: Matter): ReadonlyMap<string, Field> {
  const known = fieldsByMatter.get(matter)
  if (known) return known
  const fields = new Map(matter.fields.map((field) => [field.path, field]))
  fieldsByMatter.set(matter, fields)
  return fields
}

/** Gets ready for checking; a form that is no object counts as empty. */
export function createWalk(given: { matter: Matter; codes: Codes; form: Json; mode: string; today: string }): Walk {
  const form = isObject(given.form) ? given.form : {}
  const inner = isObject(form['case']) ? form['case'] : {}
  return {
    matter: given.matter,
    codes: given.codes,
    form,
    values: { ...form, case: { ...inner, mode: given.mode, today: given.today } },
    mode: given.mode,
    today: given.today,
  }
}

/** The text at a path, '' where there is none or it is no text. */
export function textAt(walk: Walk, path: string): string {
  const value = valueAt(walk.values, path)
  return typeof value === 'string' ? value : ''
}

/** The Chinese word of the code at a path; the code itself where its table does not know it. */
export function wordAt(walk: Walk, path: string): string {
  const code = textAt(walk, path)
  return walk.codes.label(fieldAt(walk.matter, path)?.table ?? '', code) ?? code
}

/** The value at a path, undefined where it is blank. */
export function filledAt(walk: Walk, path: string): Json | undefined {
  const value = valueAt(walk.values, path)
  return isBlank(value) ? undefined : value
}

/** The field that a path is of, wherever in a list. */
export function fieldAt(matter: Matter, path: string): Field | undefined {
  return fieldsOf(matter).get(shapeOf(path))
}

/** What people call the field or group at this path; within a list, of which element: `证件号码（股东第 3 条）`. */
export function labelOf(matter: Matter, path: string): string {
  const label = fieldAt(matter, path)?.label ?? GROUPS[path] ?? path
  const places = listsOn(path).map(({ list, position }) => `${fieldAt(matter, list)?.label ?? ''}第 ${position} 条`)
  return places.length > 0 ? `${label}（${places.join('，')}）` : label
}

const GROUPS: Readonly<Record<string, string>> = {
  agent: '代理人',
  applicant: '申请人',
  bank: '银行账户',
  'delivery.to': '收件人',
  finance: '财务负责人',
  licence: '原许可证',
}

/** The field as it stands at one place of a list: its path, label and whatever it says of fields beside it are those of that element. */
export function bindField(matter: Matter, field: Field, path: string): Field {
  if (path === field.path) return field
  const known = boundFields.get(matter) ?? perPlace(binderOf(matter))
  boundFields.set(matter, known)
  return known(field, path)
}

type Binder = (field: Field, path: string) => Field

const boundFields = new WeakMap<Matter, Binder>()

function binderOf(matter: Matter): Binder {
  return (field, path) => ({
    ...field,
    path,
    label: labelOf(matter, path),
    ...(field.rules ? { rules: field.rules.map((rule) => bindRule(rule, path)) } : {}),
    ...(typeof field.required === 'object' ? { required: bindCondition(field.required, path) } : {}),
    ...(field.when ? { when: bindCondition(field.when, path) } : {}),
  })
}

type NamedRule = NonNullable<Field['rules']>[number]

function bindRule({ rule, ...given }: NamedRule, path: string): NamedRule {
  const bound = Object.entries(given).map(([name, value]) => [
    name,
    typeof value === 'string' ? bindPath(value, path) : value,
  ])
  return { rule, ...Object.fromEntries(bound) }
}

/** The condition with its paths through the same lists bound to the same elements. */
export const bindCondition = perPlace(
  (condition: Condition, path): Condition =>
    Object.fromEntries(Object.entries(condition).map(([one, wanted]) => [bindPath(one, path), wanted])),
)

/** A condition in words: `“备案类型”为“异地安置退休”或“异地长期居住”`. */
export function describeCondition(walk: Pick<Walk, 'matter' | 'codes'>, condition: Condition): string {
  return Object.entries(condition)
    .map(([path, wanted]) => {
      const label = labelOf(walk.matter, path)
      if (wanted === 'present') return `填了“${label}”`
      if (wanted === 'absent') return `没有“${label}”`
      if (isUnder(wanted)) return `按“${label}”未满 ${wanted.under} 周岁`
      const table = fieldAt(walk.matter, path)?.table ?? ''
      const codes = (Array.isArray(wanted) ? wanted : [wanted]) as readonly Json[]
      const words = codes.map((code) => `“${wordOf(walk.codes, table, code)}”`)
      return `“${label}”为${words.join('或')}`
    })
    .join('，并且')
}

function wordOf(codes: Codes, table: string, code: Json): string {
  if (typeof code === 'boolean') return code ? '是' : '否'
  return codes.label(table, String(code)) ?? String(code)
}
