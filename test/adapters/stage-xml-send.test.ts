import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { stageXml } from '../../adapters/stage-xml/index.ts'
import type { JsonObject } from '../../core/json.ts'
import type { CaseMaterial } from '../../core/matter.ts'
import type { OutboundMessage } from '../../core/message.ts'
import { HttpFailure, type HttpResponse } from '../../core/ports.ts'
import {
  sdAnswer,
  sdVector,
  seal,
  shandong,
  shandongOptions,
  shandongPartner,
  textOf,
} from '../support/shandong-partner.ts'

const AT = '2026-03-02T09:15:02+08:00'
const NO = 'WH20260302000021'
const YWLSH = '37010226030200021'
const mapping = shandong?.mappings.get('M07')
const pair = JSON.parse(
  readFileSync(new URL('../../regions/370000-shandong/pairs/M07-normal.json', import.meta.url), 'utf8'),
) as { input: JsonObject; materials: CaseMaterial[] }
const pdf = (mark: string) => new TextEncoder().encode(`%PDF-1.4\n%DEMO ${mark}\n%%EOF\n`)
const FILES = [pdf('9 v1'), pdf('13 v1'), pdf('13 v2')]

/** 文档 9.1 as a message of ours; `change` puts parts of it otherwise. */
function application(change: Partial<OutboundMessage> = {}, materials = pair.materials): OutboundMessage {
  const mapped = mapping?.mapForm('apply', pair.input, materials)
  if (!mapped || mapped.faults.length > 0) throw new Error(JSON.stringify(mapped?.faults))
  return {
    id: '7f9c2ba4-e88f-4a7d-9c3e-2d1f0e4c5b61',
    kind: 'apply',
    matter: 'M07',
    caseNo: NO,
    partnerCaseNo: null,
    seq: 1,
    caseCreatedAt: Date.parse('2026-03-02T09:15:00+08:00'),
    tree: mapped.tree,
    files: mapped.files,
    memo: {},
    ...change,
  }
}

const done = () => sdAnswer({ status: '200', desc: '请求成功', SBLSH_SHORT: NO, YWLSH })
const send = (message: OutboundMessage, answer: (nth: number) => HttpResponse = done, change = {}) => {
  const made = shandongPartner(AT, { answer: (_request, nth) => answer(nth), blobs: FILES, ...change })
  return { ...made, result: stageXml.send(message, made.partner) }
}

