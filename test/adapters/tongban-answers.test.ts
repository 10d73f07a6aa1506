import { beforeEach, describe, expect, it } from 'vitest'
import { readAnswer } from '../../adapters/tongban/answers.ts'
import { tongban } from '../../adapters/tongban/index.ts'
import { send } from '../../adapters/tongban/send.ts'
import type { FileRef, OutboundMessage, SendResult } from '../../core/message.ts'
import type { HttpRequest, HttpResponse } from '../../core/ports.ts'
import { openStage, type Stage, signedAnswer } from './tongban-stage.ts'

const bizNo = 'WH20260302000201'
const registered = {
  outcome: 'registered',
  bizNo,
  caseNo: 'CQ50010720260302000017',
  revision: 1,
  sla: { hours: 2, basis: 'work' },
}

function slots(file: FileRef, material = 'CQ-07-01') {
  const slot = (as: 'id' | 'url' | 'expires') => ({ $file: { ...file, material }, as })
  return {
    fileId: slot('id'),
    materialCode: material,
    digest: file.sha256,
    url: slot('url'),
    urlExpiresAt: slot('expires'),
  }
}

function messageOf(change: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    id: '01a21371-28d4-76d3-95f5-26b51ec53d12',
    kind: 'apply',
    matter: 'M07',
    caseNo: bizNo,
    partnerCaseNo: null,
    seq: 1,
    caseCreatedAt: 1,
    tree: { bizNo, form: { openEnded: true }, files: [] },
    files: [],
    memo: {},
    ...change,
  }
}

