import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { makeZip } from 'client-zip'
import type { Case } from '../case/case.ts'
import { STATUSES } from '../case/status.ts'
import type { Gateway } from '../gateway.ts'
import { toTime } from '../time.ts'
import { type Checked, checkClosing } from './closing.ts'
import { type PackageFile, packageFiles } from './package-files.ts'
import { periodOf } from './retention.ts'

/** What the package is for: filed for good, or taken along as evidence while the case still goes on. */
export type Purpose = 'archive' | 'evidence'

/** What every package says of itself, in `metadata.json`. */
interface Metadata {
  readonly format: string
  readonly purpose: Purpose
  readonly made: { readonly at: string; readonly by: string; readonly orgName: string; readonly orgCode: string }
  readonly case: Readonly<Record<string, unknown>>
  readonly matter: Readonly<Record<string, unknown>>
  readonly retention: string
  readonly closing: readonly Checked[]
  readonly files: readonly {
    readonly path: string
    readonly what: string
    readonly sizeBytes: number
    readonly sha256: string
  }[]
}

const FORMAT = 'tongban-package/1'
const encoder = new TextEncoder()

/**
 * A case as one ZIP (stored, made as it is taken): all that is kept of it, `metadata.json`, and `SHA256SUMS`, which
 * `sha256sum -c` checks without us. Its content follows GB/T 42727: form, materials, course, documents, evidence, metadata.
 */
export function packCase(gateway: Gateway, value: Case, purpose: Purpose, by: string): ReadableStream<Uint8Array> {
  return makeZip(entries(gateway, value, purpose, by))
}

async function* entries(gateway: Gateway, value: Case, purpose: Purpose, by: string) {
  const now = gateway.clock.now()
  const toEntry = ({ path, bytes }: PackageFile) => ({
    name: `${value.no}/${path}`,
    input: bytes,
    lastModified: new Date(now),
  })
  const files: Metadata['files'][number][] = []
  for await (const file of packageFiles(gateway, value)) {
    const { path, what, bytes } = file
    files.push({ path, what, sizeBytes: bytes.length, sha256: bytesToHex(sha256(bytes)) })
    yield toEntry(file)
  }
  const closing = await checkClosing(gateway, value)
  const metadata = toMetadata(gateway, value, { purpose, by, now, files, closing })
  const last = [
    { path: 'metadata.json', what: '元数据', bytes: encoder.encode(`${JSON.stringify(metadata, null, 2)}\n`) },
    { path: 'README.txt', what: '说明', bytes: encoder.encode(readme(value)) },
  ]
  yield* last.map(toEntry)
  const sums = [...files, ...last.map(({ path, bytes }) => ({ path, sha256: bytesToHex(sha256(bytes)) }))]
  const text = sums.map((one) => `${one.sha256}  ${one.path}\n`).join('')
  yield toEntry({ path: 'SHA256SUMS', what: '', bytes: encoder.encode(text) })
}

interface Made {
  readonly purpose: Purpose
  readonly by: string
  readonly now: number
  readonly files: Metadata['files']
  readonly closing: readonly Checked[]
}

function toMetadata(gateway: Gateway, value: Case, { purpose, by, now, files, closing }: Made): Metadata {
  const { home, matters, config } = gateway
  const matter = matters.get(value.matter)
  return {
    format: FORMAT,
    purpose,
    made: { at: toTime(now), by, orgName: home.orgName, orgCode: home.orgCode },
    case: {
      no: value.no,
      partnerNo: value.partnerNo,
      direction: value.direction,
      region: value.region,
      mode: value.mode,
      status: value.status,
      statusText: STATUSES[value.status],
      collectedAt: toTime(value.createdAt),
      changedAt: toTime(value.updatedAt),
      mappingVersion: value.mappingVersion,
      events: value.seq,
    },
    matter: { id: value.matter, name: matter?.name ?? '', basicCode: matter?.basicCode ?? '' },
    retention: periodOf(config.retention, value.matter),
    closing,
    files,
  }
}

function readme({ no }: Case): string {
  return `办件 ${no} 的归档(存证)信息包

内容:form.json 表单;materials/ 与 received/ 材料和来件,字节未改;documents/ 出具过的文书;messages/ 与对方往来的原文;
events.jsonl 流转记录;metadata.json 元数据与文件清单。内容按 GB/T 42727 的要求,文件名与结构由本网关自定。

离线核验(不需要本网关):
1. 文件没有被改动:sha256sum -c SHA256SUMS
2. 流转记录没有被改动:events.jsonl 每一行(不含换行)的 SHA-256 等于 events.sha256 的同一行,
   且每一行里的 prevHash 等于上一行的哈希,第一行的 prevHash 为空。
`
}
