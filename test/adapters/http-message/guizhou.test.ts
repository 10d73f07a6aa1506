import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { decodeForm } from '../../../adapters/http-message/form-body.ts'
import type { JsonObject } from '../../../core/json.ts'
import type { InboundOutcome, Received } from '../../../core/message.ts'
import { HttpFailure, type HttpRequest, type HttpResponse } from '../../../core/ports.ts'
import { bytes, openStage, text, outbound as toRegion } from './stage.ts'

/* The document's own samples: 2.2, 2.3, 9.1, 9.2, 9.3, 9.4, 9.5, 9.6, 9.7. */

const KEYS = {
  'guizhou-password': 'Demo@2026gz',
  'guizhou-sign-key': 'gzDemoSignKey2026K1',
  'guizhou-callback-key': 'gzDemoCallbackKey2026C1',
}
const SESSION = 'A1B2C3D4E5F60718293A4B5C6D7E8F90'
const TOKEN = '5f0e9d8c7b6a49382716051423324150'
const CHALLENGE = '9f3c1a7e5b2d48c0a6e1f4d73b8c2051'
const sm3 = (data: string | Uint8Array) => createHash('sm3').update(data).digest('hex')
const wireOf = (name: string): string =>
  JSON.parse(readFileSync(new URL(`../../../regions/520000-guizhou/pairs/${name}.json`, import.meta.url), 'utf8')).wire
const at = (time: string) => `2026-03-02T${time}+08:00`

const LISTS = {
  MATERIAL: ['MATERIAL_', 'FILE_IDS'],
  BUSSCOPE: ['BUSSCOPE_'],
  SHAREHOLDER: ['SHAREHOLDER_', 'INVEST', 'PAYDATE'],
  OFFICER: ['OFFICER_'],
}
const FORM = { format: 'form', lists: LISTS, countSuffix: '_COUNT', spellsBeyondBmp: true } as const
function treeOf(wire: string): JsonObject {
  const read = decodeForm(bytes(wire), FORM, 100_000)
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  return read.value
}
const fieldsOf = (request: HttpRequest | undefined) => new URLSearchParams(text(request?.body))

const done = (data: JsonObject) => ({ CODE: '0000', MSG: '成功', TIME: '20260302091502', DATA: data })
const registered = done({ EXE_ID: 'WH20260302000401', GZ_NO: 'GZ2026030200000123', QUERY_PWD: '482913' })

type Told = object | Partial<HttpResponse> | HttpFailure

/** A network that logs us in, takes uploads, and answers messages as told. */
function answering(messages: Told[]) {
  return (request: HttpRequest): Partial<HttpResponse> | HttpFailure => {
    if (request.url.endsWith('challenge.do')) return { body: bytes(done({ CHALLENGE })) }
    if (request.url.endsWith('login.do'))
      return {
        headers: { 'set-cookie': `GZSID=${SESSION}; Path=/gzxt; HttpOnly; Secure` },
        body: bytes(done({ FORM_TOKEN: TOKEN })),
      }
    if (request.url.endsWith('upload.do')) return { body: bytes(done({ FILE_ID: 'F2026030200000000123' })) }
    const next = messages.shift() ?? registered
    if (next instanceof HttpFailure) return next
    return 'body' in next || 'status' in next ? (next as Partial<HttpResponse>) : { body: bytes(next) }
  }
}
/** A message about the case that the document's answers name. */
const outbound: typeof toRegion = (change) => toRegion({ caseNo: 'WH20260302000401', ...change })
const open = (time: string, ...messages: Told[]) => openStage('520000', KEYS, time, answering(messages))
const asNumbered = (hex: string) => hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')

