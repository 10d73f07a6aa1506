import { isObject, type Json, type JsonObject } from '../../../core/json.ts'
import { toTime } from '../../../core/time.ts'
import { writeZip } from '../../layers/archive/zip.ts'
import { toJsonBytes } from './json-bytes.ts'
import { digestOf } from './seal.ts'

/** A message and the archive of its files, null where it has none. */
export interface Package {
  readonly body: JsonObject
  readonly archive: Uint8Array | null
}

/** The list of materials is one entry for each code; the tree has a line for each file (`wj`, with its ending `wjlx`). The same tree of the same time is the same archive to the byte. */
export function toPackage(tree: JsonObject, at: number, bytesOf: (file: Json) => Uint8Array): Package {
  const { clqd, ...rest } = tree
  if (!Array.isArray(clqd)) return { body: tree, archive: null }
  const groups = [...Map.groupBy(clqd.filter(isObject), (line) => line['clbm']).values()]
  const listed = groups.map(([first = {}, ...more]) => {
    const files = [first, ...more].filter((line) => filled(line['wj']))
    const { wj: _file, wjlx: _ending, ...entry } = first
    return { entry: { ...entry, wjs: String(files.length) }, files }
  })
  const entries = listed.flatMap(({ files }) =>
    files.map((line, index) => ({
      line,
      name: `${line['clbm']}_${index + 1}.${line['wjlx']}`,
      bytes: bytesOf(line['wj'] ?? ''),
    })),
  )
  const body = { ...rest, clqd: listed.map(({ entry }) => entry) }
  if (entries.length === 0) return { body: { ...body, clb: { wjm: '', dx: '', zy: '' } }, archive: null }
  const wj = entries.map(({ line, name, bytes }, index) => ({
    xh: String(index + 1),
    clbm: line['clbm'] ?? '',
    clmc: line['clmc'] ?? '',
    wjm: name,
    ...sizeAndDigest(bytes),
  }))
  const manifest = { lsh: rest['lsh'] ?? '', cs: rest['cs'] ?? '', wjs: String(wj.length), wj }
  const archive = writeZip([{ name: 'manifest.json', bytes: toJsonBytes(manifest) }, ...entries], toTime(at))
  return { body: { ...body, clb: { wjm: `${rest['lsh']}_${rest['cs']}.zip`, ...sizeAndDigest(archive) } }, archive }
}

function filled(value: Json | undefined): value is Json {
  return value !== undefined && value !== ''
}

export function sizeAndDigest(bytes: Uint8Array): { dx: string; zy: string } {
  return { dx: String(bytes.length), zy: digestOf(bytes) }
}
