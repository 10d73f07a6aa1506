import { isObject, type Json, type JsonObject } from '../../../core/json.ts'
import { readJsonObject } from '../../../core/json-text.ts'
import { toJsonText } from './json-bytes.ts'
import { fromWirePath, toWirePath } from './paths.ts'
import { CALLBACK_COLUMNS, type CallbackRow, readRows } from './quoted-csv.ts'

/*
 * An event as a tree: `lsh slh sxid`, `zthj` (`20,JJ`), `sj yy`, `kz` of its first row; `Z` and `C` the findings, `W` a document, `L` a licence
 * (`dx wjm wjlx kz`), `R` what was filled in, as the form has it. Paths in `Z` are those of the tree of an application.
 */

/** A document or a licence of an event, as its row names it. */
export interface EventFile {
  readonly row: 'W' | 'L'
  readonly path: string
  /** what stands for the file in the tree */
  readonly value: Json
}

/** What the first row tells beside the status, in this order (610000 document 3.6); by status and stage, or by status alone. */
const DETAILS: Readonly<Record<string, readonly string[]>> = {
  '30,SL': ['slbh', 'fdsx', 'fddw', 'cnsx', 'cndw'],
  '20': ['bzqx'],
  '35': ['tslx', 'ts', 'dw'],
  '90,BJ': ['bjjg', 'je'],
  '90,FZ': ['kdgs', 'kddh'],
  '95': ['lqr', 'lqrzjlx', 'lqrzjhm'],
}
const DOCUMENT = ['wh']
const LICENCE = ['zzlx', 'zzbh', 'zzbs', 'czr', 'czrdm', 'fzjg', 'fzrq', 'yxqq', 'yxqz']
const ORDER = 'SZCWLR'
const MOST_ROWS = 2_000
const DETAIL_LIMITS = { maxBytes: 8_192, maxDepth: 1 }

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')
const listOf = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : [])

/** The files that an event of ours brings, under the names that they get. */
export function eventFiles(tree: JsonObject, sjid: string, day: string): EventFile[] {
  const files: EventFile[] = []
  for (const row of ['W', 'L'] as const) {
    const group = tree[row]
    const value = isObject(group) ? group['wjm'] : undefined
    if (!isObject(group) || value === undefined || value === '') continue
    const name = `${sjid}_${files.length + 1}.${textOf(group['wjlx'])}`
    files.push({ row, path: `/in/wj/${day}/${name}`, value })
  }
  return files
}

/** The rows of an event of ours: the status first, then findings, document and licence. */
export function toEventRows(
  tree: JsonObject,
  sjid: string,
  files: readonly (EventFile & { readonly sha256: string })[],
): Partial<CallbackRow>[] {
  const [zt = '', hj = ''] = textOf(tree['zthj']).split(',')
  const details = DETAILS[`${zt},${hj}`] ?? DETAILS[zt]
  const status = {
    hlx: 'S',
    zt,
    hj,
    sj: textOf(tree['sj']),
    yy: textOf(tree['yy']),
    kz: detailsIn(tree['kz'], details),
  }
  const findings = (hlx: 'Z' | 'C') =>
    listOf(tree[hlx]).map(({ dx, jg, yy }) => ({
      hlx,
      dx: hlx === 'Z' ? toWirePath(textOf(dx), tree) : textOf(dx),
      jg: textOf(jg),
      yy: textOf(yy),
    }))
  const papers = files.map(({ row, path, sha256 }) => {
    const group = tree[row] as JsonObject
    const kz = detailsIn(group['kz'], row === 'W' ? DOCUMENT : LICENCE)
    return { hlx: row, dx: textOf(group['dx']), wjm: path, wjhash: sha256, kz }
  })
  const shared = { sjid, lsh: textOf(tree['lsh']), slh: textOf(tree['slh']), sxid: textOf(tree['sxid']) }
  const rows = [status, ...findings('Z'), ...findings('C'), ...papers, ...returnedRows(tree['R'])]
  return rows.map((row, index) => ({ ...shared, xh: String(index + 1), ...row }))
}

function detailsIn(kz: Json | undefined, names: readonly string[] | undefined): string {
  if (!names) return ''
  const told = isObject(kz) ? kz : {}
  return toJsonText(Object.fromEntries(names.map((name) => [name, textOf(told[name])])))
}

function returnedRows(returned: Json | undefined): { hlx: 'R'; dx: string; yy: string }[] {
  if (!isObject(returned)) return []
  const places = Object.entries(returned).flatMap(([key, value]): (readonly [string, Json])[] =>
    Array.isArray(value) ? cellsOf(key, value) : [[key, value]],
  )
  return places.flatMap(([dx, value]) =>
    typeof value === 'string' && value !== '' ? [{ hlx: 'R' as const, dx, yy: value }] : [],
  )
}

