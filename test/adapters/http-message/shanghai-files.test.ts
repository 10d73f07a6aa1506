import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { at, KEYS, open, receive, type Stage } from './shanghai.ts'
import { bytes, openStage, text } from './stage.ts'

describe('a file that 上海 fetches (2.5)', () => {
  const ID = 'addcc719-8b9a-7af9-b774-deaebc2dc872'
  const pull = (stage: Stage, address: string) =>
    receive(stage, { method: 'GET', path: new URL(address).pathname + new URL(address).search })
  async function answered(stage: Stage, address: string): Promise<Response> {
    const received = await pull(stage, address)
    if (received.kind !== 'answered') throw new Error(received.kind)
    return received.response
  }
  async function shared(content: Uint8Array | null) {
    const stage = await open(at('09:15:00'))
    const file = await stage.keepFile(ID, '备案表.pdf', content)
    const secret = await stage.partner.fileLinks.issue(file, stage.clock.now() + 86_400_000, 24)
    return { stage, address: `https://gw.wuhou.example/pull/${ID.replaceAll('-', '')}?token=${secret}` }
  }

  it('comes whole with its length, once, without any header that proves who asks', async () => {
    const { stage, address } = await shared(bytes('%PDF-1.4\n'))
    const response = await answered(stage, address)
    expect([response.status, response.headers.get('content-length'), response.headers.get('content-type')]).toEqual([
      200,
      '9',
      'application/pdf',
    ])
    expect(text(new Uint8Array(await response.arrayBuffer()))).toBe('%PDF-1.4\n')
    expect((await answered(stage, address)).status).toBe(410)
  })
  it('is gone after a day', async () => {
    const { stage, address } = await shared(bytes('%PDF-1.4\n'))
    stage.clock.advance(86_400_001)
    expect((await answered(stage, address)).status).toBe(410)
  })
  it('is not there under another secret, another id, or none', async () => {
    const { stage, address } = await shared(bytes('%PDF-1.4\n'))
    for (const wrong of [
      `${address}x`,
      address.replace('addcc7', 'addcc8'),
      address.replace(/\?.*/, ''),
      'https://gw.wuhou.example/pull/../etc?token=1',
    ])
      expect([
        wrong,
        (await pull(stage, wrong)).kind === 'answered' ? (await answered(stage, wrong)).status : 401,
      ]).toEqual([wrong, wrong.includes('..') ? 401 : 404])
    expect((await answered(stage, address)).status).toBe(200)
  })
  it('that has not arrived here yet is to be asked for later', async () => {
    const { stage, address } = await shared(null)
    const response = await answered(stage, address)
    expect([response.status, response.headers.get('retry-after')]).toEqual([202, '60'])
  })
})

describe('a file that we fetch from 上海 (2.5)', () => {
  const ADDRESS =
    'https://api.tb.sh.example/pull/7d621a1e7ab04a9f24939b586b9eabcc?token=xVMlI-DJog8H9swa8JLKQQ-8ZZQAzoUs'
  const token = '{"access_token":"t1","token_type":"Bearer","expires_in":1800}'
  const whole = { sizeBytes: 4, sha256: createHash('sha256').update('%PDF').digest('hex') }
  const fetchAt = async (address: string, status: number, described = whole) => {
    const stage = await openStage('310000', KEYS, at('09:17:10'), ({ method }) =>
      method === 'POST' ? { body: bytes(token) } : { status, body: bytes('%PDF') },
    )
    const wanted = { ref: '7d621a1e7ab04a9f24939b586b9eabcc', at: address, mediaType: 'application/pdf', ...described }
    const numbers = { caseNo: 'C1', partnerCaseNo: 'SH1', direction: 'in' } as const
    return { stage, fetched: stage.adapter.fetchFile?.({ ...wanted, ...numbers }, stage.partner) }
  }

  it('is asked for with our token', async () => {
    const { stage, fetched } = await fetchAt(ADDRESS, 200)
    expect(text((await fetched) as Uint8Array)).toBe('%PDF')
    expect(stage.requests[1]).toMatchObject({ method: 'GET', url: ADDRESS, headers: { authorization: 'Bearer t1' } })
  })
  it('is gone at HTTP 404, and to be asked for again at 410', async () => {
    expect(await (await fetchAt(ADDRESS, 404)).fetched).toBeNull()
    expect(await (await fetchAt(ADDRESS, 410)).fetched).toEqual({ ask: 'expired' })
  })
  it('is to be asked for again where it came short or is another', async () => {
    const other = { ask: 'digest-mismatch' }
    expect(await (await fetchAt(ADDRESS, 200, { ...whole, sizeBytes: 5 })).fetched).toEqual(other)
    expect(await (await fetchAt(ADDRESS, 200, { ...whole, sha256: '0'.repeat(64) })).fetched).toEqual(other)
  })
  it.each([202, 301, 401, 500])('is to be asked for again after HTTP %i', async (status) => {
    await expect((await fetchAt(ADDRESS, status)).fetched).rejects.toThrow(`HTTP ${status}`)
  })
  it.each([
    'https://evil.example/pull/1?token=2',
    'http://api.tb.sh.example/pull/1?token=2',
    'https://api.tb.sh.example:8443/pull/1',
    'https://user@api.tb.sh.example/pull/1',
    'http://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    '',
  ])('is not asked for at “%s”, which is none of its own', async (address) => {
    const { stage, fetched } = await fetchAt(address, 200)
    expect(await fetched).toBeNull()
    expect(stage.requests).toEqual([])
  })
})
