import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { soapPair } from '../../adapters/soap-pair/index.ts'
import { limitsOf } from '../../adapters/soap-pair/options.ts'
import { readPackage, writePackage } from '../../adapters/soap-pair/package.ts'
import { mergeSupplement } from '../../adapters/soap-pair/supplement.ts'
import type { JsonObject } from '../../core/json.ts'
import { readGoldenPair } from '../../core/mapping/golden-pair.ts'
import type { MessageKind, OutboundMessage } from '../../core/message.ts'
import {
  answered,
  bodyOf,
  hubei,
  hubeiOptions,
  hubeiPartner,
  hubeiVector,
  withContent,
} from '../support/hubei-partner.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const PDF = /<CLNR>(.*?)<\/CLNR>/.exec(hubeiVector('9.1-m07-application.xml'))?.[1] ?? ''
const pdf = Uint8Array.from(atob(PDF), (character) => character.charCodeAt(0))
const PACKAGES = [
  '9.1-m07-application.xml',
  '9.2-m01-application.xml',
  '9.3-1-correction.xml',
  '9.3-2-answer.xml',
  '9.3-3-supplement.xml',
  '9.3-4-received.xml',
  '9.3-5-acceptance.xml',
  '9.4-completion.xml',
  '9.5-1-m07-pushed.xml',
  '9.5-2-answer.xml',
  '9.5-3-signed.xml',
  '9.6-1-field-errors.xml',
  '9.6-2-wrong-code.xml',
  '9.7-answer.xml',
]

describe('the samples of the 湖北 document', () => {
  it('are the ones whose lengths and digests it prints', () => {
    const facts = (name: string) => {
      const bytes = bytesOf(hubeiVector(name))
      return [bytes.length, createHash('sha256').update(bytes).digest('hex')]
    }
    expect(facts('9.1-m07-application.xml')).toEqual([
      3523,
      '9a0c7561b1e09dad504d39e5990be9c4d13e66bdcfb94163443bcda515fc6e91',
    ])
    expect(facts('9.2-m01-application.xml')).toEqual([
      7165,
      'c1264a6b08b3c5d4df91ac480c640336347b1d5a896973e244357ecf769efb96',
    ])
    expect(facts('9.5-1-m07-pushed.xml')).toEqual([
      2866,
      '6d153285bbedc1815e03dbb746f27f2642a80688b23b5ac60a86517aefcb2648',
    ])
    expect([bytesOf(bodyOf('9.1-request.http')).length, bytesOf(bodyOf('9.1-response.http')).length]).toEqual([
      4851, 1052,
    ])
    expect([pdf.length, createHash('md5').update(pdf).digest('hex')]).toEqual([303, '324fbd0e9429170e5f2f9e977e9c8259'])
  })

  it.each(PACKAGES)('%s is read record by record and written again byte for byte', (name) => {
    const text = hubeiVector(name)
    const read = readPackage(text, limitsOf(hubeiOptions()))
    if (!read) throw new Error('not read')
    expect(writePackage(read.head, read.records)).toBe(text)
    expect(text).toContain(read.data)
  })

  it('the WSDL is ours to the letter but for where the service is', async () => {
    const { partner } = hubeiPartner('2026-03-02T09:15:30+08:00')
    const request = new Request('https://gateway.example/kstb/services/KSTBService?wsdl')
    const received = await soapPair.receive(request, '/kstb/services/KSTBService', partner)
    if (received.kind !== 'answered') throw new Error(received.kind)
    expect(received.response.headers.get('content-type')).toBe('text/xml; charset=UTF-8')
    const location = 'https://kstb-test.hb.example:9443/kstb/services/KSTBService'
    expect(await received.response.text()).toBe(
      hubeiVector('3.1-service.wsdl').replace(location, 'https://gateway.example/kstb/services/KSTBService'),
    )
  })
})

/** The everyday pair of M07, which is sample 9.1, as a message whose files are still slots. */
function sample91(): OutboundMessage {
  const path = new URL('../../regions/420000-hubei/pairs/M07-normal.json', import.meta.url)
  const pair = readGoldenPair(JSON.parse(readFileSync(path, 'utf8')))
  const mapping = hubei?.mappings.get('M07')
  if (!pair.ok || !mapping) throw new Error('no pair')
  const { tree, files } = mapping.mapForm('apply', pair.value.input, pair.value.materials)
  return {
    id: '3f6c1b0a-8d52-4c1e-9b7f-2a1d0e4c5b61',
    kind: 'apply',
    matter: 'M07',
    caseNo: 'WH202603020001',
    partnerCaseNo: null,
    seq: 1,
    caseCreatedAt: Date.parse('2026-03-02T09:15:00+08:00'),
    tree,
    files,
    memo: { ywxtbh: '510107041020260302000001' },
  }
}

