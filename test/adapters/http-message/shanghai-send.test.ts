import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { HttpFailure } from '../../../core/ports.ts'
import { type Answering, bytes, openStage, outbound, pairWire, text } from './stage.ts'

/* The document's own samples: 2.1, 2.4, 3.6, 9.1, 9.6. */

const KEYS = { 'shanghai-client-secret': 'Demo-Secret-7f3A9c' }
const NOW = '2026-03-02T09:15:00+08:00'
const TOKEN =
  '{"access_token":"shdemo.3uc5iVN6eeiH33luwaK-G3eL-fq8Pidh2A_QZwnbd-U","token_type":"Bearer","expires_in":1800,"scope":"apply.write apply.read file.read"}'
const REGISTERED =
  '{"Code":"0","Msg":"ok","Data":{"RetCode":"1000","RetMsg":"登记成功","ApplyNo":"WH20260302000301","CaseNo":"SH31010126030200031","ReceiveTime":"2026-03-02T09:15:02+08:00","PromiseTime":"4小时","Errors":[]}}'

/** Gives tokens and answers every other call alike. */
const answering =
  (answer: string | ReturnType<Answering>): Answering =>
  ({ url }) =>
    url.endsWith('/oauth2/token')
      ? { body: bytes(TOKEN) }
      : typeof answer === 'string'
        ? { body: bytes(answer) }
        : answer

const open = (answer: string | ReturnType<Answering>) => openStage('310000', KEYS, NOW, answering(answer))
const normal = pairWire('310000-shanghai', 'M07-normal')

