import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { fromBase64 } from '../../core/base64.ts'
import { accepted, type Checked, faulty } from '../../core/fault.ts'
import { isObject, type Json, type JsonObject } from '../../core/json.ts'
import { readJsonObject } from '../../core/json-text.ts'
import type { PayloadMessage } from '../../core/protocol.ts'
import { toTime } from '../../core/time.ts'
import type { FormJsonOptions } from './options.ts'
import { writeZip } from './zip.ts'

/** A message and the archive of its files, null where it has none. */
interface Package {
  readonly body: JsonObject
  readonly archive: Uint8Array | null
}

/** The list of materials is one entry for each code; the tree has a line for each file (`wj`, with its ending `wjlx`). */
function toPackage({ tree, at }: Pick<PayloadMessage, 'tree' | 'at'>): Package {
  const { clqd, ...rest } = tree
  if (!Array.isArray(clqd)) return { body: tree, archive: null }
  const groups = [...Map.groupBy(clqd.filter(isObject), (line) => line['clbm']).values()]
  const listed = groups.map(([first = {}, ...more]) => {
    const files = [first, ...more].filter((line) => filled(line['wj']))
    const { wj: _file, wjlx: _ending, ...entry } = first
    return { entry: { ...entry, wjs: String(files.length) }, files }
  })
  const entries = listed.flatMap(({ files }) =>
    files.map((line, index) => ({ line, name: `${line['clbm']}_${index + 1}.${line['wjlx']}`, bytes: bytesOf(line) })),
  )
  const body = { ...rest, clqd: listed.map(({ entry }) => entry) }
  if (entries.length === 0) return { body: { ...body, clb: { wjm: '', dx: '', zy: '' } }, archive: null }
  const manifest = {
    lsh: rest['lsh'] ?? '',
    cs: rest['cs'] ?? '',
    wjs: String(entries.length),
    wj: entries.map(({ line, name, bytes }, index) => ({
      xh: String(index + 1),
      clbm: line['clbm'] ?? '',
      clmc: line['clmc'] ?? '',
      wjm: name,
      ...sealOf(bytes),
    })),
  }
  const archive = writeZip([{ name: 'manifest.json', bytes: toBytes(manifest) }, ...entries], toTime(at))
  return { body: { ...body, clb: { wjm: `${rest['lsh']}_${rest['cs']}.zip`, ...sealOf(archive) } }, archive }
}

function filled(value: Json | undefined): value is Json {
  return value !== undefined && value !== ''
}

function bytesOf(line: JsonObject): Uint8Array {
  return fromBase64(String(line['wj'])) ?? new Uint8Array()
}

function sealOf(bytes: Uint8Array): { dx: string; zy: string } {
  return { dx: String(bytes.length), zy: bytesToHex(sha256(bytes)) }
}

const SHORT: Readonly<Record<string, string>> = { b: '\\u0008', t: '\\u0009', f: '\\u000c', r: '\\u000d' }

/** Without white space; of control characters the line feed alone has a short form. */
function toBytes(value: JsonObject): Uint8Array {
  const text = JSON.stringify(value).replaceAll(/\\(.)/g, (whole, letter: string) => SHORT[letter] ?? whole)
  return new TextEncoder().encode(text)
}

/** The body of a message, with what it says of the archive that goes beside it. */
export function encodeForm(message: PayloadMessage): Uint8Array {
  return toBytes(toPackage(message).body)
}

/** The tree of such a body: a line for each file that its archive must have, named as it is there but for the ending. */
export function decodeForm(payload: Uint8Array, { maxBodyBytes }: FormJsonOptions): Checked<JsonObject> {
  const read = readJsonObject(payload, { maxBytes: maxBodyBytes, maxDepth: 6 })
  if (typeof read === 'string') return refused('', `报文不是可读的 JSON 对象(${read})`)
  const { clqd, clb: _archive, ...rest } = read
  if (clqd === undefined) return accepted(rest)
  if (!Array.isArray(clqd)) return refused('clqd', '材料清单不是列表')
  const lines = clqd.map((entry): JsonObject[] | null => {
    const count = isObject(entry) ? /^\d{1,2}$/.exec(String(entry['wjs']))?.[0] : undefined
    if (!isObject(entry) || count === undefined) return null
    const { wjs: _count, ...line } = entry
    const files = Array.from({ length: Number(count) }, (_, index) => ({ ...line, wj: `${line['clbm']}_${index + 1}` }))
    return files.length > 0 ? files : [line]
  })
  return lines.includes(null)
    ? refused('clqd', '材料清单的文件数不对')
    : accepted({ ...rest, clqd: lines.flat() as Json })
}

function refused(path: string, message: string): Checked<never> {
  return faulty([{ path, code: 'format', message, fix: '请按接口文档填写' }])
}
