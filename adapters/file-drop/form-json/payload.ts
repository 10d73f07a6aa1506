import { fromBase64 } from '../../../core/base64.ts'
import { accepted, type Checked, faulty } from '../../../core/fault.ts'
import { isObject, type Json, type JsonObject } from '../../../core/json.ts'
import { readJsonObject } from '../../../core/json-text.ts'
import type { MessageKind } from '../../../core/message.ts'
import type { PayloadMessage } from '../../../core/protocol.ts'
import { toCompactDate } from '../../../core/time.ts'
import type { FormJsonOptions } from '../options.ts'
import { eventFiles, readEvent, readEvents, toEventRows } from './event-rows.ts'
import { toJsonBytes } from './json-bytes.ts'
import { eventIdOf } from './names.ts'
import { toPackage } from './package.ts'
import { CALLBACK_COLUMNS, writeRows } from './quoted-csv.ts'
import { digestOf } from './seal.ts'

/** The body of a message, with what it says of the archive that goes beside it; of an event its rows. */
export function encodeForm(message: PayloadMessage): Uint8Array {
  const { id, kind, tree, at } = message
  const bytesOf = (file: Json) => fromBase64(String(file)) ?? new Uint8Array()
  if (kind !== 'progress') return toJsonBytes(toPackage(tree, at, bytesOf).body)
  const sjid = eventIdOf(id)
  const files = eventFiles(tree, sjid, toCompactDate(at)).map((file) => ({
    ...file,
    sha256: digestOf(bytesOf(file.value)),
  }))
  return writeRows(CALLBACK_COLUMNS, toEventRows(tree, sjid, files))
}

/** The tree of such a body: a line for each file that its archive must have, named as it is there but for the ending. Of rows the first event. */
export function decodeForm(
  payload: Uint8Array,
  kind: MessageKind,
  { maxBodyBytes }: FormJsonOptions,
): Checked<JsonObject> {
  if (kind === 'progress') {
    const events = readEvents(payload)
    const [first] = typeof events === 'string' ? [] : events
    const read = first ? readEvent(first) : String(events)
    return typeof read === 'string' ? refused('', `不是约定的回调 CSV(${read})`) : accepted(read.tree)
  }
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