describe('a session with 贵州', () => {
  it('begins with the digest of 2.2, signed as 9.1 prints it', async () => {
    const stage = await open(at('09:14:00'))
    await stage.adapter.send(outbound({ tree: treeOf(wireOf('M07-normal')) }), stage.partner)
    const login = fieldsOf(stage.requests[1])
    expect(login.get('PWD_DIGEST')).toBe('D19AEBDD7D2C23DB8CA297E989811923B8231F2D068D84E325E89FC8FB9AEFC2')
    const signed = text(stage.requests[1]?.body).replace(/&SIGN=.*$/, '')
    expect(signed).toBe(
      `ACCOUNT=wuhou510107&CHALLENGE=${CHALLENGE}&KEY_NO=K1&PWD_DIGEST=${login.get('PWD_DIGEST')}&REQ_NO=${login.get('REQ_NO')}&REQ_TIME=20260302091400`,
    )
    expect(login.get('SIGN')).toBe(sm3(`${signed}&KEY=gzDemoSignKey2026K1`).toUpperCase())
    expect(stage.requests[1]?.headers['cookie']).toBeUndefined()
  })
  it('is one for all messages, and begun anew once where the region shows its login page, redirects to it, or says so', async () => {
    const page = { headers: { 'content-type': 'text/html' }, body: bytes('<html><form id="loginForm">') }
    for (const expired of [page, { status: 302 }, { CODE: '1001', MSG: '会话不存在或过期' }]) {
      const stage = await open(at('09:15:00'), registered, expired, registered)
      const message = outbound({ tree: treeOf(wireOf('M07-normal')) })
      await stage.adapter.send(message, stage.partner)
      expect(await stage.adapter.send(message, stage.partner)).toMatchObject({ outcome: 'accepted' })
      const asked = stage.requests.map(({ url }) => url.replace(/^.*\/(\w+)\.do$/, '$1')).join()
      expect(asked).toBe('challenge,login,submit,submit,challenge,login,submit')
    }
  })
})

