import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Keyring, RegionTls } from '../../core/ports.ts'
import { createHttp } from '../../runtime/node/http.ts'

const folder = mkdtempSync(join(tmpdir(), 'tongban-tls-'))
afterAll(() => rmSync(folder, { recursive: true }))
const text = (name: string) => readFileSync(join(folder, name), 'utf8')

function openssl(...args: string[]): void {
  const { status, stderr } = spawnSync('openssl', args, { cwd: folder })
  if (status !== 0) throw new Error(String(stderr))
}

/** `name.pem` with `name.key`: issued by itself, or by another that was made before. */
function issue(name: string, issuer: string | null, extension: string): void {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${name}.key`]
  if (issuer === null) {
    openssl('req', '-x509', ...key, '-subj', `/CN=${name}`, '-addext', extension, '-out', `${name}.pem`)
    return
  }
  writeFileSync(join(folder, `${name}.ext`), extension)
  openssl('req', ...key, '-subj', `/CN=${name}`, '-out', `${name}.csr`)
  const by = ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-CAcreateserial']
  openssl('x509', '-req', '-in', `${name}.csr`, ...by, '-extfile', `${name}.ext`, '-out', `${name}.pem`)
}

beforeAll(() => {
  issue('authority', null, 'basicConstraints=critical,CA:TRUE')
  issue('region', 'authority', 'subjectAltName=IP:127.0.0.1')
  issue('elsewhere', 'authority', 'subjectAltName=DNS:elsewhere.example')
  issue('wuhou', 'authority', 'extendedKeyUsage=clientAuth')
  issue('stranger', null, 'extendedKeyUsage=clientAuth')
})

const keyring: Keyring = {
  secret: async (name) => (name === 'lost' ? null : new Uint8Array(readFileSync(join(folder, `${name}.key`)))),
}
const client = (name: string, key = name) => ({ client: { certificate: text(`${name}.pem`), key } })
const trusted = () => ({ authorities: text('authority.pem') })

/** A region that answers whom it knows by a certificate; `seen` are the names of those who got through to it. */
async function regionServer(name = 'region', maxVersion: 'TLSv1.2' | 'TLSv1.3' = 'TLSv1.3') {
  const seen: string[] = []
  const demands = { ca: text('authority.pem'), requestCert: true, rejectUnauthorized: true, maxVersion }
  const own = { cert: text(`${name}.pem`), key: text(`${name}.key`) }
  const server: Server = createServer({ ...own, ...demands }, (request, response) => {
    seen.push(String((request.socket as TLSSocket).getPeerCertificate().subject.CN))
    response.end('taken')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/`, seen, server }
}

async function send(url: string, tls?: RegionTls): Promise<unknown> {
  const http = createHttp(new Set(['127.0.0.1']), keyring)
  const limits = { connectTimeoutMs: 5_000, timeoutMs: 5_000, maxResponseBytes: 1_000 }
  const body = new TextEncoder().encode('办件')
  try {
    return await http.send({ method: 'POST', url, headers: {}, body, ...limits, ...(tls ? { tls } : {}) })
  } catch (error) {
    return error
  } finally {
    await http.close()
  }
}

const REFUSED = { name: 'HttpFailure', reason: 'tls', bodySent: false }

describe('a region that demands a client certificate', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)('is shown the one of its agreement, over %s', async (version) => {
    const { url, seen, server } = await regionServer('region', version)
    const answer = await send(url, { ...client('wuhou'), ...trusted() })
    expect(answer).toMatchObject({ status: 200, body: Buffer.from('taken') })
    expect(seen).toEqual(['wuhou'])
    server.close()
  })

  it('hears nothing of a message where it is shown none, or one that it does not know', async () => {
    const { url, seen, server } = await regionServer('region', 'TLSv1.2')
    expect(await send(url, trusted())).toMatchObject(REFUSED)
    expect(await send(url, { ...client('stranger'), ...trusted() })).toMatchObject(REFUSED)
    expect(seen).toEqual([])
    server.close()
  })

  it('over TLS 1.3, where it refuses after we have begun to send, is no region that answered', async () => {
    const { url, seen, server } = await regionServer()
    for (const tls of [trusted(), { ...client('stranger'), ...trusted() }])
      expect(['tls', 'reset']).toContain(((await send(url, tls)) as { reason: string }).reason)
    expect(seen).toEqual([])
    server.close()
  })

  it('is told nothing where its own certificate is not of the issuer that was agreed, or for another name', async () => {
    const { url, seen, server } = await regionServer()
    expect(await send(url, client('wuhou'))).toMatchObject(REFUSED)
    const elsewhere = await regionServer('elsewhere')
    expect(await send(elsewhere.url, { ...client('wuhou'), ...trusted() })).toMatchObject(REFUSED)
    expect([...seen, ...elsewhere.seen]).toEqual([])
    server.close()
    elsewhere.server.close()
  })

  it('is not called with a key that is missing or belongs to another certificate, and the failure says what to look at', async () => {
    const { url, seen, server } = await regionServer()
    expect(await send(url, { ...client('wuhou', 'lost'), ...trusted() })).toMatchObject({
      name: 'KeyMissing',
      key: 'lost',
    })
    const failure = await send(url, { ...client('wuhou', 'stranger'), ...trusted() })
    expect(failure).toMatchObject(REFUSED)
    expect((failure as { words: string }).words).toContain('请核对 region.yaml 的 tls')
    expect(JSON.stringify(failure)).not.toContain('PRIVATE KEY')
    expect(seen).toEqual([])
    server.close()
  })

  it('is called again over the same connection', async () => {
    const { url, seen, server } = await regionServer()
    let connections = 0
    server.on('secureConnection', () => {
      connections += 1
    })
    const http = createHttp(new Set(['127.0.0.1']), keyring)
    const limits = { connectTimeoutMs: 5_000, timeoutMs: 5_000, maxResponseBytes: 1_000 }
    const tls = { ...client('wuhou'), ...trusted() }
    for (let times = 0; times < 6; times += 1) await http.send({ method: 'GET', url, headers: {}, ...limits, tls })
    expect(seen).toHaveLength(6)
    // undici may open a second one while the first ends its answer
    expect(connections).toBeLessThan(3)
    await http.close()
    server.close()
  })
})
