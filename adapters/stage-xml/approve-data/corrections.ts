import { isObject, type Json, type JsonObject } from '../../../core/json.ts'
import { textOf } from '../texts.ts'
import { toTreePath, toWirePath } from './paths.ts'

/** What must be mended, as a tree has it: a field (`ZD`, its path in the application's tree) or a material (`CL`, its number, and `MC`, its name), and why (`SM`). */
const ORDER = [
  'BZGZFCRXM',
  'BZGZYY',
  'BZCLQD',
  'BZZDQD',
  'BZGZSX',
  'BZGZSXDW',
  'BQBZCLBM',
  'BZGZSJ',
  'XZQHDM',
  'BZ',
  'PROJECT_CODE',
  'D_ZZJGDM',
]

const NOTHING = '无'

/** Spreads `items` over the three lists of the section, its elements in their order. */
export function writeCorrections(section: Json | undefined): JsonObject {
  const { items, ...rest } = isObject(section) ? section : {}
  const all = (Array.isArray(items) ? items : []).filter(isObject)
  const materials = all.filter(({ CL }) => CL !== undefined)
  const fields = all.filter(({ ZD }) => ZD !== undefined)
  const lists: JsonObject = {
    BZCLQD: materials.map(({ CL, MC, SM }) => `${plain(CL)}:${plain(MC)}:${plain(SM)};`).join('') || NOTHING,
    BZZDQD: fields.map(({ ZD, SM }) => `${toWirePath(textOf(ZD))}:${plain(SM)};`).join('') || NOTHING,
    BQBZCLBM: materials.map(({ CL }) => plain(CL)).join(',') || NOTHING,
  }
  const all_: JsonObject = { ...rest, ...lists }
  return Object.fromEntries(ORDER.flatMap((name) => (all_[name] === undefined ? [] : [[name, all_[name] as Json]])))
}

/** Separators inside a text would end it. */
function plain(value: Json | undefined): string {
  return textOf(value).replaceAll(':', '：').replaceAll(';', '；')
}

/** Gathers the three lists of a correction notice in `items`; other sections stay as they are. */
export function readCorrections(body: JsonObject): JsonObject {
  const section = body['SPBUZHENGGAOZHI']
  if (!isObject(section)) return body
  const { BZCLQD, BZZDQD, BQBZCLBM: _, ...rest } = section
  const materials = entries(BZCLQD).map((entry): JsonObject => {
    const [CL = '', MC = '', ...why] = entry.split(':')
    return { CL, MC, SM: why.join(':') }
  })
  const fields = entries(BZZDQD).map((entry): JsonObject => {
    const [code = '', ...why] = entry.split(':')
    return { ZD: toTreePath(code), SM: why.join(':') }
  })
  return { ...body, SPBUZHENGGAOZHI: { ...rest, items: [...materials, ...fields] } }
}

function entries(list: Json | undefined): string[] {
  return textOf(list)
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '' && entry !== NOTHING)
    .slice(0, 200)
}