describe('what we send', () => {
  it('is the HTTP request of sample 9.1 byte for byte, and its answer registers the case', async () => {
    const { partner, sent } = hubeiPartner('2026-03-02T09:15:30+08:00', {
      answer: () => answered(bodyOf('9.1-response.http')),
      blobs: [pdf],
    })
    const result = await soapPair.send(sample91(), partner)
    const [request] = sent
    expect(request).toMatchObject({
      method: 'POST',
      url: 'https://kstb-test.hb.example:9443/kstb/services/KSTBService',
      headers: { 'content-type': 'text/xml; charset=UTF-8', soapaction: '""' },
      connectTimeoutMs: 10_000,
      timeoutMs: 60_000,
    })
    expect(new TextDecoder().decode(request?.body)).toBe(bodyOf('9.1-request.http'))
    expect(result).toMatchObject({
      outcome: 'accepted',
      level: 'A2',
      partnerCaseNo: '42010620260302000001',
      duplicate: false,
      memo: {
        ywxtbh: '510107041020260302000001',
        correlation: '510107041020260302000001',
        pages: { '4101': [1], '4102': [2], '0001': [3], '0102': [4] },
        lastPage: 4,
      },
    })
  })

  it('leaves neither the registration code nor a file in the evidence', async () => {
    const { partner } = hubeiPartner('2026-03-02T09:15:30+08:00', {
      answer: () => answered(bodyOf('9.1-response.http')),
      blobs: [pdf],
    })
    const { exchanges } = await soapPair.send(sample91(), partner)
    const kept = new TextDecoder().decode(exchanges[0]?.request)
    expect(kept).toContain('<sqzcm>9b1f…</sqzcm>')
    expect(kept).not.toContain(PDF.slice(0, 40))
    expect(kept).toContain(createHash('sha256').update(pdf).digest('hex'))
  })

  it('changes nothing but FSSJ from one attempt to the next', async () => {
    const { partner, sent, clock } = hubeiPartner('2026-03-02T09:15:30+08:00', { blobs: [pdf] })
    await soapPair.send(sample91(), partner)
    clock.advance(61_000)
    await soapPair.send(sample91(), partner)
    const [first = '', second = ''] = sent.map(({ body }) => new TextDecoder().decode(body))
    expect(first).not.toBe(second)
    expect(second.replace('20260302091631', '20260302091530')).toBe(first)
  })

  it('is not sent where a file is gone or the package too large', async () => {
    const { partner, sent } = hubeiPartner('2026-03-02T09:15:30+08:00')
    expect(await soapPair.send(sample91(), partner)).toMatchObject({ outcome: 'rejected', code: 'file' })
    const large = hubeiPartner('2026-03-02T09:15:30+08:00', { blobs: [pdf] })
    const options = { ...large.partner.options, maxPackageBytes: 3_000 }
    expect(await soapPair.send(sample91(), { ...large.partner, options })).toMatchObject({
      outcome: 'rejected',
      code: 'too-large',
    })
    expect([sent.length, large.sent.length]).toEqual([0, 0])
  })

  it('gives a case of ours its 业务协同编号 before it is sent: division, class, day, serial', () => {
    const about = {
      matter: 'M07',
      caseNo: 'WH51010720260302000123',
      caseCreatedAt: Date.parse('2026-03-02T00:00:01+08:00'),
    }
    const { partner } = hubeiPartner('2026-03-02T09:15:30+08:00')
    expect(soapPair.correlationOf?.(about, partner)).toBe('510107041020260302000123')
  })
})

