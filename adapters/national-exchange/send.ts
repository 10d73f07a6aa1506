import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { toBase64 } from '../../core/base64.ts'
import { fillFileSlots, listFileSlots } from '../../core/file-slots.ts'
import type { JsonObject } from '../../core/json.ts'
import type { Exchange, OutboundMessage, SendResult } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import { derivedUuid } from '../layers/derived-uuid.ts'
import { namesAnother, OF_ANOTHER } from '../layers/named-case.ts'
import type { Verdict } from './answers.ts'
import { call, SecretUnavailable } from './call.ts'
import type { Options } from './options.ts'

interface Uploaded {
  readonly id: string
  readonly url: string
}

/** Sends one message: its files first, each under an id that a retry repeats, then the message that names them. */
export async function send(message: OutboundMessage, partner: Partner<Options>): Promise<SendResult> {
  if (message.kind === 'reissue') throw new Error('this protocol carries no reissue')
  const exchanges: Exchange[] = []
  try {
    const uploads =
      message.kind === 'progress'
        ? { files: new Map<string, Uploaded>(), failed: null }
        : await uploadFiles(message, partner, exchanges)
    if (uploads.failed) return toResult(uploads.failed, message, exchanges, {})
    const body = fillFileSlots(message.tree, ({ $file, as }) => {
      const known = uploads.files.get($file.id)
      return as === 'url' ? (known?.url ?? '') : (known?.id ?? '')
    })
    const verdict = await call(partner, message.kind, body, exchanges)
    const fileIds = Object.fromEntries(
      [...uploads.files].map(([id, uploaded]) => [id, { id: uploaded.id, url: uploaded.url }]),
    )
    return toResult(
      verdict,
      message,
      exchanges,
      uploads.files.size > 0
        ? { uploads: { ...((message.memo['uploads'] as JsonObject | undefined) ?? {}), ...fileIds } }
        : {},
    )
  } catch (error) {
    if (!(error instanceof SecretUnavailable)) throw error
    return { outcome: 'later', reason: '换不到业务密钥', unknown: true, retryAfterMs: null, exchanges }
  }
}

async function uploadFiles(
  message: OutboundMessage,
  partner: Partner<Options>,
  exchanges: Exchange[],
): Promise<{ files: Map<string, Uploaded>; failed: Verdict | null }> {
  const files = new Map<string, Uploaded>()
  const before = (message.memo['uploads'] ?? {}) as unknown as Record<string, Uploaded>
  for (const { $file } of listFileSlots(message.tree)) {
    const known = Object.hasOwn(before, $file.id) ? before[$file.id] : undefined
    if (known) {
      files.set($file.id, known)
      continue
    }
    const bytes = await partner.blobs.read($file.sha256)
    if (!bytes)
      return {
        files,
        failed: { verdict: 'refused', code: 'file', message: `材料“${$file.name}”的文件不在本地`, faults: [] },
      }
    const body: JsonObject = {
      messageId: derivedUuid(sha256(utf8ToBytes(`${message.id}/${$file.id}`))),
      projectNo: message.caseNo,
      materialCode: $file.material,
      fileName: $file.name,
      fileFormat: formatOf($file.mediaType),
      fileSize: String(bytes.length),
      fileSha256: $file.sha256,
      fileContent: toBase64(bytes),
    }
    const verdict = await call(partner, 'upload', body, exchanges)
    hideContent(exchanges, body)
    if (verdict.verdict !== 'done' && verdict.verdict !== 'already') return { files, failed: verdict }
    files.set($file.id, { id: String(verdict.data['fileId'] ?? ''), url: String(verdict.data['url'] ?? '') })
  }
  return { files, failed: null }
}

/** The evidence of an upload names the file by its hash; the bytes themselves are in the blob store. */
function hideContent(exchanges: Exchange[], body: JsonObject): void {
  const last = exchanges.at(-1)
  if (last)
    exchanges[exchanges.length - 1] = {
      ...last,
      request: new TextEncoder().encode(
        JSON.stringify({ ...body, fileContent: `(见 sha256 ${String(body['fileSha256'])})` }),
      ),
    }
}

function formatOf(mediaType: string): string {
  return (
    { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png', 'application/ofd': 'ofd' }[mediaType] ?? 'pdf'
  )
}

function toResult(
  verdict: Verdict,
  message: OutboundMessage,
  exchanges: readonly Exchange[],
  memo: JsonObject,
): SendResult {
  switch (verdict.verdict) {
    case 'done':
    case 'already': {
      if (namesAnother(verdict.data['projectNo'], [message.caseNo, message.partnerCaseNo]))
        return { outcome: 'later', reason: OF_ANOTHER, unknown: true, retryAfterMs: null, exchanges }
      const acceptNo = verdict.data['acceptNo']
      const partnerCaseNo = typeof acceptNo === 'string' && acceptNo !== '' ? acceptNo : null
      const registered = partnerCaseNo !== null || message.kind !== 'apply'
      return {
        outcome: 'accepted',
        level: registered ? 'A2' : 'A1',
        partnerCaseNo: message.kind === 'progress' ? null : partnerCaseNo,
        duplicate: verdict.verdict === 'already',
        memo,
        exchanges,
      }
    }
    case 'refused':
      return { outcome: 'rejected', code: verdict.code, message: verdict.message, faults: verdict.faults, exchanges }
    case 'renew-secret':
      return { outcome: 'later', reason: verdict.reason, unknown: false, retryAfterMs: null, exchanges }
    case 'later':
      return {
        outcome: 'later',
        reason: verdict.reason,
        unknown: verdict.unknown,
        retryAfterMs: verdict.afterMs,
        exchanges,
      }
  }
}
