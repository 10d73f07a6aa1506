import { describe, expect, it } from 'vitest'
import { hmacLinesString, signHmacLines } from '../../../adapters/layers/sign/hmac-lines.ts'
import {
  at,
  DOCUMENTED,
  KEYS,
  messageOf,
  open,
  pushed,
  receive,
  SECRET,
  type Sent,
  type Stage,
  signed,
  taken,
} from './shanghai.ts'
import { bytes } from './stage.ts'

describe('the signature of 上海', () => {
  it('is over the five lines that the document prints, 114 bytes, and is what it prints', () => {
    const request = {
      time: '1772414230',
      nonce: 'Zk3mQ8vT1xR7bN5pL0aD',
      method: 'post',
      target: '/sh/callback',
      body: bytes(taken),
    }
    const string = hmacLinesString(request)
    expect(string).toBe(
      '1772414230\nZk3mQ8vT1xR7bN5pL0aD\nPOST\n/sh/callback\nda1b26c71c354750e90458921458790e40cdc701730a72b20e1c3d74a1a87a48',
    )
    expect(bytes(string).length).toBe(114)
    expect(`v1=${signHmacLines(bytes(SECRET), request)}`).toBe(DOCUMENTED['/sh/callback']['x-sh-signature'])
  })
  it('of no body is over the digest of nothing', () => {
    const request = { time: '1', nonce: 'n', method: 'GET', target: '/x?a=%20b', body: new Uint8Array() }
    expect(hmacLinesString(request).split('\n').slice(3)).toEqual([
      '/x?a=%20b',
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    ])
  })
})

describe('what 上海 sends', () => {
  it('is taken as the document prints it: the word that all files were fetched (9.2)', async () => {
    const stage = await open(at('09:17:10'))
    const message = messageOf(await receive(stage, { body: taken, headers: DOCUMENTED['/sh/callback'] }))
    expect(message).toMatchObject({
      kind: 'progress',
      key: 'progress:70d3b8e6-15fa-4c92-b7e0-4a96f1c82d35',
      caseNo: 'WH20260302000301',
      partnerCaseNo: 'SH31010126030200031',
      seq: 1,
    })
    expect(message.tree).toEqual(JSON.parse(taken))
  })
  it('is taken as the document prints it: a case for us (9.7)', async () => {
    const stage = await open(at('09:16:00'))
    const sent = { path: '/sh/apply/submit', body: pushed, headers: DOCUMENTED['/sh/apply/submit'] }
    expect(messageOf(await receive(stage, sent))).toMatchObject({
      kind: 'apply',
      key: 'apply:SH31010126030200WC042',
      caseNo: null,
      partnerCaseNo: 'SH31010126030200WC042',
    })
  })
  it('is the same message where only its id and the addresses of its files differ, another where a value does', async () => {
    const stage = await open(at('09:16:00'))
    const digest = async (
      change: (tree: { MessageId: string; Mobile: string; Attachments: Record<string, string>[] }) => void,
    ) => {
      const tree = JSON.parse(pushed)
      change(tree)
      return messageOf(await receive(stage, signed(stage, { path: '/sh/apply/submit', body: JSON.stringify(tree) })))
        .digest
    }
    const first = await digest(() => {})
    const again = await digest((tree) => {
      tree.MessageId = 'another'
      for (const file of tree.Attachments) Object.assign(file, { PullUrl: 'https://x.example/', PullExpire: 'later' })
    })
    const other = await digest((tree) => {
      tree.Mobile = '13800000009'
    })
    expect(again).toBe(first)
    expect(other).not.toBe(first)
    expect(await digest((tree) => Object.assign(tree.Attachments[0] ?? {}, { Sha256: '0' }))).not.toBe(first)
  })
  it('is taken under the new key as under the old one while both hold', async () => {
    const both = await open(at('09:17:10'), { ...KEYS, 'shanghai-callback-secret-next': 'next' })
    for (const key of [SECRET, 'next'])
      expect((await receive(both, signed(both, { body: taken }, key))).kind).toBe('message')
    expect((await receive(both, signed(both, { body: taken }, 'third'))).kind).toBe('refused')
  })
  it('asks where a case stands, with the query in the signature', async () => {
    const stage = await open(at('09:17:10'))
    const path = '/sh/apply/progress?ApplyNo=SH31010126030200WC042'
    const message = messageOf(await receive(stage, signed(stage, { method: 'GET', path })))
    expect(message).toMatchObject({ kind: 'query', partnerCaseNo: 'SH31010126030200WC042' })
    const moved = {
      ...signed(stage, { method: 'GET', path }),
      path: '/sh/apply/progress?ApplyNo=SH31010126030200WC043',
    }
    expect(await receive(stage, moved)).toMatchObject({ kind: 'refused', refusal: { reason: 'signature-wrong' } })
  })
})

