import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { signIdentify } from '../../adapters/layers/sign/identify.ts'
import { readAnswer } from '../../adapters/stage-xml/ex-info/answers.ts'
import { callTable } from '../../adapters/stage-xml/ex-info/call.ts'
import { shortNo } from '../../adapters/stage-xml/ex-info/memory.ts'
import { readRecord, writeRecord } from '../../adapters/stage-xml/ex-info/message.ts'
import { receiveTable } from '../../adapters/stage-xml/ex-info/receive.ts'
import { replyToTable } from '../../adapters/stage-xml/ex-info/reply.ts'
import { writeCall, writeReturn, writeWsdl } from '../../adapters/stage-xml/ex-info/service.ts'
import { type ExInfoOptions, limitsOf, readOptions } from '../../adapters/stage-xml/options.ts'
import type { InboundOutcome } from '../../core/message.ts'
import type { HttpRequest } from '../../core/ports.ts'
import type { Partner } from '../../core/protocol.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const vectors = JSON.parse(readFileSync(new URL('vectors/guangdong.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>
const sample = (name: string) => String(vectors[name])

function optionsOf(): ExInfoOptions {
  const read = readOptions({
    dialect: 'ex-info',
    baseUrl: 'https://ksth.gd.example:8443',
    servicePath: '/focus/services/FocusService',
    deptCode: { ours: '11510107000000000U', theirs: '11440000MB00000199' },
    keys: { outbound: 'out', inbound: ['in'] },
    rest: { path: '/ebus/gdks', paasid: 'sc510107ksth', token: 'guangdong-rest-token' },
    formVersion: '2026.1',
    connectTimeoutMs: 10_000,
    timeoutMs: 30_000,
    maxBodyBytes: 20_971_520,
  })
  if (!read.ok || read.value.dialect !== 'ex-info') throw new Error(JSON.stringify(read))
  return read.value
}

const options = optionsOf()
/** The keys of 2.1. */
const KEYS: Readonly<Record<string, string>> = { out: 'gdDemoSystemKey0001', in: 'gdDemoSystemKey0002' }
const PATH = '/partner/440000/focus/services/FocusService'

function partnerAt(seconds: number, answer = '') {
  const sent: HttpRequest[] = []
  const seen = new Set<string>()
  const partner = {
    options,
    publicUrl: 'https://gateway.wuhou.example',
    clock: createFakeClock(seconds * 1_000),
    random: { bytes: () => Buffer.from('5f0c9e1a7b3d2846', 'hex') },
    keyring: { secret: async (name: string) => new TextEncoder().encode(KEYS[name]) },
    nonces: { first: async (nonce: string) => !seen.has(nonce) && Boolean(seen.add(nonce)) },
    http: {
      send: async (request: HttpRequest) => {
        sent.push(request)
        return { status: 200, headers: {}, body: new TextEncoder().encode(answer) }
      },
    },
  } as unknown as Partner<ExInfoOptions>
  return { partner, sent }
}

const PUSHED_AT = 1_772_676_330
const PUSH_NONCE = 'b1c2d3e4f5061728'

/** What 广东 sends us, signed as 2.1 says. */
function pushed(xml: string, change: { table?: string; deptCode?: string; identify?: string; nonce?: string } = {}) {
  const tableName = change.table ?? 'EX_GDBS_SB'
  const deptCode = change.deptCode ?? '11440000MB00000199'
  const parts = { timestamp: String(PUSHED_AT), nonce: change.nonce ?? PUSH_NONCE, deptCode, tableName, xml }
  const identify = change.identify ?? signIdentify('gdDemoSystemKey0002', parts)
  return new Request(`https://gateway.wuhou.example${PATH}`, {
    method: 'POST',
    body: writeCall({ deptCode, xml, tableName, identify }),
  })
}

