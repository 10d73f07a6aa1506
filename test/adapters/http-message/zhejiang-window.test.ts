import { createHash } from 'node:crypto'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import type { InboundOutcome } from '../../../core/message.ts'
import type { HttpResponse } from '../../../core/ports.ts'
import { projectDefinitions } from '../../support/definitions.ts'
import { bytes, outbound, text } from './stage.ts'
import { business, open, sm3, wireOf } from './zhejiang-stage.ts'

describe('channel B', () => {
  it('has three documents of GBK in one form: 9.7 to the byte, read and written again', async () => {
    const ours = wireOf('M08-normal')
    const units = [...ours.matchAll(/UNID%3E([0-9a-f]{32})/g)].map(([, unit]) => String(unit))
    const printed = ours
      .replaceAll('330100512603030000007', '330100512603030000001')
      .replace(String(units[0]), 'd55cd94a5f446e2996acb22d7d8236ff')
      .replace(String(units[1]), '1ba90a5936e7df3fdcc27080817f8d85')
    expect(printed).toHaveLength(6128)
    expect(createHash('sha256').update(printed).digest('hex')).toBe(
      '5fb5af252cb7f5d47022a07ce18d0ff1318a776e81fc4e1aee93838012aff6f8',
    )
    const { adapter, partner } = await open(1772503205000)
    const read = adapter.decode(bytes(printed), 'apply', 'M08', partner)
    if (!read.ok) throw new Error(JSON.stringify(read.faults))
    expect(read.value['formXml']).toMatchObject({ EmpName: '何样例', DocType: '01' })
    const message = { ...outbound({ matter: 'M08', tree: read.value }), at: 0 }
    expect(text(adapter.encode(message, partner))).toBe(printed)
  })
  it('refuses what is twice there, left out, of another charset, or names a document type', async () => {
    const { adapter, partner } = await open(1772503205000)
    const wire = wireOf('M08-normal')
    const [base = '', attr = ''] = wire.split('&')
    for (const wrong of [
      `${wire}&${attr}`,
      `${base}&${attr}`,
      `${base}&${attr}&formXml=%3CRECORD%3E%FF%FF%3C%2FRECORD%3E`,
      `${base}&${attr}&formXml=%3C%21DOCTYPE+a%3E%3CRECORD%2F%3E`,
      `${base}&${attr}&formXml=%3COTHER%2F%3E`,
      `${base}&${attr}&formXml=<RECORD/>`,
    ])
      expect(adapter.decode(bytes(wrong), 'apply', 'M08', partner).ok).toBe(false)
  })
  const line = (words: string) => ({
    headers: { 'content-type': 'text/plain; charset=GBK' },
    body: iconv.encode(words, 'gbk'),
  })
  const m08 = async (...answers: (object | Partial<HttpResponse>)[]) => {
    const stage = await open(1772503205000, ...answers)
    const read = stage.adapter.decode(bytes(wireOf('M08-normal')), 'apply', 'M08', stage.partner)
    if (!read.ok) throw new Error(JSON.stringify(read.faults))
    return { stage, message: outbound({ matter: 'M08', tree: read.value }) }
  }
  it('is sent to a place of its own as a form of GBK, and known by PROJID from then on', async () => {
    const { stage, message } = await m08(line('OK|330100512603030000007|GJJ33010020260303000001'))
    expect(await stage.adapter.send(message, stage.partner)).toMatchObject({
      outcome: 'accepted',
      level: 'A2',
      partnerCaseNo: 'GJJ33010020260303000001',
      duplicate: false,
      memo: { correlation: '330100512603030000007' },
    })
    const sent = stage.requests.at(-1)
    expect(sent?.url).toMatch(/001003001029\/dataSharing\/fzYc8Tt1B0\.htm\?appKey=zjkst510107demo&sign=[0-9a-f]{32}&/)
    expect(sent?.headers['content-type']).toBe('application/x-www-form-urlencoded; charset=GBK')
    expect(text(sent?.body)).toBe(wireOf('M08-normal'))
  })
  it('reads the answer of one line: done, done before, busy, refused by its code, and the gateway’s JSON in its place', async () => {
    const { stage, message } = await m08(
      line('DUP|330100512603030000007|GJJ33010020260303000001'),
      line('BUSY|0|系统繁忙'),
      line('ERR|2009|有 GBK 以外的字符'),
      line('ERR|9001|系统繁忙'),
      { code: '05', msg: 'requestSecret 已过期', datas: '' },
      line('OK|330100512603030000007|GJJ33010020260303000001'),
      line('<html>登录</html>'),
    )
    const send = () => stage.adapter.send(message, stage.partner)
    expect(await send()).toMatchObject({ outcome: 'accepted', duplicate: true })
    expect(await send()).toMatchObject({ outcome: 'later' })
    expect(await send()).toMatchObject({ outcome: 'rejected', code: '2009', message: '有 GBK 以外的字符' })
    expect(await send()).toMatchObject({ outcome: 'later' })
    const before = stage.requests.length
    expect(await send()).toMatchObject({ outcome: 'accepted' })
    expect(stage.requests.slice(before).map((request) => business(request))).toEqual([true, false, true])
    expect(await send()).toMatchObject({ outcome: 'later', unknown: true })
  })
  it('names each file by an address and a password apart from it, good for one fetch with that in the header', async () => {
    const { stage, message } = await m08(line('OK|330100512603030000007|GJJ33010020260303000001'))
    const content = '%PDF-1.4\n%DEMO C009 v1\n%%EOF\n'
    const file = await stage.keepFile('addcc719-8b9a-7af9-b774-deaebc2dc872', '申请表.pdf', bytes(content))
    const slot = (as: 'url' | 'secret') => ({ $file: { ...file, material: 'C009' }, as })
    const FILEINFO = [{ FILENAME: '申请表.pdf', FILEURL: slot('url'), FILEPWD: slot('secret') }]
    const tree = { ...message.tree, attrXml: { RECORD: [{ FILES: { FILEINFO } }] } }
    await stage.adapter.send({ ...message, tree }, stage.partner)
    const [, attrXml = ''] = text(stage.requests.at(-1)?.body).split('&')
    const xml = attrXml.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    const [, url = '', password = ''] = /<FILEURL>([^<]+)<\/FILEURL><FILEPWD>([^<]+)</.exec(xml) ?? []
    expect(url).toBe('https://gw.wuhou.example/partner/330000/f/addcc7198b9a7af9b774deaebc2dc872')
    const fetchWith = async (headers: Record<string, string>) => {
      const received = await stage.adapter.receive(new Request(url, { headers }), new URL(url).pathname, stage.partner)
      if (received.kind !== 'answered') throw new Error(received.kind)
      return received.response
    }
    expect([(await fetchWith({})).status, (await fetchWith({ 'x-file-pwd': 'wrong' })).status]).toEqual([404, 404])
    expect(await (await fetchWith({ 'x-file-pwd': password })).text()).toBe(content)
    expect((await fetchWith({ 'x-file-pwd': password })).status).toBe(410)
  })
})

