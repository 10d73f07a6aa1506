import { checkFile } from '../form/check-file.ts'
import { mediaTypeOf, sniffFileType } from '../form/file-type.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { newId } from '../ids.ts'
import { KeyTaken } from '../store/driver.ts'
import { insertFile, type StoredFile } from '../store/files.ts'
import { deleteUpload, endUpload, insertUpload, insertUploadPiece, type Upload } from '../store/uploads.ts'

/** The largest file that may come in pieces. */
export const MOST_UPLOAD_BYTES = 200 * 1024 * 1024
/** The largest piece of it. */
export const MOST_PIECE_BYTES = 8 * 1024 * 1024
/** Pieces smaller than this, but for the last, would make too many rows of a large file. */
export const LEAST_PIECE_BYTES = 64 * 1024
/** What is not whole by then is given up. */
const KEPT_MS = 24 * 3_600_000
/** An upload that has ended is remembered so long: whoever did not hear that it became a file asks again, and bytes that somebody else is just putting stay. */
const REMEMBERED_MS = 3_600_000
const MOST_OPEN = 20
const FORMATS = ['pdf', 'jpg', 'png', 'ofd'] as const

/** An upload with how much of it has come. */
export type Progress = Upload & { readonly received: number }

/** Refuses, before a byte is stored, what no material takes: another format, a name that contradicts the bytes, an empty file. */
export function requireFit(name: string, declaredType: string, head: Uint8Array, maxBytes: number): void {
  const requirement = { slot: 'file', name: name.slice(0, 100), formats: FORMATS, maxBytes }
  const [fault] = checkFile({ name, declaredType, head, sizeBytes: head.length, requirement })
  if (fault) throw new GatewayError('file-invalid', `${fault.message};${fault.fix ?? ''}`)
}

/** Begins an upload of a person's; nothing has come yet. */
export async function beginUpload(
  { store, clock, random }: Gateway,
  { name, sizeBytes }: Pick<Upload, 'name' | 'sizeBytes'>,
  staffId: string,
): Promise<Progress> {
  if (sizeBytes > MOST_UPLOAD_BYTES) throw new GatewayError('file-too-large', `“${name}”超过 200 MB`)
  const now = clock.now()
  const open = await store.uploads.of(staffId, now)
  if (open.length >= MOST_OPEN)
    throw new GatewayError('upload-conflict', `您有 ${open.length} 个文件没有传完,请先传完或去掉几个`)
  const about = { id: newId(clock, random), staffId, name, sizeBytes }
  const upload: Upload = { ...about, createdAt: now, endsAt: now + KEPT_MS, fileId: '' }
  await store.commit([insertUpload(upload)])
  return { ...upload, received: 0 }
}

/** A person's own uploads that are not whole yet, the last begun first. */
export async function openUploads({ store, clock }: Gateway, staffId: string): Promise<Progress[]> {
  const found = await store.uploads.of(staffId, clock.now())
  return Promise.all(found.map(async (one) => ({ ...one, received: await store.uploads.received(one.id) })))
}

/** A person's own upload of that id, under way or become a file a moment ago; throws where there is none. */
export async function requireUpload({ store, clock }: Gateway, id: string, staffId: string): Promise<Progress> {
  const found = await store.uploads.byId(id)
  const isOver = found?.fileId === '' && found.endsAt <= clock.now()
  if (!found || isOver || found.staffId !== staffId)
    throw new GatewayError('not-found', '没有这次上传,或已过期,请重新上传')
  return { ...found, received: await store.uploads.received(id) }
}

