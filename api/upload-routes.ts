import { type Context, Hono } from 'hono'
import { validator } from 'hono-openapi'
import { z } from 'zod'
import {
  beginUpload,
  dropUpload,
  finishUpload,
  MOST_PIECE_BYTES,
  MOST_UPLOAD_BYTES,
  openUploads,
  type Progress,
  requireUpload,
  takePiece,
} from '../core/case/uploads.ts'
import type { Gateway } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import { toTime } from '../core/time.ts'
import { allow, type Signed } from './access.ts'
import { fileAnswer } from './answers.ts'
import { describe } from './describe.ts'
import { declaredBytes, limitRequest } from './limited-body.ts'
import { refuseBody } from './problem.ts'
import { strictJson } from './strict-json.ts'

const TAG = '材料'
const MOST_BODY_BYTES = 4 * 1024

const uploadBody = z.strictObject({
  name: z.string().min(1).max(255),
  sizeBytes: z.int().min(1).max(MOST_UPLOAD_BYTES, '文件不超过 200 MB'),
})
const finishBody = z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) })
const uploadAnswer = z.strictObject({
  id: z.string(),
  name: z.string(),
  sizeBytes: z.int(),
  received: z.int(),
  createdAt: z.string(),
})
const uploadListAnswer = z.strictObject({ uploads: z.array(uploadAnswer) })

/** Files that come in pieces: begun, gone on with from where the last piece ended, held against their SHA-256 when they are whole. One's own alone. */
export function uploadRoutes(gateway: Gateway) {
  const own = (c: Context<Signed>) => {
    const id = c.req.param('id') ?? ''
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new GatewayError('not-found', '没有这次上传')
    return requireUpload(gateway, id, c.get('staff').id)
  }
  const json = strictJson(MOST_BODY_BYTES)
  return new Hono<Signed>()
    .use('*', allow('file.upload'))
    .get(
      '/',
      describe(TAG, '我没有传完的文件,新的在前', { answers: { 200: ['上传', uploadListAnswer] }, roles: true }),
      async (c) => c.json({ uploads: (await openUploads(gateway, c.get('staff').id)).map(shown) }),
    )
    .post(
      '/',
      describe(TAG, '起一次分块上传:文件不超过 200 MB,24 小时内传完', {
        answers: { 201: ['上传', uploadAnswer] },
        codes: ['file-too-large', 'upload-conflict'],
        roles: true,
        json: true,
      }),
      json,
      validator('json', uploadBody, refuseBody),
      async (c) => c.json(shown(await beginUpload(gateway, c.req.valid('json'), c.get('staff').id)), 201),
    )
    .get(
      '/:id',
      describe(TAG, '一次上传收到了多少', {
        answers: { 200: ['上传', uploadAnswer] },
        codes: ['not-found'],
        roles: true,
      }),
      async (c) => c.json(shown(await own(c))),
    )
    .put(
      '/:id/pieces/:start',
      describe(TAG, '下一块:请求体即字节,不超过 8 MB,start 必须是已收到的字节数', {
        answers: { 200: ['上传', uploadAnswer] },
        codes: ['not-found', 'upload-conflict', 'body-invalid', 'body-too-large', 'file-invalid'],
        roles: true,
        body: ['application/octet-stream', 'binary'],
      }),
      async (c) => {
        const upload = await own(c)
        const start = c.req.param('start')
        if (!/^\d{1,10}$/.test(start)) throw new GatewayError('body-invalid', '从第几个字节起应是数字')
        return c.json(shown(await takePiece(gateway, upload, Number(start), await pieceOf(c.req.raw))))
      },
    )
    .post(
      '/:id/finish',
      describe(TAG, '传完了:核对 SHA-256,成为文件', {
        answers: { 201: ['已存', fileAnswer] },
        codes: ['not-found', 'upload-conflict', 'file-invalid'],
        roles: true,
        json: true,
      }),
      json,
      validator('json', finishBody, refuseBody),
      async (c) => {
        const file = await finishUpload(gateway, await own(c), c.req.valid('json').sha256)
        const { id, sha256, name, mediaType, sizeBytes } = file
        return c.json({ id, sha256, name, mediaType, sizeBytes }, 201)
      },
    )
    .delete(
      '/:id',
      describe(TAG, '不传了:忘掉已收到的', {
        answers: { 200: ['上传', uploadAnswer] },
        codes: ['not-found'],
        roles: true,
      }),
      async (c) => {
        const upload = await own(c)
        await dropUpload(gateway, upload)
        return c.json(shown(upload))
      },
    )
}

const shown = ({ id, name, sizeBytes, received, createdAt }: Progress) => ({
  ...{ id, name, sizeBytes, received },
  createdAt: toTime(createdAt),
})

/** The bytes of a piece; refused as soon as there are too many. A piece that a cut line left unfinished is none. */
async function pieceOf(request: Request): Promise<Uint8Array> {
  const tooLarge = () => new GatewayError('body-too-large', '一块超过 8 MB')
  if ((declaredBytes(request.headers) ?? 0) > MOST_PIECE_BYTES) throw tooLarge()
  const limited = limitRequest(request, MOST_PIECE_BYTES)
  try {
    const bytes = new Uint8Array(await limited.request.arrayBuffer())
    if (bytes.length > 0) return bytes
  } catch (error) {
    if (limited.isOver()) throw tooLarge()
    throw error
  }
  throw new GatewayError('body-invalid', '请求体里没有字节')
}
