import { describe, expect, it } from 'vitest'
import { soapPair } from '../../adapters/soap-pair/index.ts'
import type { JsonObject } from '../../core/json.ts'
import type { OutboundMessage } from '../../core/message.ts'
import { HttpFailure, type HttpResponse } from '../../core/ports.ts'
import { answered, hubeiPartner } from '../support/hubei-partner.ts'

const YWXTBH = '510107041020260302000001'
const MAIN = '<RECORD no="1" sid="041004" code="10" msg="成功"><YWLSH>42010620260302000001</YWLSH></RECORD>'

const answerTo = (operation: string, inner: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><k:${operation}Response xmlns:k="http://service.kstb.zhidao.com"><return>${inner.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</return></k:${operation}Response></s:Body></s:Envelope>`
const packageOf = (code: string, records = '', ywxtbh = YWXTBH) =>
  `<?xml version="1.0" encoding="UTF-8"?><PACKAGE><PACKAGEHEAD><YWXTBH>${ywxtbh}</YWXTBH>${code === '' ? '' : `<CODE>${code}</CODE>`}<MSG>说明</MSG></PACKAGEHEAD><DATA>${records}</DATA></PACKAGE>`
const apply = (code: string, records = '', ywxtbh = YWXTBH) =>
  answered(answerTo('YLBZ_SQYDJYBAJSFW', packageOf(code, records, ywxtbh)))

const message = (change: Partial<OutboundMessage> = {}): OutboundMessage => ({
  id: '3f6c1b0a-8d52-4c1e-9b7f-2a1d0e4c5b61',
  kind: 'apply',
  matter: 'M07',
  caseNo: 'WH51010720260302000001',
  partnerCaseNo: null,
  seq: 1,
  caseCreatedAt: Date.parse('2026-03-02T09:15:00+08:00'),
  tree: { main: { YWLSH: 'WH51010720260302000001' }, files: [{ CLLBDM: '4101', SXH: '1' }] },
  files: [],
  memo: {},
  ...change,
})

async function send(answer: HttpResponse | HttpFailure, change: Partial<OutboundMessage> = {}) {
  const { partner } = hubeiPartner('2026-03-02T09:15:30+08:00', {
    answer: () => {
      if (answer instanceof HttpFailure) throw answer
      return answer
    },
  })
  const { exchanges, ...result } = await soapPair.send(message(change), partner)
  expect(exchanges).toHaveLength(1)
  return result as JsonObject & typeof result
}

describe('what an answer means, read at its deepest level', () => {
  it('A2: registered, with the number that the region gave', async () => {
    expect(await send(apply('10', MAIN))).toMatchObject({
      outcome: 'accepted',
      level: 'A2',
      partnerCaseNo: '42010620260302000001',
      duplicate: false,
    })
  })

  it('A2 again: the region had it before and gives its first number', async () => {
    const again = MAIN.replace('code="10"', 'code="-61"')
    for (const records of [MAIN, again])
      expect(await send(apply('-61', records))).toMatchObject({
        outcome: 'accepted',
        level: 'A2',
        partnerCaseNo: '42010620260302000001',
        duplicate: true,
      })
  })

  it('A1: read and taken, but without a number nothing is registered yet', async () => {
    expect(await send(apply('10'))).toMatchObject({ outcome: 'accepted', level: 'A1', partnerCaseNo: null })
  })

  const UNKNOWN: [what: string, answer: HttpResponse | HttpFailure][] = [
    ['no connection', new HttpFailure('connect', false)],
    ['no answer in time', new HttpFailure('timeout', true)],
    ['a cut connection', new HttpFailure('reset', true)],
    ['HTTP 502', answered('Bad Gateway', 502)],
    ['HTTP 500 with a good answer in it', { ...apply('10', MAIN), status: 500 }],
    ['a page', answered('<!DOCTYPE html><html><body>维护中</body></html>')],
    ['an empty body', answered('')],
    ['GBK', answered(Buffer.from(answerTo('YLBZ_SQYDJYBAJSFW', 'x').replace('UTF-8', 'GBK'), 'latin1'))],
    [
      'a SOAP Fault',
      answered(
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>忙</faultstring></s:Fault></s:Body></s:Envelope>',
        500,
      ),
    ],
    [
      'a SOAP Fault in HTTP 200',
      answered(
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Client</faultcode><faultstring>security</faultstring></s:Fault></s:Body></s:Envelope>',
      ),
    ],
    ['the answer of another operation', answered(answerTo('TYFW_JDCXFW', packageOf('10', MAIN)))],
    ['a return that is no PACKAGE', answered(answerTo('YLBZ_SQYDJYBAJSFW', '成功'))],
    ['a PACKAGE without CODE', apply('', MAIN)],
    ['the answer about another case', apply('10', MAIN, '510107041020260302000009')],
  ]
  it.each(UNKNOWN)('A0 at most: after %s nobody knows, so the same goes again', async (_, answer) => {
    expect(await send(answer)).toMatchObject({ outcome: 'later', unknown: true, retryAfterMs: null })
  })

  it.each([
    ['-99', null],
    ['-52', null],
    ['-63', 60_000],
    ['-65', 60_000],
  ])('%s says not now; what has to come first gets a minute', async (code, retryAfterMs) => {
    expect(await send(apply(code))).toEqual({
      outcome: 'later',
      reason: `对方答复 ${code}:说明`,
      unknown: false,
      retryAfterMs,
    })
  })

  it.each(['-41', '-42', '-43', '-50', '-51', '-62', '-64', '-72', '-931', '7'])(
    '%s is a refusal, HTTP 200 or not',
    async (code) => {
      expect(await send(apply(code))).toMatchObject({ outcome: 'rejected', code, message: '说明', faults: [] })
    },
  )

  it('a record that failed inside CODE 10 is a refusal too', async () => {
    const failed = MAIN.replace('code="10" msg="成功"', 'code="-932" msg="码值不在码表"')
    expect(await send(apply('10', failed))).toMatchObject({
      outcome: 'rejected',
      code: '-932',
      message: '码值不在码表',
    })
    const notNow = MAIN.replace('code="10"', 'code="-99"')
    expect(await send(apply('10', notNow))).toMatchObject({ outcome: 'later', unknown: false })
  })

  it('names every field that the region complains of by its path in what was sent', async () => {
    const records = [
      '<RECORD no="1" sid="041004" code="-932" msg="码值不在码表"><CW><ZDM>EMP_NAME</ZDM><CODE>-932</CODE><MSG>须选填</MSG></CW><CW><ZDM>TEL</ZDM><CODE>-931</CODE><MSG>缺</MSG></CW></RECORD>',
      '<RECORD no="2" sid="011000" code="-915" msg="材料内容异常"><CW><ZDM>CLNR</ZDM><CODE>-915</CODE><MSG>空</MSG></CW></RECORD>',
      '<RECORD no="3" sid="021011" code="-933" msg="格式"><CW><ZDM>GD_MC</ZDM><CODE>-933</CODE><MSG>长</MSG></CW></RECORD>',
    ]
    expect(await send(apply('-41', records.join('')))).toEqual({
      outcome: 'rejected',
      code: '-41',
      message: '说明',
      faults: [
        { path: 'main.EMP_NAME', code: '-932', message: '须选填' },
        { path: 'main.TEL', code: '-931', message: '缺' },
        { path: 'files[1].CLNR', code: '-915', message: '空' },
        { path: 'records.021011[2].GD_MC', code: '-933', message: '长' },
      ],
    })
  })
})

describe('the other messages', () => {
  const memo = {
    ywxtbh: YWXTBH,
    pages: { '4101': [1] },
    lastPage: 1,
    supplements: 1,
    lastTree: { main: { MEMO: '旧', TEL: '1' }, files: [{ CLLBDM: '4101', SXH: '1' }] },
  }

  it('a supplement names a changed field by the form’s path, and is remembered only once it was taken', async () => {
    const tree = { main: { MEMO: '新', TEL: '2' }, files: [{ CLLBDM: '4101', SXH: '1' }], supplement: { YWLSH: '42' } }
    const answer = (code: string, records: string) => answered(answerTo('TYFW_BZCLJSFW', packageOf(code, records)))
    const failed = (sid: string, field: string) =>
      answer(
        '-41',
        `<RECORD no="2" sid="${sid}" code="-933" msg="格式"><CW><ZDM>${field}</ZDM><CODE>-933</CODE><MSG>错</MSG></CW></RECORD>`,
      )
    expect(await send(failed('010015', 'XZ'), { kind: 'supplement', tree, memo })).toMatchObject({
      outcome: 'rejected',
      faults: [{ path: 'main.TEL', code: '-933', message: '错' }],
    })
    const taken = '<RECORD no="1" sid="010014" code="10" msg="成功"><YWLSH>42</YWLSH></RECORD>'
    expect(await send(answer('10', taken), { kind: 'supplement', tree, memo })).toMatchObject({
      outcome: 'accepted',
      level: 'A2',
      memo: { supplements: 2 },
    })
  })

  it('pages that are new get numbers behind the last one, and a number once given stays with its material', async () => {
    const tree = {
      main: {},
      supplement: { YWLSH: '42' },
      files: [
        { CLLBDM: '4101', SXH: '1', CLNR: 'b' },
        { CLLBDM: '4101', SXH: '2', CLNR: 'c' },
        { CLLBDM: '0102', SXH: '3', CLNR: 'd' },
      ],
    }
    const { partner, sent } = hubeiPartner('2026-03-02T09:15:30+08:00')
    const known = { ...memo, pages: { '4101': [1], '0001': [2] }, lastPage: 2 }
    await soapPair.send(message({ kind: 'supplement', tree, memo: known }), partner)
    const text = new TextDecoder().decode(sent[0]?.body)
    const numbers = [...text.matchAll(/CLLBDM&gt;(\d+)&lt;.*?SXH&gt;(\d+)&lt;/g)].map(([, kind, no]) => `${kind} ${no}`)
    expect(numbers).toEqual(['4101 1', '4101 3', '0102 4'])
  })

  it('the answer to a feedback brings no number of the handler’s', async () => {
    const record = '<RECORD no="1" sid="041006" code="10" msg="成功"><YWLSH>42010620260305000021</YWLSH></RECORD>'
    const answer = answered(answerTo('YLBZ_YDJYBAFKJSFW', packageOf('10', record)))
    const change = { kind: 'progress' as const, tree: { main: { FKXH: '1' } }, memo: { ywxtbh: YWXTBH } }
    expect(await send(answer, change)).toMatchObject({ outcome: 'accepted', level: 'A2', partnerCaseNo: null })
  })
})
