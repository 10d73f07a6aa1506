import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBlank } from '../../core/condition.ts'
import { isObject, type Json, type JsonObject, putAt, valueAt } from '../../core/json.ts'
import { shapeOf } from '../../core/list-path.ts'
import type { Mapping } from '../../core/mapping/compile.ts'
import type { Field, Matter } from '../../core/matter.ts'
import { projectDefinitions } from '../support/definitions.ts'

const definitions = projectDefinitions()
const { codes } = definitions
const mappings = definitions.regions.flatMap(({ mappings: all, name }) =>
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
const formOf = ({ id }: Matter) => formOfMatter.get(id) as fc.Arbitrary<JsonObject>

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
function onTheWire(tree: JsonObject): JsonObject {
  const walk = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(walk)
    if (!isObject(value)) return value
    if (isObject(value['$file'])) return `R-${String(value['$file']['id'])}`
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, walk(member)]))
  }
  return JSON.parse(JSON.stringify(walk(tree))) as JsonObject
}

/** Whether the path, or something in its elements, is among these. */
function touches(paths: ReadonlySet<string>, path: string): boolean {
  return [...paths].some((one) => one === path || one.startsWith(`${path}[`))
}

/** Paths that the report says come back exactly: every rule that took them says so, and none had a fault. */
function exactPaths(
  mapping: Mapping,
  form: JsonObject,
  tree: { loss: readonly { path: string; class: string; kind: string }[]; faults: readonly { path: string }[] },
): string[] {
  const lossy = new Set(
    tree.loss.filter(({ class: loss, kind }) => kind === 'dropped' || loss > 'L1').map(({ path }) => path),
  )
  const faulty = new Set(tree.faults.map(({ path }) => path))
  const paths = new Set(tree.loss.map(({ path }) => path))
  return [...paths].filter(
    (path) =>
      path !== '' &&
      !path.startsWith('materials.') &&
      !touches(lossy, path) &&
      !touches(faulty, path) &&
      !isBlank(valueAt(form, path)) &&
      mapping.treePath(path) !== null,
  )
}

/** The nightly script tries more. */
const TIMES = Number(process.env['TONGBAN_PROPERTY_TIMES'] ?? 1)

describe.each(mappings)('$title', ({ mapping, matter }) => {
  it('gives back every value of which its report says that it is carried exactly', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(formOf(matter), (form) => {
        const mapped = mapping.mapForm('apply', form, [], { report: true })
        const read = mapping.readForm(onTheWire(mapped.tree))
        const back = { ...read.form, ...read.context }
        const exact = exactPaths(mapping, form, mapped)
        for (const path of exact) seen.add(path)
        const pairs = (tree: JsonObject) => exact.map((path) => [path, valueAt(tree, path)])
        expect(pairs(back)).toEqual(pairs(form))
      }),
      { numRuns: 150 * TIMES },
    )
    // the property must not hold for want of values
    expect(seen.size).toBeGreaterThan(20)
  })
  it('accounts in its report for every value it was given', () => {
    fc.assert(
      fc.property(formOf(matter), (form) => {
        const { loss } = mapping.mapForm('apply', form, [], { report: true })
        const told = new Set(loss.map(({ path }) => path))
        const silent = matter.fields
          .map(({ path }) => path)
          .filter((path) => !path.startsWith('case.') && !isBlank(valueAt(form, path)))
        const untold = silent.filter((path) => {
          // of a list of plain values the list itself is told
          const whole = path.replace(/\[\]$/, '')
          return ![...told].some((one) => one === whole || one.startsWith(`${whole}.`) || one.startsWith(`${whole}[`))
        })
        expect(untold).toEqual([])
      }),
      { numRuns: 60 * TIMES },
    )
  })
  it('sends nothing but what it lists', () => {
    fc.assert(
      fc.property(formOf(matter), (form) => {
        const sent = mapping.fields()
        const { loss } = mapping.mapForm('apply', form, [], { report: true })
        const paths = loss.filter(({ kind, path }) => kind !== 'dropped' && path !== '').map(({ path }) => path)
        const unlisted = paths
          .map(shapeOf)
          .filter(
            (path) => !sent.some((one) => path === one || path.startsWith(`${one}.`) || one.startsWith(`${path}[]`)),
          )
        expect(unlisted).toEqual([])
      }),
      { numRuns: 30 * TIMES },
    )
  })
  it('reads any JSON without a throw, and always a status', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), (tree) => {
        mapping.readForm(tree as JsonObject)
        mapping.mapForm('apply', tree as JsonObject, [])
        expect(typeof mapping.readProgress(tree as JsonObject).progress.status).toBe('string')
      }),
      { numRuns: 200 * TIMES },
    )
  })
  it('reads a tree of its own with anything put anywhere', () => {
    const paths = mapping.fields().flatMap((path) => mapping.treePath(path) ?? [])
    fc.assert(
      fc.property(formOf(matter), fc.constantFrom(...paths), fc.jsonValue({ maxDepth: 3 }), (form, path, value) => {
        const tree = onTheWire(mapping.mapForm('apply', form, []).tree)
        putAt(tree, path, value as Json)
        for (const fault of mapping.readForm(tree).faults) expect(fault.message).toMatch(/[\u4e00-\u9fff]/)
        mapping.mapForm('apply', { ...form, [path.split('.')[0] ?? '']: value as Json }, [])
      }),
      { numRuns: 150 * TIMES },
    )
  })
})
