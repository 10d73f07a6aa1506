import { type Condition, isUnder } from '../condition.ts'
import type { Json, JsonObject } from '../json.ts'
import type { Field, Matter } from '../matter.ts'
import type { Codes } from './codes.ts'

/** Tables with more rows than this are named, not spelled out. */
const MOST_CHOICES = 100

/** JSON Schema 2020-12 of a matter's form, for editors and partners. It says less than `checkForm`: no check digits, nothing between fields. */
export function toJsonSchema(matter: Matter, codes: Codes): JsonObject {
  const entries = matter.fields.map((field): Entry => ({ steps: field.path.split('.'), field }))
  const { properties, ...root } = groupSchema(entries, codes)
  const conditional = matter.fields.flatMap((field) =>
    typeof field.required === 'object' && canSay(field.required) ? [requirement(field.path, field.required)] : [],
  )
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:tongban:matter:${matter.id}`,
    title: matter.name,
    properties: { ...(properties as JsonObject), extra: { type: 'object', title: '地区增项' } },
    ...root,
    ...(conditional.length > 0 ? { allOf: conditional } : {}),
  }
}

/** A field by the steps that lead to it from the group at hand. */
interface Entry {
  readonly steps: readonly string[]
  readonly field: Field
}

function groupSchema(entries: readonly Entry[], codes: Codes): JsonObject {
  const byName = Map.groupBy(entries, ({ steps: [step = ''] }) => step.replace('[]', ''))
  const members = [...byName].map(([name, below]) => [name, memberSchema(below, codes)] as const)
  return {
    type: 'object',
    properties: Object.fromEntries(members),
    required: [...byName].flatMap(([name, below]) => (below.some(isAlwaysThere) ? [name] : [])),
    additionalProperties: false,
  }
}

/** What makes its group be there: a required field below it, but not one of a list's elements. */
function isAlwaysThere({ steps, field }: Entry): boolean {
  return field.required === true && !steps.some((step) => step.endsWith('[]'))
}

function memberSchema(entries: readonly Entry[], codes: Codes): JsonObject {
  const [own] = entries.filter(({ steps: [step = '', ...rest] }) => rest.length === 0 && !step.endsWith('[]'))
  const below = entries.filter((entry) => entry !== own)
  if (own === undefined) return groupSchema(below.map(inside), codes)
  const schema = fieldSchema(own.field, codes)
  if (own.field.type !== 'list') return schema
  const [element] = below.filter(({ steps }) => steps.length === 1)
  return { ...schema, items: element ? fieldSchema(element.field, codes) : groupSchema(below.map(inside), codes) }
}

function inside({ steps, field }: Entry): Entry {
  return { steps: steps.slice(1), field }
}

function fieldSchema(field: Field, codes: Codes): JsonObject {
  const title = { title: field.label, ...(field.help === undefined ? {} : { description: field.help }) }
  return { ...title, ...(field.by === undefined ? {} : { readOnly: true }), ...typeSchema(field, codes) }
}

function typeSchema(field: Field, codes: Codes): JsonObject {
  const bounds = (least: string, most: string): JsonObject => ({
    ...(field.min === undefined ? {} : { [least]: field.min }),
    ...(field.max === undefined ? {} : { [most]: field.max }),
  })
  if (field.constant !== undefined) return { const: field.constant }
  switch (field.type) {
    case 'text':
      return { type: 'string', ...bounds('minLength', 'maxLength') }
    case 'list':
      return { type: 'array', ...bounds('minItems', 'maxItems') }
    case 'integer':
      return { type: 'integer', ...bounds('minimum', 'maximum') }
    case 'decimal':
      // multipleOf is left out: validators divide in binary and refuse 0.07
      return {
        type: 'number',
        ...bounds('minimum', 'maximum'),
        ...(field.decimals ? { 'x-decimals': field.decimals } : {}),
      }
    case 'boolean':
      return { type: 'boolean' }
    case 'date':
      return { type: 'string', format: 'date' }
    case 'month':
      return { type: 'string', pattern: '^\\d{4}(0[1-9]|1[0-2])$' }
    case 'datetime':
      return { type: 'string', format: 'date-time', pattern: '\\+08:00$' }
    case 'expiry':
      return { anyOf: [{ type: 'string', format: 'date' }, { const: '长期' }] }
    case 'division':
      return { type: 'string', pattern: field.max === 12 ? '^\\d{12}$' : '^\\d{6}$' }
    case 'address':
      return addressSchema(field)
    case 'code':
      return codeSchema(field.table ?? '', codes)
  }
}

function addressSchema(field: Field): JsonObject {
  return {
    type: 'object',
    properties: {
      division: { type: 'string', pattern: '^\\d{6}$', title: '区划' },
      detail: {
        type: 'string',
        minLength: 1,
        title: '详细地址',
        ...(field.max === undefined ? {} : { maxLength: field.max }),
      },
      full: { type: 'string', title: '全址' },
    },
    required: ['division', 'detail'],
    additionalProperties: false,
  }
}

function codeSchema(name: string, codes: Codes): JsonObject {
  const rows = codes.tables.get(name)?.rows ?? []
  if (rows.length > MOST_CHOICES) return { type: 'string', 'x-table': name }
  return { 'x-table': name, oneOf: rows.map(({ code, label }) => ({ const: code, title: label })) }
}

/** A schema knows no day, so it cannot tell an age. */
function canSay(condition: Condition): boolean {
  return !Object.values(condition).some(isUnder)
}

/** That the field must be there where the condition holds; within a list, for each element by what stands in it. */
function requirement(path: string, condition: Condition): JsonObject {
  const cut = path.indexOf('[]')
  if (cut < 0) return { anyOf: [{ not: conditionSchema(condition) }, nest(path, {})] }
  const list = path.slice(0, cut)
  const [within, without] = partition(condition, `${list}[].`)
  const rest = path.slice(cut + '[].'.length)
  const items = Object.keys(within).length > 0 ? requirement(rest, within) : nest(rest, {})
  const every = wrap(list, { items })
  return Object.keys(without).length > 0 ? { anyOf: [{ not: conditionSchema(without) }, every] } : every
}

function partition(condition: Condition, prefix: string): [Condition, Condition] {
  const members = Object.entries(condition)
  const inside = members.filter(([path]) => path.startsWith(prefix))
  return [
    Object.fromEntries(inside.map(([path, wanted]) => [path.slice(prefix.length), wanted])),
    Object.fromEntries(members.filter(([path]) => !path.startsWith(prefix))),
  ]
}

function conditionSchema(condition: Condition): JsonObject {
  const all = Object.entries(condition).map(([path, wanted]): JsonObject => {
    if (wanted === 'present') return nest(path, {})
    if (wanted === 'absent') return { not: nest(path, {}) }
    return nest(path, Array.isArray(wanted) ? { enum: wanted as Json[] } : { const: wanted as Json })
  })
  return { allOf: all }
}

/** The schema `inner` at a path that must be there; through a list, in one of its elements. */
function nest(path: string, inner: JsonObject): JsonObject {
  return path.split('.').reduceRight<JsonObject>((below, step) => {
    const name = step.replace('[]', '')
    return { properties: { [name]: step === name ? below : { contains: below } }, required: [name] }
  }, inner)
}

/** The schema `inner` at a path that need not be there. */
function wrap(path: string, inner: JsonObject): JsonObject {
  return path.split('.').reduceRight<JsonObject>((below, step) => ({ properties: { [step]: below } }), inner)
}