describe('an application to 山东', () => {
  it('goes out as the document’s own request, header for header and byte for byte', async () => {
    const { sent, result } = send(application())
    expect(await result).toMatchObject({ outcome: 'accepted', level: 'A2', partnerCaseNo: YWLSH, duplicate: false })
    const [first] = sent
    expect(first?.url).toBe('https://aep.sd.example:31905/ywzt/rest/kstb/receiveOnlineApply')
    expect(new TextDecoder().decode(first?.body)).toBe(sdVector('9.1 请求体'))
    expect(first?.headers).toEqual({
      'content-type': 'application/json;charset=utf-8',
      'x-aep-appkey': 'sdkst510107',
      'x-aep-nonce': 'c9f15cbf-f4ac-4a6c-b54d-f51abf4b5b44',
      'x-aep-timestamp': '1772414102000',
      'x-aep-signature': '25dfa5ece53bb72eaf559819c69a991a0eab790d27a0d1a01590ad87a8154426',
      'x-aep-encryption': 'true',
    })
  })

  it('is followed by its materials under the next number, files inside with their MD5', async () => {
    const { sent, result } = send(application())
    await result
    expect(sent.map(({ url }) => url.split('/').at(-1))).toEqual(['receiveOnlineApply', 'receiveApplyMaterial'])
    const numbered = (text: string) => text.replaceAll(/<SEQ>\w{32}<\/SEQ>/g, '<SEQ/>')
    const [, second] = sent
    if (!second) throw new Error('nothing sent')
    expect(numbered(textOf(second))).toBe(numbered(sdVector('9.1 材料')))
    const numbers = [...textOf(second).matchAll(/<SEQ>(\w{32})<\/SEQ>/g)].map(([, seq]) => seq)
    expect(new Set(numbers).size).toBe(3)
    expect(numbers[0]).toBe(createHash('sha256').update(`${NO}/1/9/1`).digest('hex').slice(0, 32))
  })

  it('keeps evidence that shows the text and names files by their hash, and no secret', async () => {
    const accepted = await send(application()).result
    const shown = accepted.exchanges.map(({ request, response }) =>
      [request, response].map((bytes) => new TextDecoder().decode(bytes ?? new Uint8Array())).join('\n'),
    )
    expect(shown[0]).toContain('<SQRMC>次仁拉姆</SQRMC>')
    expect(shown[0]).toContain(`"YWLSH":"${YWLSH}"`)
    expect(shown[1]).toContain(`(sha256 ${createHash('sha256').update(pdf('9 v1')).digest('hex')})`)
    expect(shown.join()).not.toMatch(/JVBERi0|sdDemoSecret|demoSm4Key/)
  })

  it('is sent again with the same text, and what the region has already counts as taken', async () => {
    const answer = (nth: number) =>
      nth === 1
        ? sdAnswer({ status: '300', desc: '当前业务已申报', SBLSH_SHORT: NO, YWLSH, errors: [] })
        : sdAnswer({ status: '300', desc: '当前业务已处理', SBLSH_SHORT: NO, YWLSH, errors: [] })
    const first = send(application())
    await first.result
    const again = send(application(), answer)
    expect(await again.result).toMatchObject({ outcome: 'accepted', duplicate: true, partnerCaseNo: YWLSH })
    expect(again.sent.map(textOf)).toEqual(first.sent.map(textOf))
  })

  it('is only parsed (A1) while the region gives it no number', async () => {
    const { result } = send(application(), () => sdAnswer({ status: '200', desc: '请求成功', SBLSH_SHORT: NO }))
    expect(await result).toMatchObject({ outcome: 'accepted', level: 'A1', partnerCaseNo: null })
  })

  it('says which file is missing here, after what was taken before', async () => {
    const { result } = send(application(), done, { blobs: [pdf('9 v1')] })
    expect(await result).toMatchObject({
      outcome: 'rejected',
      code: 'file',
      message: '材料“个人承诺书.pdf”的文件不在本地,请重新上传',
      partnerCaseNo: YWLSH,
    })
  })
})

describe('materials that do not fit in one message', () => {
  const many = (count: number, size: number): JsonObject[] =>
    Array.from({ length: count }, (_, index) => ({
      STUFF_SEQ: '18',
      CLMC: '健康证明',
      ATTACH_BODY: 'A'.repeat(size),
      ATTACH_SIGN: String(index),
      VERSION: '1',
    }))
  const planned = async (records: JsonObject[], options = {}) => {
    const message = application()
    const { sent, result } = send({ ...message, tree: { ...message.tree, RECORDS: records } }, done, { options })
    await result
    return sent.slice(1).map((request) => textOf(request).match(/<RECORD>/g)?.length)
  }

  it('are spread over several, ten records in each and so many bytes', async () => {
    expect(await planned(many(23, 10))).toEqual([10, 10, 3])
    expect(await planned(many(3, 4_000), { maxMaterialBytes: 30_000 })).toEqual([2, 1])
  })

  it('are not sent at all where one alone is more than a body may hold', async () => {
    const message = application()
    const tree = { ...message.tree, RECORDS: many(1, 40_000) }
    const { sent, result } = send({ ...message, tree }, done, { options: { maxBodyBytes: 50_000 } })
    expect(await result).toMatchObject({ outcome: 'rejected', message: '报文超过对方的上限,请压缩材料后再报' })
    expect(sent).toHaveLength(1)
  })
})

