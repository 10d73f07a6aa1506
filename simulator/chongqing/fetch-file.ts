import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { callGateway } from './gateway-client.ts'
import { sha256Digest } from './http-signature.ts'
import { asText, type JsonObject } from './json.ts'
import type { Region } from './region.ts'

const TRIES = 3

const MAGIC: Readonly<Record<string, readonly number[]>> = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46],
  'application/ofd': [0x50, 0x4b],
  'image/jpeg': [0xff, 0xd8, 0xff],
}

export type FetchedFile =
  | { ok: true; bytes: Uint8Array }
  | { ok: false; reason: 'expired' | 'unreachable' | 'digest_mismatch' | 'type_mismatch'; detail: string }

function judge(file: JsonObject, bytes: Uint8Array, contentType: string): FetchedFile {
  if (bytes.length !== file['sizeBytes']) {
    return { ok: false, reason: 'digest_mismatch', detail: `应为 ${file['sizeBytes']} 字节,取得 ${bytes.length} 字节` }
  }
  if (sha256Digest(bytes) !== file['digest']) return { ok: false, reason: 'digest_mismatch', detail: '摘要不符' }
  const mediaType = asText(file['mediaType'])
  const hasMagic = (MAGIC[mediaType] ?? []).every((byte, i) => bytes[i] === byte)
  if (!hasMagic) return { ok: false, reason: 'type_mismatch', detail: `文件头不是 ${mediaType}` }
  if (contentType !== mediaType) {
    return { ok: false, reason: 'type_mismatch', detail: `Content-Type 是 ${contentType},应为 ${mediaType}` }
  }
  return { ok: true, bytes }
}

/** Fetches one file of the gateway by its one-time address and checks size, digest and first bytes (§2.6). */
export async function fetchFile(region: Region, file: JsonObject): Promise<FetchedFile> {
  let detail = ''
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const reply = await callGateway(region, { method: 'GET', url: asText(file['url']), messageId: randomUUID() })
    if (reply.status === 200 && !reply.fault) return judge(file, reply.bytes, reply.contentType)
    detail = reply.fault ?? `HTTP ${reply.status} ${asText(reply.json['code'])}`
    if (reply.json['code'] === 'url_expired') return { ok: false, reason: 'expired', detail }
    if (!reply.fault && reply.status < 500 && reply.status !== 401 && reply.status !== 429) break
    await pause(50 * 2 ** attempt, undefined, { signal: region.signal })
  }
  return { ok: false, reason: 'unreachable', detail }
}
