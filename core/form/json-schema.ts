import type { Condition } from '../condition.ts'
import type { Json, JsonObject } from '../json.ts'
import type { Field, Matter } from '../matter.ts'
import type { Codes } from './codes.ts'

/** Tables with more rows than this are named, not spelled out. */
const MOST_CHOICES = 100

/** JSON Schema 2020-12 of a matter's form, for editors and partners. It says less than `checkForm`: no check digits, nothing between fields. */
export function toJsonSchema(matter: Matter, codes: Codes): JsonObject {
  const root = createNode()
  for (const field of matter.fields) place(root, field, codes)
  root.properties['extra'] = { type: 'object', title: '地区增项' }
  const conditional = matter.fields.flatMap((field) =>
    field.required === undefined || field.required === true
      ? []
      : [{ anyOf: [{ not: conditionSchema(field.required) }, nest(field.path, {})] }],
  )
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:tongban:matter:${matter.id}`,
    title: matter.name,
    ...toSchema(root),
    ...(conditional.length > 0 ? { allOf: conditional } : {}),
  }
}

interface Node {
  readonly properties: Record<string, Json>
  readonly groups: Map<string, Node>
  readonly required: Set<string>
}

function createNode(): Node {
  return { properties: {}, groups: new Map(), required: new Set() }
}

function place(root: Node, field: Field, codes: Codes): void {
  const steps = field.path.split('.')
  const last = steps.pop() as string
  let node = root
  for (const step of steps) {
    if (field.required === true) node.required.add(step)
    const next = node.groups.get(step) ?? createNode()
    node.groups.set(step, next)
    node = next
  }
  if (field.required === true) node.required.add(last)
  node.properties[last] = fieldSchema(field, codes)
}

function toSchema(node: Node): JsonObject {
  const groups = [...node.groups].map(([name, below]) => [name, toSchema(below)] as const)
  return {
    type: 'object',
    properties: { ...node.properties, ...Object.fromEntries(groups) },
    required: [...node.required],
    additionalProperties: false,
  }
}

function fieldSchema(field: Field, codes: Codes): JsonObject {
  const title = { title: field.label, ...(field.help === undefined ? {} : { description: field.help }) }
  return { ...title, ...typeSchema(field, codes) }
}

function typeSchema(field: Field, codes: Codes): JsonObject {
  const bounds = (least: string, most: string): JsonObject => ({
    ...(field.min === undefined ? {} : { [least]: field.min }),
    ...(field.max === undefined ? {} : { [most]: field.max }),
  })
  switch (field.type) {
    case 'text':
      return { type: 'string', ...bounds('minLength', 'maxLength') }
    case 'integer':
      return { type: 'integer', ...bounds('minimum', 'maximum') }
    case 'decimal':
      return { type: 'number', ...bounds('minimum', 'maximum') }
    case 'boolean':
      return { type: 'boolean' }
    case 'date':
      return { type: 'string', format: 'date' }
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

function conditionSchema(condition: Condition): JsonObject {
  const all = Object.entries(condition).map(([path, wanted]): JsonObject => {
    if (wanted === 'present') return nest(path, {})
    if (wanted === 'absent') return { not: nest(path, {}) }
    return nest(path, Array.isArray(wanted) ? { enum: wanted as Json[] } : { const: wanted as Json })
  })
  return { allOf: all }
}

/** The schema `inner` at a path that must be there. */
function nest(path: string, inner: JsonObject): JsonObject {
  return path
    .split('.')
    .reduceRight<JsonObject>((below, step) => ({ properties: { [step]: below }, required: [step] }), inner)
}
