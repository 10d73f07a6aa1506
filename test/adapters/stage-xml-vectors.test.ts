import { createCipheriv, createDecipheriv, createHash, createHmac, getCiphers } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readEnvelope, writeQualifiedEnvelope } from '../../adapters/layers/codec/soap.ts'
import { decryptSm4, encryptSm4, sm4KeyOfText } from '../../adapters/layers/protect/sm4.ts'
import { identifyString, readIdentify, signIdentify } from '../../adapters/layers/sign/identify.ts'
import { signTif, tifString } from '../../adapters/layers/sign/tif.ts'
import { aepString, signAep, signAepBusiness, signAepPlain, signKa } from '../../adapters/layers/sign/x-aep.ts'
import { toBase64 } from '../../core/base64.ts'

const vectors = (name: string) =>
  JSON.parse(readFileSync(new URL(`vectors/${name}.json`, import.meta.url), 'utf8')) as Record<string, string>
const shandong = vectors('shandong')
const guangdong = vectors('guangdong')
const bytes = (text: string) => new TextEncoder().encode(text)
const hex = (value: Uint8Array) => Buffer.from(value).toString('hex')
const fromHex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))

describe('SM4 with a text as its key, as 山东 2.4 lays it down', () => {
  const { key, iv } = sm4KeyOfText('demoSm4Key2026')

  it('derives key and vector of the document', () => {
    expect(hex(iv)).toBe('64656d6f536d344b6579323032363030')
    expect(hex(key)).toBe('31353030423043333339423145354232')
    expect(hex(encryptSm4(bytes('demoSm4Key2026'), iv, null)).toUpperCase()).toBe('1500B0C339B1E5B20F04AD226445C17A')
  })

  it('cuts a long text and fills up a short one', () => {
    expect(hex(sm4KeyOfText('x'.repeat(40)).iv)).toBe('78'.repeat(16))
    expect(hex(sm4KeyOfText('x').iv)).toBe(`78${'30'.repeat(15)}`)
  })

  it('seals and opens the documents’ texts byte for byte', () => {
    const sealed = (text: string) => toBase64(encryptSm4(bytes(text), key, iv))
    expect(sealed('<A>跨省通办</A>')).toBe('wCr8NMLOqJnwTJEim5D1T67Cku6X18FGpKJszVeKW6c=')
    expect(JSON.stringify({ xmlStr: sealed(String(shandong['9.1 申办'])) })).toBe(shandong['9.1 请求体'])
    for (const [name, digest] of [
      ['9.1 材料', '90794cc789b11a9265ed9eb0b1a66d101340cb95d71b38f363ba5e1f1ece89ed'],
      ['9.2 申办', '51c430a225e07900e8c5f909d14a4490169bf387820a8e9baf22e24e243ba88e'],
      ['9.5 申办', '4b71185a2519711c3bfa7226a4376bc2300cc9e4ba0b2a001767aa4f3045995a'],
    ])
      expect(
        createHash('sha256')
          .update(sealed(String(shandong[String(name)])))
          .digest('hex'),
      ).toBe(digest)
  })

  it('gives the vectors of the general protocol sheet', () => {
    const standard = fromHex('0123456789abcdeffedcba9876543210')
    expect(hex(encryptSm4(standard, standard, null)).slice(0, 32)).toBe('681edf34d206965e86b3e94f536e4246')
    expect(hex(encryptSm4(bytes('{"name":"跨省通办"}'), standard, null))).toBe(
      '903fa0590ca7b121df88f59bfa1ca49a383e850249564539d01cf9b4287804d0',
    )
    expect(hex(encryptSm4(bytes('跨省通办 test'), standard, fromHex('00112233445566778899aabbccddeeff')))).toBe(
      '29ceb9942e136ed2fd83dc06bb6c5f2d726efff173fac21d2a8480b54ba024fe',
    )
    expect(hex(encryptSm4(bytes('跨省通办 test'), standard, null))).toBe(
      '7ee447df32b59e3490e1ada44f36c78f74530885714ec9e7bc36d86a9ef72b90',
    )
  })

  it.runIf(getCiphers().includes('sm4-cbc'))('agrees with OpenSSL both ways, at every length around a block', () => {
    for (let length = 0; length < 50; length += 1) {
      const plain = bytes('办'.repeat(length))
      const cipher = createCipheriv('sm4-cbc', key, iv)
      const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
      expect(hex(encryptSm4(plain, key, iv))).toBe(sealed.toString('hex'))
      const decipher = createDecipheriv('sm4-cbc', key, iv)
      expect(hex(decryptSm4(sealed, key, iv) ?? bytes('null'))).toBe(
        Buffer.concat([decipher.update(sealed), decipher.final()]).toString('hex'),
      )
    }
  })

  it('opens nothing that was cut, altered at its end or made with another key', () => {
    const sealed = encryptSm4(bytes('<A>跨省通办</A>'), key, iv)
    expect(decryptSm4(sealed.subarray(0, 31), key, iv)).toBeNull()
    expect(decryptSm4(new Uint8Array(0), key, iv)).toBeNull()
    expect(
      decryptSm4(
        Uint8Array.from(sealed, (byte, at) => (at === 31 ? byte ^ 0x55 : byte)),
        key,
        iv,
      ),
    ).toBeNull()
    expect(decryptSm4(sealed, sm4KeyOfText('another').key, iv)).toBeNull()
  })
})

