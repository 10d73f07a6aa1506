import { describe, expect, it } from 'vitest'
import { stageXml } from '../../adapters/stage-xml/index.ts'
import { badMessages } from '../support/bad-messages.ts'
import { readReply, sdRequest, sdVector, seal, shandongPartner } from '../support/shandong-partner.ts'

const PUSH_AT = 1_772_780_403_000

/** What became of a request that 山东 sent at that time. */
async function receive(
  request: Request,
  at: number,
  partner = shandongPartner(new Date(at + 1_000).toISOString()).partner,
) {
  return { partner, received: await stageXml.receive(request, new URL(request.url).pathname, partner) }
}

describe('a request that is refused before it is read', () => {
  const text = sdVector('9.5 申办')
  const rowed = (rows: string) => text.replace(/<rows>.*<\/rows>/, `<rows>${rows}</rows>`)
  const row = (code: string, value = 'x') =>
    `<row><ITEMCODE>${code}</ITEMCODE><ITEMNAME>n</ITEMNAME><ITEMVALUE>${value}</ITEMVALUE></row>`
  const materials = sdVector('9.1 材料')
  type Bad = [string, string, string, string, Parameters<typeof sdRequest>[3]?, number?]
  const bad: Bad[] = [
    ['another method', '404', 'receiveOnlineApply', text, { method: 'GET' }],
    ['an operation nobody knows', '404', 'receiveEverything', text],
    ['an operation named like a property', '404', 'constructor', text],
    ['no signature', '401', 'receiveOnlineApply', text, { headers: { 'x-aep-signature': '' } }],
    ['a wrong signature', '401', 'receiveOnlineApply', text, { headers: { 'x-aep-signature': 'a'.repeat(64) } }],
    ['a signature under another nonce', '401', 'receiveOnlineApply', text, { headers: { 'x-aep-nonce': 'other' } }],
    [
      'an app key that is not registered',
      '403',
      'receiveOnlineApply',
      text,
      { headers: { 'x-aep-appkey': 'kst440000' } },
    ],
    ['a time in seconds', '402', 'receiveOnlineApply', text, { headers: { 'x-aep-timestamp': '1772780403' } }],
    ['a time of six minutes ago', '402', 'receiveOnlineApply', text, {}, PUSH_AT - 360_000],
    ['a time of six minutes hence', '402', 'receiveOnlineApply', text, {}, PUSH_AT + 360_000],
    ['no encryption', '406', 'receiveOnlineApply', text, { headers: { 'x-aep-encryption': 'false' } }],
    ['a body that is no JSON', '406', 'receiveOnlineApply', text, { body: 'xmlStr=1' }],
    ['a body without xmlStr', '406', 'receiveOnlineApply', text, { body: '{"xml":"AAAA"}' }],
    ['xmlStr that is no Base64', '406', 'receiveOnlineApply', text, { body: '{"xmlStr":"<xml>"}' }],
    ['xmlStr under another key', '406', 'receiveOnlineApply', text, { body: '{"xmlStr":"wCr8NMLOqJnwTJEim5D1TQ=="}' }],
    [
      'bytes that are no UTF-8',
      '407',
      'receiveOnlineApply',
      '',
      { body: JSON.stringify({ xmlStr: seal(Buffer.from([0xd0, 0xd4])) }) },
    ],
    ['XML that does not close', '407', 'receiveOnlineApply', text.slice(0, -3)],
    [
      'a document type',
      '407',
      'receiveOnlineApply',
      text.replace('<APPROVEDATAINFO>', '<!DOCTYPE a [<!ENTITY e "x">]><APPROVEDATAINFO>'),
    ],
    ['an entity', '407', 'receiveOnlineApply', text.replace('格桑', '&e;')],
    ['a control character', '407', 'receiveOnlineApply', text.replace('格桑', '格\u0001桑')],
    ['another root', '407', 'receiveOnlineApply', text.replaceAll('APPROVEDATAINFO', 'APPROVEDATA')],
    ['an element twice', '407', 'receiveOnlineApply', text.replace('<XB>', '<XM>x</XM><XB>')],
    ['a section of another operation', '407', 'receiveAcceptInfo', text],
    ['an attribute', '407', 'receiveOnlineApply', text.replace('<SPRENYUAN>', '<SPRENYUAN a="1">')],
    ['a name that reaches a prototype', '407', 'receiveOnlineApply', text.replaceAll('EMAIL', 'constructor')],
    ['a line twice', '407', 'receiveOnlineApply', rowed(row('XM') + row('XM'))],
    ['a line named __proto__', '407', 'receiveOnlineApply', rowed(row('__proto__'))],
    ['a list that begins with 2', '407', 'receiveOnlineApply', rowed(row('AQY[2].XM'))],
    ['a list with a gap', '407', 'receiveOnlineApply', rowed(row('AQY[1].XM') + row('AQY[3].XM'))],
    ['a list of a thousand', '407', 'receiveOnlineApply', rowed(row('AQY[1000].XM'))],
    [
      'a line without its name',
      '407',
      'receiveOnlineApply',
      rowed('<row><ITEMCODE>A</ITEMCODE><ITEMVALUE>1</ITEMVALUE></row>'),
    ],
    ['a number that is none', '407', 'receiveOnlineApply', text.replace('<XH>1</XH>', '<XH>一</XH>')],
    [
      'a material that is no material',
      '407',
      'receiveApplyMaterial',
      materials.replaceAll('RECORD>', 'FILE>').replaceAll('FILES>', 'RECORDS>'),
    ],
  ]
  for (const [what, code, operation, content, change = {}, at = PUSH_AT] of badMessages(
    'stage-xml',
    bad,
    ([name]) => name,
  ))
    it(`${code}: ${what}`, async () => {
      const request = sdRequest(operation, content, at, change)
      const { received } = await receive(request, PUSH_AT)
      if (received.kind !== 'refused') throw new Error(received.kind)
      expect(await readReply(received.response)).toMatchObject({ status: code, inner: '' })
      expect(received.response.status).toBe(200)
    })

  it('405: the same nonce again, whatever it signs', async () => {
    const { partner } = await receive(sdRequest('receiveOnlineApply', text, PUSH_AT), PUSH_AT)
    const again = await receive(sdRequest('receiveOnlineApply', text, PUSH_AT), PUSH_AT, partner)
    if (again.received.kind !== 'refused') throw new Error(again.received.kind)
    expect((await readReply(again.received.response)).status).toBe('405')
  })

  const inner: [string, string, string, string, string][] = [
    ['an application that is not the first', '301', 'receiveOnlineApply', text.replace('<XH>1<', '<XH>2<'), ''],
    ['a message without a number', '301', 'receiveAcceptInfo', sdVector('9.4 受理').replace('<XH>2<', '<XH>0<'), ''],
    [
      'a number of a case that is none',
      '300',
      'receiveOnlineApply',
      text.replaceAll('37010226030600009', '../x'),
      'SD2003',
    ],
    [
      'a file that is not what its MD5 says',
      '300',
      'receiveApplyMaterial',
      materials.replace('OSB2MQo', 'OSB2Mgo'),
      'SD2008',
    ],
    [
      'a file that is no Base64',
      '300',
      'receiveApplyMaterial',
      materials.replace('JVBERi0xLjQKJURFTU8gOSB2MQ', '*JVBERi0xLjQKJURFTU8gOSB2M'),
      'SD2008',
    ],
  ]
  for (const [what, status, operation, content, code] of inner)
    it(`inner ${status}: ${what}`, async () => {
      const { received } = await receive(sdRequest(operation, content, PUSH_AT), PUSH_AT)
      if (received.kind !== 'refused') throw new Error(received.kind)
      const reply = await readReply(received.response)
      expect(reply.status).toBe('200')
      expect(JSON.parse(reply.inner)).toMatchObject({ status })
      expect(reply.inner).toContain(code)
    })
})
