import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../core/json.ts'
import type { InboundOutcome } from '../../../core/message.ts'
import type { WantedFile } from '../../../core/protocol.ts'
import { bytes, outbound, text } from './stage.ts'
import { business, open, registered, sm3, wireOf } from './zhejiang-stage.ts'

const withContent = (wire: string): JsonObject => {
  const { form_digest: _, ...tree } = JSON.parse(wire) as JsonObject
  return { ...tree, form_content: JSON.parse(String(tree['form_content'])) }
}

describe('a message to 浙江', () => {
  it('is signed with the secret that the first exchange gave, whose own signature is the document’s', async () => {
    const stage = await open(1772413200000)
    await stage.adapter.send(outbound({ tree: withContent(wireOf('M07-normal')) }), stage.partner)
    const [first, message] = stage.requests
    expect(text(first?.body)).toBe(
      'appKey=zjkst510107demo&sign=cc0bbfa71176d4048b3cc420387d9a84&requestTime=1772413200000',
    )
    const words = 'zjkst510107demozjDemoRequestSecret011772413200000'
    const sign = createHash('md5').update(words).digest('hex')
    expect(message?.url).toBe(
      `https://gw-test.zj.example:8443/gateway/api/001003002001/dataSharing/fzSb7Kq2M1.htm?appKey=zjkst510107demo&sign=${sign}&requestTime=1772413200000`,
    )
    expect(text(message?.body)).toBe(wireOf('M07-normal'))
  })
  it('after twelve minutes renews by the other secret, and signs 9.1 as the document prints it', async () => {
    const stage = await open(1772413200000)
    const message = outbound({ tree: withContent(wireOf('M07-normal')) })
    await stage.adapter.send(message, stage.partner)
    stage.clock.advance(720_000)
    await stage.adapter.send(message, stage.partner)
    const renewal = stage.requests[2]
    expect(renewal?.url).toMatch(/refreshTokenBySec/)
    expect(text(renewal?.body)).toMatch(/sign=80b83e6d49ed8bf89a9167fb09b23016&requestTime=1772413920000/)
    stage.clock.advance(180_000)
    await stage.adapter.send(message, stage.partner)
    expect(stage.requests.at(-1)?.url).toMatch(/sign=40069c1f51c633312b606fcc4208e539&requestTime=1772414100000$/)
  })
  it('is registered under the number in the inner text, done before as well', async () => {
    const again = { code: '00', datas: JSON.stringify({ result_code: '0001', apply_no: '330106312603020000001' }) }
    const stage = await open(1772414100000, registered, again)
    const message = outbound({ tree: withContent(wireOf('M07-normal')) })
    expect(await stage.adapter.send(message, stage.partner)).toMatchObject({
      outcome: 'accepted',
      level: 'A2',
      partnerCaseNo: '330106312603020000001',
      duplicate: false,
    })
    expect(await stage.adapter.send(message, stage.partner)).toMatchObject({ outcome: 'accepted', duplicate: true })
  })
  it('is refused with the faults of 9.6, comes again once with another secret after 05, and waits where the gateway has a login page', async () => {
    const faulty = {
      code: '00',
      datas: JSON.stringify({
        result_code: '2003',
        result_msg: '表单字段校验失败',
        errors: [{ path: 'biz.gdList[1].zjhm', code: 'F104', msg: '公民身份号码校验码错误' }],
      }),
    }
    const expired = { code: '05', msg: 'requestSecret 已过期', datas: '' }
    const page = { headers: { 'content-type': 'text/html' }, body: bytes('<html>登录</html>') }
    const stage = await open(1772414100000, faulty, expired, registered, page)
    const message = outbound({ tree: withContent(wireOf('M07-normal')) })
    expect(await stage.adapter.send(message, stage.partner)).toMatchObject({
      outcome: 'rejected',
      code: '2003',
      faults: [{ path: 'form_content.biz.gdList[1].zjhm', code: 'F104' }],
    })
    const before = stage.requests.length
    expect(await stage.adapter.send(message, stage.partner)).toMatchObject({ outcome: 'accepted' })
    const later = stage.requests.slice(before)
    expect(later.map((request) => business(request))).toEqual([true, false, true])
    expect(await stage.adapter.send(message, stage.partner)).toMatchObject({ outcome: 'later' })
  })
  it('has its files uploaded first, each once, with the SM3 that the region compares', async () => {
    const stage = await open(1772414100000)
    const content = '%PDF-1.4\n%DEMO C009 v1\n%%EOF\n'
    const file = await stage.keepFile('addcc719-8b9a-7af9-b774-deaebc2dc872', '申请表.pdf', bytes(content))
    const slot = (as: 'id' | 'sm3') => ({ $file: { ...file, material: 'C009' }, as })
    const message = outbound({ tree: { attach_list: [{ files: [{ file_id: slot('id'), file_sm3: slot('sm3') }] }] } })
    const sent = await stage.adapter.send(message, stage.partner)
    const [, upload, told] = stage.requests
    const digest = '5c2c423b9cb2d8189c5244bda9cf9b0dbc3198fab23a41e5bf6c7f4ffe4078a5'
    expect(sm3(content)).toBe(digest)
    const boundary = /boundary=(.+)$/.exec(upload?.headers['content-type'] ?? '')?.[1]
    const part = (name: string, value: string) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
    expect(text(upload?.body)).toBe(
      `${part('form_business_code', 'WH20260302000301')}${part('attach_code', 'C009')}${part('file_name', '申请表.pdf')}${part('file_sm3', digest)}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="申请表.pdf"\r\nContent-Type: application/pdf\r\n\r\n${content}\r\n--${boundary}--\r\n`,
    )
    expect(JSON.parse(text(told?.body))).toEqual({
      attach_list: [{ files: [{ file_id: 'a'.repeat(32), file_sm3: digest }] }],
    })
    if (sent.outcome !== 'accepted') throw new Error(sent.outcome)
    await stage.adapter.send({ ...message, memo: sent.memo }, stage.partner)
    expect(stage.requests.filter(({ url }) => url.includes('fzUpA1b2C3'))).toHaveLength(1)
    expect(text(sent.exchanges.find(({ operation }) => operation === 'upload')?.request)).not.toContain('%PDF')
  })
})

