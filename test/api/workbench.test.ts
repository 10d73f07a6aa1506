import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApi } from '../../api/app.ts'
import { openWorkbenchFiles } from '../../runtime/node/workbench-files.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'

const SCRIPT = `export const long = '${'办件'.repeat(500)}'`
const HTML = { accept: 'text/html,application/xhtml+xml' }

describe('the workbench', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tongban-web-'))
  let get: (path: string, headers?: Record<string, string>, method?: string) => Promise<Response>
  const build = () => {
    mkdirSync(join(folder, 'assets'))
    writeFileSync(
      join(folder, 'index.html'),
      '<!doctype html><html><head><title>通办网关</title></head><body></body></html>',
    )
    writeFileSync(join(folder, 'assets/main-Ab1_.js'), SCRIPT)
    writeFileSync(join(folder, 'assets/font-1.woff2'), 'font')
    writeFileSync(join(folder, 'icon.svg'), '<svg/>')
    writeFileSync(join(folder, 'secret.txt'), 'no page file')
  }
  beforeAll(async () => {
    const { gateway } = await gatewayInMemory(
      '2026-03-02T09:00:00+08:00',
      {},
      { send: () => Promise.reject(new Error()) },
    )
    const probes = { schemaNumber: async () => 0, processMetrics: async () => '' }
    const api = createApi(gateway, probes, { workbench: openWorkbenchFiles(folder) })
    get = async (path, headers = {}, method = 'GET') =>
      api.fetch(new Request(`https://gateway.wuhou.example${path}`, { method, headers }))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('says in Chinese how it is built where it was not, and is there as soon as it was', async () => {
    const before = await get('/', HTML)
    expect(before.status).toBe(503)
    expect(await before.text()).toMatch(/工作台还没有构建.*npm run web:build/s)
    build()
    expect((await get('/', HTML)).status).toBe(200)
  })

  it('answers every address that a browser asks to see with its one page, under a policy that runs nothing but its own files', async () => {
    for (const path of ['/', '/signin', '/cases/WH2603020017', '/regions/130000/v/3/diff/2']) {
      const answer = await get(path, HTML)
      const policy = answer.headers.get('content-security-policy') ?? ''
      const nonce = /style-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
      expect(Buffer.from(nonce, 'base64').length).toBe(16)
      expect(await answer.text()).toContain(`<meta name="csp-nonce" content="${nonce}">`)
      expect(policy).toMatch(/default-src 'none'; script-src 'self';/)
      expect(policy).toMatch(/base-uri 'none'; form-action 'self'; frame-ancestors 'none'$/)
      expect(policy).not.toMatch(/unsafe|\*|https?:/)
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'strict-transport-security': 'max-age=31536000',
      })
    }
    const nonces = await Promise.all([get('/', HTML), get('/', HTML)].map(async (one) => (await one).text()))
    expect(nonces[0]).not.toBe(nonces[1])
  })

  it('leaves to others what is no page: the API, forms sent to a page, programs that ask for something else', async () => {
    expect((await get('/api/nothing', HTML)).status).toBe(401)
    expect((await get('/auth/nothing', HTML)).status).toBe(404)
    expect((await get('/signin', HTML, 'POST')).status).toBe(404)
    expect((await get('/signin', { accept: 'application/json' })).status).toBe(404)
    expect((await get('/healthz')).headers.get('content-security-policy')).toBe(
      "default-src 'none'; frame-ancestors 'none'",
    )
    expect((await get('/api/cases')).headers.get('cache-control')).toBe('no-store')
  })

  it('gives its files packed as the browser takes them, for ever where their names change with them', async () => {
    const read = async (acceptEncoding: string) => {
      const answer = await get('/assets/main-Ab1_.js', { 'accept-encoding': acceptEncoding })
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
      return { coding: answer.headers.get('content-encoding'), bytes: Buffer.from(await answer.arrayBuffer()) }
    }
    const brotli = await read('gzip, deflate, br, zstd')
    expect([brotli.coding, brotliDecompressSync(brotli.bytes).toString()]).toEqual(['br', SCRIPT])
    expect(brotli.bytes.length).toBeLessThan(200)
    const gzip = await read('gzip, br;q=0')
    expect([gzip.coding, gunzipSync(gzip.bytes).toString()]).toEqual(['gzip', SCRIPT])
    expect(await read('')).toEqual({ coding: null, bytes: Buffer.from(SCRIPT) })
    const font = await get('/assets/font-1.woff2', { 'accept-encoding': 'br' })
    expect([font.headers.get('content-encoding'), font.headers.get('content-type')]).toEqual([null, 'font/woff2'])
    expect((await get('/icon.svg')).headers.get('cache-control')).toBe('public, max-age=3600')
  })

  it.each([
    '/secret.txt',
    '/assets/none.js',
    '/assets/..%2f..%2fpackage.json',
    '/..%2f..%2fpackage.json',
    '/.env.json',
    '/assets//main-Ab1_.js',
  ])('gives nothing else of the disk: %s', async (path) => {
    const answer = await get(path, HTML)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ])
  })

  it('shows the description of the API under a policy too: what is written in that page runs by its nonce only', async () => {
    const answer = await get('/reference')
    const nonce = /script-src 'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1]
    const page = await answer.text()
    expect([...page.matchAll(/<(?:script|style)([^>]*)>/g)].map(([, rest]) => rest)).toEqual([
      ` nonce="${nonce}"`,
      ` type="module" nonce="${nonce}"`,
    ])
  })
})
