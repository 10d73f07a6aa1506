import { createHash, createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { signatureDesk } from '../../adapters/layers/sign/explain.ts'
import type { ExplainedSignature, SignatureComparison } from '../../core/signature.ts'
import { CSB, EXCHANGE, EXCHANGE_KEY, EXCHANGE_SIGN, IDENTIFY, SCHEME_VECTORS, TOKEN } from './scheme-vectors.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
async function explain(scheme: string, request: object, key: string, theirs?: string): Promise<ExplainedSignature> {
  const explained = await signatureDesk.explain({ scheme, request, key: bytes(key), theirs })
  if (!explained.ok) throw new Error(JSON.stringify(explained.faults))
  return explained.value
}

describe('a signature that is explained', () => {
  it.each(SCHEME_VECTORS)('by %s is the published one', async (scheme, request, key, signature) => {
    expect((await explain(scheme, request, key)).signature).toBe(signature)
  })

  it('by five lines of HMAC is what Node makes of the document’s lines', async () => {
    const body = '{"x":"跨省通办"}'
    const digest = createHash('sha256').update(body).digest('hex')
    const lines = ['1772414230', 'Zk3mQ8vT1xR7bN5pL0aD', 'POST', '/sh/callback', digest].join('\n')
    const request = { time: '1772414230', nonce: 'Zk3mQ8vT1xR7bN5pL0aD', method: 'post', target: '/sh/callback', body }
    const explained = await explain('hmac-lines', request, 'demo')
    expect(explained).toMatchObject({
      stringToSign: lines,
      sizeBytes: 114,
      bytesHex: Buffer.from(lines).toString('hex'),
      algorithm: 'HMAC-SHA256',
      signature: createHmac('sha256', 'demo').update(lines).digest('hex'),
    })
  })

  it('says of every scheme which fields a request has, and is tried by a vector or a test of its own', () => {
    const tried = new Set([...SCHEME_VECTORS.map(([scheme]) => scheme), 'hmac-lines', 'rfc9421'])
    expect(new Set(signatureDesk.schemes.map(({ name }) => name))).toEqual(tried)
    for (const { name, title, source, request } of signatureDesk.schemes) {
      expect(title, name).toMatch(/[\u4e00-\u9fff]|x-/)
      expect(source, name).not.toBe('')
      for (const field of Object.values(request['properties'] as Record<string, { description?: string }>))
        expect(field.description, name).toBeTruthy()
    }
  })

  it('shows the string of 广东 with the key masked, in text and in bytes, and what the request carries', async () => {
    const explained = await explain('identify', IDENTIFY, 'gdDemoSystemKey0001')
    expect(explained.stringToSign).toBe(
      '1772414100〔密钥〕0a1b2c3d4e5f607111510107000000000UEX_GDBS_LQDJ7a2f85218fb2c83c717a55ff209b9acd86b068fd13f3110f5b1480b96bc2fd9b1772414100',
    )
    expect(explained.sizeBytes).toBe(149)
    expect(explained.bytesHex.startsWith('31373732343134313030〔密钥〕')).toBe(true)
    expect(explained.headers).toEqual({
      identify: '1772414100.0a1b2c3d4e5f6071.4271fbedbab8c631b766e8a7dc629955603e32dfe72ab322f3ccea2b30ef557b',
    })
    expect(JSON.stringify(explained)).not.toContain('gdDemoSystemKey0001')
    expect(JSON.stringify(explained)).not.toContain(Buffer.from('gdDemoSystemKey0001').toString('hex'))
  })

  it('of a username token shows the bytes of the nonce ahead of the text, and the elements that carry it', async () => {
    const explained = await explain('username-token', TOKEN, 'demoPassword0001')
    expect(explained).toMatchObject({
      stringToSign: '〔十六进制 f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff〕2026-03-05T02:05:32Z〔密钥〕',
      bytesHex: `f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff${Buffer.from(TOKEN.created).toString('hex')}〔密钥〕`,
      sizeBytes: 52,
      algorithm: 'SHA-1',
      headers: { 'wsse:Password': 'K2uKUUnNiflc8d8vTqMZkAN0X18=', 'wsse:Nonce': TOKEN.nonce },
    })
  })

  it('by Ed25519 is the one of RFC 9421 B.2.6', async () => {
    const seed = Buffer.from('n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU', 'base64url')
    const explained = await signatureDesk.explain({
      scheme: 'rfc9421',
      key: new Uint8Array(seed),
      request: {
        suite: 'ed25519',
        label: 'sig-b26',
        components: [
          ['date', 'Tue, 20 Apr 2021 02:07:55 GMT'],
          ['@method', 'POST'],
          ['@path', '/foo'],
          ['@authority', 'example.com'],
          ['content-type', 'application/json'],
          ['content-length', '18'],
        ],
        parameters: [
          ['created', 1618884473],
          ['keyid', 'test-key-ed25519'],
        ],
      },
    })
    expect(explained.ok && explained.value.headers['signature']).toBe(
      'sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:',
    )
  })
})

describe('a signature that is compared with the partner’s', () => {
  const compared = async (theirs: string, key = EXCHANGE_KEY, request: object = EXCHANGE) =>
    (await explain('sid-rid-rtime', request, key, theirs)).comparison

  it('is the same where it is the same, hex in either case', async () => {
    expect(await compared(EXCHANGE_SIGN)).toEqual({ verdict: 'same' })
    const upper = createHash('md5').update('demoAppKeydemoAppSecret1700000000000').digest('hex').toUpperCase()
    const request = { appKey: 'demoAppKey', requestTime: '1700000000000' }
    expect((await explain('app-key-md5', request, 'demoAppSecret', upper)).comparison).toEqual({ verdict: 'same' })
  })

  it('names what the other side did otherwise: the key, the charset, the unit of time', async () => {
    const by = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest('base64')
    const text = EXCHANGE.sid + EXCHANGE.rid + EXCHANGE.rtime
    const causes = async (theirs: string) =>
      (await compared(theirs)) as Extract<SignatureComparison, { causes: unknown }>
    expect((await causes(by(`${EXCHANGE_KEY}\n`, text))).causes).toEqual(['对方的密钥末尾多一个换行'])
    expect((await causes(by(Buffer.from(EXCHANGE_KEY, 'hex'), text))).causes).toEqual(['对方先把密钥按十六进制解码'])
    expect((await causes(by(Buffer.from(EXCHANGE_KEY, 'base64'), text))).causes).toEqual(['对方先把密钥按 Base64 解码'])
    expect((await causes(by(EXCHANGE_KEY, text.slice(0, -3)))).causes).toEqual(['对方的 rtime 用秒'])
    expect((await causes(by('another', text))).causes).toEqual([])
    const undecoded = createHash('sha1').update(`${TOKEN.nonce}${TOKEN.created}demoPassword0001`).digest('base64')
    expect((await explain('username-token', TOKEN, 'demoPassword0001', undecoded)).comparison).toEqual({
      verdict: 'other-signature',
      causes: ['对方没有先把随机数按 Base64 解码'],
    })
    const gbk = (await explain('csb', CSB, 'demoSK', 'KFasTR37Tq6H78CVtxHzpDAU9tc=')).comparison
    expect(gbk).toEqual({ verdict: 'other-signature', causes: ['对方按 GBK 取字节'] })
  })

  it('says where two strings part, and never shows the key', async () => {
    const ours = EXCHANGE.sid + EXCHANGE.rid + EXCHANGE.rtime
    expect(await compared(ours)).toEqual({ verdict: 'same-string' })
    expect(await compared(EXCHANGE.rid + EXCHANGE.sid + EXCHANGE.rtime)).toMatchObject({
      verdict: 'other-string',
      at: 1,
      line: 1,
      ours: ours.slice(0, 40),
      theirs: (EXCHANGE.rid + EXCHANGE.sid).slice(0, 40),
    })
    expect(await compared(`${ours}\n`)).toMatchObject({ at: ours.length + 1, ours: '', theirs: '\n' })
    const ts = '1772414100'
    for (const theirs of [`${ts}gdDemoSystemKey0002rest`, `${ts}gdDemoSystemKey0001rest`, `${ts}000`]) {
      const { comparison } = await explain('identify', IDENTIFY, 'gdDemoSystemKey0001', theirs)
      expect(JSON.stringify(comparison)).not.toContain('gdDemoSystemKey0001')
      expect(comparison).toMatchObject({
        verdict: 'other-string',
        ours: expect.not.stringContaining('Key0001') as string,
      })
    }
    const empty = { paasid: 'p', timestamp: '1700000000', nonce: 'n' }
    expect((await explain('tif', empty, '', '1700000000n1700000001')).comparison).toMatchObject({ at: 21 })
  })

  it('is refused with what is wrong: the scheme, the request, the key', async () => {
    const ask = async (scheme: string, request: unknown, key = 'k') => {
      const explained = await signatureDesk.explain({ scheme, request, key: bytes(key) })
      return explained.ok ? [] : explained.faults
    }
    expect(await ask('md6', {})).toMatchObject([{ path: 'scheme', fix: expect.stringContaining('x-ca') as string }])
    expect(await ask('tif', { paasid: 'p', nonce: 1, odd: '' })).toMatchObject([
      { path: 'request.timestamp' },
      { path: 'request.nonce' },
      { path: 'request.odd' },
    ])
    const request = { suite: 'ed25519', components: [['@method', 'POST']], parameters: [] }
    expect(await ask('rfc9421', request, 'short')).toMatchObject([{ path: 'key', code: 'key-invalid' }])
  })
})
