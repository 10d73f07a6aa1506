import { Hono } from 'hono'
import { requireFit } from '../core/case/uploads.ts'
import { mediaTypeOf, sniffFileType } from '../core/form/file-type.ts'
import type { Gateway } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import { newId } from '../core/ids.ts'
import { insertFile } from '../core/store/files.ts'
import { allow, type Signed } from './access.ts'
import { fileAnswer } from './answers.ts'
import { describe } from './describe.ts'
import { declaredBytes } from './limited-body.ts'

/** The largest file a window may upload. */
const MOST_FILE_BYTES = 20 * 1024 * 1024
/** What tells the type of a file. */
const HEAD_BYTES = 4_096

/** Files: upload before a case names them, fetch for those who may see the case. */
export function fileRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .post(
      '/',
      describe('材料', '上传文件:请求体即文件,不超过 20 MB', {
        answers: { 201: ['已存', fileAnswer] },
        codes: ['file-invalid', 'file-too-large', 'body-invalid'],
        roles: true,
        headers: { 'X-File-Name': '文件名,URL 编码' },
        body: ['application/octet-stream', 'binary'],
      }),
      allow('file.upload'),
      async (c) => {
        return c.json(await takeUpload(c.req.raw, gateway, `staff:${c.get('staff').id}`), 201)
      },
    )
    .get(
      '/:id',
      describe('材料', '取文件', {
        answers: { 200: ['文件的字节', 'binary'] },
        codes: ['not-found'],
        roles: true,
      }),
      async (c) => {
        const id = c.req.param('id')
        const file = /^[\w-]{1,60}$/.test(id) ? await gateway.store.files.byId(id) : null
        const bytes = file && file.sha256 !== '' ? await gateway.blobs.read(file.sha256) : null
        if (!file || !bytes) throw new GatewayError('not-found', '没有这个文件,或还没有取到')
        return c.body(new Uint8Array(bytes), 200, {
          'content-type': file.mediaType,
          'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
          'x-content-type-options': 'nosniff',
        })
      },
    )
}

/** Stores the body of a request as a file of whoever sends it; refused before a byte is stored where no material could be it. */
export async function takeUpload(request: Request, gateway: Gateway, createdBy: string) {
  const name = readFileName(request.headers.get('x-file-name') ?? undefined)
  const tooLarge = () => new GatewayError('file-too-large', `“${name}”超过 20 MB`)
  if ((declaredBytes(request.headers) ?? 0) > MOST_FILE_BYTES) throw tooLarge()
  const { head, stream } = await peek(request.body, HEAD_BYTES)
  requireFit(name, request.headers.get('content-type') ?? '', head, MOST_FILE_BYTES)
  const stored = await gateway.blobs.put(stream, MOST_FILE_BYTES)
  if (stored === 'too-large') throw tooLarge()
  const type = sniffFileType(stored.head)
  const file = {
    id: newId(gateway.clock, gateway.random),
    caseId: '',
    region: '',
    ref: '',
    sha256: stored.sha256,
    name,
    mediaType: type ? mediaTypeOf(type) : 'application/octet-stream',
    sizeBytes: stored.sizeBytes,
    createdAt: gateway.clock.now(),
    createdBy,
  }
  await gateway.store.commit([insertFile(file)])
  const { id, sha256, mediaType, sizeBytes } = file
  return { id, sha256, name, mediaType, sizeBytes }
}

function readFileName(header: string | undefined): string {
  try {
    const name = decodeURIComponent(header ?? '')
    if (name !== '') return name
  } catch {
    throw new GatewayError('body-invalid', 'X-File-Name 不是 URL 编码')
  }
  throw new GatewayError('body-invalid', '缺少请求头 X-File-Name(URL 编码的文件名)')
}

/** The first bytes of a stream, and the stream as it was before they were read. */
async function peek(
  body: ReadableStream<Uint8Array> | null,
  sizeBytes: number,
): Promise<{ head: Uint8Array; stream: ReadableStream<Uint8Array> }> {
  const reader = body?.getReader()
  const chunks: Uint8Array[] = []
  let head = new Uint8Array(0)
  while (head.length < sizeBytes) {
    const next = await reader?.read()
    if (!next?.value) break
    chunks.push(next.value)
    const room = next.value.subarray(0, sizeBytes - head.length)
    const longer = new Uint8Array(head.length + room.length)
    longer.set(head)
    longer.set(room, head.length)
    head = longer
  }
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const chunk = chunks.shift() ?? (await reader?.read())?.value
      if (chunk) controller.enqueue(chunk)
      else controller.close()
    },
    cancel: (reason) => reader?.cancel(reason),
  })
  return { head, stream }
}