describe('a correction of sample 9.3, both ways', () => {
  const decode = (name: string, kind: MessageKind, asHubei = false) => {
    const read = soapPair.decode(bytesOf(hubeiVector(name)), kind, 'M01', {
      ...hubeiPartner('2026-03-02T09:15:30+08:00').partner,
      options: hubeiOptions(asHubei),
    })
    if (!read.ok) throw new Error(JSON.stringify(read.faults))
    return withContent(read.value, PDF)
  }
  const encode = (kind: MessageKind, at: string, tree: JsonObject, memo: JsonObject, asHubei: boolean) =>
    new TextDecoder().decode(
      soapPair.encode(
        {
          id: '',
          kind,
          matter: 'M01',
          caseNo: 'WH202603020002',
          partnerCaseNo: '42010620260302000002',
          seq: 2,
          caseCreatedAt: 0,
          tree,
          memo: { ywxtbh: '510107021020260302000002', ...memo },
          at: Date.parse(at),
        },
        { ...hubeiPartner(at).partner, options: hubeiOptions(asHubei) },
      ),
    )
  const application = decode('9.2-m01-application.xml', 'apply')

  it('reads the lists of 9.2 by their record types', () => {
    const records = application['records'] as unknown as Record<string, JsonObject[]>
    expect(Object.entries(records).map(([sid, list]) => [sid, list.length])).toEqual([
      ['021011', 4],
      ['021012', 3],
      ['021013', 2],
    ])
    expect(records['021011']?.[1]).toMatchObject({ GD_XH: '1', GD_CZFSDM: '3', GD_RJCZE: '100000.00' })
    expect((application['main'] as JsonObject)['JYFW']).toBe('软件开发;信息技术咨询服务;技术服务(A&B类)')
  })

  it('names what has to be mended by the fields and materials of the application, in both directions', () => {
    const tree = decode('9.3-1-correction.xml', 'progress', true)
    expect(tree['corrections']).toEqual([
      { target: 'field', path: 'main.ZS_QHNXXDZ', JGDM: '2', YY: '住所应填写至门牌及房号' },
      { target: 'material', CLLBDM: '2105', JGDM: '2', YY: '租赁合同缺出租方签章页' },
    ])
    expect((tree['fields'] as JsonObject[])[1]).toEqual({
      target: 'field',
      path: 'records.021011[1].GD_CZSJ',
      JGDM: '1',
    })
    const written = encode('progress', '2026-03-03T10:10:05+08:00', tree, { lastTree: application }, true)
    expect(written).toBe(hubeiVector('9.3-1-correction.xml'))
  })

  it('answers it with what changed and nothing else, pages under their old numbers', () => {
    const main = { ...(application['main'] as JsonObject), ZS_QHNXXDZ: '示例路88号A座1201室' }
    const files = (application['files'] as JsonObject[]).map((file) =>
      file['CLLBDM'] === '2105' ? { ...file, CLNR: PDF } : { ...file },
    )
    const before = (application['files'] as JsonObject[]).map((file) =>
      file['CLLBDM'] === '2105' ? { ...file, CLNR: '' } : { ...file },
    )
    const supplement = { YWLSH: '42010620260302000002', BZSJ: '20260303150000', SM: '已补房号及签章页' }
    const memo = { lastTree: { ...application, files: before }, pages: { '2105': [5] }, lastPage: 7 }
    const tree = { ...application, main, files, supplement }
    expect(encode('supplement', '2026-03-03T15:00:30+08:00', tree, memo, false)).toBe(
      hubeiVector('9.3-3-supplement.xml'),
    )
  })

  it('is merged into the form by whoever gets it: named fields, whole classes of materials, all else as it was', () => {
    const supplement = decode('9.3-3-supplement.xml', 'supplement', true)
    const merged = mergeSupplement(application, { tree: supplement })
    expect(merged['main']).toEqual({ ...(application['main'] as JsonObject), ZS_QHNXXDZ: '示例路88号A座1201室' })
    expect(merged['records']).toEqual(application['records'])
    expect((merged['files'] as JsonObject[]).map(({ SXH, CLLBDM }) => `${SXH} ${CLLBDM}`)).toEqual([
      '1 2101',
      '2 2102',
      '3 2103',
      '4 2104',
      '5 2105',
      '6 0001',
      '7 0102',
    ])
    const cleared = { changes: [{ JLNO: '1', ZDM: 'CWFZR_XM', XZ: '#NULL#' }], records: { '021013': [] }, files: [] }
    const emptied = mergeSupplement(application, { tree: cleared })
    expect(emptied['main']).not.toHaveProperty('CWFZR_XM')
    expect((emptied['records'] as JsonObject)['021013']).toEqual([])
  })

  it.each([
    ['9.3-4-received.xml', '2026-03-03T16:00:05+08:00'],
    ['9.3-5-acceptance.xml', '2026-03-03T16:10:05+08:00'],
    ['9.4-completion.xml', '2026-03-04T16:00:05+08:00'],
  ])('%s comes out of its own tree byte for byte', (name, at) => {
    expect(encode('progress', at, decode(name, 'progress', true), {}, true)).toBe(hubeiVector(name))
  })
})