describe('a message from 浙江', () => {
  const call = async (path: string, body: string, query: string, ms: number) => {
    const stage = await open(ms)
    const request = new Request(`https://gw.wuhou.example${path}?${query}`, { method: 'POST', body })
    return { stage, received: await stage.adapter.receive(request, path, stage.partner) }
  }
  const query = (sign: string, ms: number) => `appKey=zjkst510107demo&sign=${sign}&requestTime=${ms}`
  const signed: [string, string, string, number][] = [
    ['9.3', 'M01-correction', 'bb6dcdfbc7c4fd666c4d388d923e1e9a', 1772519400500],
    ['9.4', 'M01-decided', 'e492678ec3e488da584fad1757255828', 1772679600500],
  ]
  for (const [where, name, sign, ms] of signed)
    it(`is taken with the signature of ${where}, its content read`, async () => {
      const { received } = await call('/partner/330000/event', wireOf(name), query(sign, ms), ms)
      if (received.kind !== 'message') throw new Error(JSON.stringify(received))
      expect(received.message).toMatchObject({ kind: 'progress', caseNo: 'WH20260302000002' })
      expect(received.message.tree['event_content']).toBeTypeOf('object')
    })
  it('with the application of 9.5 is taken, and told its number', async () => {
    const ms = 1772780400300
    const { stage, received } = await call(
      '/partner/330000/apply',
      wireOf('M02-pushed'),
      query('49e1b7b7210e60f665971fde1d97759e', ms),
      ms,
    )
    if (received.kind !== 'message') throw new Error(JSON.stringify(received))
    expect(received.message).toMatchObject({ kind: 'apply', partnerCaseNo: 'ZJ330106260306000001' })
    const outcome: InboundOutcome = {
      outcome: 'registered',
      caseNo: '510107312603060000001',
      at: 1772780400900,
      duplicate: false,
      promise: null,
      files: [],
      revision: 1,
    }
    const reply = await stage.adapter.reply(outcome, received.message, stage.partner, async () => ({}))
    const told = (await reply.json()) as JsonObject
    expect(told['datas']).toBe(
      '{"result_code":"0000","result_msg":"成功","form_business_code":"ZJ330106260306000001","apply_no":"510107312603060000001","apply_status":"10","receive_time":1772780400900}',
    )
    expect(Object.keys(told).join()).toBe('code,msg,data,datas,dataCount,totalDataCount,totalPage,requestId')
  })
  it('is refused where byte, time, key or secret is another, with the code of the gateway', async () => {
    const ms = 1772519400500
    const body = wireOf('M01-correction')
    const right = query('bb6dcdfbc7c4fd666c4d388d923e1e9a', ms)
    for (const [changed, words, when, code] of [
      [`${body} `, right, ms, '03'],
      [body, right, ms + 600_001, '04'],
      [body, right.replace('zjkst', 'other'), ms, '02'],
      [body, right.replace('sign=', 'x='), ms, '01'],
    ] as const) {
      const { received } = await call('/partner/330000/event', changed, words, when)
      if (received.kind !== 'refused') throw new Error(received.kind)
      expect(await received.response.json()).toMatchObject({ code })
    }
  })
  it('with a file is kept under a name of ours, the same again under the same, and refused where the digest is another', async () => {
    const ms = 1772780300000
    const content = '%PDF-1.4\n%DEMO C009 v1\n%%EOF\n'
    const upload = async (digest: string) => {
      const texts = {
        form_business_code: 'ZJ330106260306000001',
        attach_code: 'C009',
        file_name: '申请书.pdf',
        file_sm3: digest,
      }
      const parts = Object.entries(texts).map(
        ([name, value]) => `--b1\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      )
      const body = `${parts.join('')}--b1\r\nContent-Disposition: form-data; name="file"; filename="申请书.pdf"\r\nContent-Type: application/pdf\r\n\r\n${content}\r\n--b1--\r\n`
      const sign = createHash('md5')
        .update(`zjkst510107demozjDemoCallbackSecret1${ms}${sm3(body)}`)
        .digest('hex')
      const headers = { 'content-type': 'multipart/form-data; boundary=b1' }
      const request = new Request(`https://gw.wuhou.example/partner/330000/upload?${query(sign, ms)}`, {
        method: 'POST',
        body,
        headers,
      })
      const stage = await open(ms)
      const received = await stage.adapter.receive(request, '/partner/330000/upload', stage.partner)
      if (received.kind !== 'message') throw new Error(JSON.stringify(received))
      return { stage, message: received.message }
    }
    const { stage, message } = await upload(sm3(content))
    const [file] = message.files
    expect([message.kind, file?.name, text(file?.bytes)]).toEqual(['upload', '申请书.pdf', content])
    expect(file?.ref).toMatch(/^[0-9a-f]{32}$/)
    expect((await upload(sm3(content))).message.files[0]?.ref).toBe(file?.ref)
    expect(text(message.exchange.request)).not.toContain('%PDF')
    const outcome: InboundOutcome = { outcome: 'stored', fileId: String(file?.ref), duplicate: false }
    const told = (await (
      await stage.adapter.reply(outcome, message, stage.partner, async () => ({}))
    ).json()) as JsonObject
    expect(JSON.parse(String(told['datas']))).toEqual({
      result_code: '0000',
      result_msg: '成功',
      file_id: file?.ref,
      file_expire: ms + 86_400_000,
    })
    expect((await upload('0'.repeat(64))).message.files).toEqual([])
  })
  it('whose form is no JSON, or not what its digest says, is refused by that name', async () => {
    const ms = 1772780400300
    const sign = (body: string) =>
      createHash('md5')
        .update(`zjkst510107demozjDemoCallbackSecret1${ms}${sm3(body)}`)
        .digest('hex')
    const tree = JSON.parse(wireOf('M02-pushed')) as JsonObject
    for (const [change, code] of [
      [{ form_content: '{"sqr":' }, '2008'],
      [{ form_digest: '0'.repeat(64) }, '2007'],
    ] as const) {
      const body = JSON.stringify({ ...tree, ...change })
      const { received } = await call('/partner/330000/apply', body, query(sign(body), ms), ms)
      if (received.kind !== 'refused') throw new Error(received.kind)
      const told = (await received.response.json()) as JsonObject
      expect(JSON.parse(String(told['datas']))).toMatchObject({ result_code: code })
    }
  })
})

