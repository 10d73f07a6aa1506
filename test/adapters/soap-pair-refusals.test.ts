import { describe, expect, it } from 'vitest'
import { soapPair } from '../../adapters/soap-pair/index.ts'
import type { Received } from '../../core/message.ts'
import { CODES, envelopeOf, hubeiPartner, hubeiVector, requestOf, returnOf } from '../support/hubei-partner.ts'

const PUSHED = hubeiVector('9.5-1-m07-pushed.xml')
const PUSH = 'YLBZ_SQYDJYBAJSFW'
const AT = '2026-03-05T10:05:32+08:00'
const PDF = /<CLNR>(.*?)<\/CLNR>/.exec(PUSHED)?.[1] ?? ''

/** One of the texts of the sample put in place of another; fails where there is none. */
function changed(text: string, from: string | RegExp, to: string): string {
  const result = text.replace(from, to)
  if (result === text) throw new Error(`nothing to change: ${String(from)}`)
  return result
}

async function receive(body: string | Uint8Array): Promise<Received> {
  return soapPair.receive(requestOf(body), '/kstb/services/KSTBService', hubeiPartner(AT).partner)
}

/** CODE of the head, then `sid no code: field code …` of every record with errors. */
async function refusedWith(operation: string, information: string, sqzcm: string = CODES.in): Promise<string[]> {
  const received = await receive(envelopeOf(operation, sqzcm, information))
  if (received.kind !== 'refused') throw new Error(`it was ${received.kind}`)
  expect(received.response.status).toBe(200)
  const text = await returnOf(received.response)
  expect(text).toMatch(/<FSDW_SJGSDWDM>510107000000<.*<JSDW_SJGSDWDM>420000000000</)
  const code = /<CODE>(-\d+)<\/CODE><MSG>[^<]+<\/MSG><\/PACKAGEHEAD>/.exec(text)?.[1] ?? ''
  const records = [...text.matchAll(/<RECORD no="(\d+)" sid="(\d+)" code="(-\d+)" msg="[^"]+">(.*?)<\/RECORD>/g)]
  if (records.length === 0) expect(text).toContain('<DATA></DATA>')
  return [
    code,
    ...records.map(([, no, sid, own, inner = '']) => {
      const errors = [...inner.matchAll(/<CW><ZDM>(\w+)<\/ZDM><CODE>(-\d+)<\/CODE><MSG>[^<]+<\/MSG><\/CW>/g)]
      return `${sid} ${no} ${own}: ${errors.map(([, field, code]) => `${field} ${code}`).join(' ')}`
    }),
  ]
}

const FEEDBACK = hubeiVector('9.3-5-acceptance.xml')
const feedback = (from: string | RegExp, to: string) =>
  refusedWith('SCJG_SLDJFKJSFW', changed(changed(FEEDBACK, '20260303161005', '20260305100530'), from, to))

/** A package of 湖北 about a case of its own that we handle. */
function about(records: string, head = ''): string {
  const top = PUSHED.slice(0, PUSHED.indexOf('<DATA>'))
  return `${head}${top}<DATA>${records}</DATA></PACKAGE>`
}
const record = (sid: string, fields: Record<string, string>, no = 1) =>
  `<RECORD no="${no}" sid="${sid}">${Object.entries(fields)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')}</RECORD>`
const SUPPLEMENT = record('010014', { YWLSH: 'WHRK202603050001', BZCS: '1', BZSJ: '20260305100000' })
const CHANGE = { JLSID: '041004', JLNO: '1', ZDM: 'MEMO', XZ: '补' }

describe('a package that is not as the 湖北 document says', () => {
  const HEAD: [what: string, from: string | RegExp, to: string, code: string][] = [
    ['from a unit that is not registered', '<FSDW_SJGSDWDM>420000000000<', '<FSDW_SJGSDWDM>430000000000<', '-42'],
    ['for another unit', '<JSDW_SJGSDWDM>510107000000<', '<JSDW_SJGSDWDM>510108000000<', '-43'],
    ['601 seconds old', '20260305100530', '20260305095531', '-52'],
    ['601 seconds ahead', '20260305100530', '20260305101533', '-52'],
    ['sent on a day that no calendar has', '20260305100530', '20260230100530', '-41'],
    ['of another version', '<BBH>V2.1<', '<BBH>V2.0<', '-41'],
    ['for use within the province', '<XTYWQYFW>2<', '<XTYWQYFW>1<', '-41'],
    ['without 业务协同编号', /<YWXTBH>\d+<\/YWXTBH>/, '', '-41'],
    ['whose 业务协同编号 is of another class', '<YWXTBH>4201060410', '<YWXTBH>4201060220', '-41'],
    ['whose 业务协同编号 was not given by 湖北', '<YWXTBH>420106', '<YWXTBH>510107', '-72'],
    ['of a class that is not agreed', /0410/g, '0310', '-72'],
    ['of a class that its operation is not for', /0410/g, '0220', '-72'],
    ['that names another matter', '<SXJBBM>422036003002<', '<SXJBBM>420131127006<', '-72'],
    ['with a document type', '<PACKAGE>', '<!DOCTYPE PACKAGE [<!ENTITY x "y">]><PACKAGE>', '-41'],
    ['with an entity', '<SQR_XM>李示例<', '<SQR_XM>&nbsp;<', '-41'],
    ['with an element twice', '<GEND>1</GEND>', '<GEND>1</GEND><GEND>2</GEND>', '-41'],
    ['with an attribute twice', 'no="1" sid="041004"', 'no="1" no="2" sid="041004"', '-41'],
    ['whose records are not numbered through', 'no="2" sid="011000"', 'no="5" sid="011000"', '-41'],
    ['that is no PACKAGE', /PACKAGE>/g, 'PAKET>', '-41'],
    ['with a control character', '<SQR_XM>李示例<', '<SQR_XM>李&#1;示例<', '-41'],
  ]
  it.each(HEAD)('%s is refused by %4$s alone', async (_, from, to, code) => {
    expect(await refusedWith(PUSH, changed(PUSHED, from, to))).toEqual([code])
  })

  it('is taken 600 seconds old, with references and CDATA that a reader must know', async () => {
    const text = changed(
      changed(PUSHED, '20260305100530', '20260305095532'),
      '<CBR_XM>胡示例<',
      '<CBR_XM><![CDATA[胡]]>&#31034;例<',
    )
    const received = await receive(envelopeOf(PUSH, CODES.in, text))
    if (received.kind !== 'message') throw new Error(received.kind)
    expect((received.message.tree['main'] as { CBR_XM: string }).CBR_XM).toBe('胡示例')
  })

  it('is refused by -50 for a wrong registration code, whatever else is wrong with it', async () => {
    for (const code of ['', CODES.out, CODES.in.toUpperCase(), `${CODES.in}0`]) {
      expect(await refusedWith(PUSH, PUSHED, code)).toEqual(['-50'])
      expect(await refusedWith(PUSH, '<PACKAGE', code)).toEqual(['-50'])
    }
  })

  const FILES: [what: string, from: string | RegExp, to: string, records: string[]][] = [
    ['without content', /<CLNR>[^<]*<\/CLNR>/, '', ['011000 1 -931: CLNR -931']],
    ['whose content is empty', /<CLNR>[^<]*</, '<CLNR><', ['011000 1 -915: CLNR -915']],
    ['whose content is no Base64', /<CLNR>[^<]*</, '<CLNR>不是<', ['011000 1 -915: CLNR -915']],
    ['of more than 5 MB', /<CLNR>[^<]*</, `<CLNR>${'A'.repeat(6_990_508 + 4)}<`, ['011000 1 -915: CLNR -915']],
    ['that is not what it says', '<CLGS>pdf<', '<CLGS>jpg<', ['011000 1 -914: CLGS -914']],
    [
      'with content though it is exempt',
      '<CLMC>居民身份证</CLMC>',
      `<CLMC>居民身份证</CLMC><CLGS>pdf</CLGS><CLNR>${PDF}</CLNR>`,
      ['011000 3 -932: CLGS -932 CLNR -932'],
    ],
    ['exempt by a licence that it does not name', '<MTJDM>D<', '<MTJDM>E<', ['011000 3 -931: ZZBS -931']],
    ['under a number that another has', '<SXH>2<', '<SXH>1<', ['011000 2 -934: SXH -934']],
    ['under a number that leaves a gap', '<SXH>3<', '<SXH>4<', ['011000 3 -934: SXH -934']],
    ['with a field that files do not have', '<CLXSDM>', '<CLYS>3</CLYS><CLXSDM>', ['011000 1 -932: CLYS -932']],
    ['with a class of five digits', '<CLLBDM>4101<', '<CLLBDM>41010<', ['011000 1 -933: CLLBDM -933']],
  ]
  it.each(FILES)('a file %s is refused at its record', async (_, from, to, records) => {
    expect(await refusedWith(PUSH, changed(PUSHED, from, to))).toEqual(['-41', ...records])
  })

  it('names everything that is wrong at once, the main record first and files last', async () => {
    const text = [
      ['<YWLSH>42010620260305000021</YWLSH>', ''] as const,
      ['<CLNR>', '<CLNR>?'] as const,
      ['<SXH>3<', '<SXH>9<'] as const,
    ].reduce((before, [from, to]) => changed(before, from, to), PUSHED)
    expect(await refusedWith(PUSH, text)).toEqual([
      '-41',
      '041004 1 -931: YWLSH -931',
      '011000 1 -915: CLNR -915',
      '011000 3 -934: SXH -934',
    ])
  })

  it('has one main record, and no record that its operation has not', async () => {
    expect(await refusedWith(PUSH, about(''))).toEqual(['-41', '041004 1 -931: YWLSH -931'])
    const twice = changed(
      PUSHED,
      '<RECORD no="1" sid="011000">',
      '<RECORD no="2" sid="041004"><YWLSH>1</YWLSH><SXJBBM>1</SXJBBM></RECORD><RECORD no="1" sid="011000">',
    )
    expect(await refusedWith(PUSH, twice)).toEqual(['-41', '041004 2 -933: sid -933'])
    const foreign = changed(
      PUSHED,
      '<RECORD no="1" sid="011000">',
      '<RECORD no="1" sid="010010"><WSLXDM>02</WSLXDM><WSBH>1</WSBH><WJSXH>1</WJSXH></RECORD><RECORD no="1" sid="011000">',
    )
    expect(await refusedWith(PUSH, foreign)).toEqual(['-41', '010010 1 -932: sid -932'])
  })

  const FEEDBACKS: [what: string, from: string | RegExp, to: string, records: string[]][] = [
    ['without a number', /<FKXH>4<\/FKXH>/, '', ['021006 1 -931: FKXH -931']],
    ['with a number that is none', '<FKXH>4<', '<FKXH>04<', ['021006 1 -933: FKXH -933']],
    ['of a time that is none', '<FKSJ>20260303161000<', '<FKSJ>20260303251000<', ['021006 1 -933: FKSJ -933']],
    [
      'of acceptance without its number and limits',
      /<SLBH>.*<\/CNSXDW>/,
      '',
      ['021006 1 -931: SLBH -931 FDSX -931 FDSXDW -931 CNSX -931 CNSXDW -931'],
    ],
    ['of acceptance with another document', '<WSLXDM>04<', '<WSLXDM>02<', ['021006 1 -931: WSLXDM -931']],
    [
      'of correction without reason, due date and notice',
      '<FKLXDM>02<',
      '<FKLXDM>04<',
      ['021006 1 -931: FKYJ -931 BZQX -931 WSLXDM -931'],
    ],
    ['of completion without a result', '<FKLXDM>02<', '<FKLXDM>11<', ['021006 1 -931: BLJGDM -931 WSLXDM -931']],
    ['whose document names a file that is not there', '<WJSXH>1<', '<WJSXH>2<', ['010010 1 -934: WJSXH -934']],
    ['whose document has no number', /<WSBH>[^<]*<\/WSBH>/, '', ['010010 1 -931: WSBH -931']],
  ]
  it.each(FEEDBACKS)('a feedback %s is refused at its record', async (_, from, to, records) => {
    expect(await feedback(from, to)).toEqual(['-41', ...records])
  })

  it('a failed line says why', async () => {
    const line = record('010007', { JLSID: '021004', JLNO: '1', ZDM: 'ZS_QHNXXDZ', JGDM: '2' })
    expect(await feedback('<RECORD no="1" sid="010010">', `${line}<RECORD no="1" sid="010010">`)).toEqual([
      '-41',
      '010007 1 -931: YY -931',
    ])
  })

  const OTHERS: [what: string, operation: string, records: string, expected: string[]][] = [
    [
      'a supplement without its number',
      'TYFW_BZCLJSFW',
      record('010014', { YWLSH: '1', BZSJ: '20260305100000' }),
      ['010014 1 -931: BZCS -931'],
    ],
    [
      'a change of another record than the main one',
      'TYFW_BZCLJSFW',
      SUPPLEMENT + record('010015', { ...CHANGE, JLSID: '011000' }),
      ['010015 1 -932: JLSID -932'],
    ],
    [
      'a change of a second main record',
      'TYFW_BZCLJSFW',
      SUPPLEMENT + record('010015', { ...CHANGE, JLNO: '2' }),
      ['010015 1 -932: JLNO -932'],
    ],
    [
      'a change to nothing without saying so',
      'TYFW_BZCLJSFW',
      SUPPLEMENT + record('010015', { ...CHANGE, XZ: '' }),
      ['010015 1 -931: XZ -931'],
    ],
    [
      'a change of more than 2000 characters',
      'TYFW_BZCLJSFW',
      SUPPLEMENT + record('010015', { ...CHANGE, XZ: '长'.repeat(2001) }),
      ['010015 1 -933: XZ -933'],
    ],
    [
      'a withdrawal without a reason',
      'TYFW_CHSQJSFW',
      record('010016', { YWLSH: '1', CHSJ: '20260305100000' }),
      ['010016 1 -931: CHYY -931'],
    ],
    [
      'a query without the number to start from',
      'TYFW_JDCXFW',
      record('010017', { YWLSH: '1' }),
      ['010017 1 -931: FKXH -931'],
    ],
  ]
  it.each(OTHERS)('%s is refused at its record', async (_, operation, records, expected) => {
    expect(await refusedWith(operation, about(records))).toEqual(['-41', ...expected])
  })

  it('keeps a refused package as evidence without the registration code and without files', async () => {
    const received = await receive(envelopeOf(PUSH, CODES.in, changed(PUSHED, '<SXH>3<', '<SXH>9<')))
    if (received.kind !== 'refused') throw new Error(received.kind)
    const kept = new TextDecoder().decode(received.exchange?.request)
    expect(kept).toContain('<sqzcm>0c8e…</sqzcm>')
    expect(kept).not.toContain(PDF.slice(0, 40))
    expect(received.refusal.detail).toBe('YLBZ_SQYDJYBAJSFW -41:011000.SXH -934')
  })
})

describe('what is no call of the service', () => {
  const faultOf = async (body: string | Uint8Array) => {
    const received = await receive(body)
    if (received.kind !== 'refused') throw new Error(received.kind)
    expect(received.response.status).toBe(500)
    return /<faultcode>soapenv:(\w+)<\/faultcode>/.exec(await received.response.text())?.[1]
  }
  const call = envelopeOf(PUSH, CODES.in, PUSHED)

  it('gets a SOAP Fault', async () => {
    expect(await faultOf('not xml')).toBe('Client')
    expect(await faultOf(changed(call, '<soapenv:Envelope', '<!DOCTYPE a><soapenv:Envelope'))).toBe('Client')
    expect(await faultOf(call.replaceAll(PUSH, 'YLBZ_XX'))).toBe('Client')
    expect(await faultOf(changed(call, 'http://service.kstb.zhidao.com', 'http://example'))).toBe('Client')
    expect(await faultOf(changed(call, '</soapenv:Body>', '<x/></soapenv:Body>'))).toBe('Client')
    expect(await faultOf(changed(call, 'encoding="UTF-8"', 'encoding="GBK"'))).toBe('Client')
    expect(await faultOf(Uint8Array.from([0x3c, 0xce, 0xe4, 0x3e]))).toBe('Client')
    expect(
      await faultOf(
        changed(call, 'http://schemas.xmlsoap.org/soap/envelope/', 'http://www.w3.org/2003/05/soap-envelope'),
      ),
    ).toBe('VersionMismatch')
    const header = '<soapenv:Header><x:S xmlns:x="u:x" soapenv:mustUnderstand="1"/></soapenv:Header><soapenv:Body>'
    expect(await faultOf(changed(call, '<soapenv:Body>', header))).toBe('MustUnderstand')
  })

  it('is read no further than the largest package allowed', async () => {
    let read = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        read += 1_048_576
        controller.enqueue(new Uint8Array(1_048_576).fill(0x20))
      },
    })
    const request = new Request('https://gateway.example/kstb/services/KSTBService', {
      method: 'POST',
      body: endless,
      duplex: 'half',
    } as RequestInit)
    const received = await soapPair.receive(request, '/kstb/services/KSTBService', hubeiPartner(AT).partner)
    expect(received).toMatchObject({ kind: 'refused', refusal: { reason: 'too-large' } })
    expect(read).toBeLessThan(40 * 1_048_576)
  })

  it('finds nothing beside the service, and only the WSDL by GET', async () => {
    const status = async (url: string, path: string, method = 'GET') => {
      const received = await soapPair.receive(new Request(url, { method }), path, hubeiPartner(AT).partner)
      return received.kind === 'answered' ? received.response.status : received.kind
    }
    const path = '/kstb/services/KSTBService'
    expect(await status(`https://gateway.example${path}?WSDL`, path)).toBe(200)
    expect(await status(`https://gateway.example${path}`, path)).toBe(405)
    expect(await status(`https://gateway.example${path}`, path, 'PUT')).toBe(405)
    expect(await status(`https://gateway.example${path}/x?wsdl`, `${path}/x`)).toBe(404)
  })
})