describe('an answer of 重庆', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await openStage()
  })
  const given = (answer: (request: HttpRequest) => HttpResponse | 'reset', message = messageOf()) => {
    stage.answers(answer)
    return send(message, stage.partner)
  }

  const table: [string, number, unknown, Partial<SendResult> & Record<string, unknown>][] = [
    [
      '201 registered',
      201,
      registered,
      {
        outcome: 'accepted',
        level: 'A2',
        duplicate: false,
        partnerCaseNo: registered.caseNo,
        memo: { revision: 1, sla: registered.sla },
      },
    ],
    [
      '200 duplicate',
      200,
      { ...registered, outcome: 'duplicate' },
      { outcome: 'accepted', level: 'A2', duplicate: true },
    ],
    [
      'registered without a case number',
      201,
      { outcome: 'registered', bizNo },
      { outcome: 'accepted', level: 'A1', partnerCaseNo: null },
    ],
    [
      '200 refused',
      200,
      { outcome: 'refused', bizNo, reasonCode: 'filing_instead', reason: '应办理备案', retryable: false },
      { outcome: 'rejected', code: 'filing_instead', message: '应办理备案' },
    ],
    [
      '200 busy',
      200,
      { outcome: 'busy', bizNo, reasonCode: 'backend_busy', reason: '后台繁忙', retryAfterSeconds: 120 },
      { outcome: 'later', retryAfterMs: 120_000, unknown: false },
    ],
    ['an outcome nobody agreed on', 200, { outcome: 'perhaps', bizNo }, { outcome: 'later', unknown: true }],
    [
      'an answer about another case',
      201,
      { ...registered, bizNo: 'WH20260302000999' },
      { outcome: 'later', unknown: true },
    ],
    [
      '422 with every place',
      422,
      {
        code: 'form_invalid',
        detail: '共 2 处问题',
        errors: [
          { pointer: '/certNo', code: 'checksum', message: '校验位错误' },
          { pointer: '/form/shareholders/1/certNo', code: 'required', message: '缺' },
        ],
      },
      {
        outcome: 'rejected',
        code: 'form_invalid',
        faults: [
          { path: 'certNo', code: 'checksum', message: '校验位错误' },
          { path: 'form.shareholders[1].certNo', code: 'required', message: '缺' },
        ],
      },
    ],
    [
      '409 case_conflict',
      409,
      {
        code: 'case_conflict',
        detail: 'bizNo 已登记且内容不同',
        errors: [{ pointer: '/form/startDate', code: 'conflict', message: '不同' }],
      },
      {
        outcome: 'rejected',
        code: 'case_conflict',
        faults: [{ path: 'form.startDate', code: 'conflict', message: '不同' }],
      },
    ],
    [
      '404 case_unknown',
      404,
      { code: 'case_unknown', title: '查无此件' },
      { outcome: 'rejected', code: 'case_unknown', message: '查无此件' },
    ],
    ['413 too_large', 413, { code: 'too_large', detail: '超过 2 MB' }, { outcome: 'rejected', code: 'too_large' }],
    [
      'a pointer that would reach a prototype',
      422,
      { code: 'form_invalid', detail: '', errors: [{ pointer: '/__proto__/x', code: 'format', message: '' }] },
      { outcome: 'rejected', faults: [{ path: '', code: 'format', message: '' }] },
    ],
    ['500', 500, { code: 'internal' }, { outcome: 'later', unknown: false, retryAfterMs: null }],
    ['302', 302, { code: 'x' }, { outcome: 'later', unknown: true }],
  ]
  for (const [what, status, body, wanted] of table)
    it(`of ${what} is read at its deepest level`, async () => {
      expect(await given((request) => signedAnswer(request, status, body))).toMatchObject(wanted)
    })

  it('is patient as long as 429 and 503 ask', async () => {
    for (const status of [429, 503]) {
      const result = await given((request) => signedAnswer(request, status, {}, { headers: { 'retry-after': '60' } }))
      expect(result).toMatchObject({ outcome: 'later', retryAfterMs: 60_000 })
    }
  })

  const nothing: [string, (answer: HttpResponse) => HttpResponse][] = [
    ['unsigned', (answer) => ({ ...answer, headers: { 'content-type': answer.headers['content-type'] ?? '' } })],
    [
      'with another body',
      (answer) => ({ ...answer, body: new TextEncoder().encode(JSON.stringify({ ...registered, caseNo: 'X' })) }),
    ],
    ['with another status', (answer) => ({ ...answer, status: 200 })],
    [
      'for another message',
      (answer) => ({
        ...answer,
        headers: { ...answer.headers, 'tb-message-id': '0a7d3f58-e1b4-4296-8c5d-9f62b0e14a73' },
      }),
    ],
    [
      'by a key nobody registered',
      (answer) => ({
        ...answer,
        headers: {
          ...answer.headers,
          'signature-input': String(answer.headers['signature-input']).replace('2026a', '2025a'),
        },
      }),
    ],
    [
      'in another content type',
      (answer) => ({ ...answer, headers: { ...answer.headers, 'content-type': 'application/json' } }),
    ],
    ['of a page', (answer) => ({ ...answer, body: new TextEncoder().encode('<html>') })],
  ]
  for (const [what, change] of nothing)
    it(`that comes ${what} proves nothing: the outcome is unknown`, async () => {
      const result = await given((request) => change(signedAnswer(request, 201, registered)))
      expect(result).toMatchObject({ outcome: 'later', unknown: true, retryAfterMs: null })
    })

  it('that is signed and no JSON proves nothing; neither does silence', async () => {
    expect(await given((request) => signedAnswer(request, 200, new TextEncoder().encode('ok')))).toMatchObject({
      unknown: true,
    })
    expect(await given(() => 'reset')).toMatchObject({ outcome: 'later', unknown: true })
  })

  it('of 401 makes us sign once more, at the time their signed answer shows, under the same message id', async () => {
    const theirs = 1_772_414_100 + 900
    const result = await given((request) =>
      stage.sent.length === 1
        ? signedAnswer(request, 401, { code: 'unauthorized' }, { created: theirs })
        : signedAnswer(request, 201, registered),
    )
    expect(result).toMatchObject({ outcome: 'accepted' })
    const [first, second] = stage.sent.map(({ headers }) => headers)
    expect(first?.['tb-message-id']).toBe(second?.['tb-message-id'])
    expect(second?.['signature-input']).toContain(`created=${theirs};expires=${theirs + 300}`)
    expect(second?.['signature-input']).not.toBe(first?.['signature-input'])
  })

  it('of 401 twice raises the alarm and waits for a person', async () => {
    const result = await given((request) => signedAnswer(request, 401, { code: 'unauthorized' }))
    expect(result).toMatchObject({ outcome: 'later', unknown: false, reason: expect.stringContaining('密钥') })
    expect([stage.sent.length, stage.logged]).toEqual([2, ['partner-unauthorized']])
  })

  it('is asked for with the same bytes and the same message id on every attempt, whenever that is', async () => {
    const file = await stage.keepFile('%PDF-1.4\n%%EOF\n')
    const message = messageOf({ tree: { bizNo, files: [slots(file)] }, files: [file] })
    await given(() => 'reset', message)
    stage.clock.advance(72 * 3_600_000)
    await given(() => 'reset', message)
    const [first, second] = stage.sent
    expect(Buffer.from(second?.body ?? []).equals(Buffer.from(first?.body ?? []))).toBe(true)
    expect(second?.headers['tb-message-id']).toBe(first?.headers['tb-message-id'])
    expect(first?.headers['tb-message-id']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/)
    const { files } = JSON.parse(Buffer.from(first?.body ?? []).toString()) as {
      files: { url: string; urlExpiresAt: string }[]
    }
    expect(files[0]?.url).toMatch(new RegExp(`^https://gw.wuhou.example/tb/v1/files/${file.id}\\?t=[\\w-]{24}$`))
    expect(files[0]?.urlExpiresAt).toBe('2026-03-03T09:15:00+08:00')
  })

  it('to an event repeats its id and number, or is about something else', async () => {
    const eventId = '5f27c9d0-6e81-4a34-9b0d-e8c3a1f40772'
    const message = messageOf({ id: eventId, kind: 'progress', tree: { eventId, bizNo: 'CQ1', seq: 2 } })
    expect(
      await given((request) => signedAnswer(request, 200, { outcome: 'processed', eventId, seq: 2 }), message),
    ).toMatchObject({ outcome: 'accepted', partnerCaseNo: null })
    expect(
      await given((request) => signedAnswer(request, 200, { outcome: 'processed', eventId, seq: 3 }), message),
    ).toMatchObject({ outcome: 'later', unknown: true })
    expect(stage.sent[0]?.headers['tb-message-id']).toBe(eventId)
  })

  it('goes to the place of its kind', async () => {
    const kinds = ['apply', 'withdraw', 'shipment', 'reissue', 'progress'] as const
    for (const kind of kinds) await given(() => 'reset', messageOf({ kind }))
    expect(stage.sent.map(({ url }) => url.slice('https://tb.cq.example/tb/v1/'.length))).toEqual([
      'cases',
      `cases/${bizNo}/withdrawal`,
      `cases/${bizNo}/shipments`,
      `cases/${bizNo}/files`,
      'events',
    ])
  })

  it('with faults of a correction names the places of the case, not of the correction', async () => {
    const old = await stage.keepFile('%PDF-1.4 old')
    const fresh = await stage.keepFile('%PDF-1.4 new')
    const before = { bizNo, form: { reason: 'other' }, files: [{ materialCode: 'CQ-00' }, slots(old)] }
    const tree = {
      bizNo,
      correction: { caseNo: 'CQ1' },
      form: { reason: 'assignment' },
      files: [{ materialCode: 'CQ-00' }, slots(fresh)],
    }
    const memo = {
      lastTree: before,
      asked: { pointers: ['/form/reason'], materials: [{ code: 'CQ-07-01', fileId: old.id }] },
    }
    const errors = [
      { pointer: '/changes/0/value', code: 'code', message: '' },
      { pointer: '/files/0/sizeBytes', code: 'file_size', message: '' },
    ]
    const result = await given(
      (request) => signedAnswer(request, 422, { code: 'form_invalid', detail: '', errors }),
      messageOf({ kind: 'supplement', tree, memo }),
    )
    expect(result).toMatchObject({ outcome: 'rejected', faults: [{ path: 'form.reason' }, { path: 'files[1]' }] })
    const sent = JSON.parse(Buffer.from(stage.sent[0]?.body ?? []).toString())
    expect(sent).toMatchObject({
      changes: [{ op: 'replace', path: '/form/reason', value: 'assignment' }],
      removeFileIds: [old.id],
    })
    expect(sent.files).toHaveLength(1)
  })
})

describe('the options of the protocol', () => {
  it('name every fault at its path', () => {
    const read = tongban.readOptions({
      baseUrl: 'ftp://x',
      us: { id: '5', keyid: 'a b', suite: 'rsa', secret: '' },
      them: { id: '500000000000', keys: [{ keyid: 'k', suite: 'ed25519', publicKey: '04' }] },
      joke: 1,
    })
    expect(read.ok).toBe(false)
    const paths = read.ok ? [] : read.faults.map(({ path }) => path)
    for (const path of [
      'options.baseUrl',
      'options.us.id',
      'options.us.keyid',
      'options.us.suite',
      'options.us.secret',
      'options.them.keys[0].publicKey',
      'options.joke',
    ])
      expect(paths).toContain(path)
  })

  it('take an answer for nothing where it is none', () => {
    expect(readAnswer({ kind: 'none', reason: '没有应答' }, {}, 100)).toMatchObject({ verdict: 'later', unknown: true })
  })
})
