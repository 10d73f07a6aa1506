import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../core/json.ts'
import { changed } from '../form/samples/sample.ts'
import { type NodeGateway, startGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'
import { TOKENS } from '../support/people.ts'
import { expectProblem, type Sent, send } from './staff-call.ts'

interface Row extends Omit<Sent, 'path' | 'body'> {
  readonly what: string
  readonly path?: string
  /** made from the body of a good case */
  readonly body?: unknown | ((good: JsonObject) => unknown)
  readonly status: number
  readonly code: string
  readonly pointer?: string
}

const KEY = { 'idempotency-key': 'bad-input' }
const deep = (levels: number) => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`
const form = (changes: Record<string, Json | undefined>) => (good: JsonObject) => ({
  ...good,
  form: changed(good['form'] as JsonObject, changes),
})
const material = (change: JsonObject) => (good: JsonObject) => ({
  ...good,
  materials: (good['materials'] as JsonObject[]).map((one, index) => (index === 0 ? { ...one, ...change } : one)),
})
const without = (key: string) => (good: JsonObject) =>
  Object.fromEntries(Object.entries(good).filter(([name]) => name !== key))

const SIGN_IN: Row[] = [
  { what: '没有令牌', as: '', path: '/api/cases', status: 401, code: 'unauthorized' },
  { what: '不认识的令牌', as: `Bearer ${'x'.repeat(40)}`, path: '/api/cases', status: 401, code: 'unauthorized' },
  { what: '不是 Bearer', as: 'Basic YWRtaW46YWRtaW4=', path: '/api/cases', status: 401, code: 'unauthorized' },
  { what: '令牌里有 SQL', as: `Bearer ' or '1'='1`, path: '/api/cases', status: 401, code: 'unauthorized' },
  { what: '经办不收件', as: 'handler', body: (good: JsonObject) => good, status: 403, code: 'forbidden' },
  { what: '审计员不上传', as: 'auditor', path: '/api/files', body: '%PDF-1.4', status: 403, code: 'forbidden' },
  { what: '窗口不看存证', path: '/api/evidence', status: 403, code: 'forbidden' },
  { what: '窗口不暂停地区', method: 'POST', path: '/api/regions/130000/pause', status: 403, code: 'forbidden' },
]

const BODIES: Row[] = [
  { what: '文字', headers: { 'content-type': 'text/plain' }, body: '{}', status: 415, code: 'media-type' },
  { what: '没有类型', headers: { 'content-type': '' }, body: '{}', status: 415, code: 'media-type' },
  {
    what: 'GBK',
    headers: { 'content-type': 'application/json;charset=GBK' },
    body: '{}',
    status: 415,
    code: 'media-type',
  },
  { what: '压缩', headers: { 'content-encoding': 'gzip' }, body: '\x1f\x8b', status: 415, code: 'media-type' },
  { what: '空的', body: '', method: 'POST', status: 400, code: 'body-invalid' },
  { what: '不是 JSON', body: '{"region":', status: 400, code: 'body-invalid' },
  { what: '列表', body: [], status: 400, code: 'body-invalid' },
  { what: '不是 UTF-8', body: Buffer.from('{"region":"\xd5\xe7"}', 'latin1'), status: 400, code: 'body-invalid' },
  { what: '字节序标记', body: '\ufeff{}', status: 400, code: 'body-invalid' },
  { what: '同键两次', body: '{"region":"130000","region":"500000"}', status: 400, code: 'body-invalid' },
  { what: '__proto__', body: '{"form":{"__proto__":{"admin":true}}}', status: 400, code: 'body-invalid' },
  { what: '17 层', body: deep(17), status: 400, code: 'body-invalid' },
  { what: '十万层', body: deep(100_000), status: 400, code: 'body-invalid' },
  { what: '3 MB', body: `{"form":"${'x'.repeat(3_000_000)}"}`, status: 413, code: 'body-too-large' },
  {
    what: '3 MB,不说长度',
    headers: { 'transfer-encoding': 'chunked' },
    body: `{"form":"${'x'.repeat(3_000_000)}"}`,
    status: 413,
    code: 'body-too-large',
  },
  {
    what: '多一个键',
    body: (good: JsonObject) => ({ ...good, surprise: 1 }),
    status: 400,
    code: 'body-invalid',
    pointer: '/surprise',
  },
  { what: '少一个键', body: without('mode'), status: 400, code: 'body-invalid', pointer: '/mode' },
  {
    what: '地区是数',
    body: (good: JsonObject) => ({ ...good, region: 130000 }),
    status: 400,
    code: 'body-invalid',
    pointer: '/region',
  },
  {
    what: '材料太多',
    body: (good: JsonObject) => ({ ...good, materials: Array(201).fill((good['materials'] as Json[])[0]) }),
    status: 400,
    code: 'body-invalid',
    pointer: '/materials',
  },
  {
    what: '文件编号不是编号',
    body: material({ fileId: '../../etc/passwd' }),
    status: 400,
    code: 'body-invalid',
    pointer: '/materials/0/fileId',
  },
  {
    what: '没有 Idempotency-Key',
    headers: { 'idempotency-key': '' },
    body: (good: JsonObject) => good,
    status: 400,
    code: 'idempotency-key-missing',
  },
  {
    what: 'Idempotency-Key 太长',
    headers: { 'idempotency-key': 'k'.repeat(201) },
    body: (good: JsonObject) => good,
    status: 400,
    code: 'body-invalid',
  },
]

const FORMS: Row[] = [
  {
    what: '没有这个地区',
    body: (good: JsonObject) => ({ ...good, region: '999999' }),
    status: 422,
    code: 'region-unknown',
  },
  {
    what: '没有这个事项',
    body: (good: JsonObject) => ({ ...good, matter: 'M99' }),
    status: 422,
    code: 'matter-unknown',
  },
  {
    what: '事项名是原型',
    body: (good: JsonObject) => ({ ...good, matter: 'constructor' }),
    status: 422,
    code: 'matter-unknown',
  },
  { what: '不支持的方式', body: (good: JsonObject) => ({ ...good, mode: '5' }), status: 422, code: 'mode-closed' },
  {
    what: '校验位错',
    body: form({ 'person.idNo': '510107190001010018' }),
    status: 422,
    code: 'form-invalid',
    pointer: '/form/person/idNo',
  },
  {
    what: '没有的日子',
    body: form({ 'filing.from': '2026-02-30' }),
    status: 422,
    code: 'form-invalid',
    pointer: '/form/filing/from',
  },
  { what: '表外的键', body: form({ surprise: '1' }), status: 422, code: 'form-invalid', pointer: '/form/surprise' },
  {
    what: '控制字符',
    body: form({ 'employer.name': '石家庄\u0000示例' }),
    status: 422,
    code: 'form-invalid',
    pointer: '/form/employer/name',
  },
  {
    what: '少材料',
    body: (good: JsonObject) => ({ ...good, materials: [] }),
    status: 422,
    code: 'form-invalid',
    pointer: '/materials/MT009',
  },
  {
    what: '没有的文件',
    body: material({ fileId: '00000000-0000-7000-8000-000000000000' }),
    status: 422,
    code: 'form-invalid',
  },
  {
    what: '材料名是原型',
    body: material({ slot: '__proto__' }),
    status: 422,
    code: 'form-invalid',
    pointer: '/materials/__proto__',
  },
  {
    what: '材料名有斜线',
    body: material({ slot: 'a/b~c' }),
    status: 422,
    code: 'form-invalid',
    pointer: '/materials/a~1b~0c',
  },
]

const PATHS: Row[] = [
  { what: '没有这个地址', path: '/api/nothing', status: 404, code: 'not-found' },
  { what: '没有这个办件', path: '/api/cases/WH51010720260302000999', status: 404, code: 'case-unknown' },
  { what: '办件编号是空字符', path: '/api/cases/%00', status: 404, code: 'case-unknown' },
  { what: '办件编号不是编码', path: '/api/cases/%E0%A4%A', status: 404, code: 'case-unknown' },
  { what: '办件编号是路径', path: '/api/cases/..%2f..%2fetc%2fpasswd', status: 404, code: 'case-unknown' },
  {
    what: '撤回没有的办件',
    path: '/api/cases/nothing/withdraw',
    body: { reason: '不办了' },
    status: 404,
    code: 'case-unknown',
  },
  {
    what: '理由里有换行',
    path: '/api/cases/nothing/withdraw',
    body: { reason: 'a\nb' },
    status: 400,
    code: 'body-invalid',
    pointer: '/reason',
  },
  { what: '没有的文件', path: '/api/files/..%2f..%2fkeys.json', status: 404, code: 'not-found' },
  { what: '不认识的查询', path: '/api/cases?order=asc', status: 400, code: 'body-invalid', pointer: '/order' },
  { what: '不认识的状态', path: '/api/cases?status=NOPE', status: 400, code: 'body-invalid', pointer: '/status' },
  { what: '一页零条', path: '/api/cases?limit=0', status: 400, code: 'body-invalid', pointer: '/limit' },
  { what: '一页太多', path: '/api/cases?limit=100000', status: 400, code: 'body-invalid', pointer: '/limit' },
  { what: '乱写的 cursor', path: '/api/cases?cursor=abc', status: 400, code: 'body-invalid' },
  { what: '没有的事项', path: '/api/matters/M99', status: 422, code: 'matter-unknown' },
  {
    what: '没有的投递',
    as: 'admin',
    method: 'POST',
    path: '/api/deliveries/nothing/redrive',
    status: 404,
    code: 'not-found',
  },
  {
    what: '没有的地区',
    as: 'admin',
    method: 'POST',
    path: '/api/regions/000000/pause',
    status: 404,
    code: 'not-found',
  },
]

const named = (name: string) => ({
  'x-file-name': encodeURIComponent(name),
  'content-type': 'application/octet-stream',
})
const FILES: Row[] = [
  { what: '空文件', headers: named('a.pdf'), method: 'POST', body: '', status: 422, code: 'file-invalid' },
  { what: '没有名字', headers: { 'content-type': '' }, body: '%PDF-1.4', status: 400, code: 'body-invalid' },
  {
    what: '名字不是 URL 编码',
    headers: { 'x-file-name': '%E0%A4%A' },
    body: '%PDF-1.4',
    status: 400,
    code: 'body-invalid',
  },
  { what: '名字走出去', headers: named('../../etc/cron.d/a.pdf'), body: '%PDF-1.4', status: 422, code: 'file-invalid' },
  { what: '名字里有反斜线', headers: named('..\\a.pdf'), body: '%PDF-1.4', status: 422, code: 'file-invalid' },
  { what: '名字里有空字符', headers: named('a\u0000.pdf'), body: '%PDF-1.4', status: 422, code: 'file-invalid' },
  { what: '名字倒着写', headers: named('a\u202efdp.exe'), body: '%PDF-1.4', status: 422, code: 'file-invalid' },
  { what: '藏起来的文件', headers: named('.pdf'), body: '%PDF-1.4', status: 422, code: 'file-invalid' },
  { what: '名字太长', headers: named(`${'长'.repeat(101)}.pdf`), body: '%PDF-1.4', status: 422, code: 'file-invalid' },
  {
    what: '其实是 PNG',
    headers: named('a.pdf'),
    body: Buffer.from('89504e470d0a1a0a00', 'hex'),
    status: 422,
    code: 'file-invalid',
  },
  {
    what: '声明的类型不对',
    headers: { ...named('a.pdf'), 'content-type': 'image/png' },
    body: '%PDF-1.4',
    status: 422,
    code: 'file-invalid',
  },
  { what: '程序', headers: named('a.exe'), body: 'MZ\x90\x00', status: 422, code: 'file-invalid' },
  {
    what: '网页',
    headers: named('a.pdf'),
    body: '<!doctype html><script>1</script>',
    status: 422,
    code: 'file-invalid',
  },
  { what: '压缩包', headers: named('a.zip'), body: 'PK\x03\x04', status: 422, code: 'file-invalid' },
]

describe('what a person sends wrong', () => {
  let gateway: NodeGateway
  let good: JsonObject
  beforeAll(async () => {
    gateway = await startGateway()
    good = await newCaseBody(gateway, 'M07')
  })
  afterAll(() => gateway.stop())

  /** Rows of every table but the counters, of which a refused case may take a number, and the stored blobs. */
  function state(): Record<string, number> {
    const db = new Database(join(gateway.folder, 'tongban.sqlite'), { readonly: true })
    const tables = db
      .prepare("select name from sqlite_master where type = 'table' and name <> 'counters'")
      .pluck()
      .all()
    const counts = tables.map((table) => [
      table,
      db
        .prepare(`select count(*) from ${String(table)}`)
        .pluck()
        .get(),
    ])
    db.close()
    const blobs = readdirSync(join(gateway.folder, 'blobs'), { recursive: true })
    return { ...Object.fromEntries(counts), blobs: blobs.length }
  }

  for (const [group, rows, path] of [
    ['who', SIGN_IN, '/api/cases'],
    ['body', BODIES, '/api/cases'],
    ['form', FORMS, '/api/cases'],
    ['path', PATHS, '/api/cases'],
    ['file', FILES, '/api/files'],
  ] as const) {
    it.each(rows)(`${group}: $what → $status $code, and nothing is half written`, async (row) => {
      const before = state()
      const body: unknown = typeof row.body === 'function' ? row.body(good) : row.body
      const answer = await send(gateway, { path, ...row, headers: { ...KEY, ...row.headers }, body })
      expectProblem(answer, row)
      expect(answer.text).not.toMatch(/510107190001010017|13800000001/)
      expect(state()).toEqual(before)
    })
  }

  it('names what differs when a key comes again with another body, and makes no second case', async () => {
    const headers = { 'idempotency-key': 'twice' }
    const first = await send(gateway, { path: '/api/cases', headers, body: { ...good, submit: false } })
    expect(first.status).toBe(201)
    const before = state()
    const other = form({ 'employer.name': '另一家公司' })({ ...good, submit: false })
    const again = await send(gateway, { path: '/api/cases', headers, body: other })
    expectProblem(again, { status: 409, code: 'idempotency-conflict', pointer: '/form/employer/name' })
    expect(again.text).not.toContain('另一家公司')
    expect(state()).toEqual(before)
  })

  it('answers headers that overflow, and something that is no HTTP', async () => {
    const overflow = await send(gateway, { path: '/api/cases', headers: { 'x-long': 'x'.repeat(20_000) } })
    expectProblem(overflow, { status: 431, code: 'headers-too-large' })
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1').setEncoding('utf8')
    socket.write('\u0016\u0003\u0001 not http\r\n\r\n')
    const [answer] = (await once(socket, 'data')) as [string]
    expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\n.*"code":"request-malformed"/s)
  })

  it('lets go of 200 MB as soon as the limit is passed, in flat memory, whether the length is told or not', async () => {
    const chunk = Buffer.alloc(1024 * 1024, '%PDF-1.4 ')
    const before = state()
    for (const length of [{ 'content-length': String(200 * chunk.length) }, {}] as Record<string, string>[]) {
      const startedAt = process.memoryUsage().rss
      let sent = 0
      const stream = new ReadableStream<Uint8Array>({
        pull(controller) {
          sent += 1
          if (sent > 200) controller.close()
          else controller.enqueue(new Uint8Array(chunk))
        },
      })
      const headers = { authorization: `Bearer ${TOKENS.window}`, 'x-file-name': 'big.pdf', ...length }
      const answer = await fetch(`${gateway.url}/api/files`, {
        method: 'POST',
        headers,
        body: stream,
        duplex: 'half',
      } as RequestInit)
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([413, 'file-too-large'])
      expect(sent).toBeLessThan(60)
      expect(process.memoryUsage().rss - startedAt).toBeLessThan(80 * 1024 * 1024)
    }
    expect(state()).toEqual(before)
  })

  it('keeps nothing of an upload that breaks off, and lives', async () => {
    const before = state()
    await new Promise<void>((resolve) => {
      const outgoing = request(`${gateway.url}/api/files`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKENS.window}`, 'x-file-name': 'cut.pdf', 'content-length': 1_000_000 },
      })
      outgoing.on('error', () => {})
      outgoing.on('close', resolve)
      outgoing.write('%PDF-1.4 '.repeat(10_000), () => outgoing.destroy())
    })
    await expect.poll(() => state()).toEqual(before)
    expect((await send(gateway, { as: '', path: '/healthz' })).status).toBe(200)
  })
})