describe('what an answer of 山东 means', () => {
  const inner = (status: string, desc = '', more: JsonObject = {}) =>
    sdAnswer({ status, desc, SBLSH_SHORT: NO, ...more })
  const raw = (text: string, status = 200): HttpResponse => ({
    status,
    headers: {},
    body: new TextEncoder().encode(text),
  })
  const right = new TextDecoder().decode(done().body)
  const table: [string, HttpResponse, object][] = [
    ['429 of the outer layer', sdAnswer('', '429', '限流'), { outcome: 'later', unknown: false }],
    ['500 of the outer layer', sdAnswer('', '500'), { outcome: 'later', unknown: false }],
    ['503 at night', sdAnswer('', '503'), { outcome: 'later', unknown: false }],
    ['401', raw(sdVector('9.6 签名错误应答')), { outcome: 'rejected', code: '401', message: '签名错误' }],
    ['402', sdAnswer('', '402', '时间超窗'), { outcome: 'rejected', code: '402' }],
    ['403', sdAnswer('', '403'), { outcome: 'rejected', code: '403' }],
    ['404', sdAnswer('', '404'), { outcome: 'rejected', code: '404' }],
    ['405', sdAnswer('', '405'), { outcome: 'rejected', code: '405' }],
    ['406', sdAnswer('', '406'), { outcome: 'rejected', code: '406' }],
    ['407', sdAnswer('', '407'), { outcome: 'rejected', code: '407' }],
    ['301 inside', inner('301', '跳号'), { outcome: 'later', unknown: false, reason: '对方答复 301:跳号' }],
    ['300 inside for another reason', inner('300', '业务已受理'), { outcome: 'rejected', code: '300' }],
    ['a status that nobody agreed on', inner('299'), { outcome: 'later', unknown: true }],
    [
      'the number of another case',
      sdAnswer({ status: '200', SBLSH_SHORT: 'WH1' }),
      { outcome: 'later', unknown: true },
    ],
    ['an inner layer that does not open', sdAnswer('AAAA'), { outcome: 'later', unknown: true }],
    ['an inner layer that is missing', sdAnswer(''), { outcome: 'later', unknown: true }],
    ['an inner layer that is no JSON', sdAnswer(seal('ok')), { outcome: 'later', unknown: true }],
    ['HTTP 502', raw(right, 502), { outcome: 'later', unknown: true, reason: '对方答复 HTTP 502' }],
    ['a page of a proxy', raw('<html><body>ok</body></html>'), { outcome: 'later', unknown: true }],
    ['a document type', raw(right.replace('<RESULT>', '<!DOCTYPE x><RESULT>')), { outcome: 'later', unknown: true }],
    ['a byte order mark and a line break', raw(`\ufeff${right}\r\n`), { outcome: 'accepted', level: 'A2' }],
  ]
  for (const [what, response, meaning] of table)
    it(`${what}: ${JSON.stringify(meaning)}`, async () => {
      expect(await send(application(), () => response).result).toMatchObject(meaning)
    })

  it('brings every fault to the path of the tree, so that ours can be named', async () => {
    const text = sdVector('9.6 校验失败应答')
    const { result } = send(application({ caseNo: 'WH20260302000029' }), () => raw(text))
    expect(await result).toMatchObject({
      outcome: 'rejected',
      code: 'SD2006',
      message: '字段校验失败',
      faults: [
        { path: 'SPSHENQIN.XML_DATA.ZJHM', code: 'SD2006', message: '公民身份号码校验码错误' },
        { path: 'SPSHENQIN.XML_DATA.BALX', code: 'SD2004', message: '码值 2 不在 SD_BALX' },
      ],
    })
    expect(mapping?.canonicalPath('SPSHENQIN.XML_DATA.BALX')).toBe('filing.category')
  })

  it('no answer at all: the same goes again', async () => {
    const cut = () => {
      throw new HttpFailure('timeout', true)
    }
    expect(await send(application(), cut).result).toMatchObject({ outcome: 'later', unknown: true })
  })
})

