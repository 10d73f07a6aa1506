import { fileTypeNamed, sniffFileType } from '../../../core/form/file-type.ts'
import { isObject, type JsonObject } from '../../../core/json.ts'
import type { InlineFile } from '../../../core/message.ts'
import { readZip } from '../../layers/archive/read-zip.ts'
import type { ZipEntry } from '../../layers/archive/zip.ts'
import type { FormJsonOptions } from '../options.ts'
import { toJsonText } from './json-bytes.ts'
import { sizeAndDigest } from './package.ts'
import type { Broken } from './seal.ts'

const MANIFEST = 'manifest.json'
/** what a type is recognised by */
const HEAD_BYTES = 64

const mismatch = (detail: string): Broken => ({ reason: 'signature-wrong', detail })

/** The files of an application by their names, where message, archive and the archive's own list agree (610000 document 3.4). */
export async function readArchive(
  body: JsonObject,
  archive: Uint8Array | null,
  options: FormJsonOptions,
): Promise<readonly ZipEntry[] | Broken> {
  const { clb } = body
  const named = isObject(clb) ? clb : {}
  if (archive === null)
    return named['wjm'] === '' && wantedFiles(body).length === 0 ? [] : mismatch('写着材料包而没有材料包')
  const { dx, zy } = sizeAndDigest(archive)
  if (named['wjm'] !== `${body['lsh']}_${body['cs']}.zip` || named['dx'] !== dx || named['zy'] !== zy)
    return mismatch('clb 与材料包不符')
  const entries = await readZip(archive, {
    maxEntries: options.maxFiles + 1,
    maxEntryBytes: options.maxFileBytes,
    maxTotalBytes: options.maxArchiveBytes,
  })
  if (typeof entries === 'string') return { reason: 'malformed', detail: entries }
  const [list, ...files] = entries
  if (list?.name !== MANIFEST) return mismatch('首项不是 manifest.json')
  const wanted = wantedFiles(body)
  if (files.length !== wanted.length) return mismatch('文件数与 clqd 不符')
  const wj = wanted.map(({ start, ...line }, index) => {
    const file = files[index]
    return file?.name.startsWith(start) ? { ...line, wjm: file.name, ...sizeAndDigest(file.bytes) } : null
  })
  if (wj.includes(null)) return mismatch('文件名或次序与 clqd 不符')
  const { lsh = '', cs = '' } = body
  const manifest = toJsonText({ lsh, cs, wjs: String(files.length), wj } as JsonObject)
  if (new TextDecoder().decode(list.bytes) !== manifest) return mismatch('manifest 与文件不符')
  const other = files.find(
    ({ name, bytes }) => fileTypeNamed(endingOf(name)) !== sniffFileType(bytes.subarray(0, HEAD_BYTES)),
  )
  return other ? { reason: 'malformed', detail: `${other.name} 的内容与扩展名不符` } : files
}

const endingOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1)

/** What the list of materials says must be in the archive, in its order. */
function wantedFiles({ clqd }: JsonObject): { xh: string; clbm: string; clmc: string; start: string }[] {
  const lines = Array.isArray(clqd) ? clqd.filter(isObject) : []
  const files = lines.flatMap(({ clbm = '', clmc = '', wjs = '' }) =>
    Array.from({ length: Math.min(99, Number(wjs) || 0) }, (_, index) => ({
      clbm: String(clbm),
      clmc: String(clmc),
      start: `${String(clbm)}_${index + 1}.`,
    })),
  )
  return files.map((file, index) => ({ xh: String(index + 1), ...file }))
}

/** The files under names of this message's own, and the tree that refers to them so. */
export function bindFiles(
  tree: JsonObject,
  entries: readonly ZipEntry[],
): { readonly tree: JsonObject; readonly files: readonly InlineFile[] } {
  const start = `${String(tree['lsh'])}_${String(tree['cs'])}/`
  const files = entries.map(({ name, bytes }) => ({ ref: `${start}${name.replace(/\.[^.]*$/, '')}`, name, bytes }))
  const { clqd } = tree
  if (!Array.isArray(clqd)) return { tree, files }
  const lines = clqd.map((line) =>
    isObject(line) && line['wj'] ? { ...line, wj: `${start}${String(line['wj'])}` } : line,
  )
  return { tree: { ...tree, clqd: lines }, files }
}
