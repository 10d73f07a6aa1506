import fc from 'fast-check'
import { isObject, type Json, type JsonObject, putAt } from '../../../core/json.ts'
import type { Mapping } from '../../../core/mapping/compile.ts'
import type { Field, Matter } from '../../../core/matter.ts'
import { projectDefinitions } from '../../support/definitions.ts'

const definitions = projectDefinitions()
const { codes } = definitions
/** Every set of every region, with its matter and what a test of it is called. */
export const mappings: readonly { readonly title: string; readonly mapping: Mapping; readonly matter: Matter }[] =
  definitions.regions.flatMap(({ mappings: all, name }) =>
    [...all.values()].map((mapping) => {
      const matter = definitions.matters.find(({ id }) => id === mapping.matter) as Matter
      return { title: `${name} ${mapping.matter}`, mapping, matter }
    }),
  )
const counties = [...codes.divisionNames.keys()].filter(
  (code) => !code.endsWith('00') && codes.fullAddress({ division: code, detail: '' }),
)

const twoDigits = (from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((number) => String(number).padStart(2, '0'))
const date = fc
  .tuple(fc.integer({ min: 1900, max: 2099 }), twoDigits(1, 12), twoDigits(1, 28))
  .map((parts) => parts.join('-'))
const clock = fc.tuple(twoDigits(0, 23), twoDigits(0, 59), twoDigits(0, 59)).map((parts) => parts.join(':'))
const time = fc.tuple(date, clock).map(([day, hour]) => `${day}T${hour}+08:00`)
const text = fc.constantFrom(
  '次仁',
  '欧阳明',
  '阿依古丽·买买提',
  '𠅤记示例商行',
  '<a>&"',
  '示例路1号',
  '028-85000001',
  'A 1',
  '0',
  '无',
)

const division = fc.constantFrom(...counties)

function someValue({ type, table, max }: Field): fc.Arbitrary<Json> {
  switch (type) {
    case 'integer':
      return fc.integer({ min: 0, max: 1_000_000 })
    case 'decimal':
      return fc.integer({ min: 0, max: 1_000_000 }).map((number) => number / 100)
    case 'date':
      return date
    case 'datetime':
      return time
    case 'expiry':
      return fc.oneof(date, fc.constant('长期'))
    case 'boolean':
      return fc.boolean()
    case 'code':
      return fc.constantFrom(...(codes.tables.get(table ?? '')?.rows.map(({ code }) => code) ?? ['1']))
    case 'division':
      return max === 12 ? division.map((code) => `${code}000000`) : division
    case 'address':
      return fc.record({ division, detail: text })
    default:
      return text
  }
}

const formOfMatter = new Map(definitions.matters.map(({ id, fields }) => [id, groupOf(fields, '')]))
/** Forms of a matter with values of the right kinds, each there or not; otherwise anything. */
export const formOf = ({ id }: Matter) => formOfMatter.get(id) as fc.Arbitrary<JsonObject>

/** The values below a prefix (`''`, `shareholders[].`): each there or not, lists with up to three elements. */
function groupOf(fields: readonly Field[], prefix: string): fc.Arbitrary<JsonObject> {
  const own = fields.filter(({ path }) => path.startsWith(prefix) && !path.slice(prefix.length).includes('[]'))
  const values = own.map((field) =>
    fc
      .option(field.type === 'list' ? listOf(fields, `${field.path}[]`) : someValue(field), { nil: undefined, freq: 4 })
      .map((value) => [field.path.slice(prefix.length), value] as const),
  )
  return fc.tuple(...values).map((pairs) => {
    const form: JsonObject = {}
    for (const [path, value] of pairs) if (value !== undefined) putAt(form, path, value)
    return form
  })
}

function listOf(fields: readonly Field[], element: string): fc.Arbitrary<Json> {
  const single = fields.find(({ path }) => path === element)
  return fc.array<Json>(single ? someValue(single) : groupOf(fields, `${element}.`), { minLength: 1, maxLength: 3 })
}

/** What the adapter would put where files go, after a trip through JSON. */
export function onTheWire(tree: JsonObject): JsonObject {
  const walk = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(walk)
    if (!isObject(value)) return value
    if (isObject(value['$file'])) return `R-${String(value['$file']['id'])}`
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, walk(member)]))
  }
  return JSON.parse(JSON.stringify(walk(tree))) as JsonObject
}

/** The nightly script tries more. */
export const TIMES = Number(process.env['TONGBAN_PROPERTY_TIMES'] ?? 1)
