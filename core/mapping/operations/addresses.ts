import type { Codes } from '../../form/codes.ts'
import { isObject, type Json, type JsonObject, putAt, valueAt } from '../../json.ts'
import { type Carried, Noted, type Operation, type Operator, Problem, type Scope } from '../scope.ts'
import { flag, oneOf, someText } from './arguments.ts'

/** `table` holds the region's own codes for zones that are no divisions, read back to the county they lie in. With `of: text` the canonical value is one text. */
const address: Operation = {
  args: {
    as: oneOf('full', 'detail', 'town', 'belowTown', 'division', 'codes', 'path'),
    table: someText,
    digits: oneOf(6, 12),
    of: oneOf('text'),
  },
  needs: ['as'],
  source: true,
  make: ({ as, table, digits = 6, of }) => {
    const zones = table === undefined ? '' : String(table)
    if (as === 'path') return of === 'text' ? PATH_OF_TEXT : PATH
    if (of === 'text' && as === 'codes') return codesOfText(OPERATORS.codes(zones))
    if (of === 'text') return as === 'division' ? divisionOfText(Number(digits)) : DETAIL_OF_TEXT
    return as === 'division'
      ? OPERATORS.division(zones, Number(digits))
      : OPERATORS[as as 'full' | 'detail' | 'town' | 'belowTown' | 'codes'](zones)
  },
}

/** The name of a division, or of the division of an address. */
const place: Operation = {
  args: { as: oneOf('county', 'full') },
  needs: ['as'],
  source: true,
  make: ({ as }) => ({
    loss: 'L0',
    forward: (value, { setting }) => {
      const division = isObject(value) ? value['division'] : value
      const names = typeof division === 'string' ? setting.codes.divisionParts(division) : undefined
      if (!names) return undefined
      const { province, city, county } = names
      return as === 'full' ? `${province}${city}${county}` : county || city || province
    },
    backward: null,
  }),
}

const OPERATORS = {
  full: (): Operator => ({
    loss: 'L1',
    lossOf: (value, carried, { setting }) => {
      const split = splitAddress(setting.codes, String(carried))
      return isObject(value) && split?.division === value['division'] ? 'L1' : 'L3'
    },
    forward: withCounty((names, detail) => `${names.province}${names.city}${names.county}${detail}`),
    backward: (value, { setting }, out, path) => {
      const text = String(value)
      const split =
        splitByCode(setting.codes, text, valueAt(out, `${path}.division`)) ?? splitAddress(setting.codes, text)
      return split ? { ...split } : new Noted({ detail: text }, 'L3', '地址开头没有认得的省市县名,须由人选择区划')
    },
  }),
  detail: (): Operator => ({
    loss: 'L0',
    forward: (value) => (isObject(value) ? value['detail'] : undefined),
    backward: (value, _scope, out, path) => {
      putAt(out, `${path}.detail`, String(value))
      return undefined
    },
  }),
  town: (): Operator => ({
    loss: 'L0',
    forward: (value) => splitTown(value)[0],
    backward: (value, _scope, out, path) => {
      putAt(out, `${path}.detail`, String(value))
      return undefined
    },
  }),
  belowTown: (): Operator => ({
    loss: 'L0',
    forward: (value) => splitTown(value)[1],
    backward: (value, _scope, out, path) => {
      putAt(out, `${path}.detail`, `${String(valueAt(out, `${path}.detail`) ?? '')}${String(value)}`)
      return undefined
    },
  }),
  division: (table: string, digits: number): Operator => ({
    loss: 'L0',
    forward: (value) => {
      const division = isObject(value) ? value['division'] : undefined
      return typeof division === 'string' && division !== '' ? division.slice(0, 6).padEnd(digits, '0') : undefined
    },
    backward: (value, scope, out, path) => putCounty(ofZone(String(value), table, scope), out, path),
  }),
  codes: (table: string): Operator => ({
    loss: 'L0',
    takesGroups: true,
    forward: withCounty((names, _detail, division) => {
      const county = division.slice(0, 6)
      const province = `${county.slice(0, 2)}0000`
      const city = `${county.slice(0, 4)}00`
      const levels = names.city === '' || city === county ? [province, county] : [province, city, county]
      return levels.map((code) => code.padEnd(12, '0'))
    }),
    backward: (value, scope, out, path) => {
      if (!Array.isArray(value)) return new Problem('format', '应为区划代码的列表', '请从省级写到县级')
      const codes = value.map((code) => (typeof code === 'string' ? ofZone(code, table, scope) : ''))
      return putCounty(codes.findLast((code) => /^\d{6}(0{6})?$/.test(code)) ?? '', out, path)
    },
  }),
} as const

