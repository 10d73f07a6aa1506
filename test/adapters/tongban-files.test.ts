import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { fetchFile } from '../../adapters/tongban/fetch-file.ts'
import { withFileLinks } from '../../adapters/tongban/file-links.ts'
import { receive } from '../../adapters/tongban/receive.ts'
import type { FileRef } from '../../core/message.ts'
import type { HttpRequest } from '../../core/ports.ts'
import type { WantedFile } from '../../core/protocol.ts'
import { knock, openStage, readReply, type Stage, signedAnswer, THEIRS } from './tongban-stage.ts'

const DAY_MS = 86_400_000
const PDF = '%PDF-1.4\n%demo WH20260302000201 CQ-07-01\n%%EOF\n'

describe('a file of ours at its one-time address', () => {
  let stage: Stage
  let file: FileRef
  let url: string
  beforeEach(async () => {
    stage = await openStage()
    file = await stage.keepFile(PDF)
    const slot = { $file: { ...file, material: 'CQ-07-01' }, as: 'url' as const }
    url = String((await withFileLinks({ url: slot }, 'd94b0e3c-7a15-4c8f-b2e6-03a9f1d75c48', stage.partner))['url'])
  })
  async function get(address = url): Promise<Response> {
    const received = await receive(knock(stage, { method: 'GET', url: address, messageId: ID }), stage.partner)
    if (received.kind !== 'answered') throw new Error(received.kind)
    return received.response
  }
  const ID = 'd94b0e3c-7a15-4c8f-b2e6-03a9f1d75c48'
  const codeOf = async (address = url) => {
    const { status, json, fault } = await readReply(await get(address), ID)
    return [status, json?.['code'], fault]
  }

  it('comes whole, signed over its bytes, with its own type', async () => {
    const { status, headers, body, fault } = await readReply(await get(), ID)
    expect([status, headers.get('content-type'), fault]).toEqual([200, 'application/pdf', null])
    expect(Buffer.from(body).toString()).toBe(PDF)
  })

  it('is used once every byte has gone out: 410 url_used', async () => {
    await (await get()).arrayBuffer()
    expect(await codeOf()).toEqual([410, 'url_used', null])
  })

  it('may be tried again after a break, three times in all', async () => {
    for (let time = 1; time <= 2; time += 1) await (await get()).body?.cancel()
    expect((await readReply(await get(), ID)).status).toBe(200)
    const other = String(
      (await withFileLinks({ url: { $file: { ...file, material: '' }, as: 'url' } }, null, stage.partner))['url'],
    )
    for (let time = 1; time <= 3; time += 1) await (await get(other)).body?.cancel()
    expect(await codeOf(other)).toEqual([410, 'url_used', null])
  })

  it('is expired after 24 hours: 410 url_expired', async () => {
    stage.clock.advance(DAY_MS)
    expect(await codeOf()).toEqual([410, 'url_expired', null])
  })

  it('is unknown under another name or secret: 404 file_unknown', async () => {
    expect(await codeOf(url.replace(/t=./, 't=-'))).toEqual([404, 'file_unknown', null])
    expect(await codeOf(url.replace(file.id, 'f_somebody_else'))).toEqual([404, 'file_unknown', null])
    expect(await codeOf(url.replace(/\?.*/, ''))).toEqual([404, 'file_unknown', null])
  })

  it('is given to nobody who does not sign', async () => {
    const received = await receive(new Request(url), stage.partner)
    expect(received).toMatchObject({ kind: 'refused', response: { status: 401 } })
    expect(await codeOf()).toEqual([200, undefined, null])
  })
})