/** Takes the next piece of an upload; one that begins elsewhere than where the last ended is refused, and told where to go on. */
export async function takePiece(
  gateway: Gateway,
  upload: Progress,
  startByte: number,
  bytes: Uint8Array,
): Promise<Progress> {
  const { store, blobs } = gateway
  const end = startByte + bytes.length
  if (startByte !== upload.received) throw elsewhere(upload.received)
  if (end > upload.sizeBytes) throw new GatewayError('body-invalid', '传来的比文件本身还长,请重新选择文件')
  if (bytes.length < LEAST_PIECE_BYTES && end !== upload.sizeBytes)
    throw new GatewayError('body-invalid', `除最后一块外,每块不少于 ${LEAST_PIECE_BYTES} 字节`)
  if (startByte === 0) requireFit(upload.name, '', bytes.subarray(0, 4_096), MOST_UPLOAD_BYTES)
  const stored = await blobs.put(bytes, MOST_PIECE_BYTES)
  if (stored === 'too-large') throw new GatewayError('body-too-large', '一块超过 8 MB')
  const { sha256, sizeBytes } = stored
  try {
    await store.commit([insertUploadPiece({ uploadId: upload.id, startByte, sizeBytes, sha256 })])
  } catch (error) {
    // the same piece twice: the first one counts
    if (!(error instanceof KeyTaken)) throw error
    throw elsewhere(await store.uploads.received(upload.id))
  }
  return { ...upload, received: end }
}

const elsewhere = (received: number) => new GatewayError('upload-conflict', `已收到 ${received} 字节,请从那里接着传`)

/** Makes a file of an upload that has come whole, where it is what was sent: its SHA-256 is held against the one that the sender counted. Asked again it gives the same file. */
export async function finishUpload(gateway: Gateway, upload: Progress, sha256: string): Promise<StoredFile> {
  const { store, blobs, clock, random } = gateway
  const made = upload.fileId === '' ? null : await store.files.byId(upload.fileId)
  if (made?.sha256 === sha256) return made
  if (upload.received !== upload.sizeBytes) throw elsewhere(upload.received)
  const pieces = await store.uploads.pieces(upload.id)
  const joined = await blobs.join(
    pieces.map((one) => one.sha256),
    sha256,
    upload.sizeBytes,
  )
  if (joined === 'differs') {
    await dropUpload(gateway, upload)
    throw new GatewayError('file-invalid', `“${upload.name}”收到的与发出的不一致,请重新上传`)
  }
  const type = sniffFileType(joined.head)
  const file: StoredFile = {
    ...{ id: newId(clock, random), caseId: '', region: '', ref: '', sha256, name: upload.name },
    mediaType: type ? mediaTypeOf(type) : 'application/octet-stream',
    sizeBytes: joined.sizeBytes,
    createdAt: clock.now(),
    createdBy: `staff:${upload.staffId}`,
  }
  await store.commit([insertFile(file), endUpload({ id: upload.id, endsAt: clock.now(), fileId: file.id })])
  return file
}

/** Gives an upload up. */
export async function dropUpload({ store, clock }: Gateway, { id }: Pick<Upload, 'id'>): Promise<void> {
  await store.commit([endUpload({ id, endsAt: clock.now(), fileId: '' })])
}

/** Forgets uploads that ended a while ago, whole or not, with their pieces; bytes that a file or another upload has as well stay. */
export async function sweepUploads({ store, blobs, clock }: Gateway): Promise<void> {
  const now = clock.now()
  for (;;) {
    const ended = await store.uploads.endedBefore(now - REMEMBERED_MS)
    if (ended.length === 0) return
    for (const { id } of ended) {
      const pieces = await store.uploads.pieces(id)
      await store.commit(deleteUpload(id))
      for (let at = 0; at < pieces.length; at += AT_ONCE) {
        const hashes = [...new Set(pieces.slice(at, at + AT_ONCE).map(({ sha256 }) => sha256))]
        const files = await store.files.sharedHashes(hashes)
        const others = await store.uploads.sharedHashes(hashes)
        // those of this upload are older than that, by any file system's clock
        for (const hash of hashes)
          if (!files.has(hash) && !others.has(hash)) await blobs.remove(hash, now - REMEMBERED_MS / 2)
      }
    }
  }
}

/** Hashes that are looked for together. */
const AT_ONCE = 50