/** The text of the answer's `return`. */
async function returned(response: Response): Promise<string> {
  const body = await response.text()
  const escaped = /<ns:return>(.*)<\/ns:return>/s.exec(body)?.[1] ?? body
  return escaped.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

describe('a message of 广东', () => {
  const messages = Object.keys(vectors).filter((name) => sample(name).includes('<standardInfo process="EX_GDBS_'))
  const decoded = messages.filter((name) => sample(name).startsWith('<?xml version="1.0" encoding="UTF-8"?><ExInfo>'))

  it.each(decoded)('%s is read and written again byte for byte', (name) => {
    const table = /process="(\w+)"/.exec(sample(name))?.[1] ?? ''
    const record = readRecord(sample(name), table, limitsOf(options), options.formVersion)
    if (typeof record === 'string') throw new Error(record)
    expect(writeRecord(record, options.formVersion)).toBe(sample(name))
  })

  it('is signed and wrapped as the document’s request', async () => {
    const { partner, sent } = partnerAt(1_772_414_130, sample('9.1 应答体'))
    const record = readRecord(sample('9.1 申办'), 'EX_GDBS_SB', limitsOf(options), options.formVersion)
    if (typeof record === 'string') throw new Error(record)
    const { verdict } = await callTable(partner, record, sample('9.1 申办'), '')
    expect(new TextDecoder().decode(sent[0]?.body)).toBe(sample('9.1 请求体'))
    expect(sent[0]?.headers).toMatchObject({ soapaction: '"urn:setDataXmlToFocus"' })
    expect(verdict).toEqual({ verdict: 'done', partnerCaseNo: '11440100MB0000318C3442036003001202603020001' })
  })

  it('goes by a short number made of division, day and running number', () => {
    expect(shortNo('WH202603020001', '510107')).toBe('51010720260302000001')
    expect(shortNo('WH51010720260302000001', '510107')).toBe('51010720260302000001')
  })
})

describe('an answer of 广东 counts at its deepest level', () => {
  const answer = (fields: string, errors = '') =>
    new TextEncoder().encode(
      writeReturn(
        `<?xml version="1.0" encoding="UTF-8"?><ExInfo><resultInfo process="EX_GDBS_SB">${fields}${errors}</resultInfo></ExInfo>`,
      ),
    )
  const field = (name: string, value: string) => `<Field FieldName="${name}">${value}</Field>`
  const coded = (code: string, flag: string, errors = '') =>
    readAnswer(answer(field('CODE', code) + field('REC_FLAG', flag), errors), 'EX_GDBS_SB', '1')

  it('is a refusal with every error at its path', () => {
    const body = new TextEncoder().encode(writeReturn(sample('9.6 业务拒绝')))
    expect(readAnswer(body, 'EX_GDBS_SB', '51010720260302000003')).toMatchObject({
      verdict: 'refused',
      code: 'G125',
      faults: [
        { code: 'G125', path: 'SB.XML_DATA.ZCZB' },
        { code: 'G108', path: 'SB.XML_DATA.GDXX[2].GDLX' },
        { code: 'G106', path: 'SB.SQRZJHM' },
      ],
    })
  })
  it.each([
    ['0', '1', '', 'done'],
    ['0', '2', '', 'already'],
    ['0', '0', '<errInfo ERRCODE="G124" FIELD="" MSG=""/>', 'later'],
    ['0', '0', '<errInfo ERRCODE="G199" FIELD="" MSG=""/>', 'later'],
    ['0', '0', '<errInfo ERRCODE="G124" FIELD="" MSG=""/><errInfo ERRCODE="G107" FIELD="" MSG=""/>', 'refused'],
    ['0', '0', '', 'refused'],
    ['20', '0', '', 'later'],
    ['41', '0', '', 'later'],
    ['150', '0', '', 'later'],
    ['10', '0', '', 'refused'],
    ['40', '0', '', 'refused'],
    ['80', '0', '', 'refused'],
    ['0', '7', '', 'later'],
  ])('CODE %s with REC_FLAG %s and %s', (code, flag, errors, verdict) => {
    expect(coded(code, flag, errors).verdict).toBe(verdict)
  })
  it('is unknown where it is none, or about another case or table', () => {
    const unknown = { verdict: 'later', unknown: true }
    expect(readAnswer(new TextEncoder().encode('<html/>'), 'EX_GDBS_SB', '1')).toMatchObject(unknown)
    const about = new TextEncoder().encode(writeReturn(sample('9.5 应答')))
    expect(readAnswer(about, 'EX_GDBS_SB', '51010720260302000001')).toMatchObject(unknown)
    expect(readAnswer(about, 'EX_GDBS_SL', '44010620260305000001')).toMatchObject(unknown)
  })
})

describe('what 广东 pushes to us', () => {
  const application = sample('9.5 申办')

  it('is taken under the signature that the document prints, and answered in its bytes', async () => {
    const { partner } = partnerAt(PUSHED_AT)
    const identify = '1772676330.b1c2d3e4f5061728.f139b39c7d25d4aad3c65347f13a6667fd6a500b56868c456a38b7fe5d94ba4a'
    const received = await receiveTable(pushed(application, { identify }), PATH, partner)
    if (received.kind !== 'message') throw new Error(received.kind)
    const { message } = received
    expect(message).toMatchObject({
      kind: 'apply',
      key: '44010620260305000001:EX_GDBS_SB:1',
      partnerCaseNo: '11440100MB0000318C3442036003001202603050021',
      correlation: '44010620260305000001',
      materialsFollow: true,
    })
    const { partner: later } = partnerAt(PUSHED_AT + 2)
    const outcome = { outcome: 'registered', caseNo: 'WHRK202603050001', duplicate: false } as InboundOutcome
    const response = await replyToTable(outcome, message, later, async () => ({ lastTree: message.tree }))
    expect(await returned(response)).toBe(sample('9.5 应答'))
    const again = { ...outcome, duplicate: true } as InboundOutcome
    expect(await returned(await replyToTable(again, message, later, async () => ({})))).toContain(
      '<Field FieldName="REC_FLAG">2</Field>',
    )
  })

  const bad: [string, Request, string][] = [
    ['another sender', pushed(application, { deptCode: '11440000MB00000100' }), '30'],
    ['a digest that is wrong', pushed(application, { identify: `${PUSHED_AT}.${PUSH_NONCE}.${'0'.repeat(64)}` }), '40'],
    ['a signature of another shape', pushed(application, { identify: 'x' }), '40'],
    ['no signature', pushed(application, { identify: '' }), '70'],
    ['a table that is none', pushed(application, { table: 'EX_GDBS_XX' }), '60'],
    ['another table than the message’s', pushed(application, { table: 'EX_GDBS_SBCL' }), '70'],
    ['a document type', pushed(application.replace('?><ExInfo>', '?><!DOCTYPE a><ExInfo>')), '70'],
    [
      'a field that comes twice',
      pushed(application.replace('</standardInfo>', '<Field FieldName="SBLSH">1</Field></standardInfo>')),
      '70',
    ],
    ['a message that is cut', pushed(application.slice(0, 300)), '70'],
    ['a short number of another shape', pushed(application.replace('44010620260305000001', '4401')), 'G101'],
    ['a first application that is not version 1', pushed(application.replace('VERSION">1<', 'VERSION">2<')), 'G103'],
    ['an operation that is none', pushed(application.replace('CZLX">I<', 'CZLX">X<')), 'G108'],
    ['a form that is gone', pushed(application.replace('VER="2026.1"', 'VER="2025.1"')), 'G110'],
    [
      'a form of another matter',
      pushed(application.replace('<FORM SXBM_SHORT="442036003001"', '<FORM SXBM_SHORT="1"')),
      'G126',
    ],
    [
      'a field that nobody knows',
      pushed(application.replace('</standardInfo>', '<Field FieldName="ABC">1</Field></standardInfo>')),
      'G126',
    ],
    ['no form', pushed(application.replace(/<Field FieldName="XML_DATA">.*?<\/Field>/s, '')), 'G107'],
    ['a time that is none', pushed(application.replace(/INSERTTIME">\d+/, 'INSERTTIME">2026')), 'G109'],
    [
      'a file that is not what its digest says',
      pushed(sample('9.1 材料2').replace('324fbd0e', '324fbd0f'), { table: 'EX_GDBS_SBCL' }),
      'G111',
    ],
    [
      'a file of another size',
      pushed(sample('9.1 材料2').replace('>303<', '>304<'), { table: 'EX_GDBS_SBCL' }),
      'G111',
    ],
  ]
  it.each(bad)('is refused in the region’s code: %s', async (_what, request, code) => {
    const { partner } = partnerAt(PUSHED_AT)
    const received = await receiveTable(request, PATH, partner)
    if (received.kind !== 'refused') throw new Error(received.kind)
    const text = await returned(received.response)
    const wanted = code.startsWith('G') ? `ERRCODE="${code}"` : `<Field FieldName="CODE">${code}</Field>`
    expect(text).toContain(wanted)
    expect(text).toContain('<Field FieldName="REC_FLAG">0</Field>')
  })
  it('is refused when it comes too late, and when its nonce comes again', async () => {
    const late = await receiveTable(pushed(application), PATH, partnerAt(PUSHED_AT + 301).partner)
    expect(await returned((late as { response: Response }).response)).toContain('>20<')
    const { partner } = partnerAt(PUSHED_AT + 300)
    expect((await receiveTable(pushed(application), PATH, partner)).kind).toBe('message')
    const again = await receiveTable(pushed(application), PATH, partner)
    expect(await returned((again as { response: Response }).response)).toContain('>41<')
  })
  it('may ask for the WSDL, which is the document’s with our address', async () => {
    const request = new Request(`https://gateway.wuhou.example${PATH}?wsdl`)
    const received = await receiveTable(request, PATH, partnerAt(0).partner)
    const text = await (received as { response: Response }).response.text()
    expect(text).toContain(`location="https://gateway.wuhou.example${PATH}"`)
    expect(writeWsdl('https://ksth-test.gd.example:8443/focus/services/FocusService')).toBe(sample('3.1 WSDL'))
  })
})