describe('a file of theirs', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await openStage()
  })
  const bytes = new TextEncoder().encode(PDF)
  const token = 'vqDEgrzwZKfTWR1gSJu4HzoZ'
  const wanted = (change: Partial<WantedFile> = {}): WantedFile => ({
    ref: 'f_de9b9972c29ed0c7',
    at: `${THEIRS}/tb/v1/files/f_de9b9972c29ed0c7?t=${token}`,
    mediaType: 'application/pdf',
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    caseNo: 'WH20260302000201',
    partnerCaseNo: 'CQ50010720260302000017',
    direction: 'in',
    ...change,
  })
  const served = (request: HttpRequest, contentType = 'application/pdf') =>
    signedAnswer(request, 200, bytes, { contentType })
  const problem = (request: HttpRequest, status: number, code: string) => signedAnswer(request, status, { code })

  it('is taken where size, digest and first bytes are what its message said', async () => {
    stage.answers((request) => served(request))
    expect(await fetchFile(wanted(), stage.partner)).toEqual(bytes)
    expect(stage.sent[0]?.headers['signature-input']).toContain('("@method" "@authority" "@path" "@query" "tb-sender"')
  })

  const wrong: [string, Partial<WantedFile>, string, string][] = [
    ['another digest', { sha256: '0'.repeat(64) }, 'application/pdf', 'digest-mismatch'],
    ['another size', { sizeBytes: 48 }, 'application/pdf', 'digest-mismatch'],
    ['first bytes of another type', { mediaType: 'image/jpeg' }, 'image/jpeg', 'type-mismatch'],
    ['another content type', {}, 'application/ofd', 'type-mismatch'],
  ]
  for (const [what, change, contentType, ask] of wrong)
    it(`is asked for again where it has ${what}`, async () => {
      stage.answers((request) => served(request, contentType))
      expect(await fetchFile(wanted(change), stage.partner)).toEqual({ ask })
    })

  it('is asked for again where its address is used, expired or unknown', async () => {
    for (const [status, code, ask] of [
      [410, 'url_used', 'unreachable'],
      [410, 'url_expired', 'expired'],
      [404, 'file_unknown', 'unreachable'],
    ] as const) {
      stage.answers((request) => problem(request, status, code))
      expect(await fetchFile(wanted(), stage.partner)).toEqual({ ask })
    }
  })

  it('is never fetched from another host', async () => {
    for (const at of ['https://evil.example/tb/v1/files/f_de9b9972c29ed0c7?t=x', 'http://127.0.0.1/', 'nonsense'])
      expect(await fetchFile(wanted({ at }), stage.partner)).toEqual({ ask: 'unreachable' })
    expect(stage.sent).toEqual([])
  })

  it('may come later where the region is down, or its answer proves nothing', async () => {
    stage.answers((request) => problem(request, 503, 'maintenance'))
    await expect(fetchFile(wanted(), stage.partner)).rejects.toThrow('503')
    stage.answers((request) => ({ ...served(request), headers: {} }))
    await expect(fetchFile(wanted(), stage.partner)).rejects.toThrow('could not be fetched now')
  })

  it('of a case we sent is looked up in the case’s events once its address is worn out', async () => {
    const fresh = 'ghGTAJrwTkcp_O-Z3WYHsFp0'
    const url = `${THEIRS}/tb/v1/files/f_de9b9972c29ed0c7?t=${fresh}`
    stage.answers((request) => {
      if (request.url.endsWith(token)) return problem(request, 410, 'url_expired')
      if (request.url === url) return served(request)
      return signedAnswer(request, 200, { events: [{ licence: { file: { fileId: 'f_de9b9972c29ed0c7', url } } }] })
    })
    expect(await fetchFile(wanted({ direction: 'out' }), stage.partner)).toEqual(bytes)
    expect(stage.sent[1]?.url).toBe(`${THEIRS}/tb/v1/cases/WH20260302000201`)
    stage.answers((request) =>
      request.url.includes('/files/') ? problem(request, 410, 'url_used') : signedAnswer(request, 200, { events: [] }),
    )
    expect(await fetchFile(wanted({ direction: 'out' }), stage.partner)).toBeNull()
  })
})
