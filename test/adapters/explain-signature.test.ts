import { createHash, createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { signatureDesk } from '../../adapters/layers/sign/explain.ts'
import type { ExplainedSignature, SignatureComparison } from '../../core/signature.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
async function explain(scheme: string, request: object, key: string, theirs?: string): Promise<ExplainedSignature> {
  const explained = await signatureDesk.explain({ scheme, request, key: bytes(key), theirs })
  if (!explained.ok) throw new Error(JSON.stringify(explained.faults))
  return explained.value
}

const CA = {
  headers: {
    'X-Ca-Timestamp': '1700000000000',
    'X-Ca-Key': '203700001',
    'X-Ca-Nonce': 'c9f15cbf-f4ac-4a6c-b54d-f51abf4b5b44',
  },
  path: '/demo/apply',
}
const CSB = {
  parameters: [
    ['_api_name', 'queryMatter'],
    ['_api_version', '1.0.0'],
    ['_api_access_key', 'demoAK'],
    ['_api_timestamp', '1700000000000'],
    ['name', '跨省通办'],
    ['area', '440000'],
    ['area', '110000'],
  ],
}
const IDENTIFY = {
  timestamp: '1772414100',
  nonce: '0a1b2c3d4e5f6071',
  deptCode: '11510107000000000U',
  tableName: 'EX_GDBS_LQDJ',
  xml: '<?xml version="1.0" encoding="UTF-8"?><ExInfo><standardInfo process="EX_GDBS_LQDJ"><Field FieldName="SBLSH_SHORT">51010720260302000001</Field></standardInfo></ExInfo>',
}
const TOKEN = { username: 'demo', nonce: '8PHy8/T19vf4+fr7/P3+/w==', created: '2026-03-05T02:05:32Z' }
const EXCHANGE = {
  sid: 's_1200000900000_2108',
  rid: '11111111-2222-4333-8444-555555555555',
  rtime: '1700000000000',
}
const EXCHANGE_SIGN = 'qb83nncPL31B9huRD0PTm6cNBAuCSjTZZnyLBB3N9DU='
const EXCHANGE_KEY = 'fedcba9876543210fedcba9876543210'

/** From the regions' documents and the vendors' published examples, each computed anew by Python's hashlib and hmac. */
const VECTORS: [scheme: string, request: object, key: string, signature: string][] = [
  ['sid-rid-rtime', EXCHANGE, EXCHANGE_KEY, EXCHANGE_SIGN],
  [
    'tif',
    { paasid: 'p', timestamp: '1700000000', nonce: '18bcfe56800-3039' },
    'demoPaasToken0001',
    '83bdc784a02cb87d69167309ddb9f24cd0b329883c7eeb3cda2a4b1567920190',
  ],
  [
    'tif',
    { paasid: 'p', timestamp: '1700000000', nonce: '18bcfe56800-3039' },
    '',
    'f485befa487506c77c851940cd550d712a5d7f4254c3f1dd742b2304e5aac7f6',
  ],
  [
    'tif',
    { paasid: 'sc510107ksth', timestamp: '1772526600', nonce: '19cb2d17f40-8f3a2107' },
    'gdDemoPaasToken0001',
    '119addfc94edb239cf2305a0033da09505c85b2b07503912f71034751373e459',
  ],
  [
    'x-ca',
    { ...CA, method: 'GET', accept: 'application/json', parameters: { area: '440000' } },
    'demoAppSecret0001',
    'HC4AjmguOS818EJhoBto1zMFJ/d4qf5TEL9pPjWUc+0=',
  ],
  [
    'x-ca',
    {
      ...CA,
      method: 'POST',
      accept: 'application/json',
      contentType: 'application/json; charset=utf-8',
      body: '{"name":"跨省通办"}',
      parameters: { page: '1', flag: '', area: '440000' },
    },
    'demoAppSecret0001',
    '1FQLT/4gKopfoLlx/VUHJJw95m01Rzq7TXQVe8LrloM=',
  ],
  [
    'x-ca',
    {
      ...CA,
      sha1: true,
      method: 'POST',
      accept: 'application/json',
      contentType: 'application/json; charset=utf-8',
      body: '{"name":"跨省通办"}',
      parameters: { page: '1', flag: '', area: '440000' },
    },
    'demoAppSecret0001',
    'ASd7XsRATgsYQXM2hHVE07UKOHM=',
  ],
  [
    'x-ca',
    {
      ...CA,
      method: 'POST',
      accept: 'application/json',
      contentType: 'application/x-www-form-urlencoded; charset=utf-8',
      parameters: { name: '跨省通办', area: '440000' },
    },
    'demoAppSecret0001',
    'xTXyAoHqV7zBlNM/InRmQbv9TLikbnCBtQ4VylXyHNc=',
  ],
  ['csb', CSB, 'demoSK', 'wKATp2cS7nHdWSK7eulmxcsA5j0='],
  ['csb', { ...CSB, charset: 'gbk' }, 'demoSK', 'KFasTR37Tq6H78CVtxHzpDAU9tc='],
  [
    'app-key-md5',
    { appKey: 'demoAppKey', requestTime: '1700000000000' },
    'demoAppSecret',
    'a9551ea0e7c9bc92b5744b1042db0b57',
  ],
  [
    'app-key-md5',
    { appKey: 'demoAppKey', requestTime: '1700000000000' },
    'demoRequestSecret',
    'd8bf502cce84be94b1798c72a9a0c8a3',
  ],
  [
    'arguments-md5',
    { argumentsXml: '<arguments><name>demo</name></arguments>' },
    'demoIdentKey',
    '9ac0747049934655daccdf44cdfc3f13',
  ],
  [
    'x-aep',
    { appKey: 'demoKey', nonce: 'c9f15cbf-f4ac-4a6c-b54d-f51abf4b5b44', timestamp: '1700000000000' },
    'demoSecret',
    '342a8b99b05c3a5fb40ce06aef5c55b74dd33c1d471848a49f11dc060ca720fa',
  ],
  [
    'x-aep-plain',
    { appKey: 'demoKey', nonce: 'nonce123', timestamp: '1700000000' },
    'demoSecret',
    'FCB6066333E5C7BD6454A353FF28B5EF86D0296BE21A2D0EF376FE781CC69C16',
  ],
  [
    'x-aep-business',
    { business: 'BUSI01', nonce: 'nonce123', timestamp: '1700000000' },
    'demoSecret',
    '521A0E0E984767B530C262DBDDE93E0B17A01969F28A9DD82AEEADC459C29658',
  ],
  [
    'x-ka',
    { nonce: 'nonce123', timestamp: '1700000000' },
    '',
    '8393978D0367C7C4A89244E25F9BDFA33DD79DC610CB4B29DEFB929BBEDB671C',
  ],
  [
    'jpaas',
    { app_id: 'demoapp', biz_content: '{"areacode":"320000"}', interface_id: 'demoif', timestamp: '1700000000000' },
    '',
    '9ada97272539cfeb694f51652c9c8261e924cf43ae77a237bc05dd3ebd3ff475',
  ],
  ['identify', IDENTIFY, 'gdDemoSystemKey0001', '4271fbedbab8c631b766e8a7dc629955603e32dfe72ab322f3ccea2b30ef557b'],
  [
    'form-sm3',
    {
      fields: {
        REQ_TIME: '20260302110000',
        ACCOUNT: 'wuhou510107',
        EXE_ID: 'WH20260302000401',
        FORM_TOKEN: '5f0e9d8c7b6a49382716051423324150',
        GZ_NO: 'GZ2026030200000123',
        KEY_NO: 'K1',
        REQ_NO: '56cea48c30baa9a2a0fa0e2a62b7e20a',
        EMPTY: '',
      },
    },
    'gzDemoSignKey2026K1',
    '8552C5071B9434368336D14D0CABC6A180017819BAEFC2BDB21EECE88852D596',
  ],
  // printf '\xf0\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe\xff2026-03-05T02:05:32ZdemoPassword0001' | openssl sha1 -binary | base64
  ['username-token', TOKEN, 'demoPassword0001', 'K2uKUUnNiflc8d8vTqMZkAN0X18='],
]

describe('a signature that is explained', () => {
  it.each(VECTORS)('by %s is the published one', async (scheme, request, key, signature) => {
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
    const tried = new Set([...VECTORS.map(([scheme]) => scheme), 'hmac-lines', 'rfc9421'])
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
