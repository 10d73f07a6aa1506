import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { decodeJson } from '../../adapters/layers/codec/json.ts'
import { decryptAesEcb, sha1PrngKey } from '../../adapters/layers/protect/aes-ecb.ts'
import { sameText, sidRidRtimeString, signSidRidRtime } from '../../adapters/layers/sign/sid-rid-rtime.ts'
import { readAnswer } from '../../adapters/national-exchange/answers.ts'

const key = (text: string) => new TextEncoder().encode(text)
const rid = '7b1f6c2e-0d4a-4e58-9a37-5c21d8e4f601'

describe('the national exchange’s signature and two-stage secret', () => {
  it('signs the vectors of the general protocol sheet', () => {
    const sign = (secret: string) =>
      signSidRidRtime(key(secret), 's_1200000900000_2108', '11111111-2222-4333-8444-555555555555', '1700000000000')
    expect(sign('fedcba9876543210fedcba9876543210')).toBe('qb83nncPL31B9huRD0PTm6cNBAuCSjTZZnyLBB3N9DU=')
    expect(sign('0123456789abcdef0123456789abcdef')).toBe('Ip5/F9zNa8HezeO/jaODwmCBY8krA1z4ni6yXZwsKVY=')
  })

  it('signs the vectors of the 河北 document in both directions', () => {
    expect(sidRidRtimeString('s_1300000900000_3102', rid, '1772414100000')).toBe(
      's_1300000900000_31027b1f6c2e-0d4a-4e58-9a37-5c21d8e4f6011772414100000',
    )
    expect(signSidRidRtime(key('9c1e6f0b7a2d4853b6f9e0d1c2a3b4f5'), 's_1300000900000_3100', rid, '1772414040000')).toBe(
      'rYsQsO4O0Dhi4ZtE/9LD22g1NzfrTXbFRoqFCLezVuk=',
    )
    expect(signSidRidRtime(key('4d3c2b1a0f9e8d7c6b5a49382716f5e4'), 's_1300000900000_3102', rid, '1772414100000')).toBe(
      'f1dx1ufMWU7POm+yIA5BCKhuv3O4h/Paq94MweuZbco=',
    )
    expect(
      signSidRidRtime(
        key('e8f7a6b5c4d3e2f10918273645546372'),
        's_5101070900000_3102',
        'c3a9e1d4-2b60-4f17-8e5d-90ab12cd34ef',
        '1772414160000',
      ),
    ).toBe('zoQJrtdy0gpSQt4CkYjrex+2cwujqc0hKqsMUbFo00s=')
  })

  it('derives the AES key as Java’s SHA1PRNG does and opens both published secrets', () => {
    expect(Buffer.from(sha1PrngKey('0123456789abcdef0123456789abcdef')).toString('hex')).toBe(
      '2d703e10a32f30251a2370355793e786',
    )
    expect(
      decryptAesEcb(
        sha1PrngKey('0123456789abcdef0123456789abcdef'),
        'LDh6LJzNCB09fXMknMzXpiw4eiyczQgdPX1zJJzM16ZUfuRMyoXTthzV/Enp8P/V',
      ),
    ).toBe('fedcba9876543210fedcba9876543210')
    expect(Buffer.from(sha1PrngKey('9c1e6f0b7a2d4853b6f9e0d1c2a3b4f5')).toString('hex')).toBe(
      '536f97c4993f3927802f50895c270fe0',
    )
    expect(
      decryptAesEcb(
        sha1PrngKey('9c1e6f0b7a2d4853b6f9e0d1c2a3b4f5'),
        'slPGT4sf9ns2N+ISiT8fNlPtvex2mw/kbDtfUaiJrNgrMvjxFuVBjWB56Lc17Lju',
      ),
    ).toBe('4d3c2b1a0f9e8d7c6b5a49382716f5e4')
    expect(
      decryptAesEcb(sha1PrngKey('another key'), 'slPGT4sf9ns2N+ISiT8fNlPtvex2mw/kbDtfUaiJrNgrMvjxFuVBjWB56Lc17Lju'),
    ).toBeNull()
  })

  it('compares signatures to the last character', () => {
    expect([
      sameText('abc', 'abc'),
      sameText('abc', 'abd'),
      sameText('abc', 'ab'),
      sameText('', 'a'),
      sameText('a', ''),
    ]).toEqual([true, false, false, false, false])
  })
})

describe('the exchange’s answers, read at their deepest level', () => {
  const inner = (code: unknown, data = {}) =>
    readAnswer({ code: '0', message: 'success', data: { code, message: 'm', data, errors: [] } } as never).verdict

  it('takes only the inner code for success, as text or number', () => {
    expect([inner('200'), inner(200), inner('201'), inner('309')]).toEqual(['done', 'done', 'already', 'already'])
    expect(readAnswer({ code: 0, data: { code: 200, message: '', data: {}, errors: [] } }).verdict).toBe('done')
    expect(readAnswer({ code: '0', message: 'success' })).toMatchObject({ verdict: 'later', unknown: true })
  })

  it('tells refusal, later and a worn-out secret apart', () => {
    expect([inner('301'), inner('306'), inner('308'), inner('500'), inner('503')]).toEqual([
      'refused',
      'refused',
      'refused',
      'later',
      'later',
    ])
    expect([readAnswer({ code: '10003', message: '' }).verdict, readAnswer({ code: 10007 }).verdict]).toEqual([
      'renew-secret',
      'renew-secret',
    ])
    expect(readAnswer({ code: '10008', message: '流量超限' })).toMatchObject({ verdict: 'later', afterMs: 60_000 })
    expect(readAnswer({ code: '10002', message: '停用' })).toMatchObject({ verdict: 'refused', code: '10002' })
  })
})

describe('JSON from outside', () => {
  const limits = { maxBytes: 100_000, maxDepth: 12 }
  const decode = (text: string) => decodeJson(new TextEncoder().encode(text), limits)

  it('takes the document’s sample and refuses what is deep, large, no UTF-8, no object or reaches for a prototype', () => {
    expect(
      decodeJson(readFileSync(new URL('../regions/vectors/hebei-9.1-m07.json', import.meta.url)), limits),
    ).toMatchObject({ projectNo: 'WH20260302000123' })
    expect(decode(`${'['.repeat(50_000)}`)).toBe('too-deep')
    expect(decode(`{"a":"${'['.repeat(50)}"}`)).toEqual({ a: '['.repeat(50) })
    expect(decode('x'.repeat(100_001))).toBe('too-large')
    expect(decodeJson(Uint8Array.from([0x7b, 0xce, 0xe4, 0x7d]), limits)).toBe('not-utf8')
    expect([decode('[]'), decode('{'), decode('{"__proto__":{}}'), decode('{"a":[{"constructor":1}]}')]).toEqual([
      'not-object',
      'not-json',
      'forbidden-key',
      'forbidden-key',
    ])
  })
})
