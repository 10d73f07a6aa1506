import { describe, expect, it } from 'vitest'
import type { InboundOutcome } from '../../../core/message.ts'
import { at, DOCUMENTED, messageOf, open, pushed, receive, signed, taken } from './shanghai.ts'
import { bytes } from './stage.ts'

const noMemo = async () => ({})

describe('our acknowledgement to 上海', () => {
  const registered = {
    outcome: 'registered',
    caseNo: 'WH510107IN20260302000013',
    at: Date.parse(at('09:16:01')),
    promise: { value: 4, unit: 'H' },
    files: [],
    revision: 1,
  } as const
  const processed = { outcome: 'processed', caseNo: 'WH20260302000305', at: 0 } as const
  async function told(path: '/sh/callback' | '/sh/apply/submit', outcome: InboundOutcome) {
    const stage = await open(path === '/sh/callback' ? at('09:17:10') : at('09:16:00'))
    const body = path === '/sh/callback' ? taken : pushed
    const message = messageOf(await receive(stage, { path, body, headers: DOCUMENTED[path] }))
    const response = await stage.adapter.reply(outcome, message, stage.partner, noMemo)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
    return response.text()
  }

  it('of a new case is what the document prints (9.7)', async () => {
    expect(await told('/sh/apply/submit', { ...registered, duplicate: false })).toBe(
      '{"Code":"0","Msg":"ok","Data":{"RetCode":"1000","RetMsg":"登记成功","ApplyNo":"SH31010126030200WC042","CaseNo":"WH510107IN20260302000013","ReceiveTime":"2026-03-02T09:16:01+08:00","PromiseTime":"4小时","Errors":[]}}',
    )
  })
  it('of the same case again is the first one with 1001 (9.6)', async () => {
    expect(await told('/sh/apply/submit', { ...registered, duplicate: true })).toContain(
      '"RetCode":"1001","RetMsg":"重复提交,内容一致","ApplyNo":"SH31010126030200WC042","CaseNo":"WH510107IN20260302000013"',
    )
  })
  it('of progress is what the document prints but for the case number, which it misprints (9.2)', async () => {
    expect(await told('/sh/callback', { ...processed, duplicate: false })).toBe(
      '{"Code":"0","Msg":"ok","Data":{"RetCode":"1000","RetMsg":"已处理","ApplyNo":"WH20260302000301","Errors":[]}}',
    )
    expect(await told('/sh/callback', { ...processed, duplicate: true })).toContain('"RetCode":"1001"')
  })
  it('names every fault at its path, in the region’s own codes', async () => {
    const faults = [
      { path: 'ApplyerPageCode', code: 'checksum', message: '校验位错误' },
      { path: 'ApplyForm.X', code: 'unexpected', message: '没有这一项' },
      { path: 'ApplyForm.Y', code: 'whatever', message: '不对' },
    ]
    expect(JSON.parse(await told('/sh/apply/submit', { outcome: 'invalid', faults })).Data).toEqual({
      RetCode: '2001',
      RetMsg: '字段校验未通过',
      ApplyNo: 'SH31010126030200WC042',
      Errors: [
        { Path: 'ApplyerPageCode', ErrCode: 'Checksum', ErrMsg: '校验位错误' },
        { Path: 'ApplyForm.X', ErrCode: 'NotAllowed', ErrMsg: '没有这一项' },
        { Path: 'ApplyForm.Y', ErrCode: 'Format', ErrMsg: '不对' },
      ],
    })
  })
  it.each([
    [{ outcome: 'conflict', of: 'message', differences: [{ path: 'Mobile' }] }, '2006'],
    [{ outcome: 'unknown-case' }, '2007'],
    [{ outcome: 'not-allowed', code: 'matter-unknown', message: 'm' }, '2002'],
    [{ outcome: 'not-allowed', code: 'agreement-expired', message: 'm' }, '2003'],
    [{ outcome: 'not-allowed', code: 'state-conflict', message: 'm' }, '2008'],
    [{ outcome: 'not-allowed', code: 'something-else', message: 'm' }, '2004'],
    [{ outcome: 'busy', retryAfterMs: 1 }, '3001'],
    [{ outcome: 'gap', expected: 2 }, '3001'],
  ] as [InboundOutcome, string][])('of %o is %s', async (outcome, code) => {
    expect(JSON.parse(await told('/sh/callback', outcome)).Data.RetCode).toBe(code)
  })
  it('of a query tells the state in 上海’s word, and what we told before with fresh addresses', async () => {
    const stage = await open(at('09:17:10'))
    const file = await stage.keepFile('0e22115d-76ee-288e-f1ab-c360f1bc8cd5', '受理通知书.pdf', bytes('%PDF-1.4'))
    const path = '/sh/apply/progress?ApplyNo=SH31010126030200WC042'
    const message = messageOf(await receive(stage, signed(stage, { method: 'GET', path })))
    const event = { Status: '已受理', Notice: { PullUrl: { $file: { ...file, material: '' }, as: 'url' } } }
    const state: InboundOutcome = {
      outcome: 'state',
      caseNo: 'C1',
      status: 'ACCEPTED',
      revision: 1,
      seq: 2,
      at: 0,
      events: [event as never],
    }
    const { Data } = JSON.parse(await (await stage.adapter.reply(state, message, stage.partner, noMemo)).text())
    expect(Data).toMatchObject({ RetCode: '1000', CaseNo: 'C1', Status: '已受理', EventSeq: 2 })
    expect(Data.Events[0].Notice.PullUrl).toMatch(/\/pull\/0e22115d76ee288ef1abc360f1bc8cd5\?token=[\w-]{32}$/)
  })
})

