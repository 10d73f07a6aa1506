import { fromBase64 } from '../base64.ts'
import type { Case } from '../case/case.ts'
import { type CaseEvent, hashedText } from '../case/event.ts'
import { issuedPage } from '../documents/issue.ts'
import { DOCUMENTS, isDocumentName } from '../documents/kinds.ts'
import type { Gateway } from '../gateway.ts'

/** One file of a package, made when its turn comes: a package may hold far more than fits in memory. */
export interface PackageFile {
  /** in ASCII where it is ours; a material keeps the letters of its name */
  readonly path: string
  /** for people, in Chinese */
  readonly what: string
  readonly bytes: Uint8Array
}

const BINARY = 'base64:'
const encoder = new TextEncoder()
const toJson = (value: unknown) => encoder.encode(`${JSON.stringify(value, null, 2)}\n`)

/** Everything that is kept of a case, file by file: form, materials, what the region sent, documents as printed, messages as they went over the wire, and the chain of events. */
export async function* packageFiles(gateway: Gateway, value: Case): AsyncGenerator<PackageFile> {
  const { store } = gateway
  yield { path: 'form.json', what: '申请表单(最后一次送出的)', bytes: toJson(value.form) }
  yield { path: 'materials.json', what: '材料清单(含免提交的理由)', bytes: toJson(value.materials) }
  yield* storedFiles(gateway, value)
  for (const issued of await store.issuedDocuments.ofCase(value.id)) {
    const { kind, print } = issued
    const title = isDocumentName(kind) ? DOCUMENTS[kind].title : kind
    const page = await issuedPage(gateway, issued)
    const path = `documents/${kind}-${print}`
    yield { path: `${path}.html`, what: `${title}(第 ${print} 次打印的原样)`, bytes: encoder.encode(page) }
    const pdf = await gateway.pdf?.print(page, issued.issuedAt)
    if (pdf) yield { path: `${path}.pdf`, what: `${title}(第 ${print} 次打印的 PDF,字体嵌入)`, bytes: pdf }
  }
  yield* messages(gateway, value)
  yield* chain(await store.cases.events(value.id))
}

async function* storedFiles({ store, blobs, matters }: Gateway, value: Case): AsyncGenerator<PackageFile> {
  const names = new Map(matters.get(value.matter)?.materials.map(({ slot, name }) => [slot, name]))
  const slots = new Map(value.materials.flatMap(({ file, slot }) => (file ? [[file.id, slot] as const] : [])))
  const there = (await store.files.ofCase(value.id)).filter(({ sha256 }) => sha256 !== '')
  for (const [index, file] of there.entries()) {
    const bytes = await blobs.read(file.sha256)
    if (!bytes) throw new Error(`a file of ${value.no} is missing in the store`)
    const slot = slots.get(file.id)
    const number = String(index + 1).padStart(3, '0')
    const folder = slot === undefined ? 'received' : 'materials'
    const what = slot === undefined ? '来件或旧版材料' : (names.get(slot) ?? slot)
    yield { path: `${folder}/${number}-${safeName(file.name)}`, what, bytes }
  }
}

/** What the package of a case is called. */
export function packageName(no: string): string {
  return `${no}.zip`
}

/** A name that no unpacking program takes for a way out of the folder. */
function safeName(name: string): string {
  return name
    .replaceAll(/[^\p{L}\p{N}_.-]+/gu, '_')
    .replace(/^\.+/, '_')
    .slice(-80)
}

async function* messages({ store }: Gateway, value: Case): AsyncGenerator<PackageFile> {
  for (const [index, row] of (await store.evidence.ofCase(value.id)).entries()) {
    const number = String(index + 1).padStart(3, '0')
    const name = `messages/${number}-${row.direction}-${safeName(row.operation)}`
    const { request, response, ...about } = row
    yield { path: `${name}.json`, what: '一次往来:时间、状态、结论', bytes: toJson(about) }
    for (const [side, text, what] of [
      ['request', request, '请求原文'],
      ['response', response, '应答原文'],
    ] as const) {
      if (text === '') continue
      const isBinary = text.startsWith(BINARY)
      const bytes = isBinary ? fromBase64(text.slice(BINARY.length)) : encoder.encode(text)
      if (bytes) yield { path: `${name}-${side}.${isBinary ? 'bin' : 'txt'}`, what, bytes }
    }
  }
}

/** Each event as the very text whose SHA-256 is its hash, so that `sha256sum` alone can follow the chain. */
function* chain(events: readonly CaseEvent[]): Generator<PackageFile> {
  const lines = events.map((event) => `${hashedText(event)}\n`)
  yield {
    path: 'events.jsonl',
    what: '流转记录,一行一条;每行(不含换行)的 SHA-256 即其哈希',
    bytes: encoder.encode(lines.join('')),
  }
  const hashes = events.map(({ hash }) => `${hash}\n`)
  yield {
    path: 'events.sha256',
    what: '流转记录各行的哈希;下一行内的 prevHash 等于上一行的哈希',
    bytes: encoder.encode(hashes.join('')),
  }
}
