import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TokenOffice } from './token-office.ts'
import { sha256, shanghaiTime } from './wire.ts'

const VALID_MS = 86_400_000

/** FO of §3.1. */
export interface FileObject {
  readonly FileId: string
  readonly FileName: string
  readonly FileType: string
  readonly FileSize: number
  readonly Sha256: string
  readonly PullUrl: string
  readonly PullExpire: string
}

/** §2.5: files at addresses that are good for one fetch, by whoever has a token. */
export function createFileShelf(now: () => number, baseUrl: () => string) {
  const files = new Map<string, Buffer>()
  const addresses = new Map<string, { fileId: string; used: boolean }>()

  function address(fileId: string): Pick<FileObject, 'PullUrl' | 'PullExpire'> {
    const token = randomBytes(24).toString('base64url')
    addresses.set(token, { fileId, used: false })
    return { PullUrl: `${baseUrl()}/pull/${fileId}?token=${token}`, PullExpire: shanghaiTime(now() + VALID_MS) }
  }

  return {
    address,
    offer(name: string, bytes: Buffer): FileObject {
      const FileId = randomBytes(16).toString('hex')
      files.set(FileId, bytes)
      const FileType = name.slice(name.lastIndexOf('.') + 1).toUpperCase()
      const described = { FileId, FileName: name, FileType, FileSize: bytes.length, Sha256: sha256(bytes) }
      return { ...described, ...address(FileId) }
    },
    wearOut(url: string): void {
      const known = addresses.get(new URL(url).searchParams.get('token') ?? '')
      if (known) known.used = true
    },
    serve(request: IncomingMessage, response: ServerResponse, office: TokenOffice): void {
      const { pathname, searchParams } = new URL(request.url ?? '', baseUrl())
      const known = addresses.get(searchParams.get('token') ?? '')
      const bytes = files.get(pathname.slice('/pull/'.length))
      if (!office.isBearer(request)) return void response.writeHead(401).end()
      if (!known || !bytes || pathname !== `/pull/${known.fileId}`) return void response.writeHead(404).end()
      if (known.used) return void response.writeHead(410).end()
      known.used = true
      response.writeHead(200, { 'content-length': bytes.length }).end(bytes)
    },
  }
}

export type FileShelf = ReturnType<typeof createFileShelf>
