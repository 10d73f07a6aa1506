import { isObject, type Json, type JsonObject } from '../json.ts'

/** A JSON value in which what occurs several times stands once: `{ "$": n }` stands for the nth of the pool. */
export interface Packed {
  readonly pool: readonly Json[]
  readonly root: Json
}

/** Texts of fewer characters are not worth a reference. */
const SHORTEST = 24

/** Packs a value; throws where a name in it is the one of references. */
export function packJson(value: Json): Packed {
  const times = new Map<string, number>()
  count(value, times)
  const places = new Map<string, number>()
  const pool: Json[] = []
  const pack = (one: Json): Json => {
    if (typeof one !== 'object' || one === null) return one
    const text = JSON.stringify(one)
    if ((times.get(text) ?? 0) < 2) return packMembers(one, pack)
    const known = places.get(text)
    if (known !== undefined) return { $: known }
    const place = pool.push(null) - 1
    places.set(text, place)
    pool[place] = packMembers(one, pack)
    return { $: place }
  }
  const root = pack(value)
  return { pool, root }
}

/** What lies within something that was seen before is not counted again. */
function count(value: Json, times: Map<string, number>): void {
  if (typeof value !== 'object' || value === null) return
  const text = JSON.stringify(value)
  const before = text.length < SHORTEST ? 0 : (times.get(text) ?? 0)
  if (text.length >= SHORTEST) times.set(text, before + 1)
  if (before === 0) for (const member of Object.values(value)) count(member, times)
}

function packMembers(value: JsonObject | readonly Json[], pack: (member: Json) => Json): Json {
  if (Array.isArray(value)) return value.map(pack)
  if (Object.hasOwn(value, '$')) throw new Error('a name of the value is the one of references')
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, pack(member)]))
}

/** The value again; what stood once in the pool is one object wherever it stands, so nobody may write to it. */
export function unpackJson({ pool, root }: Packed): Json {
  const made: Json[] = []
  const unpack = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(unpack)
    if (!isObject(value)) return value
    const place = value['$']
    if (typeof place === 'number') {
      made[place] ??= unpack(pool[place] ?? null)
      return made[place]
    }
    // not by assignment: a name like __proto__ would be lost
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, unpack(member)]))
  }
  return unpack(root)
}