describe('a file that 浙江 keeps', () => {
  const wanted: WantedFile = {
    ref: 'f'.repeat(32),
    at: '',
    mediaType: 'application/pdf',
    sizeBytes: 4,
    sha256: '',
    caseNo: 'WH1',
    partnerCaseNo: '330106312603020000001',
    direction: 'out',
  }
  it('is asked for by its number; a page in its place is asked for again, a refusal means that it is gone', async () => {
    const gone = { code: '00', datas: JSON.stringify({ result_code: '2005', result_msg: '附件无效' }) }
    const file = { headers: { 'content-type': 'application/pdf' }, body: bytes('%PDF') }
    const page = { headers: { 'content-type': 'text/html' }, body: bytes('<html>') }
    const headed = { headers: { 'content-type': 'application/json' }, body: bytes(gone) }
    const stage = await open(1772414100000, file, page, headed)
    expect(await stage.adapter.fetchFile?.(wanted, stage.partner)).toEqual(bytes('%PDF'))
    expect(text(stage.requests.at(-1)?.body)).toBe(`{"apply_no":"330106312603020000001","file_id":"${'f'.repeat(32)}"}`)
    await expect(stage.adapter.fetchFile?.(wanted, stage.partner)).rejects.toThrow()
    expect(await stage.adapter.fetchFile?.(wanted, stage.partner)).toBeNull()
  })
})
