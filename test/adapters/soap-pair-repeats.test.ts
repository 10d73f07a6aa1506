import { describe, expect, it } from 'vitest'
import { soapPair } from '../../adapters/soap-pair/index.ts'
import type { Options } from '../../adapters/soap-pair/options.ts'
import { mergeSupplement } from '../../adapters/soap-pair/supplement.ts'
import type { JsonObject } from '../../core/json.ts'
import type { OutboundMessage } from '../../core/message.ts'
import { answered, hubeiPartner } from '../support/hubei-partner.ts'

/** M09 of the document (4.1, 4.2, 8.5): one main record for each person who moves, what they share in every one of them. */
const M09: Options['matters'][string] = {
  class: '0110',
  basicCode: '420709031001',
  request: 'ZAGL_SQQCJSFW',
  feedback: 'ZAGL_QCFKJSFW',
  requestSid: '011004',
  feedbackSid: '011006',
  repeats: true,
  lists: [],
  posted: [],
}
const YWXTBH = '510107011020260302000004'
const AT = '2026-03-02T09:15:30+08:00'
const head = (fssj: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><PACKAGE><PACKAGEHEAD><BBH>V2.1</BBH><FSDW_SJGSDWDM>510107000000</FSDW_SJGSDWDM><FSDW_SJGSDWMC>成都市武侯区政务服务中心</FSDW_SJGSDWMC><JSDW_SJGSDWDM>420000000000</JSDW_SJGSDWDM><JSDW_SJGSDWMC>湖北省跨省通办平台</JSDW_SJGSDWMC><ZAGLYWFLDM>0110</ZAGLYWFLDM><YWXTBH>${YWXTBH}</YWXTBH><XTYWQYFW>2</XTYWQYFW><FSSJ>${fssj}</FSSJ></PACKAGEHEAD><DATA>`
const person = (no: number, name: string, phone: string) =>
  `<RECORD no="${no}" sid="011004"><YWLSH>WH1</YWLSH><SQR_LXDH>${phone}</SQR_LXDH><QYR_XM>${name}</QYR_XM><SXJBBM>420709031001</SXJBBM></RECORD>`
const APPLICATION = `${head('20260302091530')}${person(1, '次仁', '13800000000')}${person(2, '李示例', '13800000000')}</DATA></PACKAGE>`

const { partner } = hubeiPartner(AT)
const setting = { ...partner, options: { ...partner.options, matters: { ...partner.options.matters, M09 } } }
const decoded = soapPair.decode(new TextEncoder().encode(APPLICATION), 'apply', 'M09', setting)
const application = decoded.ok ? decoded.value : {}
const main = (name: string, phone: string) => ({ YWLSH: 'WH1', SQR_LXDH: phone, QYR_XM: name, SXJBBM: '420709031001' })

const message = (kind: OutboundMessage['kind'], tree: JsonObject, memo: JsonObject): OutboundMessage => ({
  id: '',
  kind,
  matter: 'M09',
  caseNo: 'WH51010720260302000004',
  partnerCaseNo: null,
  seq: 1,
  caseCreatedAt: Date.parse(AT),
  tree,
  files: [],
  memo: { ywxtbh: YWXTBH, ...memo },
})
const encode = (one: OutboundMessage) =>
  new TextDecoder().decode(soapPair.encode({ ...one, at: Date.parse(AT) }, setting))

describe('a matter whose main record comes once for every person', () => {
  it('is read as a list and written again byte for byte', () => {
    expect(application['main']).toEqual([main('次仁', '13800000000'), main('李示例', '13800000000')])
    expect(encode(message('apply', application, {}))).toBe(APPLICATION)
  })

  it('says of every record what changed of it, by its number', () => {
    const tree = {
      main: [main('次仁', '13800000001'), main('李示范', '13800000001')],
      files: [],
      supplement: { YWLSH: '42', BZSJ: '20260302091500' },
    }
    const change = (no: number, record: number, field: string, value: string) =>
      `<RECORD no="${no}" sid="010015"><JLSID>011004</JLSID><JLNO>${record}</JLNO><ZDM>${field}</ZDM><XZ>${value}</XZ></RECORD>`
    const expected = [
      `${head('20260302091530')}<RECORD no="1" sid="010014"><YWLSH>42</YWLSH><BZCS>1</BZCS><BZSJ>20260302091500</BZSJ></RECORD>`,
      change(1, 1, 'SQR_LXDH', '13800000001'),
      change(2, 2, 'SQR_LXDH', '13800000001'),
      change(3, 2, 'QYR_XM', '李示范'),
      '</DATA></PACKAGE>',
    ].join('')
    const written = encode(message('supplement', tree, { lastTree: application }))
    expect(written).toBe(expected)
    const read = soapPair.decode(new TextEncoder().encode(written), 'supplement', 'M09', setting)
    if (!read.ok) throw new Error(JSON.stringify(read.faults))
    expect(mergeSupplement(application, { tree: read.value })['main']).toEqual(tree.main)
  })

  it('is told of a wrong field at the person it belongs to', async () => {
    const errors =
      '<RECORD no="2" sid="011004" code="-933" msg="格式"><CW><ZDM>QYR_XM</ZDM><CODE>-933</CODE><MSG>错</MSG></CW></RECORD>'
    const text = `<PACKAGE><PACKAGEHEAD><YWXTBH>${YWXTBH}</YWXTBH><CODE>-41</CODE><MSG>部分数据异常</MSG></PACKAGEHEAD><DATA>${errors}</DATA></PACKAGE>`
    const envelope = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><k:ZAGL_SQQCJSFWResponse xmlns:k="http://service.kstb.zhidao.com"><return>${text.replaceAll('<', '&lt;')}</return></k:ZAGL_SQQCJSFWResponse></s:Body></s:Envelope>`
    const { partner: own } = hubeiPartner(AT, { answer: () => answered(envelope) })
    const result = await soapPair.send(message('apply', application, {}), { ...own, options: setting.options })
    expect(result).toMatchObject({ outcome: 'rejected', faults: [{ path: 'main[1].QYR_XM', message: '错' }] })
  })

  it('has its corrections by person too', () => {
    const tree = {
      main: [{ YWLSH: '42', FKXH: '2' }],
      corrections: [{ path: 'main[1].QYR_XM', JGDM: '2', YY: '不清' }],
    }
    expect(encode(message('progress', tree, {}))).toContain(
      '<RECORD no="1" sid="010007"><JLSID>011004</JLSID><JLNO>2</JLNO><ZDM>QYR_XM</ZDM><JGDM>2</JGDM><YY>不清</YY></RECORD>',
    )
  })
})