const TOWN = /^[^\d\s路街道巷弄号村镇乡]{1,12}(?:街道|镇|乡|苏木)/u

/** The name of a town at the head of an address, '' where none is seen, and what follows it. */
function splitTown(value: Json | undefined): readonly [string, string] {
  const detail = isObject(value) && typeof value['detail'] === 'string' ? value['detail'] : ''
  const [town = ''] = TOWN.exec(detail) ?? []
  return [town, detail.slice(town.length)]
}

const NO_NAMES = new Problem('format', '开头没有认得的省市县名', '请从省级起写全地址')

/** The county that a text address starts with; read back as its names, to which the detail is added. */
function divisionOfText(digits: number): Operator {
  return {
    loss: 'L0',
    forward: (value, { setting }) => {
      if (typeof value !== 'string' || value === '') return undefined
      return splitAddress(setting.codes, value)?.division.padEnd(digits, '0') ?? NO_NAMES
    },
    backward: (value, { setting }, out, path) => {
      const names = setting.codes.fullAddress({ division: String(value).slice(0, 6), detail: '' })
      if (names === undefined || !/^\d{6}(\d{6})?$/.test(String(value))) return WRONG_CODE
      putAt(out, path, names)
      return undefined
    },
  }
}

/** The same as a list of codes from the province down. */
function codesOfText(codes: Operator): Operator {
  return {
    loss: 'L0',
    takesGroups: true,
    forward: (value, scope) => {
      if (typeof value !== 'string' || value === '') return undefined
      const place = splitAddress(scope.setting.codes, value)
      return place ? codes.forward({ ...place }, scope) : NO_NAMES
    },
    backward: (value, scope, out, path) => {
      const read: JsonObject = {}
      const problem = codes.backward?.(value, scope, read, 'place')
      if (problem instanceof Problem) return problem
      const division = String(valueAt(read, 'place.division'))
      const names = scope.setting.codes.fullAddress({ division, detail: '' })
      if (names === undefined) return WRONG_CODE
      putAt(out, path, names)
      return undefined
    },
  }
}

const DETAIL_OF_TEXT: Operator = {
  loss: 'L0',
  forward: (value, { setting }) => {
    if (typeof value !== 'string' || value === '') return undefined
    return splitAddress(setting.codes, value)?.detail ?? NO_NAMES
  },
  backward: (value, _scope, out, path) => {
    putAt(out, path, `${String(valueAt(out, path) ?? '')}${String(value)}`)
    return undefined
  },
}

type Names = NonNullable<ReturnType<Codes['divisionParts']>>

function withCounty(word: (names: Names, detail: string, division: string) => Json): Operator['forward'] {
  return (value, { setting }): Carried => {
    if (!isObject(value)) return undefined
    const { division, detail } = value
    if (typeof division !== 'string' || division === '') return undefined
    const names = setting.codes.divisionParts(division)
    if (!names) return new Problem('code', '的区划不是已知的代码', '请从区划列表中选择')
    return word(names, typeof detail === 'string' ? detail : '', division)
  }
}

function ofZone(code: string, table: string, { setting }: Scope): string {
  return setting.tables.get(table)?.toOurs(code) ?? code
}

const WRONG_CODE = new Problem('format', '的区划代码不对', '请从省级写到县级')

function putCounty(code: string, out: Parameters<typeof putAt>[0], path: string): Problem | undefined {
  if (!/^\d{6}(\d{6})?$/.test(code) || code.slice(0, 6).endsWith('0000')) return WRONG_CODE
  putAt(out, `${path}.division`, code.slice(0, 6))
  return undefined
}

/** Province, city, county, town and the rest, with `/` between, whatever of it is there; a slash in the text becomes a full-width one. */
function writePath({ province, city, county }: Names, detail: string): string {
  return [province, city, county, ...splitTown({ detail })].map((step) => step.replaceAll('/', '／')).join('/')
}

function readPath(value: Json, { setting }: Scope): { division: string; detail: string } | Problem {
  const steps = String(value).split('/')
  const place = splitAddress(setting.codes, steps.slice(0, 3).join(''))
  if (steps.length !== 5 || place?.detail !== '')
    return new Problem('format', '应为“省/市/县/乡镇街道/详细”', '请按接口文档填写')
  return { division: place.division, detail: steps.slice(3).join('').replaceAll('／', '/') }
}

