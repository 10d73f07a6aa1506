import { createHash, createPublicKey, verify as verifyByOpenssl } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { sm2 } from 'sm-crypto-v2'
import { describe, expect, it } from 'vitest'
import { contentDigest } from '../../adapters/layers/sign/content-digest.ts'
import {
  type Component,
  differingLines,
  explainBase,
  type Parameter,
  readSignature,
  readSignatureInput,
  signatureBase,
  signComponents,
  writeParams,
} from '../../adapters/layers/sign/rfc9421.ts'
import { SUITES } from '../../adapters/layers/sign/suites.ts'

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))
const SEED = bytes('22e7ebe4dff9adbb1750dfbf38fb36fa661b69f0081a5ab7b4bc8fa13be69b4c')
const PUBLIC = bytes('1782900378c40ae06ffd0376c3ed54025edb0b98057d4a7fc09a0d0c96b2ad3c')
const SM2_PRIVATE = bytes('e2dfee5cb16ecddc0fe8ba523ce019229b6745ab1be4c8af3d3b03b2d2eb9838')
const SM2_PUBLIC = bytes(
  '04c17478f2057cf941b37c00879c110b8c4d268dbc85234848a643fe2766ffe78953c3cd3066744c24e72f21673ac7942e7af7b09480d9283dbaa6d419aff490d4',
)

/** The document's samples, byte for byte: 9.1 with its answer, 9.2 with its answer, the head of 9.6. */
const samples = JSON.parse(
  readFileSync(new URL('./vectors/chongqing-samples.json', import.meta.url), 'utf8'),
) as Record<
  'case' | 'caseAnswer' | 'fetch' | 'fetchAnswer' | 'reverse',
  { base: string; signature: string; body?: string }
>

const COMPONENTS: Component[] = [
  ['@method', 'POST'],
  ['@authority', 'tb.cq.example'],
  ['@path', '/tb/v1/cases'],
  ['@query', '?'],
  ['content-digest', 'sha-256=:MyydNcQW/zNbEMjDLjfikicvGwmP4llj/gKFaBZk3Is=:'],
  ['content-type', 'application/json; charset=utf-8'],
  ['tb-sender', '510107000000'],
  ['tb-receiver', '500000000000'],
  ['tb-message-id', '8c1f5a7e-42d9-4b60-9e3a-51f0c7d2b684'],
]
const PARAMETERS: Parameter[] = [
  ['created', 1772414100],
  ['expires', 1772414400],
  ['nonce', 'Z2uLuEznJn3VIN7KSBHI8Q'],
  ['keyid', 'wuhou-ed25519-2026a'],
  ['alg', 'ed25519'],
  ['tag', 'tongban-v1'],
]

const utf8 = (text: string) => new TextEncoder().encode(text)
const raw = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64'))

