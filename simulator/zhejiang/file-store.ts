import type { ServerResponse } from 'node:http'
import { answer, type Body, newId, send, sm3 } from './wire.ts'

const VALID_MS = 86_400_000

interface Stored {
  readonly name: string
  readonly bytes: Buffer
}

/** What §4.3 says of a file: bytes and name fit. */
const KINDS: Readonly<Record<string, string>> = { pdf: '%PDF-', jpg: '\u00ff\u00d8\u00ff' }

/** §3.3 O2, O7: files that were uploaded, and those that the region offers for download. */
export function createFileStore(now: () => number) {
  const files = new Map<string, Stored>()

  function put(name: string, bytes: Buffer): string {
    const id = newId()
    files.set(id, { name, bytes })
    return id
  }

  /** How a message describes a file of the region's own. */
  function describe(name: string, bytes: Buffer) {
    return { file_id: put(name, bytes), file_type: 'pdf', file_size: bytes.length, file_sm3: sm3(bytes) }
  }

  function takeUpload(parts: ReadonlyMap<string, string>, bytes: Buffer): Body {
    const name = parts.get('file_name') ?? ''
    const start = KINDS[name.slice(name.lastIndexOf('.') + 1)]
    const isWhole = bytes.length > 0 && parts.get('file_sm3') === sm3(bytes)
    const isInOrder = [...parts.keys()].join() === 'form_business_code,attach_code,file_name,file_sm3'
    if (!isInOrder) return answer('2003', '部件缺失或次序不符')
    if (!isWhole || start === undefined || !bytes.toString('latin1').startsWith(start))
      return answer('2005', '附件无效')
    return answer('0000', '成功', { file_id: put(name, bytes), file_expire: now() + VALID_MS })
  }

  return {
    put,
    describe,
    takeUpload,
    read: (id: string) => files.get(id)?.bytes,
    has(id: string, size: unknown, digest: unknown): boolean {
      const bytes = files.get(id)?.bytes
      return bytes !== undefined && bytes.length === size && sm3(bytes) === digest
    },
    download(id: string, response: ServerResponse) {
      const file = files.get(id)
      if (!file) return send(response, answer('3001', '文件不存在或已过期'))
      response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.bytes.length })
      return void response.end(file.bytes)
    },
  }
}

export type FileStore = ReturnType<typeof createFileStore>