describe('the x-aep headers', () => {
  const call = { appKey: 'sdkst510107', nonce: 'c9f15cbf-f4ac-4a6c-b54d-f51abf4b5b44', timestamp: '1772414102000' }

  it('sign the requests of the 山东 document in both directions', () => {
    expect(aepString(call)).toBe(
      'x-aep-appkey=sdkst510107&x-aep-nonce=c9f15cbf-f4ac-4a6c-b54d-f51abf4b5b44&x-aep-timestamp=1772414102000',
    )
    expect(bytes(aepString(call))).toHaveLength(103)
    expect(signAep(bytes('sdDemoSecretOut01'), call)).toBe(
      '25dfa5ece53bb72eaf559819c69a991a0eab790d27a0d1a01590ad87a8154426',
    )
    const back = (nonce: string, timestamp: string) =>
      signAep(bytes('sdDemoSecretIn0001'), { appKey: 'kst370000', nonce, timestamp })
    expect(back('0d6f7c1e-1111-4a2b-8c3d-000000000001', '1772420405000')).toBe(
      'c41f5a51cc013074b7f62c4161c6910b0eca03cb42d15ccc146e9efcf1522158',
    )
    expect(back('0d6f7c1e-1111-4a2b-8c3d-000000000005', '1772780403000')).toBe(
      '2aaf70fde844b65e3d20ae1dfc7a52aaae2e1ce012a894859f6940eb5d0c1e59',
    )
  })

  it('are an HMAC as Node makes it, and sign the vector of the general protocol sheet', () => {
    const parts = { ...call, appKey: 'demoKey', timestamp: '1700000000000' }
    expect(signAep(bytes('demoSecret'), parts)).toBe('342a8b99b05c3a5fb40ce06aef5c55b74dd33c1d471848a49f11dc060ca720fa')
    expect(signAep(bytes('密钥'), parts)).toBe(createHmac('sha256', '密钥').update(aepString(parts)).digest('hex'))
  })

  it('have three unkeyed variants', () => {
    const parts = { appKey: 'demoKey', nonce: 'nonce123', timestamp: '1700000000' }
    expect(signAepPlain('demoSecret', parts)).toBe('FCB6066333E5C7BD6454A353FF28B5EF86D0296BE21A2D0EF376FE781CC69C16')
    expect(signAepBusiness('demoSecret', 'BUSI01', parts)).toBe(
      '521A0E0E984767B530C262DBDDE93E0B17A01969F28A9DD82AEEADC459C29658',
    )
    expect(signKa(parts)).toBe('8393978D0367C7C4A89244E25F9BDFA33DD79DC610CB4B29DEFB929BBEDB671C')
  })
})

