import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { stageXml } from '../../adapters/stage-xml/index.ts'
import type { JsonObject } from '../../core/json.ts'
import type { InboundMessage, InboundOutcome } from '../../core/message.ts'
import { readReply, sdRequest, sdVector, shandong, shandongPartner } from '../support/shandong-partner.ts'

const NOTICE_AT = 1_772_420_405_000
const PUSH_AT = 1_772_780_403_000

/** What became of a request that 山东 sent at that time. */
async function receive(
  request: Request,
  at: number,
  partner = shandongPartner(new Date(at + 1_000).toISOString()).partner,
) {
  return { partner, received: await stageXml.receive(request, new URL(request.url).pathname, partner) }
}

async function taken(operation: string, text: string, at = PUSH_AT, nonce = '0d6f7c1e-1111-4a2b-8c3d-000000000005') {
  const { partner, received } = await receive(sdRequest(operation, text, at, { nonce }), at)
  if (received.kind !== 'message') throw new Error(JSON.stringify(received))
  const { message } = received
  const answer = async (outcome: InboundOutcome, memo: JsonObject = {}) =>
    readReply(await stageXml.reply(outcome, message, partner, async () => memo))
  return { message, answer }
}

const merge = (previous: JsonObject, message: InboundMessage) =>
  stageXml.mergeSupplement?.(
    previous,
    message,
    { paths: [], materials: [] },
    shandongPartner('2026-03-06T15:00:00+08:00').partner,
  )

const CASE_NO = 'WH510107IN20260306000001'
const registered: InboundOutcome = {
  outcome: 'registered',
  caseNo: CASE_NO,
  at: 0,
  duplicate: false,
  promise: null,
  files: [],
  revision: 1,
}

