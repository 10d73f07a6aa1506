import type { ServerResponse } from 'node:http'
import { answer, beijingDigits, type Form, send, sm3 } from './wire.ts'

interface Stored {
  readonly name: string
  readonly bytes: Buffer
}

/** §3.3: files that were uploaded, and those that the region offers for download. */
export function createFileStore(now: () => number) {
  const files = new Map<string, Stored>()
  let count = 0

  function put(name: string, bytes: Buffer): string {
    count += 1
    const id = `F${beijingDigits(now()).slice(0, 8)}${String(count).padStart(11, '0')}`
    files.set(id, { name, bytes })
    return id
  }

  return {
    put,
    has: (id: string) => files.has(id),
    read: (id: string) => files.get(id),
    upload(form: Form, bytes: Buffer, response: ServerResponse) {
      if (Number(form['FILE_SIZE']) !== bytes.length || form['FILE_SM3'] !== sm3(bytes))
        return send(response, answer('2011', '文件大小或摘要不符'))
      return send(response, answer('0000', '成功', { FILE_ID: put(form['FILE_NAME'] ?? '', bytes) }))
    },
    download(form: Form, response: ServerResponse) {
      const file = files.get(form['FILE_ID'] ?? '')
      if (!file) return send(response, answer('2010', 'FILE_ID 不存在或已过期'))
      response.writeHead(200, {
        'content-type': 'application/octet-stream',
        'x-file-sm3': sm3(file.bytes),
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      })
      return void response.end(file.bytes)
    },
  }
}

export type FileStore = ReturnType<typeof createFileStore>
