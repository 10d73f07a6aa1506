import type { Gateway } from '../../../core/gateway.ts'
import { newId } from '../../../core/ids.ts'
import type { CaseMaterial } from '../../../core/matter.ts'
import type { FileRef } from '../../../core/message.ts'
import { insertFile } from '../../../core/store/files.ts'

/** What each kind of file begins with, so that a region that looks takes it for one; GB/T 33190 packs OFD as a zip whose first entry is OFD.xml. */
const HEADS: Readonly<Record<string, readonly number[]>> = {
  'application/pdf': [...'%PDF-1.4\n'].map((character) => character.charCodeAt(0)),
  'application/ofd': [...`PK\u0003\u0004\u0014${'\u0000'.repeat(21)}\u0007\u0000\u0000\u0000OFD.xml`].map((character) =>
    character.charCodeAt(0),
  ),
  'image/jpeg': [0xff, 0xd8, 0xff, 0xe0],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
}
const TAILS: Readonly<Record<string, string>> = { 'application/pdf': '\n%%EOF\n', 'image/jpeg': '\u00ff\u00d9' }

/** The material with a made-up file of the sample's name and kind stored for it, `sizeBytes` long where that is given; as it is where it has none. */
export async function withSampleFile(
  gateway: Gateway,
  material: CaseMaterial,
  caseId: string,
  sizeBytes?: number,
): Promise<CaseMaterial> {
  if (!material.file) return material
  const { name, mediaType } = material.file
  const id = newId(gateway.clock, gateway.random)
  const bytes = sampleBytes(mediaType, id, sizeBytes)
  const blob = await gateway.blobs.put(bytes, bytes.length)
  if (blob === 'too-large') throw new Error('a sample file is longer than it is')
  const file: FileRef = { id, sha256: blob.sha256, name, mediaType, sizeBytes: blob.sizeBytes }
  const row = { ...file, caseId, region: '', ref: '', createdAt: gateway.clock.now(), createdBy: 'conform' }
  await gateway.store.commit([insertFile(row)])
  return { ...material, file }
}

/** No two alike: regions tell files by their digests. */
function sampleBytes(mediaType: string, mark: string, sizeBytes?: number): Uint8Array {
  const text = new TextEncoder().encode(`tongban conform ${mark}`)
  const head = Uint8Array.from(HEADS[mediaType] ?? [])
  const tail = Uint8Array.from(TAILS[mediaType] ?? '', (character) => character.charCodeAt(0))
  const bytes = new Uint8Array(sizeBytes ?? head.length + text.length + tail.length).fill(0x20)
  bytes.set(head)
  bytes.set(text, head.length)
  bytes.set(tail, bytes.length - tail.length)
  return bytes
}