describe('a notice from 山东 about a case of ours', () => {
  it('bears the document’s signature and is read as the stage it is', async () => {
    const request = sdRequest('receiveCorrectInfo', sdVector('9.3 补正告知'), NOTICE_AT)
    expect(request.headers.get('x-aep-signature')).toBe(
      'c41f5a51cc013074b7f62c4161c6910b0eca03cb42d15ccc146e9efcf1522158',
    )
    const { received } = await receive(request, NOTICE_AT)
    if (received.kind !== 'message') throw new Error(received.kind)
    expect(received.message).toMatchObject({
      kind: 'progress',
      caseNo: 'WH20260302000021',
      partnerCaseNo: null,
      seq: 2,
      key: 'WH20260302000021:2',
      digest: createHash('sha256').update(sdVector('9.3 补正告知')).digest('hex'),
    })
    expect(received.message.place).toBeUndefined()
  })

  it('is acknowledged byte for byte as the document shows it, without a number: the case is not ours to handle', async () => {
    const { partner, received } = await receive(
      sdRequest('receiveCorrectInfo', sdVector('9.3 补正告知'), NOTICE_AT),
      NOTICE_AT,
    )
    if (received.kind !== 'message') throw new Error(received.kind)
    const outcome = { outcome: 'processed', caseNo: 'WH20260302000021', at: 0, duplicate: false } as const
    const response = await stageXml.reply(outcome, received.message, partner, async () => ({}))
    expect(response.headers.get('content-type')).toBe('text/xml;charset=utf-8')
    expect(await response.text()).toBe(sdVector('9.3 应答'))
  })

  it('that it is accepted is what we call accepted (A3)', async () => {
    const { message } = await taken('receiveAcceptInfo', sdVector('9.4 受理').replace('000131125003', '036004001'))
    expect(shandong?.mappings.get('M07')?.readProgress(message.tree).progress).toMatchObject({
      status: 'ACCEPTED',
      occurredAt: '2026-03-04T10:00:00+08:00',
      officer: { name: '经办三号', id: 'SD0003', orgCode: '11370102MB00000191' },
      limit: { promised: { value: 7, unit: 'G' }, dueOn: '2026-03-13', acceptanceNo: '济历市监食受〔2026〕0001号' },
    })
  })

  it('brings a licence: first its number and term, then its file, checked against its MD5', async () => {
    const mapping = shandong?.mappings.get('M07')
    const finish = await taken('receiveFinishInfo', sdVector('9.4 办结'))
    expect(mapping?.readProgress(finish.message.tree).progress).toMatchObject({
      status: 'COMPLETED',
      decision: { result: 'approve', at: '2026-03-11T15:00:00+08:00' },
      licence: { no: 'JY23701020000024', name: '食品经营许可证', from: '2026-03-11', validTo: '2031-03-10' },
    })
    const file = await taken('receiveResultFileInfo', sdVector('9.4 结果文件'))
    expect(file.message.files).toMatchObject([{ name: '食品经营许可证.pdf' }])
    expect(new TextDecoder().decode(file.message.files[0]?.bytes)).toBe('%PDF-1.4\n%DEMO LIC v1\n%%EOF\n')
    const read = mapping?.readProgress(file.message.tree).progress
    expect(read).toMatchObject({
      status: 'COMPLETED',
      licence: {
        certIdentifier: '1.2.156.3005.2.11100000000013338W011.11370102MB00000191.20260311000000000001.001.4',
        holderCode: '91370102MA0000015A',
        file: { name: '食品经营许可证.pdf', mediaType: 'application/pdf', ref: file.message.files[0]?.ref },
      },
    })
  })

  it('tells of a special procedure and of its end', async () => {
    const mapping = shandong?.mappings.get('M07')
    const start = await taken('receiveSuspendInfo', sdVector('9.4 特别程序'))
    expect(mapping?.readProgress(start.message.tree).progress).toMatchObject({
      status: 'SUSPENDED',
      suspension: { kind: 'inspection', name: '现场核查', from: '2026-03-05T09:00:00+08:00', days: 3, unit: 'G' },
    })
    const end = sdVector('9.4 特别程序').replace(
      /<SUSPENDTYPE>.*<\/SPTEBIE>/,
      '<SUSPENDTYPE>0</SUSPENDTYPE><SPTEBIEJIEGUO><TBCXJG>合格</TBCXJG><JGCSRQ>2026-03-06 09:00:00</JGCSRQ><TBCXJSRQ>2026-03-06 10:00:00</TBCXJSRQ><TBCXSFJE>0</TBCXSFJE><JEDWDM>无</JEDWDM><XZQHDM>370102000000</XZQHDM></SPTEBIEJIEGUO>',
    )
    const over = await taken('receiveSuspendInfo', end)
    expect(mapping?.readProgress(over.message.tree).progress).toMatchObject({ status: 'REVIEWING', note: '合格' })
  })
})