describe('a callback of channel B', () => {
  const percent = (words: string) =>
    Array.from(iconv.encode(words, 'gbk'), (byte) => {
      const sign = String.fromCharCode(byte)
      return /[A-Za-z0-9*\-._]/.test(sign)
        ? sign
        : sign === ' '
          ? '+'
          : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    }).join('')
  const prolog = '<?xml version="1.0" encoding="gb2312"?>'
  const transact =
    '<?xml version="1.0" encoding="gb2312"?><RECORD><PROJID>330100512603030000001</PROJID><TRANSACT_USER>经办五号</TRANSACT_USER><HANDER_DEPTNAME>杭州住房公积金管理中心(示例)</HANDER_DEPTNAME><HANDER_DEPTID>001008001014005</HANDER_DEPTID><AREACODE>330100</AREACODE><TRANSACT_TIME>2026-03-12 16:00:00</TRANSACT_TIME><TRANSACT_RESULT>办结</TRANSACT_RESULT><TRANSACT_DESCRIBE>准予许可</TRANSACT_DESCRIBE><RESULT_CODE>ZY3301002603120001</RESULT_CODE><REMARK></REMARK><BELONGSYSTEM>33010099001</BELONGSYSTEM><SYNC_STATUS>I</SYNC_STATUS><CREATE_TIME>2026-03-12 16:00:00</CREATE_TIME><EXTEND>ZYBJ=12345.67;ZYLX=89.01;JZNY=202602</EXTEND><DATAVERSION>1</DATAVERSION></RECORD>'
  const body = `transactXml=${percent(transact)}&attrXml=${percent(`${prolog}<RECORDS></RECORDS>`)}`
  const receive = async (sign: string, words = body) => {
    const ms = 1773302410000
    const stage = await open(ms)
    const path = '/partner/330000/b/transact'
    const query = `appKey=zjkst510107demo&sign=${sign}&requestTime=${ms}`
    const request = new Request(`https://gw.wuhou.example${path}?${query}`, { method: 'POST', body: words })
    return { stage, received: await stage.adapter.receive(request, path, stage.partner) }
  }
  const SIGN = 'b62165440a45816c1dc4aea3a7a14f57'

  it('is taken with the bytes and the signature of 9.7, known by PROJID, and answered by one line of GBK', async () => {
    expect(body).toHaveLength(1065)
    const { stage, received } = await receive(SIGN)
    if (received.kind !== 'message') throw new Error(JSON.stringify(received))
    const { message } = received
    expect(message).toMatchObject({
      kind: 'progress',
      correlation: '330100512603030000001',
      caseNo: null,
      unnumbered: true,
    })
    expect(message.tree['transactXml']).toMatchObject({ TRANSACT_USER: '经办五号', TRANSACT_DESCRIBE: '准予许可' })
    const done: InboundOutcome = { outcome: 'processed', caseNo: 'WH20260303000007', at: 0, duplicate: false }
    const answer = async (outcome: InboundOutcome) => {
      const reply = await stage.adapter.reply(outcome, message, stage.partner, async () => ({}))
      return [reply.headers.get('content-type'), iconv.decode(Buffer.from(await reply.arrayBuffer()), 'gbk')]
    }
    expect(await answer(done)).toEqual(['text/plain; charset=GBK', 'OK|330100512603030000001|WH20260303000007'])
    expect((await answer({ ...done, duplicate: true }))[1]).toBe('DUP|330100512603030000001|WH20260303000007')
    expect((await answer({ outcome: 'unknown-case' }))[1]).toBe('ERR|3001|办件不存在')
  })
  it('is refused by the gateway’s JSON where its signature is another, and where it is none of the agreed documents', async () => {
    const { received } = await receive('0'.repeat(32))
    if (received.kind !== 'refused') throw new Error(received.kind)
    expect(await received.response.json()).toMatchObject({ code: '03' })
    const words = body.replace('transactXml', 'otherXml')
    const sign = createHash('md5')
      .update(`zjkst510107demozjDemoCallbackSecret11773302410000${sm3(words)}`)
      .digest('hex')
    expect(await receive(sign, words)).toMatchObject({
      received: { kind: 'refused', refusal: { reason: 'malformed' } },
    })
  })
  it('is read by its words: done with the decision, denied, and a word that nobody agreed on', () => {
    const mapping = projectDefinitions()
      .regions.find(({ code }) => code === '330000')
      ?.mappings.get('M08')
    if (!mapping) throw new Error('no mapping of M08')
    const fields = Object.fromEntries(
      [...transact.matchAll(/<(\w+)>([^<]*)<\//g)].map(([, name, value]) => [name, value]),
    )
    const said = (change: object) => mapping.readProgress({ transactXml: { ...fields, ...change } }).progress
    expect(said({})).toMatchObject({
      status: 'COMPLETED',
      decision: { result: 'approve', at: '2026-03-12T16:00:00+08:00' },
      officer: { name: '经办五号', orgName: '杭州住房公积金管理中心(示例)' },
    })
    expect(said({ TRANSACT_DESCRIBE: '不予许可', REMARK: '账户不符' })).toMatchObject({
      status: 'DENIED',
      decision: { result: 'deny', reason: '账户不符' },
    })
    expect(said({ TRANSACT_RESULT: '作废办结', TRANSACT_DESCRIBE: '' }).status).toBe('TERMINATED')
    expect(said({ TRANSACT_RESULT: '转报办结', TRANSACT_DESCRIBE: '' }).status).toBe('UNKNOWN')
    const asked = mapping.readProgress({
      patchXml: {
        PROJID: '330100512603030000001',
        PATCH_NO: 'BZ1',
        PATCH_MAN: '经办五号',
        PATCH_TIME: '2026-03-04 10:00:00',
        PATCH_REASON: '账号不符',
        PATCH_LIMIT: '10',
        PATCH_LIMIT_TYPE: 'G',
        FIELDS: { FIELD: [{ KEY: 'NowAcctNo', DESC: '账号不符' }] },
        ATTRS: { ATTR: [{ ATTRID: 'C009', DESC: '未签名' }] },
        DATAVERSION: '1',
      },
    }).progress
    expect(asked).toMatchObject({
      status: 'CORRECTION',
      note: '账号不符',
      correction: { no: 'BZ1', limit: { value: 10, unit: 'G' } },
    })
    expect(asked.correction?.items.map(({ target, path, slot, reason }) => [target, path ?? slot, reason])).toEqual([
      ['field', 'transferIn.accountNo', '账号不符'],
      ['material', 'MT009', '未签名'],
    ])
    const special = {
      PROJID: '1',
      SPECIAL_TYPE: '4',
      SPECIAL_NAME: '',
      SPECIAL_TIME: '2026-03-04 10:00:00',
      SPECIAL_LIMIT: '3',
      REMARK: '核查',
    }
    expect(mapping.readProgress({ special: 'begin', specialXml: special }).progress).toMatchObject({
      status: 'SUSPENDED',
      suspension: { kind: 'inspection', days: 3, reason: '核查' },
    })
    expect(mapping.readProgress({ special: 'end', specialXml: special }).progress.status).toBe('REVIEWING')
    expect(
      mapping.readProgress({ acceptXml: { ACCEPT_RESULT: '受理', PROMISEVALUE: '10', PROMISETYPE: 'G' } }).progress,
    ).toMatchObject({ status: 'ACCEPTED', limit: { promised: { value: 10, unit: 'G' } } })
  })
})
