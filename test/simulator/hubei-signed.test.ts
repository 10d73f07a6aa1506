import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMessageSecurity } from '../../simulator/hubei/message-security.ts'
import { SIGNING } from '../../simulator/hubei/signing-keys.ts'
import { type NodeGateway, startGateway } from '../support/gateway.ts'
import { bodyOf, hubeiVector } from '../support/hubei-partner.ts'
import { newCaseBody } from '../support/new-case.ts'

/* 湖北's profile that signs (2.2), judged by the simulator's own reading of it. */

const SIGNED = bodyOf('9.7-request.http')
const AT = Date.parse('2026-03-02T01:16:00Z')

describe('the simulated 湖北 judges the document’s own signed request', () => {
  const judge = (text: string, at = AT) => createMessageSecurity(() => at).fault(text)
  it('and takes it, once', () => {
    const security = createMessageSecurity(() => AT)
    expect(security.fault(SIGNED)).toBeNull()
    expect(security.fault(SIGNED)).toBe('签名重复')
  })

  const body = /<soapenv:Body.*<\/soapenv:Body>/s.exec(SIGNED)?.[0] ?? ''
  it.each([
    ['with another value', SIGNED.replace('420000000000', '420000000001'), '签名或摘要不符'],
    ['with a later end', SIGNED.replace('01:21:00Z', '01:29:00Z'), 'Timestamp 的写法不符'],
    ['with another signature value', SIGNED.replace('vFzX', 'vFzY'), '签名或摘要不符'],
    ['signed by nobody', SIGNED.replace(/<ds:Signature .*<\/ds:Signature>/s, ''), '应依次为'],
    [
      'with its Body put aside',
      SIGNED.replace(
        body,
        body.replace('"Body"', '"B2"').replace('</soapenv:Body>', () => `${body}</soapenv:Body>`),
      ),
      'Id 应为',
    ],
    ['with another certificate', SIGNED.replace(/MII[\w+/=]+/, pemBody(SIGNING.certificate)), '没有登记'],
    ['with a weaker digest', SIGNED.replaceAll('xmlenc#sha256', 'xmlenc#sha512'), '算法'],
  ])('refuses it %s', (_, text, reason) => {
    expect(text).not.toBe(SIGNED)
    expect(judge(text)).toContain(reason)
  })

  it('refuses it six minutes later, and a minute before its time', () => {
    expect(judge(SIGNED, AT + 361_000)).toContain('时间戳')
    expect(judge(SIGNED, AT - 61_000)).toContain('时间戳')
  })
})

const pemBody = (pem: string) => pem.replaceAll(/-----[^-]+-----|\s/g, '')

/** The region with the profile that signs, as an administrator declares it. */
function signing(files: Record<string, string>): Record<string, string> {
  const path = 'regions/420000-hubei/region.yaml'
  const theirs = new X509Certificate(SIGNING.certificate).fingerprint256.replaceAll(':', '').toLowerCase()
  const certificate = hubeiVector('2.2-cert.pem').trim().replaceAll('\n', '\n      ')
  const block = `  signature:\n    key: hubei-wss-key\n    theirs: ['${theirs}']\n    certificate: |\n      ${certificate}\n`
  const region = (files[path] ?? '')
    .replace('options:\n', `options:\n${block}`)
    .replace(/retryMs: \[[^\]]+\]/, 'retryMs: [100]')
  return { ...files, [path]: region }
}

describe('湖北 where every message is signed', () => {
  let gateway: NodeGateway
  beforeAll(async () => {
    gateway = await startGateway({ definitions: signing, signed: true })
  })
  afterAll(() => gateway.stop())
  const simulator = () => gateway.simulator('420000')
  const receivedOf = (no: string) =>
    simulator()
      .received()
      .find(({ caseNo }) => caseNo === no)
  async function submit(): Promise<string> {
    const body = await newCaseBody(gateway, 'M07', { region: '420000' })
    const key = { 'idempotency-key': crypto.randomUUID() }
    return String((await gateway.call('window', 'POST', '/api/cases', body, key)).body['no'])
  }

  it('takes a case of ours to its end, both sides signing and judging every call and answer', async () => {
    const no = await submit()
    await gateway.until(no, 'COMPLETED')
    // two answers of the same second are two signatures: none comes twice
    await expect.poll(() => receivedOf(no)?.callbackReplies, { timeout: 5_000 }).toEqual(['10', '10', '10', '10'])
    expect(receivedOf(no)).toMatchObject({ messages: 1, duplicates: 0 })
  })

  it('is not believed where an answer was changed after it was signed: sent again, and taken once', async () => {
    simulator().setBehaviour('wrong-signature', 1)
    const no = await submit()
    await gateway.until(no, 'COMPLETED')
    await expect.poll(() => receivedOf(no)?.duplicates, { timeout: 5_000 }).toBe(1)
    // its first feedback came once with a value changed, and was answered by a Fault
    await expect.poll(() => receivedOf(no)?.callbackReplies, { timeout: 5_000 }).toEqual(['', '10', '10', '10', '10'])
    const { body } = await gateway.call('auditor', 'GET', `/api/evidence?region=420000&limit=50`)
    const verdicts = (body['evidence'] as unknown as { verdict: string }[]).map(({ verdict }) => verdict)
    expect(verdicts).toContain('refused:signature-wrong')
  })

  it('pushes a case, and is refused with a Fault that says “security” where it changed what it had signed', async () => {
    expect(await simulator().pushCase('M07')).toMatchObject({ reply: { code: '10' } })
    const { reply } = await simulator().pushCase('M07', 'bad-signature')
    expect(reply).toMatchObject({ code: '', failure: expect.stringContaining('security') as string })
  })

  it('refuses what is not signed', async () => {
    const url = `${simulator().url}/kstb/services/KSTBService`
    const answer = await fetch(url, {
      method: 'POST',
      body: SIGNED.replace(/<soapenv:Header>.*<\/soapenv:Header>/s, ''),
    })
    expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining('<faultstring>security<')])
  })
})