/** [what is wrong, how it is sent, reason, HTTP status, Code] */
const bad: [string, (stage: Stage) => Sent, string, number, string][] = [
  ['no signature at all', () => ({ body: taken }), 'signature-missing', 401, '401'],
  ['no nonce', (s) => signed(s, { body: taken }, SECRET, { 'x-sh-nonce': '' }), 'signature-missing', 401, '401'],
  [
    'a time in milliseconds',
    (s) => signed(s, { body: taken }, SECRET, { 'x-sh-timestamp': String(s.clock.now()) }),
    'signature-missing',
    401,
    '401',
  ],
  [
    'another version of the signature',
    (s) => signed(s, { body: taken }, SECRET, { 'x-sh-signature': 'v2=00' }),
    'signature-missing',
    401,
    '401',
  ],
  ['another key', (s) => signed(s, { body: taken }, 'not the secret'), 'signature-wrong', 401, '401'],
  [
    'a signature cut by one character',
    (s) => {
      const sent = signed(s, { body: taken })
      return {
        ...sent,
        headers: { ...sent.headers, 'x-sh-signature': sent.headers?.['x-sh-signature']?.slice(0, -1) ?? '' },
      }
    },
    'signature-wrong',
    401,
    '401',
  ],
  [
    'one byte of the body changed',
    (s) => ({ ...signed(s, { body: taken }), body: taken.replace('采集程序', '采集程孛') }),
    'signature-wrong',
    401,
    '401',
  ],
  [
    'the same bytes to another path',
    (s) => ({ ...signed(s, { body: taken }), path: '/sh/apply/cancel' }),
    'signature-wrong',
    401,
    '401',
  ],
  [
    'another method',
    (s) => ({ headers: signed(s, { body: '' }).headers ?? {}, method: 'GET' }),
    'signature-wrong',
    401,
    '401',
  ],
  [
    '301 seconds late',
    (s) => signed(s, { body: taken }, SECRET, { 'x-sh-timestamp': String(Math.floor(s.clock.now() / 1_000) - 301) }),
    'stale',
    401,
    '401',
  ],
  [
    '301 seconds early',
    (s) => signed(s, { body: taken }, SECRET, { 'x-sh-timestamp': String(Math.floor(s.clock.now() / 1_000) + 301) }),
    'stale',
    401,
    '401',
  ],
  [
    'an operation that nobody offers',
    (s) => signed(s, { path: '/sh/apply/delete', body: taken }),
    'unknown-operation',
    200,
    '404',
  ],
  ['a body that is no JSON', (s) => signed(s, { body: '<xml/>' }), 'malformed', 200, '400'],
  ['a list instead of an object', (s) => signed(s, { body: '[]' }), 'malformed', 200, '400'],
  ['bytes that are no UTF-8', (s) => signed(s, { body: Uint8Array.from([0x7b, 0xb1, 0x7d]) }), 'malformed', 200, '400'],
  ['a byte order mark', (s) => signed(s, { body: `\ufeff${taken}` }), 'malformed', 200, '400'],
  [
    'nesting without end',
    (s) => signed(s, { body: `${'{"a":'.repeat(60)}1${'}'.repeat(60)}` }),
    'malformed',
    200,
    '400',
  ],
  ['a key that reaches for a prototype', (s) => signed(s, { body: '{"__proto__":{"x":1}}' }), 'malformed', 200, '400'],
  ['more than 5 MB', (s) => signed(s, { body: `{"a":"${'x'.repeat(5 * 1024 * 1024)}"}` }), 'too-large', 200, '400'],
]

describe('what 上海 would never send', () => {
  it.each(bad)('%s is refused', async (_what, make, reason, status, code) => {
    const stage = await open(at('09:17:10'))
    const received = await receive(stage, make(stage))
    if (received.kind !== 'refused') throw new Error(`taken: ${received.kind}`)
    expect(received.refusal.reason).toBe(reason)
    expect(received.response.status).toBe(status)
    expect(await received.response.json()).toMatchObject({ Code: code, Data: null })
  })
  it('the same nonce a second time is refused within ten minutes', async () => {
    const stage = await open(at('09:17:10'))
    const sent = { body: taken, headers: DOCUMENTED['/sh/callback'] }
    expect((await receive(stage, sent)).kind).toBe('message')
    const again = await receive(stage, sent)
    expect(again).toMatchObject({ kind: 'refused', refusal: { reason: 'replayed' } })
    expect(again.kind === 'refused' && (await again.response.text())).toBe(
      '{"Code":"401","Msg":"签名无效","Data":null}',
    )
  })
  it('a message that does not name itself is answered with what is missing', async () => {
    const stage = await open(at('09:17:10'))
    const received = await receive(stage, signed(stage, { body: '{"EventType":"STATUS"}' }))
    expect(received.kind === 'answered' && (await received.response.json())).toEqual({
      Code: '0',
      Msg: 'ok',
      Data: {
        RetCode: '2001',
        RetMsg: '字段校验未通过',
        Errors: [{ Path: 'MessageId', ErrCode: 'Required', ErrMsg: '“MessageId”没有填写' }],
      },
    })
  })
})