describe('a case that 山东 pushes to us', () => {
  it('is read as an application whose materials follow', async () => {
    const { message } = await taken('receiveOnlineApply', sdVector('9.5 申办'))
    expect(message).toMatchObject({
      kind: 'apply',
      key: '37010226030600009:1',
      caseNo: null,
      partnerCaseNo: '37010226030600009',
      place: 1,
      materialsFollow: true,
      matterCode: null,
    })
    const mapping = shandong?.mappings.get('M07')
    expect(mapping?.carriesMatter(null, message.tree)).toBe(true)
    expect(shandong?.mappings.get('M02')?.carriesMatter(null, message.tree)).toBe(false)
  })

  it('is registered with our number, and told so again when it comes again', async () => {
    const { answer } = await taken('receiveOnlineApply', sdVector('9.5 申办'))
    expect(await answer(registered)).toMatchObject({
      status: '200',
      inner: `{"status":"200","desc":"请求成功","SBLSH_SHORT":"37010226030600009","YWLSH":"${CASE_NO}"}`,
    })
    expect((await answer({ ...registered, duplicate: true })).inner).toBe(
      `{"status":"300","desc":"当前业务已申报","SBLSH_SHORT":"37010226030600009","YWLSH":"${CASE_NO}","errors":[]}`,
    )
  })

  it('brings its materials in messages of their own, which are put together', async () => {
    const text = sdVector('9.1 材料').replaceAll('WH20260302000021', '37010226030600009')
    const { message, answer } = await taken('receiveApplyMaterial', text)
    expect(message).toMatchObject({ kind: 'materials', partnerCaseNo: '37010226030600009', place: 2 })
    expect(message.files.map(({ name }) => name)).toEqual(['异地就医备案表.pdf', '个人承诺书.pdf'])
    const mapping = shandong?.mappings.get('M07')
    const application = (await taken('receiveOnlineApply', sdVector('9.5 申办'))).message.tree
    const merged = merge(application, message)
    const read = mapping?.readForm(merged?.ok ? merged.value : {})
    expect(read?.faults).toEqual([])
    expect(read?.materials.map(({ slot, file, exempt }) => [slot, file?.name ?? exempt?.source])).toEqual([
      ['MT009', '异地就医备案表.pdf'],
      ['MT013', '个人承诺书.pdf'],
      ['MT001', 'SJHY-20260302-000021'],
    ])
    const processed = { outcome: 'processed', caseNo: CASE_NO, at: 0, duplicate: true } as const
    expect((await answer(processed)).inner).toContain('"desc":"当前业务已处理"')
  })

  it('answers our notice with what changed: lines set or gone, lists and shareholders as a whole, materials replaced', async () => {
    const swapped = (name: string) => sdVector(name).replaceAll('WH20260302000021', '37010226030600009')
    const answer = await taken(
      'receiveCorrectResult',
      swapped('9.3 补正受理').replace(
        '</rows>',
        '<row><ITEMCODE>BZ</ITEMCODE><ITEMNAME>备注</ITEMNAME><ITEMVALUE><![CDATA[无]]></ITEMVALUE></row><row><ITEMCODE>AQY[1].XM</ITEMCODE><ITEMNAME>姓名</ITEMNAME><ITEMVALUE><![CDATA[乙]]></ITEMVALUE></row></rows>',
      ),
    )
    const before: JsonObject = {
      SPQIYE: { ORGNAME: '甲', GD: [{ GDXM: '甲' }] },
      SPSHENQIN: {
        XML_DATA: { JWDZ_XZ: '旧', BZ: '备注', XM: '格桑', AQY: [{ XM: '甲' }, { XM: '丙' }] },
        D_ZZJGDM: 'x',
      },
      RECORDS: [
        { STUFF_SEQ: '13', VERSION: '1', ATTACH_NAME: '旧.pdf' },
        { STUFF_SEQ: '9', VERSION: '1', ATTACH_NAME: '表.pdf' },
      ],
    }
    expect(answer.message).toMatchObject({ kind: 'supplement', place: 4 })
    const formed = merge(before, answer.message)
    expect(formed?.ok && formed.value).toMatchObject({
      SPQIYE: { GD: [{ GDXM: '甲' }] },
      SPSHENQIN: { XML_DATA: { JWDZ_XZ: '示例街道示例路1号2栋101号', XM: '格桑', AQY: [{ XM: '乙' }] }, D_ZZJGDM: 'x' },
    })
    expect(JSON.stringify(formed)).not.toContain('备注')
    const materials = await taken('receiveApplyMaterial', swapped('9.3 补材料'))
    const merged = merge(before, materials.message)
    const records = (merged?.ok ? merged.value['RECORDS'] : []) as JsonObject[]
    expect(records.map(({ ATTACH_NAME, VERSION }) => [ATTACH_NAME, VERSION])).toEqual([
      ['表.pdf', '1'],
      ['个人承诺书.pdf', '2'],
    ])
  })

  it('may be asked about, in the region’s internal codes and with the number masked', async () => {
    const text =
      '<?xml version="1.0" encoding="UTF-8"?><APPROVEDATAINFO><SBLSH_SHORT>37010226030600009</SBLSH_SHORT><SXBM>11510107000000000U4002036004001</SXBM><XH>0</XH></APPROVEDATAINFO>'
    const { message, answer } = await taken('getApplyInfo', text)
    expect(message).toMatchObject({ kind: 'query', partnerCaseNo: '37010226030600009' })
    const { tree } = (await taken('receiveOnlineApply', sdVector('9.5 申办'))).message
    const state: InboundOutcome = {
      outcome: 'state',
      caseNo: CASE_NO,
      status: 'REVIEWING',
      revision: 1,
      seq: 2,
      at: Date.parse('2026-03-02T15:10:00+08:00'),
      events: [],
    }
    expect(JSON.parse((await answer(state, { lastTree: tree })).inner)).toEqual({
      ...(JSON.parse(sdVector('9.6 查询明文')) as JsonObject),
      SBLSH_SHORT: '37010226030600009',
      YWLSH: CASE_NO,
      CERTNUM: '510***********0012',
    })
  })
})

