import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { timeText } from '../../simulator/hubei/china-time.ts'
import { badMessages } from '../support/bad-messages.ts'
import { type NodeGateway, startGateway } from '../support/gateway.ts'
import { CODES, envelopeOf, hubeiVector } from '../support/hubei-partner.ts'
import { countRows, type Knock, refusals } from './door.ts'

const PATH = '/kstb/services/KSTBService'
const PUSH = 'YLBZ_SQYDJYBAJSFW'
const MB = 1024 * 1024
const WINDOW_MS = 600_000
const LAUGHS = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
  { length: 9 },
  (_, index) => `<!ENTITY lol${index + 1} "${`&lol${index === 0 ? '' : index};`.repeat(10)}">`,
).join('')}]>`

/** Sample 9.5 of the document as it is sent `late` from now, one of its texts put in place of another. */
function pushed(late = 0, from: string | RegExp = '', to = ''): string {
  const now = Date.now()
  const sample = hubeiVector('9.5-1-m07-pushed.xml').replaceAll('20260305100530', timeText(now + late))
  const text = sample.replace(from, to)
  if (from !== '' && text === sample) throw new Error(`nothing to change: ${String(from)}`)
  return text
}

const post = (body: string | Uint8Array) => (url: string) => fetch(url + PATH, { method: 'POST', body: body as never })
/** The whole envelope, changed. */
const enveloped = (from: string | RegExp, to: string) => (url: string) => {
  const envelope = envelopeOf(PUSH, CODES.in, pushed())
  const changed = envelope.replace(from, () => to)
  if (changed === envelope) throw new Error(`nothing to change: ${String(from)}`)
  return post(changed)(url)
}
/** The package inside a right envelope, changed. */
const packed =
  (late: number, from: string | RegExp = '', to = '', code: string = CODES.in) =>
  (url: string) =>
    post(envelopeOf(PUSH, code, pushed(late, from, to)))(url)

const fault = (what: string, send: Knock['send'], code = 'Client', reason = 'malformed'): Knock => ({
  what,
  send,
  status: 500,
  answer: new RegExp(`<faultcode>\\w+:${code}</faultcode>`),
  reason,
})
const said = (what: string, send: Knock['send'], code: string, reason: string): Knock => ({
  what,
  send,
  status: 200,
  answer: new RegExp(`&lt;CODE&gt;${code}&lt;/CODE&gt;`),
  reason,
})

const CALL = /<ser:YLBZ_SQYDJYBAJSFW>.*<\/ser:YLBZ_SQYDJYBAJSFW>/s
const DEEP = `${'<a>'.repeat(MB)}${'</a>'.repeat(MB)}`
const KNOCKS: Knock[] = [
  fault('no XML', post('{"a":1}')),
  fault('no body', post('')),
  fault('an envelope in GBK', post(Buffer.from('<a>\xd5\xe7</a>', 'latin1'))),
  fault(
    'a document type',
    enveloped('<soapenv:Envelope', '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><soapenv:Envelope'),
  ),
  fault('a billion laughs', enveloped('<soapenv:Envelope', `${LAUGHS}<soapenv:Envelope`)),
  fault('two elements of one Id', enveloped('<sqzcm>', '<sqzcm Id="a"/><sqzcm Id="a">')),
  fault('two calls in one body', enveloped('</soapenv:Body>', `<ser:${PUSH}/></soapenv:Body>`)),
  fault('10 MB of tags', enveloped(CALL, DEEP)),
  fault(
    'an envelope of SOAP 1.2',
    enveloped('http://schemas.xmlsoap.org/soap/envelope/', 'http://www.w3.org/2003/05/soap-envelope'),
    'VersionMismatch',
  ),
  fault(
    'a header that must be understood',
    enveloped(
      '<soapenv:Body>',
      '<soapenv:Header><x:a xmlns:x="urn:x" soapenv:mustUnderstand="1"/></soapenv:Header><soapenv:Body>',
    ),
    'MustUnderstand',
  ),
  fault(
    'a call of another namespace',
    enveloped('http://service.kstb.zhidao.com', 'http://service.kstb.example'),
    'Client',
    'unknown-operation',
  ),
  fault('an operation that there is not', enveloped(/YLBZ_SQYDJYBAJSFW/g, 'YLBZ_X'), 'Client', 'unknown-operation'),
  said('no registration code', enveloped(/<sqzcm>\w+<\/sqzcm>/, ''), '-50', 'signature-wrong'),
  said('a wrong registration code', packed(0, '', '', '0'.repeat(32)), '-50', 'signature-wrong'),
  said(
    'an unknown sender',
    packed(0, '<FSDW_SJGSDWDM>420000000000<', '<FSDW_SJGSDWDM>430000000000<'),
    '-42',
    'unknown-sender',
  ),
  said(
    'a message for somebody else',
    packed(0, '<JSDW_SJGSDWDM>510107000000<', '<JSDW_SJGSDWDM>510108000000<'),
    '-43',
    'not-for-us',
  ),
  said('a stale time', packed(-WINDOW_MS - 2_000), '-52', 'stale'),
  said('a time to come', packed(WINDOW_MS + 2_000), '-52', 'stale'),
  said(
    'a document type in the package',
    packed(0, '<PACKAGE>', '<!DOCTYPE PACKAGE [<!ENTITY x "y">]><PACKAGE>'),
    '-41',
    'malformed',
  ),
  said('a billion laughs in the package', packed(0, '<PACKAGE>', `${LAUGHS}<PACKAGE>`), '-41', 'malformed'),
  said('two records of one Id', packed(0, /sid="(041004|011000)"/g, 'sid="$1" Id="a"'), '-41', 'malformed'),
  // escaped, every bracket is a reference: more of them than an envelope may hold
  fault('10 MB of tags in the package', enveloped(/&lt;DATA&gt;.*&lt;\/DATA&gt;/s, '&lt;a&gt;'.repeat(MB))),
]

badMessages('soap-pair', KNOCKS, ({ what }) => what)

describe('what comes in from 湖北 and is not taken', () => {
  let gateway: NodeGateway
  beforeAll(async () => {
    gateway = await startGateway()
  })
  afterAll(() => gateway.stop())

  refusals({ region: '420000', mount: PATH, knocks: KNOCKS }, () => gateway)

  it('10 MB in one field are told at the field, and no case is made', async () => {
    const before = countRows(gateway)
    const response = await packed(
      0,
      /<MEMO>[^<]*<\/MEMO>|<\/RECORD>/,
      `<MEMO>${'长'.repeat((10 * MB) / 3)}</MEMO></RECORD>`,
    )(gateway.url)
    expect(await response.text()).toMatch(/&lt;CODE&gt;-41&lt;.*&lt;ZDM&gt;MEMO&lt;/s)
    expect(countRows(gateway)).toEqual(before)
  })

  it('the same package twice is one case, and another under its number is a conflict', async () => {
    const first = pushed()
    const send = async (text: string) =>
      /&lt;CODE&gt;(-?\d+)&lt;/.exec(await (await post(envelopeOf(PUSH, CODES.in, text))(gateway.url)).text())?.[1]
    expect([await send(first), await send(first)]).toEqual(['10', '-61'])
    const made = countRows(gateway)['cases']
    expect(await send(first.replace('李示例', '李示列'))).toBe('-62')
    expect(countRows(gateway)['cases']).toBe(made)
  })
})
