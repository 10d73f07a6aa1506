import { encodeText } from '../../../core/charset.ts'
import { fillFileSlots } from '../../../core/file-slots.ts'
import type { OutboundMessage } from '../../../core/message.ts'
import type { Partner } from '../../../core/protocol.ts'
import { toAssistLines } from './assist.ts'
import { writeCsv } from './csv.ts'
import type { PackageFormat } from './format.ts'
import { placeFiles } from './place-files.ts'
import { sm3Hex } from './seal.ts'
import { type Table, toTables, writeTable } from './tables.ts'

/** The files of a package by their paths in it, without its list, signature and mark. */
export type PackedFiles = ReadonlyMap<string, Uint8Array>

/** Makes the package of a message: the same message makes the same bytes. A sentence where a file is not there any more, or is more than the region takes. */
export async function packMessage(
  message: OutboundMessage,
  { options, blobs }: Pick<Partner<PackageFormat>, 'options' | 'blobs'>,
): Promise<PackedFiles | string> {
  const { tree, files } = placeFiles(message.tree, message.memo, options)
  const contents = new Map<string, Uint8Array>()
  const packed = new Map<string, Uint8Array>()
  for (const [name, slot] of files) {
    const bytes = slot && (await blobs.read(slot.$file.sha256))
    if (!slot || !bytes) return `材料“${slot?.$file.name ?? name}”的文件不在本地,请重新上传`
    if (bytes.length > options.maxFileBytes)
      return `“${slot.$file.name}”超过对方单个文件 ${options.maxFileBytes / 1_048_576} MB 的上限,请压缩后再报`
    contents.set(slot.$file.sha256, bytes)
    packed.set(`files/${name}`, bytes)
  }
  const filled = fillFileSlots(tree, ({ $file }) => sm3Hex(contents.get($file.sha256) ?? new Uint8Array()))
  const tables = toTables(filled, message.matter, options)
  for (const table of tables) packed.set(table.name, writeTable(table, options))
  if (isTyped(message, options)) packed.set(options.assist.name, writeAssist(tables, options))
  const size = [...packed.values()].reduce((sum, bytes) => sum + bytes.length, 0)
  return size > options.maxPackageBytes
    ? `材料合计超过对方单包 ${options.maxPackageBytes / 1_048_576} MB 的上限,请压缩后再报`
    : packed
}

/** Whether somebody of the region's types it in from the sheet. */
const isTyped = ({ kind, matter }: OutboundMessage, { assist }: PackageFormat): boolean =>
  (kind === 'apply' || kind === 'supplement') && assist.matters.includes(matter)

function writeAssist(tables: readonly Table[], options: PackageFormat): Uint8Array {
  const lines = toAssistLines(tables, options)
  const rows = lines.map(({ number, tab, column, value, check }) => [String(number), tab, column, value, check])
  return encodeText(writeCsv([options.assist.columns.names, ...rows]), options.charset)
}