describe('a message on its way to 上海', () => {
  it('asks for a token as the document prints it, then sends the bytes of sample 9.1 with the headers of 2.2', async () => {
    const stage = await open(REGISTERED)
    const result = await stage.adapter.send(outbound({ tree: normal.tree }), stage.partner)
    const [token, submit] = stage.requests
    expect(token?.url).toBe('https://auth.tb.sh.example/oauth2/token')
    expect(token?.headers['authorization']).toBe('Basic d3Vob3UtNTEwMTA3OkRlbW8tU2VjcmV0LTdmM0E5Yw==')
    expect(token?.headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(text(token?.body)).toBe('grant_type=client_credentials&scope=apply.write+apply.read+file.read')
    expect(token?.body?.length).toBe(68)
    expect(submit?.url).toBe('https://api.tb.sh.example/api/v2/apply/submit')
    expect(submit?.headers).toEqual({
      authorization: 'Bearer shdemo.3uc5iVN6eeiH33luwaK-G3eL-fq8Pidh2A_QZwnbd-U',
      'content-type': 'application/json; charset=utf-8',
      accept: 'application/json',
      'x-request-id': expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
    })
    expect(submit?.body?.length).toBe(3591)
    expect(
      createHash('sha256')
        .update(submit?.body ?? '')
        .digest('hex'),
    ).toBe('62fb69f11b52e1a4be26eb09653d0f8c9e8cc89685d2f2ed1865df5c824e8f5f')
    expect(result).toMatchObject({
      outcome: 'accepted',
      level: 'A2',
      partnerCaseNo: 'SH31010126030200031',
      duplicate: false,
    })
  })

  it('keeps no token and no secret as evidence', async () => {
    const stage = await open(REGISTERED)
    const { exchanges } = await stage.adapter.send(outbound({ tree: normal.tree }), stage.partner)
    const kept = exchanges.map(({ request, response }) => text(request) + text(response ?? undefined)).join()
    expect(kept).not.toContain('shdemo.')
    expect(kept).not.toContain('Demo-Secret')
    expect(exchanges.map(({ operation, status }) => [operation, status])).toEqual([
      ['token', 200],
      ['apply', 200],
    ])
  })

  it('gives each file its own one-time address of 32 characters and one end for all, 24 hours on', async () => {
    const stage = await open(REGISTERED)
    const file = await stage.keepFile('addcc719-8b9a-7af9-b774-deaebc2dc872', '备案表.pdf', bytes('%PDF-1.4'))
    const slot = (as: string) => ({ $file: { ...file, material: 'SH0701' }, as })
    const tree = { Attachments: [{ PullUrl: slot('url'), PullExpire: slot('expires') }], again: slot('url') }
    await stage.adapter.send(outbound({ tree: tree as never }), stage.partner)
    const sent = JSON.parse(text(stage.requests[1]?.body))
    expect(sent.Attachments[0].PullUrl).toMatch(
      /^https:\/\/gw\.wuhou\.example\/pull\/addcc7198b9a7af9b774deaebc2dc872\?token=[\w-]{32}$/,
    )
    expect(sent.Attachments[0].PullExpire).toBe('2026-03-03T09:15:00+08:00')
    expect(sent.again).toBe(sent.Attachments[0].PullUrl)
  })

  it('fetches one token for all who send at once, keeps it to 300 s before its end, then fetches the next', async () => {
    const stage = await open(REGISTERED)
    const send = () => stage.adapter.send(outbound({ tree: normal.tree }), stage.partner)
    const tokens = () => stage.requests.filter(({ url }) => url.endsWith('/oauth2/token')).length
    await Promise.all([send(), send(), send()])
    expect(tokens()).toBe(1)
    stage.clock.advance(1_499_000)
    await send()
    expect(tokens()).toBe(1)
    stage.clock.advance(1_000)
    await send()
    expect(tokens()).toBe(2)
  })

  it('takes a new token and calls once more where Code is 401, and no third time', async () => {
    const refused = '{"Code":"401","Msg":"令牌无效或已过期","Data":null}'
    let calls = 0
    const once = await openStage('310000', KEYS, NOW, ({ url }) =>
      url.endsWith('/oauth2/token') ? { body: bytes(TOKEN) } : { body: bytes(++calls === 1 ? refused : REGISTERED) },
    )
    expect(await once.adapter.send(outbound({ tree: normal.tree }), once.partner)).toMatchObject({
      outcome: 'accepted',
    })
    expect(once.requests.map(({ url }) => url.split('/').at(-1))).toEqual(['token', 'submit', 'token', 'submit'])
    const always = await open(refused)
    expect(await always.adapter.send(outbound({ tree: normal.tree }), always.partner)).toMatchObject({
      outcome: 'later',
      unknown: false,
      reason: expect.stringContaining('换了凭证仍被拒'),
    })
    expect(always.requests).toHaveLength(4)
  })

  it('sends nothing without a token, and says why without the secret', async () => {
    const refused = await openStage('310000', KEYS, NOW, () => ({
      status: 401,
      body: bytes('{"error":"invalid_client"}'),
    }))
    expect(await refused.adapter.send(outbound({ tree: normal.tree }), refused.partner)).toMatchObject({
      outcome: 'later',
      reason: '取不到令牌:对方答复 HTTP 401,invalid_client',
    })
    expect(refused.requests).toHaveLength(1)
    const keyless = await openStage('310000', {}, NOW, answering(REGISTERED))
    expect(await keyless.adapter.send(outbound({ tree: normal.tree }), keyless.partner)).toMatchObject({
      outcome: 'later',
      reason: '密钥 shanghai-client-secret 没有配置',
    })
    expect(keyless.requests).toHaveLength(0)
  })

  it('goes to the operation of its kind', async () => {
    const stage = await open(REGISTERED)
    const paths: Record<string, string> = {
      supplement: '/api/v2/apply/supplement',
      withdraw: '/api/v2/apply/cancel',
      shipment: '/api/v2/apply/express',
      reissue: '/api/v2/apply/files',
      progress: '/api/v2/progress/report',
    }
    for (const [kind, path] of Object.entries(paths)) {
      const message = outbound({ kind: kind as never, partnerCaseNo: 'SH31010126030200031' })
      const result = await stage.adapter.send(message, stage.partner)
      expect(new URL(stage.requests.at(-1)?.url ?? '').pathname).toBe(path)
      expect(result).toMatchObject({ outcome: 'accepted', level: 'A2', partnerCaseNo: null })
    }
  })
})

const layered = (code: string, retCode?: string, more = {}) =>
  JSON.stringify({
    Code: code,
    Msg: 'm',
    Data: retCode === undefined ? null : { RetCode: retCode, RetMsg: 'r', ...more },
  })

/** [what 上海 answers, what it means], 1.5 and 3.6 */
const answers: [string, string | ReturnType<Answering>, object][] = [
  ['A2: registered with its number', REGISTERED, { outcome: 'accepted', level: 'A2', duplicate: false }],
  ['A1: done, but no number yet', layered('0', '1000'), { outcome: 'accepted', level: 'A1', partnerCaseNo: null }],
  [
    'A2 again: the same content once more (9.6)',
    '{"Code":"0","Msg":"ok","Data":{"RetCode":"1001","RetMsg":"重复提交,内容一致","ApplyNo":"WH20260302000301","CaseNo":"SH31010126030200031","ReceiveTime":"2026-03-02T09:15:02+08:00","PromiseTime":"4小时","Errors":[]}}',
    { outcome: 'accepted', level: 'A2', duplicate: true, partnerCaseNo: 'SH31010126030200031' },
  ],
  ['already in that state', layered('0', '1002'), { outcome: 'accepted', duplicate: true }],
  [
    'fields refused, each at its path (9.6)',
    '{"Code":"0","Msg":"ok","Data":{"RetCode":"2001","RetMsg":"字段校验未通过","ApplyNo":"WH20260302000309","Errors":[{"Path":"ApplyerPageCode","ErrCode":"Checksum","ErrMsg":"公民身份号码校验位错误"},{"Path":"ApplyForm.EndDate","ErrCode":"Format","ErrMsg":"B1 须为日期,不得填“长期”"},{"Path":"ApplyForm.Emergency.Mobile","ErrCode":"Conflict","ErrMsg":"紧急联系人不得为本人"}]}}',
    {
      outcome: 'rejected',
      code: '2001',
      message: '字段校验未通过',
      faults: [
        { path: 'ApplyerPageCode', code: 'Checksum', message: '公民身份号码校验位错误' },
        { path: 'ApplyForm.EndDate', code: 'Format', message: 'B1 须为日期,不得填“长期”' },
        { path: 'ApplyForm.Emergency.Mobile', code: 'Conflict', message: '紧急联系人不得为本人' },
      ],
    },
  ],
  ...['2002', '2003', '2004', '2005', '2006', '2007', '2008', '2999'].map((code): [string, string, object] => [
    `RetCode ${code}`,
    layered('0', code),
    { outcome: 'rejected', code },
  ]),
  [
    'busy (9.6)',
    '{"Code":"0","Msg":"ok","Data":{"RetCode":"3001","RetMsg":"系统繁忙,请稍后","ApplyNo":"WH20260302000310","Errors":[]}}',
    { outcome: 'later', unknown: false, retryAfterMs: 120_000 },
  ],
  ['its back office timed out', layered('0', '3002'), { outcome: 'later', unknown: true, retryAfterMs: 120_000 }],
  ['maintenance', layered('0', '3003'), { outcome: 'later', retryAfterMs: 1_800_000 }],
  ['a message that it cannot parse', layered('400'), { outcome: 'rejected', code: '400' }],
  ['no right', layered('403'), { outcome: 'rejected', code: '403' }],
  ['no such path', layered('404'), { outcome: 'rejected', code: '404' }],
  ['too many calls', layered('429'), { outcome: 'later', unknown: false, retryAfterMs: 60_000 }],
  ['an error of its gateway', layered('500'), { outcome: 'later', unknown: false, retryAfterMs: null }],
  ['A0: passed, but without Data', layered('0'), { outcome: 'later', unknown: true }],
  ['A0: a page instead of an answer', '<html>登录</html>', { outcome: 'later', unknown: true }],
  ['A0: an empty body', '', { outcome: 'later', unknown: true }],
  [
    'a code as a number',
    '{"Code":0,"Msg":"ok","Data":{"RetCode":1001,"RetMsg":"r"}}',
    { outcome: 'accepted', duplicate: true },
  ],
  ['HTTP 502', { status: 502 }, { outcome: 'later', unknown: true, retryAfterMs: null }],
  [
    'HTTP 503 with a time',
    { status: 503, headers: { 'retry-after': '90' } },
    { outcome: 'later', retryAfterMs: 90_000 },
  ],
  ['a redirect', { status: 302, headers: { location: 'https://evil.example/' } }, { outcome: 'later', unknown: true }],
  ['a cut connection', new HttpFailure('reset', true), { outcome: 'later', unknown: true }],
  ['no connection', new HttpFailure('connect', false), { outcome: 'later', unknown: true }],
]

describe('what 上海 answers', () => {
  it.each(answers)('%s', async (_what, answer, meaning) => {
    const stage = await open(answer)
    // the document's answers are about cases of their own
    const [, caseNo = 'WH20260302000301'] = /"ApplyNo":"(\w+)"/.exec(String(answer)) ?? []
    expect(await stage.adapter.send(outbound({ caseNo, tree: normal.tree }), stage.partner)).toMatchObject(meaning)
  })
})