describe('a message to 贵州', () => {
  it('is 9.2 to the byte, with its session', async () => {
    const stage = await open(at('09:15:00'))
    const id = asNumbered('cf41095d8df64e60bfec8be38da52f7e')
    const sent = await stage.adapter.send(outbound({ id, tree: treeOf(wireOf('M07-normal')) }), stage.partner)
    const request = stage.requests.at(-1)
    expect(request?.url).toBe('https://kstb-test.guizhou.example/gzxt/api/apply/submit.do')
    expect(request?.headers).toMatchObject({
      cookie: `GZSID=${SESSION}`,
      'x-form-token': TOKEN,
      'x-requested-with': 'XMLHttpRequest',
    })
    expect(request?.body?.length).toBe(1782)
    expect(fieldsOf(request).get('SIGN')).toBe('813A88E8F7CD90EE1A6BB603F874B0719A133FD3FF893760BD35850BBF4E826B')
    expect(text(request?.body)).toMatch(/&takeWay=DZZZ&SIGN=813A88[0-9A-F]+$/)
    expect(sent).toMatchObject({ outcome: 'accepted', level: 'A2', partnerCaseNo: 'GZ2026030200000123' })
  })
  it('with fifty keys of lists is 9.3 to the byte, the tenth before the first', async () => {
    const stage = await open(at('10:00:00'))
    const id = asNumbered('af78dfed80fb0c49806064c2861aced3')
    await stage.adapter.send(outbound({ id, matter: 'M01', tree: treeOf(wireOf('M01-normal')) }), stage.partner)
    const body = stage.requests.at(-1)?.body ?? new Uint8Array()
    expect([body.length, sm3(body)]).toEqual([4285, '74140989fbf151a36bd228d911de6569570e4a76709fe66233e256c1a48ff166'])
    const many = {
      ...treeOf(wireOf('M01-normal')),
      OFFICER: Array.from({ length: 11 }, () => ({ OFFICER_NAME: '甲' })),
    }
    await stage.adapter.send(outbound({ matter: 'M01', tree: many }), stage.partner)
    const keys = [...fieldsOf(stage.requests.at(-1)).keys()].filter((key) => key.endsWith('OFFICER_NAME'))
    expect(keys.slice(0, 3)).toEqual(['0OFFICER_NAME', '10OFFICER_NAME', '1OFFICER_NAME'])
  })
  it('that amends 9.3 is signed as 9.4', async () => {
    const stage = await open('2026-03-04T09:00:00+08:00')
    const id = asNumbered('07d8a048e5f81d247144b219db321181')
    const message = outbound({ id, kind: 'supplement', matter: 'M01', tree: treeOf(wireOf('M01-supplement')) })
    await stage.adapter.send(message, stage.partner)
    expect(fieldsOf(stage.requests.at(-1)).get('SIGN')).toBe(
      'B26F999DD7BF766A6EAA048D7E579045393D5B6A5AD597BD8E904A4E6C67DA9C',
    )
  })
  it('about what was signed for is signed as 9.6', async () => {
    const stage = await open(at('14:30:00'))
    const id = asNumbered('299e3b3569f6defaeac146172c869e2f')
    await stage.adapter.send(outbound({ id, kind: 'progress', tree: treeOf(wireOf('M07-signed')) }), stage.partner)
    expect(fieldsOf(stage.requests.at(-1)).get('SIGN')).toBe(
      'E317436D11AED20EF30BC548774640A3FC4A23A02A5CCB95A87BF30E963330B0',
    )
  })
  it('is refused at the place in its list, comes again later while the region is in maintenance, and is done where it was done before', async () => {
    const wrong = {
      CODE: '2008',
      MSG: '证件号码校验不通过',
      ERRORS: [{ KEY: '1SHAREHOLDER_IDNO', ERRCODE: '2008', ERRMSG: '校验位错误' }],
    }
    const closed = { CODE: '9002', MSG: '系统维护中', DATA: { RETRY_AFTER: '7200' } }
    const again = { ...registered, CODE: '0001' }
    const stage = await open(at('10:00:00'), wrong, closed, again, new HttpFailure('timeout', true))
    const message = outbound({ matter: 'M01', tree: treeOf(wireOf('M01-normal')) })
    expect(await stage.adapter.send(message, stage.partner)).toMatchObject({
      outcome: 'rejected',
      faults: [{ path: 'SHAREHOLDER[1].SHAREHOLDER_IDNO', code: '2008' }],
    })
    expect(await stage.adapter.send(message, stage.partner)).toMatchObject({
      outcome: 'later',
      retryAfterMs: 7_200_000,
    })
    expect(await stage.adapter.send(message, stage.partner)).toMatchObject({ outcome: 'accepted', duplicate: true })
    expect(await stage.adapter.send(message, stage.partner)).toMatchObject({ outcome: 'later', unknown: true })
    const numbers = stage.requests
      .filter(({ url }) => url.endsWith('submit.do'))
      .map((one) => fieldsOf(one).get('REQ_NO'))
    expect(new Set(numbers).size).toBe(1)
  })
  it('has its files uploaded first, each text of the form signed as 9.1', async () => {
    const stage = await open(at('09:14:10'))
    const file = await stage.keepFile(
      'addcc719-8b9a-7af9-b774-deaebc2dc872',
      '承诺书.pdf',
      bytes('%PDF-1.4\n%demo\n%%EOF\n'),
    )
    const slot = { $file: { ...file, material: 'GZCL12' }, as: 'id' }
    const tree = { MATERIAL: [{ MATERIAL_CODE: 'GZCL12', FILE_IDS: slot }] }
    await stage.adapter.send(outbound({ caseNo: 'WH20260302000401', tree }), stage.partner)
    const upload = stage.requests.find(({ url }) => url.endsWith('upload.do'))
    const body = text(upload?.body)
    const boundary = /boundary=(.+)$/.exec(upload?.headers['content-type'] ?? '')?.[1] ?? ''
    const parts = [...body.matchAll(/name="(\w+)"\r\n\r\n(.*)\r\n/g)].map(([, name, value]) => `${name}=${value}`)
    const reqNo = parts.find((one) => one.startsWith('REQ_NO='))
    const signed = `ACCOUNT=wuhou510107&EXE_ID=WH20260302000401&FILE_NAME=承诺书.pdf&FILE_SEQ=1&FILE_SIZE=21&FILE_SM3=d4c93f87c9122ea8c00f0c5fe50690f091ea501d4fc12bd0509b46c617468007&FORM_TOKEN=${TOKEN}&KEY_NO=K1&MATERIAL_CODE=GZCL12&${reqNo}&REQ_TIME=20260302091410`
    expect(parts.slice(0, -1).join('&')).toBe(signed)
    expect(parts.at(-1)).toBe(`SIGN=${sm3(`${signed}&KEY=gzDemoSignKey2026K1`).toUpperCase()}`)
    // the document's own number and boundary give the document's own bytes
    const number = 'e985ec4f11e5a4605f0f199650f7d873'
    const sign = 'B2592849A3A0E5B199D1ED1B1B10BDC044B26733F25E93D0D48AFDF076A1A25B'
    const printed = body
      .replaceAll(boundary, '----gz7d1')
      .replace(String(reqNo).slice(7), number)
      .replace(String(parts.at(-1)).slice(5), sign)
    expect([bytes(printed).length, sm3(printed)]).toEqual([
      1202,
      'f018bdacbe7ed907a6dc7dea34e5193a32c03871201c555f9e6fb2e6dbc56cda',
    ])
    expect(fieldsOf(stage.requests.at(-1)).get('0FILE_IDS')).toBe('F2026030200000000123')
  })
})