const PATH: Operator = {
  loss: 'L0',
  lossOf: (value) => (isObject(value) && String(value['detail']).includes('／') ? 'L2' : 'L0'),
  forward: withCounty((names, detail) => writePath(names, detail)),
  backward: readPath,
}

const PATH_OF_TEXT: Operator = {
  loss: 'L0',
  lossOf: (value) => (String(value).includes('／') ? 'L2' : 'L0'),
  forward: (value, { setting }) => {
    if (typeof value !== 'string' || value === '') return undefined
    const place = splitAddress(setting.codes, value)
    const names = place && setting.codes.divisionParts(place.division)
    return place && names ? writePath(names, place.detail) : NO_NAMES
  },
  backward: (value, scope) => {
    const read = readPath(value, scope)
    return read instanceof Problem ? read : (scope.setting.codes.fullAddress(read) ?? NO_NAMES)
  },
}

/** A division by its names from the province down: `江苏省/南京市/玄武区`. Where there is no city between (municipalities) it is blank, or the province again; with `short` what is at the end and blank is left out. */
const divisionPath: Operation = {
  args: { city: oneOf('blank', 'repeat', 'none'), short: flag },
  needs: [],
  source: true,
  make: ({ city = 'blank', short }, from) => ({
    loss: 'L0',
    forward: (value, { setting }) => {
      if (typeof value !== 'string' || value === '') return undefined
      const names = setting.codes.divisionParts(value)
      if (!names) return new Problem('code', '的区划不是已知的代码', '请从区划列表中选择')
      const between = names.city === '' && names.county !== '' && city === 'repeat' ? names.province : names.city
      const steps = [names.province, between, names.county]
      const kept = city === 'none' ? steps.filter((step) => step !== '') : steps
      return kept.join('/').replace(short ? /\/+$/ : /(?!)/, '')
    },
    backward: (value, { setting }) => {
      const [province = '', middle = '', county = ''] = String(value).split('/')
      const names = `${province}${middle === province ? '' : middle}${county}`
      const found = splitAddress(setting.codes, names)
      if (found?.detail !== '') return new Problem('code', '不是已知的区划名称', '请按“省/市/县”填写区划全称')
      return from.endsWith('handlingDivision') ? found.division.padEnd(12, '0') : found.division
    },
  }),
}

interface NamedPlace {
  readonly name: string
  readonly division: string
}

const placesOf = new WeakMap<Codes, ReadonlyMap<string, readonly NamedPlace[]>>()

/** The text without the names of a division that came beside it; null where none came, or the text does not start with them. */
function splitByCode(
  codes: Codes,
  text: string,
  division: Json | undefined,
): { division: string; detail: string } | null {
  const names = typeof division === 'string' ? codes.fullAddress({ division, detail: '' }) : undefined
  return names && text.startsWith(names) ? { division: String(division), detail: text.slice(names.length) } : null
}

/** The place whose full name starts the text, with the rest; the longest name wins. Null where none does. */
function splitAddress(codes: Codes, text: string): { division: string; detail: string } | null {
  const places = placesOf.get(codes) ?? listPlaces(codes)
  placesOf.set(codes, places)
  const found = places.get(text.slice(0, HEAD_LENGTH))?.find(({ name }) => text.startsWith(name))
  return found ? { division: found.division, detail: text.slice(found.name.length) } : null
}

/** So many characters has every full name of a place below a province. */
const HEAD_LENGTH = 4

/** All places below a province under the first characters of their full name, longest name first. */
function listPlaces(codes: Codes): ReadonlyMap<string, readonly NamedPlace[]> {
  const places = new Map<string, NamedPlace[]>()
  for (const division of codes.divisionNames.keys()) {
    const name = codes.fullAddress({ division, detail: '' })
    if (!name || division.endsWith('0000')) continue
    const key = name.slice(0, HEAD_LENGTH)
    places.set(key, [...(places.get(key) ?? []), { name, division }])
  }
  for (const list of places.values()) list.sort((a, b) => b.name.length - a.name.length)
  return places
}

/** Operations on addresses: canonical `{ division, detail }` as one text, as its parts, as a path of names, or as the codes from province to county. */
export const ADDRESS_OPERATIONS = { address, place, divisionPath }