describe('what we say to a message that we do not take', () => {
  const push = () => taken('receiveOnlineApply', sdVector('9.5 申办'))
  it('names every fault at the region’s own path, in its own codes', async () => {
    const { answer } = await push()
    const faults = [
      { path: 'SPSHENQIN.XML_DATA.ZJHM', code: 'checksum', message: '公民身份号码校验码错误' },
      { path: 'SPSHENQIN.XML_DATA.BALX', code: 'code', message: '码值 2 不在 SD_BALX' },
      { path: 'SPSHENQIN.XML_DATA.AQY[1].XM', code: 'required', message: '没有填写' },
      { path: 'SPQIYE.GD[1].CZSJ', code: 'format', message: '不是日期' },
      { path: 'RECORDS[2]', code: 'code', message: '材料编码不在清单内' },
      { path: 'SPRENYUAN.XM', code: 'too-long', message: '太长' },
      { path: 'SPSHENQIN.XML_DATA.QQ', code: 'unexpected', message: '没有这一项' },
    ]
    const { errors, ...rest } = JSON.parse((await answer({ outcome: 'invalid', faults })).inner) as JsonObject
    expect(rest).toEqual({ status: '300', desc: '字段校验失败', SBLSH_SHORT: '37010226030600009' })
    expect((errors as JsonObject[]).map(({ code, path }) => [code, path])).toEqual([
      ['SD2006', 'XML_DATA/ZJHM'],
      ['SD2004', 'XML_DATA/BALX'],
      ['SD2003', 'XML_DATA/AQY[2].XM'],
      ['SD2004', 'GD/R[2]/CZSJ'],
      ['SD2008', 'RECORDS/RECORD[3]'],
      ['SD2005', 'SPRENYUAN/XM'],
      ['SD2016', 'XML_DATA/QQ'],
    ])
  })

  const outcomes: [string, InboundOutcome, string, string][] = [
    ['an unknown case', { outcome: 'unknown-case' }, '300', 'SD2013'],
    ['a gap', { outcome: 'gap', expected: 3 }, '301', '应为 3'],
    [
      'other content under the same number',
      { outcome: 'conflict', of: 'message', differences: [{ path: 'SPRENYUAN.XM' }] },
      '300',
      'SD2007',
    ],
    [
      'a matter that is not open',
      { outcome: 'not-allowed', code: 'matter-unknown', message: '没有这个事项' },
      '300',
      'SD2001',
    ],
    [
      'a direction that is closed',
      { outcome: 'not-allowed', code: 'direction-closed', message: '方向' },
      '300',
      'SD2002',
    ],
    ['a state that forbids it', { outcome: 'not-allowed', code: 'state-conflict', message: '状态' }, '300', 'SD2014'],
  ]
  for (const [what, outcome, status, word] of outcomes)
    it(`is worded for ${what}`, async () => {
      const { answer } = await push()
      const reply = await answer(outcome)
      expect(reply.status).toBe('200')
      expect(JSON.parse(reply.inner)).toMatchObject({ status })
      expect(reply.inner).toContain(word)
      expect(reply.inner).not.toContain('当前业务已')
    })

  it('asks to come again while we are busy', async () => {
    const { answer } = await push()
    expect(await answer({ outcome: 'busy', retryAfterMs: 2_000 })).toMatchObject({ status: '503', inner: '' })
  })
})