const cellsOf = (key: string, lines: readonly Json[]): (readonly [string, Json])[] =>
  lines
    .filter(isObject)
    .flatMap((line, at) =>
      Object.entries(line).map(([column, value]) => [`${key}/${at + 1}/${column}`, value] as const),
    )

/** The events of a callback file, in their order; or in a few words why it is none. */
export function readEvents(bytes: Uint8Array): CallbackRow[][] | string {
  const rows = readRows(CALLBACK_COLUMNS, bytes)
  if (typeof rows === 'string') return rows
  if (rows.length > MOST_ROWS) return '行太多'
  const events: CallbackRow[][] = []
  for (const row of rows) {
    const last = events.at(-1)
    if (last && last[0]?.sjid === row.sjid) last.push(row)
    else events.push([row])
  }
  return new Set(events.map(([first]) => first?.sjid)).size === events.length ? events : '同一事件的行不连续'
}

/** An event of the region's, and a tree for each document or licence behind the first. */
export interface ReadEvent {
  readonly tree: JsonObject
  readonly further: readonly JsonObject[]
}

/** The trees of an event of the region's; or in a few words what its rows break. */
export function readEvent(rows: readonly CallbackRow[]): ReadEvent | string {
  const [first, ...rest] = rows
  if (first?.hlx !== 'S') return '事件的首行不是 S 行'
  if (!/^[\x21-\x7e]{1,24}$/.test(first.sjid)) return 'sjid 写法不符'
  if (rows.some(({ xh }, index) => xh !== String(index + 1))) return '行号不连续'
  if (rest.some(({ lsh, slh, sxid }) => lsh !== first.lsh || slh !== first.slh || sxid !== first.sxid))
    return '同一事件的行写着不同的办件'
  if (rest.some(({ hlx }, index) => !follows(hlx, rows[index]?.hlx ?? ''))) return '行类型或次序不符'
  const details = new Map(rows.map((row) => [row, row.kz === '' ? {} : readJsonObject(toBytes(row.kz), DETAIL_LIMITS)]))
  if ([...details.values()].some((kz) => typeof kz === 'string' || !Object.values(kz).every(isText))) return 'kz 不可读'
  const detailed = (row: CallbackRow): JsonObject => details.get(row) as JsonObject
  const ofKind = (kind: string) => rest.filter(({ hlx }) => hlx === kind)
  const returned = toReturned(ofKind('R'))
  if (typeof returned === 'string') return returned
  const { lsh, slh, sxid, zt, hj, sj, yy } = first
  const finding = ({ dx, jg, yy: reason }: CallbackRow): JsonObject => ({ dx, jg, yy: reason })
  const papers = rest.filter(({ hlx }) => hlx === 'W' || hlx === 'L')
  const [document, licence] = [ofKind('W')[0], ofKind('L')[0]]
  const paper = (row: CallbackRow): JsonObject => {
    const { hlx, dx, wjm, wjhash } = row
    return { [hlx]: { dx, wjm, wjhash, kz: detailed(row) } }
  }
  const tree = {
    ...{ lsh, slh, sxid, zthj: `${zt},${hj}`, sj, yy, kz: detailed(first) },
    Z: ofKind('Z').map((row) => ({ ...finding(row), dx: fromWirePath(row.dx, {}) })),
    C: ofKind('C').map(finding),
    ...(document ? paper(document) : {}),
    ...(licence ? paper(licence) : {}),
    ...(Object.keys(returned).length > 0 ? { R: returned } : {}),
  }
  const further = papers.filter((row) => row !== document && row !== licence)
  return { tree, further: further.map((row) => ({ lsh, slh, sxid, aside: row.hlx, ...paper(row) })) }
}

const toBytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const isText = (value: Json): boolean => typeof value === 'string'

/** Rows stand in the order of their kinds, and only the first is a status. */
function follows(kind: string, before: string): boolean {
  return kind.length === 1 && ORDER.indexOf(kind) > 0 && ORDER.indexOf(kind) >= ORDER.indexOf(before)
}

const KEY = /^[a-z]{2,4}\d{1,3}$/
const CELL = /^(zb\d{1,3})\/([1-9]\d?)\/(l\d{1,2})$/

function toReturned(rows: readonly CallbackRow[]): JsonObject | string {
  const returned: JsonObject = {}
  for (const { dx, yy } of rows) {
    const [, list = '', place = '', column = ''] = CELL.exec(dx) ?? []
    if (list === '' && !KEY.test(dx)) return `返回字段 ${dx.slice(0, 20)} 不是表单键`
    if (list === '') returned[dx] = yy
    else {
      const lines = Array.isArray(returned[list]) ? (returned[list] as JsonObject[]) : []
      while (lines.length < Number(place)) lines.push({})
      lines[Number(place) - 1] = { ...lines[Number(place) - 1], [column]: yy }
      returned[list] = lines
    }
  }
  return returned
}
