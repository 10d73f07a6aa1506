import type { Application } from './application.ts'
import { parse } from './application.ts'
import { MATTERS } from './matters.ts'
import { sha256, toJson } from './wire.ts'
import { readZip } from './zip.ts'

const HEADS = { pdf: Buffer.from('%PDF-'), jpg: Buffer.from([0xff, 0xd8, 0xff]), post: Buffer.alloc(0) } as const

/** What is wrong with the archive of an application (§3.4): against its digest, its own list, and the list of materials; '' where nothing is. */
export function checkArchive({ lsh, cs, sxid, clqd, clb }: Application, archive: Buffer): string {
  if (clb.wjm !== `${lsh}_${cs}.zip`) return 'wjm 不符'
  if (clb.dx !== String(archive.length) || clb.zy !== sha256(archive)) return '材料包大小或摘要不符'
  const entries = readZip(archive)
  if (typeof entries === 'string') return entries
  const [first, ...files] = entries
  if (first?.name !== 'manifest.json') return '首项不是 manifest.json'
  const wanted = clqd.flatMap(({ clbm, clmc, wjs }) =>
    Array.from({ length: Number(wjs) }, (_, index) => ({ clbm, clmc, start: `${clbm}_${index + 1}.` })),
  )
  if (files.length !== wanted.length) return '文件数与清单不符'
  const listed = wanted.map(({ clbm, clmc, start }, index) => {
    const file = files[index]
    const isNamed = file?.name.startsWith(start) && /^[a-z0-9]+$/.test(file.name.slice(start.length))
    const format = MATTERS[sxid]?.materials.find(({ code }) => code === clbm)?.format ?? 'pdf'
    if (!file || !isNamed || !file.bytes.subarray(0, HEADS[format].length).equals(HEADS[format])) return null
    return { xh: String(index + 1), clbm, clmc, wjm: file.name, dx: String(file.bytes.length), zy: sha256(file.bytes) }
  })
  if (listed.includes(null)) return '文件名或格式不符'
  const manifest = { lsh, cs, wjs: String(files.length), wj: listed }
  return toJson(manifest).equals(first.bytes) || sameJson(first.bytes, manifest) ? '' : 'manifest 不符'
}

/** The same list with its keys in another order is still the same. */
function sameJson(bytes: Buffer, manifest: object): boolean {
  const sorted = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(sorted)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .sort()
              .map(([key, member]) => [key, sorted(member)]),
          )
        : value
  return JSON.stringify(sorted(parse(bytes.toString('utf8')))) === JSON.stringify(sorted(manifest))
}

/** The materials of which a file is larger than §4.4 lets it be. */
export function tooLarge({ sxid }: Application, archive: Buffer): string[] {
  const entries = readZip(archive)
  const materials = MATTERS[sxid]?.materials ?? []
  if (typeof entries === 'string') return []
  return materials
    .filter(({ code, limit }) => entries.some(({ name, bytes }) => name.startsWith(`${code}_`) && bytes.length > limit))
    .map(({ code }) => code)
}
