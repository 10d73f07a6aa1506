import type { Gateway } from '../../../core/gateway.ts'
import { newId, newMessageId } from '../../../core/ids.ts'
import { isObject, type Json, type JsonObject, valueAt } from '../../../core/json.ts'
import type { GoldenPair } from '../../../core/mapping/golden-pair.ts'
import type { Mapping } from '../../../core/mapping/mapping.ts'
import type { CaseMaterial } from '../../../core/matter.ts'
import type { FileRef, OutboundMessage } from '../../../core/message.ts'
import { insertFile } from '../../../core/store/files.ts'
import { toTime } from '../../../core/time.ts'

const MOST_BYTES = 1024

/** The pair's sample as a new case of today: its own numbers, its times moved to now, small made-up files under the names of the sample's. Faults where the mapping refuses it. */
export async function goldenMessage(
  gateway: Gateway,
  region: string,
  mapping: Mapping,
  pair: GoldenPair,
): Promise<{ message: OutboundMessage; input: JsonObject; faults: readonly string[] }> {
  const now = gateway.clock.now()
  const id = newMessageId(gateway.random)
  const caseNo = await gateway.nextCaseNo('out', now)
  const input = asOfNow(gateway, pair.input, { id, caseNo, now, matter: mapping.matter })
  const materials = await Promise.all(
    movedBy(now - appliedAt(pair, now), pair.materials as unknown as Json[]).map((material) =>
      withFile(gateway, region, material as unknown as CaseMaterial),
    ),
  )
  const { tree, files, faults } = mapping.mapForm('apply', input, materials)
  const message: OutboundMessage = {
    id,
    kind: 'apply',
    matter: mapping.matter,
    caseNo,
    partnerCaseNo: null,
    seq: 1,
    caseCreatedAt: now,
    tree,
    files,
    memo: {},
  }
  return { message, input, faults: faults.map(({ path, message: words }) => `${path} ${words}`) }
}

function appliedAt({ input, message }: Pick<GoldenPair, 'input' | 'message'>, otherwise: number): number {
  return Date.parse(String(valueAt(input, 'case.appliedAt') ?? message.at)) || otherwise
}

/** The sample's form with what the gateway writes into every message of its own. */
function asOfNow(
  gateway: Gateway,
  sample: JsonObject,
  about: { id: string; caseNo: string; now: number; matter: string },
): JsonObject {
  const { id, caseNo, now } = about
  const then = Date.parse(String(valueAt(sample, 'case.appliedAt'))) || now
  const input = Object.fromEntries(Object.entries(sample).map(([name, value]) => [name, moved(now - then, value)]))
  const matter = gateway.matters.get(about.matter)
  const group = (name: string) => (isObject(input[name]) ? (input[name] as JsonObject) : {})
  return {
    ...input,
    case: { ...group('case'), no: caseNo, localNo: caseNo, coopNo: caseNo, revision: 1, appliedAt: toTime(now) },
    clerk: { ...group('clerk'), at: toTime(now) },
    home: { ...gateway.home },
    message: { id, seq: 1, at: toTime(now) },
    matter: {
      id: about.matter,
      name: matter?.name ?? '',
      basicCode: matter?.basicCode ?? '',
      implementationCode: matter?.implementationCode ?? '',
    },
    memo: {},
  }
}

function movedBy(ms: number, values: Json[]): Json[] {
  return values.map((value) => moved(ms, value))
}

/** Times of the day move with the sample; dates (of birth, of a licence) stay. */
function moved(ms: number, value: Json): Json {
  if (Array.isArray(value)) return movedBy(ms, value)
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, moved(ms, one)]))
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/.test(value)) return value
  return toTime(Date.parse(value) + ms)
}

async function withFile(gateway: Gateway, region: string, material: CaseMaterial): Promise<CaseMaterial> {
  if (!material.file) return material
  const { name, mediaType } = material.file
  const id = newId(gateway.clock, gateway.random)
  const blob = await gateway.blobs.put(sampleBytes(mediaType, id), MOST_BYTES)
  if (blob === 'too-large') throw new Error('sample file too large')
  const file: FileRef = { id, sha256: blob.sha256, name, mediaType, sizeBytes: blob.sizeBytes }
  const kept = { ...file, caseId: '', region, ref: '', createdAt: gateway.clock.now(), createdBy: 'conform' }
  await gateway.store.commit([insertFile(kept)])
  return { ...material, file }
}

/** What each kind of file begins with, so that a region that looks takes it for one; GB/T 33190 packs OFD as a zip. */
const HEADS: Readonly<Record<string, readonly number[]>> = {
  'image/jpeg': [0xff, 0xd8, 0xff, 0xe0],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
}

function sampleBytes(mediaType: string, mark: string): Uint8Array {
  const text = new TextEncoder()
  const head = HEADS[mediaType]
  if (head) return Uint8Array.from([...head, ...text.encode(`conform ${mark}`), 0xff, 0xd9])
  return text.encode(`%PDF-1.4\n%conform ${mark}\n%%EOF\n`)
}