describe('a message to 贵州 whose answer was lost', () => {
  it('goes again with the names that its files have there, or the same number would be another message (3.2: 4002)', async () => {
    const stage = await open(at('09:15:00'), new HttpFailure('reset', true))
    const file = await stage.keepFile('addcc719-8b9a-7af9-b774-deaebc2dc872', '承诺书.pdf', bytes('%PDF-1.4'))
    const tree = { MATERIAL: [{ FILE_IDS: { $file: { ...file, material: 'GZCL12' }, as: 'id' } }] }
    const first = await stage.adapter.send(outbound({ tree }), stage.partner)
    if (first.outcome !== 'later') throw new Error(first.outcome)
    expect(await stage.adapter.send(outbound({ tree, memo: first.memo ?? {} }), stage.partner)).toMatchObject({
      outcome: 'accepted',
    })
    expect(stage.requests.filter(({ url }) => url.endsWith('upload.do'))).toHaveLength(1)
    const sent = stage.requests.filter(({ url }) => url.endsWith('submit.do')).map(fieldsOf)
    expect(sent.map((one) => one.get('0FILE_IDS'))).toEqual(['F2026030200000000123', 'F2026030200000000123'])
  })
})

describe('a message from 贵州', () => {
  const transport = (reqNo: string, time: string, sign: string) =>
    `&ACCOUNT=gz520000&KEY_NO=C1&REQ_NO=${reqNo}&REQ_TIME=${time}&SIGN=${sign}`
  async function take(path: string, body: string, now: string) {
    const stage = await open(now)
    const request = new Request(`https://tongban.wuhou.example/partner/520000${path}`, { method: 'POST', body })
    const received = await stage.adapter.receive(request, `/partner/520000${path}`, stage.partner)
    return { stage, received }
  }
  const messageOf = (received: Received) => {
    if (received.kind !== 'message') throw new Error(JSON.stringify(received))
    return received.message
  }
  const correction =
    wireOf('M01-correction') +
    transport(
      'c5fa71626d69e715127f6b309d5f748b',
      '20260303102955',
      '264DFB9F13719C1D98583F7DDE0FF2D0ED02CD7C5FADE570F609D7CD5B885B66',
    )
  const completed =
    wireOf('M01-completed') +
    transport(
      '8959b987fea56604e8b6e077afaf4407',
      '20260305150005',
      'C96F5229C0385C6FA61F35A4E1C8EB21DBB322EF61D1D708D5082A438074AD1E',
    )
  const pushed =
    wireOf('M07-pushed') +
    transport(
      '898a523e1d98ccd084f2fa2b88a3e7ac',
      '20260302140000',
      '73D76D26AD047D7263086EA84B29EBB5F093BBB1052F5ED0D83093D5E311ECD8',
    )

  it('is taken with the signatures of 9.4 and 9.5, its lists read', async () => {
    const first = messageOf((await take('/status', correction, '2026-03-03T10:30:00+08:00')).received)
    expect(first).toMatchObject({
      kind: 'progress',
      key: 'progress:EV20260303000000000017',
      caseNo: 'WH20260302000402',
      seq: 2,
    })
    expect(first.tree['CL']).toHaveLength(2)
    const last = messageOf((await take('/status', completed, '2026-03-05T15:00:05+08:00')).received)
    expect(last).toMatchObject({ partnerCaseNo: 'GZ2026030200000207', seq: 6 })
  })
  it('with the application of 9.6 is taken, and answered as it prints', async () => {
    const { stage, received } = await take('/apply', pushed, at('14:00:01'))
    const message = messageOf(received)
    expect(message).toMatchObject({ kind: 'apply', partnerCaseNo: 'GZ2026030200000311' })
    const outcome: InboundOutcome = {
      outcome: 'registered',
      caseNo: 'WH20260302000411',
      at: 0,
      duplicate: false,
      promise: null,
      files: [],
      revision: 1,
    }
    const reply = await stage.adapter.reply(outcome, message, stage.partner, async () => ({}))
    expect(await reply.text()).toBe(
      '{"CODE":"0000","MSG":"成功","TIME":"20260302140001","DATA":{"GZ_NO":"GZ2026030200000311","EXE_ID":"WH20260302000411"}}',
    )
  })
  it('is told what is wrong by the keys that it wrote', async () => {
    const { stage, received } = await take('/apply', pushed, at('14:00:01'))
    const faults = [{ path: 'MATERIAL[1].MATERIAL_CODE', code: 'code', message: '不在清单内', fix: '' }]
    const reply = await stage.adapter.reply(
      { outcome: 'invalid', faults },
      messageOf(received),
      stage.partner,
      async () => ({}),
    )
    expect(await reply.json()).toMatchObject({ CODE: '2006', ERRORS: [{ KEY: '1MATERIAL_CODE', ERRCODE: '2005' }] })
  })
  it('is refused where a value, the account, the key or the time is another, where a key comes twice or places are left out', async () => {
    const now = at('14:00:01')
    const counted = { ...Object.fromEntries(new URLSearchParams(wireOf('M07-pushed'))), MATERIAL_COUNT: '4' }
    const fields = { ...counted, ACCOUNT: 'gz520000', KEY_NO: 'C1', REQ_NO: '0'.repeat(32), REQ_TIME: '20260302140000' }
    const words = Object.entries(fields)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => `${k}=${v}`)
      .join('&')
    const resigned = new URLSearchParams({
      ...fields,
      SIGN: sm3(`${words}&KEY=gzDemoCallbackKey2026C1`).toUpperCase(),
    }).toString()
    for (const [body, time, code] of [
      [pushed.replace('XZLX=JM', 'XZLX=ZG'), now, '2001'],
      [pushed.replace('ACCOUNT=gz520000', 'ACCOUNT=gz520001'), now, '2001'],
      [pushed.replace('KEY_NO=C1', 'KEY_NO=C9'), now, '2001'],
      [pushed, at('14:05:01'), '2002'],
      [`${pushed}&XZLX=JM`, now, '2006'],
      [resigned, now, '2009'],
    ] as const) {
      const { received } = await take('/apply', body, time)
      if (received.kind !== 'refused') throw new Error(`${code} ${received.kind}`)
      expect(await received.response.json()).toMatchObject({ CODE: code })
    }
  })
})

describe('a form as a body', () => {
  it('spells what lies beyond U+FFFF and reads it again, and refuses what is no form', () => {
    expect(treeOf('a=%E7%8E%8B%7BU%2B20164%7D&b=%7BU%2BFFFF%7D')).toEqual({ a: '王𠅤', b: '{U+FFFF}' })
    for (const wire of ['a=1&a=2', 'a=%FF', '王=1', `__proto__=1`]) expect(() => treeOf(wire)).toThrow()
  })
  it('wants places from 0 without a gap, and their number', () => {
    for (const wire of [
      '0OFFICER_NAME=x',
      'OFFICER_COUNT=2&0OFFICER_NAME=x',
      'OFFICER_COUNT=1&1OFFICER_NAME=x',
      'OFFICER_COUNT=1',
    ])
      expect(() => treeOf(wire)).toThrow(/OFFICER_COUNT/)
    expect(treeOf('OFFICER_COUNT=1&0OFFICER_NAME=x')).toEqual({ OFFICER: [{ OFFICER_NAME: 'x' }] })
  })
})