describe('an application whose materials were refused after it was registered', () => {
  const refusing = (nth: number) =>
    nth === 1 ? done() : sdAnswer({ status: '300', desc: '材料格式不符', SBLSH_SHORT: NO, errors: [] })
  const first = async () => {
    const result = await send(application(), refusing).result
    if (result.outcome !== 'rejected') throw new Error(result.outcome)
    return result
  }

  it('leaves the region’s number and what was taken behind', async () => {
    expect(await first()).toMatchObject({ partnerCaseNo: YWLSH, memo: { stages: { no: 1, version: 1 } } })
  })

  it('goes on with the materials alone, under the number that is still free', async () => {
    const { memo } = await first()
    const mended = pair.materials.map((material) =>
      material.slot === 'MT013' && material.file
        ? { ...material, file: { ...material.file, sha256: createHash('sha256').update(pdf('13 v2')).digest('hex') } }
        : material,
    )
    const { sent, result } = send(application({ seq: 2, partnerCaseNo: YWLSH, memo: memo ?? {} }, mended))
    expect(await result).toMatchObject({ outcome: 'accepted', memo: { stages: { no: 2, version: 1 } } })
    expect(sent.map(({ url }) => url.split('/').at(-1))).toEqual(['receiveApplyMaterial'])
    const [only] = sent
    expect(only && textOf(only)).toMatch(/<XH>2<\/XH>.*JVBERi0xLjQKJURFTU8gMTMgdjIK.*<VERSION>1<\/VERSION>/)
  })

  it('does not pass a changed form off as taken: it says that it can only be withdrawn', async () => {
    const { memo } = await first()
    const message = application({ seq: 2, memo: memo ?? {} })
    const tree = structuredClone(message.tree)
    ;((tree['SPSHENQIN'] as JsonObject)['XML_DATA'] as JsonObject)['BZ'] = '改了'
    const { sent, result } = send({ ...message, tree })
    expect(await result).toMatchObject({ outcome: 'rejected', code: 'already-registered' })
    expect(sent).toEqual([])
  })
})

describe('what the case remembers', () => {
  it('lets a withdrawal take the next number', async () => {
    const withdraw = mapping?.mapForm(
      'withdraw',
      { ...pair.input, withdrawal: { reason: '不办了', at: '2026-03-02T10:00:00+08:00' } },
      [],
    )
    const memo = { stages: { no: 2, version: 1 } }
    const { sent, result } = send(application({ kind: 'withdraw', tree: withdraw?.tree ?? {}, memo }))
    expect(await result).toMatchObject({ outcome: 'accepted', memo: { stages: { no: 3 } } })
    const [only] = sent
    expect(only && textOf(only)).toBe(
      `<?xml version="1.0" encoding="UTF-8"?><APPROVEDATAINFO><SBLSH_SHORT>${NO}</SBLSH_SHORT><SXBM>11370102MB0000035N4002036004001</SXBM><XH>3</XH><SPCHEXIAO><CXYY>不办了</CXYY><CXSJ>2026-03-02 10:00:00</CXSJ><CXRXM>窗口一号</CXRXM></SPCHEXIAO></APPROVEDATAINFO>`,
    )
  })
})

describe('the options of a region', () => {
  it('are read with every fault at its place', () => {
    const { outbound: _, ...rest } = shandongOptions() as unknown as JsonObject & { outbound: unknown }
    const read = stageXml.readOptions({ ...rest, baseUrl: 'ftp://x', inbound: [], colour: 'blue' })
    expect(read.ok ? [] : read.faults.map(({ path }) => path).sort()).toEqual([
      'options.baseUrl',
      'options.colour',
      'options.inbound',
      'options.outbound',
    ])
    expect(stageXml.readOptions(null).ok).toBe(false)
  })
})
