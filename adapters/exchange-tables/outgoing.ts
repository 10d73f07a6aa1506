import { fromBase64, toBase64 } from '../../core/base64.ts'
import { encodeText } from '../../core/charset.ts'
import { fillFileSlots } from '../../core/file-slots.ts'
import type { RowValue } from '../../core/links.ts'
import type { FileSlot, OutboundMessage } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import { md5Hex } from '../layers/md5.ts'
import type { Column, Options } from './options.ts'
import type { RowValues } from './row-sum.ts'
import { type Rows, toRows } from './rows.ts'

/** The rows of a message as the database takes them, without what only the moment of writing gives (numbers, times, sums); and as the evidence shows them, files by their hash. */
export interface Outgoing {
  readonly rows: Readonly<Record<string, RowValues>>
  readonly shown: Rows
}

/** A sentence where a file is not there any more, or a row would hold more than it may. */
export async function prepareRows(
  message: OutboundMessage,
  { options, blobs }: Partner<Options>,
): Promise<Outgoing | string> {
  const contents = new Map<string, Uint8Array>()
  for (const { sha256, name } of filesOf(message)) {
    const bytes = await blobs.read(sha256)
    if (!bytes) return `材料“${name}”的文件不在本地,请重新上传`
    contents.set(sha256, bytes)
  }
  const fill = (write: (slot: FileSlot, bytes: Uint8Array) => string) =>
    toRows(
      {
        id: message.id,
        tree: fillFileSlots(message.tree, (slot) => write(slot, contents.get(slot.$file.sha256) ?? new Uint8Array())),
      },
      options,
    )
  const texts = fill(({ as }, bytes) => (as === 'md5' ? md5Hex(bytes) : toBase64(bytes)))
  const rows = Object.fromEntries(
    Object.entries(texts).map(([table, row]) => [table, toValues(row, options.tables[table]?.columns ?? [], options)]),
  )
  if (Object.values(rows).some((row) => sizeIn(row) > options.maxColumnBytes))
    return '材料合计超过对方单行的上限,请压缩后再报'
  return {
    rows,
    shown: fill(({ $file, as }, bytes) => (as === 'md5' ? md5Hex(bytes) : `(sha256 ${$file.sha256})`)),
  }
}

function filesOf({ tree }: OutboundMessage): FileSlot['$file'][] {
  const found = new Map<string, FileSlot['$file']>()
  fillFileSlots(tree, ({ $file }) => {
    found.set($file.sha256, $file)
    return ''
  })
  return [...found.values()]
}

function toValues(
  row: Readonly<Record<string, string>>,
  columns: readonly Column[],
  { application }: Options,
): RowValues {
  const { form, files, charset } = application
  const toValue = ({ name, type }: Column): RowValue | undefined => {
    const text = row[name]
    if (text === undefined) return undefined
    if (type === 'integer') return Number(text)
    if (type !== 'bytea') return text
    return name === form.column || name === files.column ? encodeText(text, charset) : fromBase64(text)
  }
  return Object.fromEntries(columns.map((column) => [column.name, toValue(column)]))
}

function sizeIn(row: RowValues): number {
  return Object.values(row).reduce<number>((sum, value) => sum + (value instanceof Uint8Array ? value.length : 0), 0)
}