describe('a supplement that carries only what changed (3.4)', () => {
  it('is laid over the case before: the form whole, new files for old, of the envelope mobile and address alone', async () => {
    const stage = await open(at('09:17:10'))
    const before = JSON.parse(pushed)
    const supplement = {
      ApplyNo: 'SH31010126030200WC042',
      CaseNo: 'WH510107IN20260302000013',
      SupplementNo: 'B1',
      Patch: { Mobile: '13800000009', Address: null, Username: '别人' },
      ApplyForm: { ...before.ApplyForm, Remark: '补' },
      Attachments: [{ ...before.Attachments[0], FileId: 'f'.repeat(32) }],
      RemoveFileIds: [before.Attachments[0].FileId],
    }
    const sent = signed(stage, { path: '/sh/apply/supplement', body: JSON.stringify(supplement) })
    const message = messageOf(await receive(stage, sent))
    expect(message).toMatchObject({
      kind: 'supplement',
      key: 'supplement:SH31010126030200WC042:B1',
      caseNo: 'WH510107IN20260302000013',
    })
    const asked = { paths: ['ApplyForm.Remark'], materials: ['SH0701'] }
    expect(stage.adapter.mergeSupplement?.(before, message, asked, stage.partner)).toEqual({
      ok: true,
      value: {
        ...before,
        Mobile: '13800000009',
        ApplyForm: supplement.ApplyForm,
        Attachments: [...before.Attachments.slice(1), supplement.Attachments[0]],
      },
    })
    expect(before.Mobile).toBe('13800000007')
    const other = { paths: ['ApplyForm.EndDate'], materials: ['SH0705'] }
    const refused = stage.adapter.mergeSupplement?.(before, message, other, stage.partner)
    expect(refused?.ok === false && refused.faults.map(({ path, code }) => [path, code])).toEqual([
      ['ApplyForm.Remark', 'not-asked'],
      ['Attachments[0]', 'not-asked'],
    ])
    const faults = refused?.ok === false ? refused.faults : []
    const told = await stage.adapter.reply({ outcome: 'invalid', faults }, message, stage.partner, noMemo)
    expect((await told.json()) as object).toMatchObject({
      Data: { RetCode: '2008', Errors: [{ Path: 'ApplyForm.Remark' }, { Path: 'Attachments[0]' }] },
    })
  })
})
