import { isBlank } from '../condition.ts'
import { isObject, type Json, type JsonObject, valueAt } from '../json.ts'
import type { Field, Matter } from '../matter.ts'
import type { Codes } from './codes.ts'

/** A form under check, with what the checks look up again and again. */
export interface Walk {
  readonly matter: Matter
  readonly codes: Codes
  readonly form: JsonObject
  /** the form with the mode in its place, for conditions */
  readonly values: JsonObject
  readonly fieldsByPath: ReadonlyMap<string, Field>
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
    values: { ...form, case: { ...inner, mode: given.mode } },
    fieldsByPath: fieldsOf(given.matter),
    mode: given.mode,
    today: given.today,
  }
}

/** The text at a path, '' where there is none or it is no text. */
export function textAt(walk: Walk, path: string): string {
  const value = valueAt(walk.values, path)
  return typeof value === 'string' ? value : ''
}

/** The value at a path, undefined where it is blank. */
export function filledAt(walk: Walk, path: string): Json | undefined {
  const value = valueAt(walk.values, path)
  return isBlank(value) ? undefined : value
}

const GROUPS: Readonly<Record<string, string>> = {
  agent: '代理人',
  applicant: '申请人',
  bank: '银行账户',
  'delivery.to': '收件人',
}

/** What people call the field or group at this path. */
export function labelOf(matter: Matter, path: string): string {
  return fieldsOf(matter).get(path)?.label ?? GROUPS[path] ?? path
}

/** A condition in words: `“备案类型”为“异地安置退休”或“异地长期居住”`. */
export function describeCondition(walk: Pick<Walk, 'matter' | 'codes'>, condition: object): string {
  return Object.entries(condition)
    .map(([path, wanted]: [string, Json]) => {
      const label = labelOf(walk.matter, path)
      if (wanted === 'present') return `填了“${label}”`
      if (wanted === 'absent') return `没有“${label}”`
      const table = fieldsOf(walk.matter).get(path)?.table ?? ''
      const words = (Array.isArray(wanted) ? wanted : [wanted]).map(
        (code) => `“${walk.codes.label(table, String(code)) ?? String(code)}”`,
      )
      return `“${label}”为${words.join('或')}`
    })
    .join('，并且')
}
