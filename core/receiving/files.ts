import { type FileType, mediaTypeOf, sniffFileType } from '../form/file-type.ts'
import type { Gateway, Region } from '../gateway.ts'
import { newId } from '../ids.ts'
import type { InboundMessage, InboundOutcome, InlineFile } from '../message.ts'
import { insertFile, type StoredFile } from '../store/files.ts'
import { findCase } from './find-case.ts'

/** A partner's single file; the regions' own limits are lower. */
export const MOST_INBOUND_FILE_BYTES = 50 * 1024 * 1024

/** Stores the bytes of a file that came inside a message; the row is written by the caller's batch. */
export async function keepInlineFile(
  gateway: Gateway,
  region: Region,
  file: InlineFile,
  caseId: string,
): Promise<StoredFile | 'too-large'> {
  const stored = await gateway.blobs.put(file.bytes, MOST_INBOUND_FILE_BYTES)
  if (stored === 'too-large') return 'too-large'
  const type = sniffFileType(stored.head)
  return {
    id: newId(gateway.clock, gateway.random),
    caseId,
    region: region.code,
    ref: file.ref,
    sha256: stored.sha256,
    name: withExtension(file.name, type),
    mediaType: type ? mediaTypeOf(type) : 'application/octet-stream',
    sizeBytes: stored.sizeBytes,
    createdAt: gateway.clock.now(),
    createdBy: `region:${region.code}`,
  }
}

/** A region may name a file by what it is alone; whoever saves it needs to see its type. */
function withExtension(name: string, type: FileType | null): string {
  return type === null || /\.[a-z0-9]{2,4}$/i.test(name) ? name : `${name}.${type}`
}

/** A file that a region sends before the case that names it. The same file for the same case again gives the same reference. */
export async function storeUpload(gateway: Gateway, region: Region, message: InboundMessage): Promise<InboundOutcome> {
  const file = message.files[0]
  if (!file) return { outcome: 'invalid', faults: [{ path: 'file', code: 'required', message: '没有文件内容' }] }
  const earlier = await gateway.store.files.byRef(region.code, file.ref)
  if (earlier) return { outcome: 'stored', fileId: file.ref, duplicate: true }
  const kept = await keepInlineFile(gateway, region, file, '')
  if (kept === 'too-large')
    return { outcome: 'invalid', faults: [{ path: 'file', code: 'file-size', message: '文件超过 50 MB' }] }
  await gateway.store.commit([insertFile(kept)])
  return { outcome: 'stored', fileId: file.ref, duplicate: false }
}

/** Hands a region a file of a case it shares with us: a document or the licence. */
export async function answerDownload(
  gateway: Gateway,
  region: Region,
  message: InboundMessage,
): Promise<InboundOutcome> {
  const value = await findCase(gateway, region, message)
  if (!value) return { outcome: 'unknown-case' }
  const wanted = String(message.tree['fileId'] ?? '').toLowerCase()
  const found = (await gateway.store.files.ofCase(value.id)).find(
    (file) => file.id === wanted || file.id.replaceAll('-', '') === wanted,
  )
  const bytes = found && found.sha256 !== '' ? await gateway.blobs.read(found.sha256) : null
  if (!found || !bytes) return { outcome: 'unknown-case' }
  const { id, sha256, name, mediaType, sizeBytes } = found
  return { outcome: 'file', file: { id, sha256, name, mediaType, sizeBytes }, bytes }
}

/** Tells a region where a case stands, with the progress messages we sent it, oldest first. */
export async function answerQuery(gateway: Gateway, region: Region, message: InboundMessage): Promise<InboundOutcome> {
  const value = await findCase(gateway, region, message)
  if (!value) return { outcome: 'unknown-case' }
  const deliveries = await gateway.store.deliveries.ofCase(value.id)
  const events = deliveries.filter(({ kind }) => kind === 'progress').map(({ payload }) => payload.tree)
  return {
    outcome: 'state',
    caseNo: value.no,
    status: value.status,
    revision: value.messageSeq,
    seq: value.progressSeq,
    at: value.updatedAt,
    events,
  }
}
