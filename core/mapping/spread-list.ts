import type { Fault } from '../fault.ts'
import { canonicalJson, isObject, type Json, type JsonObject } from '../json.ts'

/** How a list of lists is one list of records: which member of an element holds its inner list, and which column tells what belongs together. */
export interface Spread {
  readonly list: string
  readonly key: string
}

/** One record for each element of the inner lists, its members where the list stood, what is said of the outer element repeated; an element whose list is empty is one record. */
export function spreadElements(elements: readonly JsonObject[], { list }: Spread): JsonObject[] {
  return elements.flatMap((element) => {
    const inner = Array.isArray(element[list]) ? element[list].filter(isObject) : []
    return (inner.length > 0 ? inner : [{}]).map((own) =>
      Object.fromEntries(
        Object.entries(element).flatMap(([name, value]) => (name === list ? Object.entries(own) : [[name, value]])),
      ),
    )
  })
}

/** Records put together again. */
export interface Gathered {
  /** by their first record's place */
  readonly elements: readonly JsonObject[]
  readonly faults: readonly Fault[]
  /** the path of a record's column for that of a member of `elements` or of an inner list */
  recordPath(path: string): string
}

/** Puts records together by their key; `inner` names the columns of the inner list. Records of one key that differ in another column are at fault, as are those without one. */
export function gatherRecords(
  records: readonly Json[],
  { list, key }: Spread,
  inner: ReadonlySet<string>,
  to: string,
): Gathered {
  const places = new Map<string, number[]>()
  const faults: Fault[] = []
  for (const [place, record] of records.entries()) {
    const at = `${to}[${place}]`
    const word = isObject(record) ? record[key] : undefined
    if (word === undefined || word === null || word === '')
      faults.push({ path: `${at}.${key}`, code: 'required', message: `“${at}.${key}”没有填写`, fix: '请填写序号' })
    const name = word === undefined ? `?${place}` : canonicalJson(word)
    const group = places.get(name)
    if (group) faults.push(...differences(records[group[0] ?? 0], record, inner, at, group[0] ?? 0))
    if (group) group.push(place)
    else places.set(name, [place])
  }
  const groups = [...places.values()]
  return {
    elements: groups.map((group) => {
      const [first = 0] = group
      const parts = group.map((place) => parted(records[place], inner).inner)
      const isBare = parts.length === 1 && Object.keys(parts[0] ?? {}).length === 0
      return { ...parted(records[first], inner).outer, [list]: isBare ? [] : parts }
    }),
    faults,
    recordPath: (path) => {
      const element = placeAfter(path, to)
      const group = element && groups[element.place]
      if (!group) return path
      const way = placeAfter(element.rest, `.${list}`)
      return way ? `${to}[${group[way.place]}]${way.rest}` : `${to}[${group[0]}]${element.rest}`
    },
  }
}

function placeAfter(path: string, prefix: string): { readonly place: number; readonly rest: string } | null {
  const [whole, place] = path.startsWith(prefix) ? (/^\[(\d+)\]/.exec(path.slice(prefix.length)) ?? []) : []
  return whole === undefined ? null : { place: Number(place), rest: path.slice(prefix.length + whole.length) }
}

function parted(record: Json | undefined, inner: ReadonlySet<string>): { outer: JsonObject; inner: JsonObject } {
  const entries = Object.entries(isObject(record) ? record : {})
  return {
    outer: Object.fromEntries(entries.filter(([name]) => !inner.has(name))),
    inner: Object.fromEntries(entries.filter(([name]) => inner.has(name))),
  }
}

function differences(
  first: Json | undefined,
  record: Json,
  inner: ReadonlySet<string>,
  at: string,
  place: number,
): Fault[] {
  const [one, other] = [parted(first, inner).outer, parted(record, inner).outer]
  return [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((name) => canonicalJson(one[name] ?? null) !== canonicalJson(other[name] ?? null))
    .map((name) => ({
      path: `${at}.${name}`,
      code: 'conflict',
      message: `“${at}.${name}”与同一序号的第 ${place + 1} 条不一致`,
      fix: '请改成一致',
    }))
}
