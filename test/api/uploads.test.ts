import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { hashToken } from '../../api/access.ts'
import { createApi } from '../../api/app.ts'
import { keepHouse } from '../../core/housekeeping.ts'
import { samplePdf } from '../form/samples/sample.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'
import { enrol, TOKENS } from '../support/people.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const PIECE = 64 * 1024
const SECOND = 'second-window-token-0000000'
/** A PDF of three pieces and a bit. */
const FILE = Buffer.concat([samplePdf('大文件'), Buffer.alloc(3 * PIECE, '% 示例 ')])
const DIGEST = createHash('sha256').update(FILE).digest('hex')

async function open() {
  const none = { send: () => Promise.reject(new Error('none')) }
  const made = await gatewayInMemory('2026-03-02T09:00:00+08:00', {}, none)
  await enrol(made.gateway.store)
  const other = { id: 'wang', name: '王工', roles: ['window'], matters: [] } as const
  await made.gateway.store.people.addWithToken(other, hashToken(SECOND), 1)
  const api = createApi(made.gateway, { schemaNumber: async () => 0, processMetrics: async () => '' })
  const ask = async (method: string, path: string, body?: object, token: string = TOKENS.window) => {
    const raw = body instanceof Uint8Array
    const response = await api.fetch(
      new Request(`https://gateway.wuhou.example/api/uploads${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body ? { 'content-type': raw ? 'application/octet-stream' : 'application/json' } : {}),
        },
        ...(body ? { body: raw ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) } : {}),
      }),
    )
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  const begin = async (name = '大文件.pdf', sizeBytes = FILE.length) =>
    String((await ask('POST', '', { name, sizeBytes })).body['id'])
  const send = (id: string, start: number, bytes: Uint8Array = FILE.subarray(start, start + PIECE)) =>
    ask('PUT', `/${id}/pieces/${start}`, bytes)
  const sendAll = async (id: string, from = 0) => {
    for (let start = from; start < FILE.length; start += PIECE) await send(id, start)
  }
  return { ...made, ask, begin, send, sendAll }
}

describe('a file that comes in pieces', () => {
  let opened: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    opened = await open()
  })

  it('is taken up where it broke off, held against its digest, and is a file like any other; whoever did not hear of it asks again; nothing of the pieces stays', async () => {
    const { ask, begin, send, sendAll, blobs, gateway, clock } = opened
    const id = await begin()
    await send(id, 0)
    await send(id, PIECE)
    expect((await ask('GET', '')).body['uploads']).toMatchObject([{ id, name: '大文件.pdf', received: 2 * PIECE }])
    expect((await send(id, 0)).body).toMatchObject({
      code: 'upload-conflict',
      detail: expect.stringContaining('131072'),
    })
    expect((await ask('POST', `/${id}/finish`, { sha256: DIGEST })).body['code']).toBe('upload-conflict')
    await sendAll(id, 2 * PIECE)
    const { status, body } = await ask('POST', `/${id}/finish`, { sha256: DIGEST })
    expect([status, body]).toMatchObject([
      201,
      { sha256: DIGEST, mediaType: 'application/pdf', sizeBytes: FILE.length },
    ])
    expect(await ask('POST', `/${id}/finish`, { sha256: DIGEST })).toEqual({ status, body })
    expect((await ask('GET', '')).body['uploads']).toEqual([])
    expect(await gateway.store.files.byId(String(body['id']))).toMatchObject({ name: '大文件.pdf', caseId: '' })
    clock.advance(HOUR_MS + 1)
    await keepHouse(gateway)
    expect([...blobs.keys()]).toEqual([DIGEST])
    expect((await ask('GET', `/${id}`)).status).toBe(404)
  })

  it('that is not what was sent is refused, and nothing of it is kept', async () => {
    const { ask, begin, sendAll, blobs, gateway, clock } = opened
    const id = await begin()
    await sendAll(id)
    const { status, body } = await ask('POST', `/${id}/finish`, { sha256: '0'.repeat(64) })
    expect([status, body['code']]).toEqual([422, 'file-invalid'])
    expect((await ask('GET', `/${id}`)).status).toBe(404)
    clock.advance(HOUR_MS + 1)
    await keepHouse(gateway)
    // the bytes of the file that came whole before are its own
    expect([...blobs.keys()]).toEqual([DIGEST])
    expect((await ask('GET', `/${id}`)).status).toBe(404)
  })

  it.each([
    ['is larger than 200 MB', 'POST', '', { name: 'a.pdf', sizeBytes: 200 * 1024 * 1024 + 1 }, 400],
    ['is empty', 'POST', '', { name: 'a.pdf', sizeBytes: 0 }, 400],
    ['is nobody’s', 'GET', `/${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`, undefined, 404],
    ['has an id that is none', 'GET', '/..%2f..%2fetc', undefined, 404],
  ] as const)('that %s is refused', async (_, method, path, body, status) => {
    expect((await opened.ask(method, path, body)).status).toBe(status)
  })

  it('is refused with its first piece where no material is of its type, and piece by piece where it is too long, too short or elsewhere', async () => {
    const { ask, begin, send } = opened
    const word = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(PIECE)])
    expect((await send(await begin('申请表.pdf', word.length), 0, word)).body['code']).toBe('file-invalid')
    const id = await begin()
    expect((await send(id, 0, FILE.subarray(0, 100))).status).toBe(400)
    expect((await send(id, 0, Buffer.alloc(0))).status).toBe(400)
    expect((await send(id, 0, Buffer.concat([FILE, FILE.subarray(0, 1)]))).status).toBe(400)
    expect((await send(id, 0, Buffer.alloc(8 * 1024 * 1024 + 1, 37))).status).toBe(413)
    expect((await ask('PUT', `/${id}/pieces/-1`, FILE)).status).toBe(400)
    expect((await send(id, PIECE)).status).toBe(409)
  })

  it('is its owner’s alone, for those who may upload', async () => {
    const { ask, begin } = opened
    const id = await begin()
    for (const path of ['', '/finish'])
      expect(
        (await ask(path === '' ? 'GET' : 'POST', `/${id}${path}`, path === '' ? undefined : { sha256: DIGEST }, SECOND))
          .status,
      ).toBe(404)
    expect((await ask('GET', '', undefined, SECOND)).body['uploads']).toEqual([])
    expect((await ask('GET', '', undefined, TOKENS.auditor)).status).toBe(403)
  })

  it('is one of twenty at most, given up where somebody wants, and forgotten after a day with its bytes', async () => {
    const { ask, begin, send, blobs, gateway, clock } = await open()
    const ids: string[] = []
    for (let at = 0; at < 20; at += 1) ids.push(await begin())
    expect((await ask('POST', '', { name: 'a.pdf', sizeBytes: 9 })).body['code']).toBe('upload-conflict')
    await send(ids[0] ?? '', 0)
    expect((await ask('DELETE', `/${ids[0]}`)).status).toBe(200)
    expect((await ask('GET', `/${ids[0]}`)).status).toBe(404)
    await send(ids[1] ?? '', 0)
    await keepHouse(gateway)
    expect(((await ask('GET', '')).body['uploads'] as unknown[]).length).toBe(19)
    clock.advance(DAY_MS + 1)
    expect((await ask('GET', '')).body['uploads']).toEqual([])
    clock.advance(HOUR_MS)
    await keepHouse(gateway)
    expect(blobs.size).toBe(0)
  })
})