describe('HTTP message signatures as 重庆 wants them (document 2.4, 2.7)', () => {
  it('write the base of 9.1 to the byte', () => {
    const base = signatureBase(
      COMPONENTS,
      writeParams(
        COMPONENTS.map(([name]) => name),
        PARAMETERS,
      ),
    )
    expect(base).toBe(samples.case.base)
    expect(explainBase(base)).toMatchObject({
      sizeBytes: 571,
      sha256: '402207e4d6fcc1e10ed987d206621a87c442ae862c67b78700ee3065685e27e3',
    })
  })

  it('sign 9.1 with the demonstration seed to the signature that is printed', async () => {
    const { headers } = await signComponents('ed25519', SEED, 'tb', COMPONENTS, PARAMETERS)
    expect(headers['signature']).toBe(`tb=:${samples.case.signature}:`)
    expect(headers['signature-input']).toBe(`tb=${samples.case.base.split('"@signature-params": ')[1]}`)
  })

  it('take the Ed25519 signatures of 9.1 and of the answer to 9.2, and nothing that differs', async () => {
    const { verify } = SUITES.ed25519
    for (const { base, signature } of [samples.case, samples.fetchAnswer]) {
      expect(await verify(PUBLIC, utf8(base), raw(signature))).toBe(true)
      expect(await verify(PUBLIC, utf8(`${base} `), raw(signature))).toBe(false)
    }
    expect(await verify(PUBLIC, utf8(samples.case.base), new Uint8Array(63))).toBe(false)
    expect(await verify(PUBLIC.slice(1), utf8(samples.case.base), raw(samples.case.signature))).toBe(false)
  })

  it('take the SM2 signatures of the answer to 9.1, of 9.2 and of 9.6, and nothing that differs', async () => {
    const { verify } = SUITES['sm2-sm3']
    for (const { base, signature } of [samples.caseAnswer, samples.fetch, samples.reverse]) {
      expect(await verify(SM2_PUBLIC, utf8(base), raw(signature))).toBe(true)
      expect(await verify(SM2_PUBLIC, utf8(`${base}\n`), raw(signature))).toBe(false)
    }
    const nobody = Uint8Array.from(SM2_PUBLIC, (byte, index) => (index === 9 ? byte ^ 1 : byte))
    expect(await verify(nobody, utf8(samples.reverse.base), raw(samples.reverse.signature))).toBe(false)
  })

  it('hash 9.6 as printed: SHA-256 of the base, SM3 over Z and the base', () => {
    expect(explainBase(samples.reverse.base).sha256).toBe(
      'f6a5c52f14278066de232f62aa0b0b0f46d816fab7f0a022b79761285ca89aca',
    )
    const z = sm2.getZ(Buffer.from(SM2_PUBLIC).toString('hex'), '1234567812345678')
    expect(createHash('sm3').update(z).update(samples.reverse.base).digest('hex')).toBe(
      '8d698606510f219f5c112f3d5aada860ec1e1e768b0d533c55ee2037e7f46bc7',
    )
  })

  it('make signatures that others take: Ed25519 by OpenSSL, SM2 as r‖s that verifies with the printed key', async () => {
    const message = utf8('通办 𠅤')
    const made = await SUITES.ed25519.sign(SEED, message)
    const x = Buffer.from(PUBLIC).toString('base64url')
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    expect(verifyByOpenssl(null, message, key, made)).toBe(true)
    const sm2Made = await SUITES['sm2-sm3'].sign(SM2_PRIVATE, message)
    expect(sm2Made.length).toBe(64)
    expect(await SUITES['sm2-sm3'].verify(SM2_PUBLIC, message, sm2Made)).toBe(true)
    expect(await SUITES['sm2-sm3'].verify(SM2_PUBLIC, utf8('通办'), sm2Made)).toBe(false)
  })

  it('digest the bodies of 9.1 by SHA-256 and of its answer by SM3', () => {
    expect(contentDigest('sha-256', utf8(samples.case.body ?? ''))).toBe(
      'sha-256=:MyydNcQW/zNbEMjDLjfikicvGwmP4llj/gKFaBZk3Is=:',
    )
    expect(contentDigest('sm3', utf8(samples.caseAnswer.body ?? ''))).toBe(
      'sm3=:5kDKmMW83JoFKalKJtAt0A2LwxkGDXPXrQZhsPQ980g=:',
    )
    expect(contentDigest('sm3', utf8(samples.reverse.body ?? ''))).toBe(
      'sm3=:Hx1d0R8GV1RoIjC2XjAjxA+Os0Zq1jn76iL//T/E7Xg=:',
    )
  })

  it('read the two headers strictly: one member, its label, plain names', () => {
    const params = samples.case.base.split('"@signature-params": ')[1] ?? ''
    const read = readSignatureInput(`tb=${params}`, 'tb')
    expect(read).toEqual({ params, components: COMPONENTS.map(([name]) => name), parameters: PARAMETERS })
    for (const header of [
      '',
      params,
      `sig=${params}`,
      `tb=${params}, other=("@method");created=1`,
      `tb=${params.replace('"@method" ', '"@method";req ')}`,
      `tb=${params.replace('created=', 'created="x"y=')}`,
      `tb=${params} `,
    ])
      expect(readSignatureInput(header, 'tb')).toBeNull()
    expect(readSignature(`tb=:${samples.case.signature}:`, 'tb')).toEqual(raw(samples.case.signature))
    for (const header of ['', 'tb=::', 'tb=:%:', `sig=:${samples.case.signature}:`, `tb=:${samples.case.signature}`])
      expect(readSignature(header, 'tb')).toBeNull()
  })

  it('say in which lines two bases differ', () => {
    const other = samples.case.base.replace('tb.cq.example', 'tb.cq.example:8443').replace('utf-8', 'UTF-8')
    expect(differingLines(samples.case.base, other)).toEqual(['"@authority"', '"content-type"'])
    expect(differingLines(samples.case.base, samples.case.base)).toEqual([])
    expect(differingLines('"a": 1', '"a": 1\n"b": 2')).toEqual(['(行数)'])
  })
})