describe('the identify parameter of 广东', () => {
  const parts = {
    timestamp: '1772414100',
    nonce: '0a1b2c3d4e5f6071',
    deptCode: '11510107000000000U',
    tableName: 'EX_GDBS_LQDJ',
    xml: String(guangdong['2.1 算例']),
  }

  it('signs the worked example of the document', () => {
    expect(bytes(parts.xml)).toHaveLength(166)
    expect(identifyString('gdDemoSystemKey0001', parts)).toBe(
      '1772414100gdDemoSystemKey00010a1b2c3d4e5f607111510107000000000UEX_GDBS_LQDJ7a2f85218fb2c83c717a55ff209b9acd86b068fd13f3110f5b1480b96bc2fd9b1772414100',
    )
    expect(signIdentify('gdDemoSystemKey0001', parts)).toBe(
      '1772414100.0a1b2c3d4e5f6071.4271fbedbab8c631b766e8a7dc629955603e32dfe72ab322f3ccea2b30ef557b',
    )
  })

  it('signs the samples of both directions', () => {
    const sign = (key: string, timestamp: string, nonce: string, deptCode: string, xml: string) =>
      signIdentify(key, { timestamp, nonce, deptCode, tableName: 'EX_GDBS_SB', xml })
    expect(
      sign('gdDemoSystemKey0001', '1772414130', '5f0c9e1a7b3d2846', parts.deptCode, String(guangdong['9.1 申办'])),
    ).toBe('1772414130.5f0c9e1a7b3d2846.a9b01b291b1e77e0ce39ffcbf6e1c231fa679a4f09524a70cb6a00a6f9ea6b0c')
    expect(
      sign(
        'gdDemoSystemKey0002',
        '1772676330',
        'b1c2d3e4f5061728',
        '11440000MB00000199',
        String(guangdong['9.5 申办']),
      ),
    ).toBe('1772676330.b1c2d3e4f5061728.f139b39c7d25d4aad3c65347f13a6667fd6a500b56868c456a38b7fe5d94ba4a')
  })

  it('is read only where it is written as agreed', () => {
    const digest = 'a'.repeat(64)
    expect(readIdentify(`1772414100.0a1b2c3d4e5f6071.${digest}`)).toEqual({
      timestamp: '1772414100',
      nonce: '0a1b2c3d4e5f6071',
    })
    for (const wrong of [
      `1772414100000.0a1b2c3d4e5f6071.${digest}`,
      `1772414100.0A1B2C3D4E5F6071.${digest}`,
      `1772414100.0a1b2c3d4e5f6071.${digest}\n`,
      `1772414100.0a1b2c3d4e5f6071.${digest}0`,
      '',
    ])
      expect(readIdentify(wrong)).toBeNull()
  })
})

describe('the x-tif headers', () => {
  it('sign the query of the 广东 document and the vectors of the general sheet', () => {
    expect(tifString('1772526600', 'gdDemoPaasToken0001', '19cb2d17f40-8f3a2107')).toBe(
      '1772526600gdDemoPaasToken000119cb2d17f40-8f3a21071772526600',
    )
    expect(signTif('1772526600', 'gdDemoPaasToken0001', '19cb2d17f40-8f3a2107')).toBe(
      '119addfc94edb239cf2305a0033da09505c85b2b07503912f71034751373e459',
    )
    expect(signTif('1700000000', 'demoPaasToken0001', '18bcfe56800-3039')).toBe(
      '83bdc784a02cb87d69167309ddb9f24cd0b329883c7eeb3cda2a4b1567920190',
    )
    expect(signTif('1700000000', '', '18bcfe56800-3039')).toBe(
      'f485befa487506c77c851940cd550d712a5d7f4254c3f1dd742b2304e5aac7f6',
    )
  })
})

describe('an envelope whose parts bear the namespace of their wrapper', () => {
  const namespace = 'http://focus.service.gdbs.example'
  const limits = { maxBytes: 100_000, maxDepth: 8, maxElements: 100 }
  const name = 'setDataXmlToFocus'

  it('is written as the 广东 document shows it', () => {
    const identify = '1772414130.5f0c9e1a7b3d2846.a9b01b291b1e77e0ce39ffcbf6e1c231fa679a4f09524a70cb6a00a6f9ea6b0c'
    const written = writeQualifiedEnvelope({
      namespace,
      name,
      parts: [
        ['deptCode', '11510107000000000U'],
        ['xml', String(guangdong['9.1 申办'])],
        ['tableName', 'EX_GDBS_SB'],
        ['identify', identify],
      ],
    })
    expect(written).toBe(guangdong['9.1 请求体'])
    expect(bytes(written)).toHaveLength(3562)
  })

  it('is read back, in CDATA as well, but not half qualified', () => {
    const read = readEnvelope(bytes(String(guangdong['9.1 请求体'])), limits)
    expect(typeof read !== 'string' && read.kind === 'call' && read.parts.get('xml')).toBe(guangdong['9.1 申办'])
    const envelope = (inner: string) =>
      bytes(
        `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><a:${name} xmlns:a="${namespace}">${inner}</a:${name}></e:Body></e:Envelope>`,
      )
    const cdata = readEnvelope(envelope('<a:xml><![CDATA[<A/>]]></a:xml><a:tableName>T</a:tableName>'), limits)
    expect(typeof cdata !== 'string' && cdata.kind === 'call' && [...cdata.parts]).toEqual([
      ['xml', '<A/>'],
      ['tableName', 'T'],
    ])
    expect(readEnvelope(envelope('<a:xml>1</a:xml><tableName>T</tableName>'), limits)).toBe('malformed')
    expect(readEnvelope(envelope('<xml>1</xml><a:tableName>T</a:tableName>'), limits)).toBe('malformed')
  })
})
