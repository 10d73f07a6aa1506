import { isObject, type Json, type JsonObject } from '../../../core/json.ts'

const codesIn = (lines: Json | undefined): string[] =>
  Array.isArray(lines) ? lines.map((line) => (isObject(line) ? String(line['clbm'] ?? '') : '')) : []

/** A place as the region names it (`wbk7`, `zb25/2/l8`, `jbxx/wbk3`, `clqd/SN0105`, `clb`) as a path of the tree (610000 document 3.5). */
export function fromWirePath(place: string, tree: JsonObject): string {
  const [start = '', row = '', column = ''] = place.split('/')
  if (start === 'jbxx') return `jbxx.${row}`
  if (start === 'clqd') {
    const at = codesIn(tree['clqd']).indexOf(row)
    return at < 0 ? 'clqd' : `clqd[${at}]`
  }
  if (start === 'clb') return 'clqd'
  const isHead = place === '' || typeof tree[place] === 'string'
  if (row === '') return isHead ? place : `bdsj.${place}`
  return /^[1-9]\d{0,2}$/.test(row) ? `bdsj.${start}[${Number(row) - 1}].${column}` : place
}

/** The way back of it. */
export function toWirePath(path: string, tree: JsonObject): string {
  const [, line] = /^clqd\[(\d+)\]/.exec(path) ?? []
  if (line !== undefined) return `clqd/${codesIn(tree['clqd'])[Number(line)] ?? ''}`
  return path
    .replace(/^bdsj\./, '')
    .replace(/^jbxx\./, 'jbxx/')
    .replaceAll(/\[(\d+)\]\.?/g, (_, place: string) => `/${Number(place) + 1}/`)
    .replace(/\/$/, '')
}
