import { canonicalJson, isObject, type Json, type JsonObject, valueAt } from '../json.ts'
import type { CompiledStep } from './compiled-rules.ts'

/** The message whose paths are meant: our form, or the region's tree. */
export interface Meant {
  readonly form?: JsonObject
  readonly tree?: JsonObject
}

/** Which record of a list that is spread over records is of which element, which only the message at hand can tell; null for every other path. */
export interface SpreadPaths {
  toCanonical(treePath: string, meant: Meant): string | null
  toTree(canonicalPath: string, meant: Meant): string | null
}

/** The place of an element and of an element of its inner list, one for each record. */
interface Row {
  readonly element: number
  readonly way: number
}

/** A list of the form that is spread, with its columns by our members. */
interface Place {
  readonly to: string
  readonly from: string
  readonly inner: string
  readonly key: string
  readonly outerColumns: ReadonlyMap<string, string>
  readonly innerColumns: ReadonlyMap<string, string>
}

/** Compiles the paths of the lists that these rules spread. */
export function compileSpreadPaths(steps: readonly CompiledStep[]): SpreadPaths {
  const places = steps.flatMap(placeOf)
  return {
    toCanonical: (path, meant) => firstOf(places, (place) => elementPath(path, place, meant)),
    toTree: (path, meant) => firstOf(places, (place) => recordPath(path, place, meant)),
  }
}

function firstOf(places: readonly Place[], find: (place: Place) => string | null): string | null {
  for (const place of places) {
    const found = find(place)
    if (found !== null) return found
  }
  return null
}

function placeOf({ rule, items, sources }: CompiledStep): Place[] {
  const spread = items?.spread
  const inner = items?.steps.find((step) => step.rule.to === spread?.list && step.items)?.sources[0]?.path
  const from = sources[0]?.path
  if (!items || !spread || inner === undefined || from === undefined) return []
  const columns = columnsOf(items.steps.filter((step) => step.rule.to !== spread.list))
  return [
    { to: rule.to, from, inner, key: spread.key, outerColumns: columns, innerColumns: columnsOf(spread.inner.steps) },
  ]
}

function columnsOf(steps: readonly CompiledStep[]): ReadonlyMap<string, string> {
  return new Map(
    steps.flatMap(({ rule, accountsFor }) => (accountsFor === '' ? [] : [[accountsFor, rule.to] as const])),
  )
}

function rowsOf({ to, from, inner, key }: Place, { form, tree }: Meant): readonly Row[] {
  const records = tree ? valueAt(tree, to) : undefined
  if (Array.isArray(records)) return rowsOfRecords(records, key)
  const elements = form ? valueAt(form, from) : undefined
  return (Array.isArray(elements) ? elements : []).flatMap((one, element) => {
    const ways = isObject(one) ? one[inner] : undefined
    const count = Array.isArray(ways) ? Math.max(1, ways.length) : 1
    return Array.from({ length: count }, (_, way) => ({ element, way }))
  })
}

function rowsOfRecords(records: readonly Json[], key: string): readonly Row[] {
  const counts = new Map<string, Row>()
  return records.map((record) => {
    const name = canonicalJson((isObject(record) ? record[key] : null) ?? null)
    const before = counts.get(name)
    const row = before ? { element: before.element, way: before.way + 1 } : { element: counts.size, way: 0 }
    counts.set(name, row)
    return row
  })
}

function elementPath(path: string, place: Place, meant: Meant): string | null {
  const { to, from, inner, outerColumns, innerColumns } = place
  const [, record, column] = path.startsWith(to) ? (/^\[(\d+)\](?:\.(.+))?$/.exec(path.slice(to.length)) ?? []) : []
  const row = record === undefined ? undefined : rowsOf(place, meant)[Number(record)]
  if (!row) return null
  const element = `${from}[${row.element}]`
  for (const [member, name] of innerColumns) if (name === column) return `${element}.${inner}[${row.way}].${member}`
  for (const [member, name] of outerColumns) if (name === column) return `${element}.${member}`
  return element
}

function recordPath(path: string, place: Place, meant: Meant): string | null {
  const { to, from, inner, outerColumns, innerColumns } = place
  const rest = path.startsWith(from) ? path.slice(from.length) : ''
  const [, element, member = ''] = /^\[(\d+)\](?:\.(.+))?$/.exec(rest) ?? []
  if (element === undefined) return null
  const [, way, own] = member.startsWith(inner) ? (/^\[(\d+)\](?:\.(.+))?$/.exec(member.slice(inner.length)) ?? []) : []
  const record = rowsOf(place, meant).findIndex(
    (row) => row.element === Number(element) && row.way === Number(way ?? 0),
  )
  if (record < 0) return null
  const column = way === undefined ? outerColumns.get(member) : innerColumns.get(own ?? '')
  return column === undefined ? `${to}[${record}]` : `${to}[${record}].${column}`
}
