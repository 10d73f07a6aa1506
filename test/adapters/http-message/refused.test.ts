import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Received } from '../../../core/message.ts'
import { badMessages } from '../../support/bad-messages.ts'
import { openStage } from './stage.ts'

/* What is wrong in the envelope of a message from 浙江 or 贵州: signed, where it is, by Node's own crypto as their documents say (2.3). */

const hash = (name: string, data: string | Uint8Array) => createHash(name).update(data).digest('hex')
const pair = (region: string, name: string): string =>
  JSON.parse(readFileSync(new URL(`../../../regions/${region}/pairs/${name}.json`, import.meta.url), 'utf8')).wire

/** What the region reads in our answer, and why by our own record; a row that is taken says so. */
async function outcomeOf(received: Received): Promise<string> {
  if (received.kind === 'message') return 'taken'
  const answer = await received.response.text()
  expect(answer).not.toMatch(/at \w+ \(|node:|\.ts:/)
  const json = JSON.parse(answer) as Record<string, string>
  const inner = json['datas'] ? (JSON.parse(json['datas']) as Record<string, string>) : null
  const code = inner?.['result_code'] ?? json['code'] ?? json['CODE']
  return received.kind === 'refused' ? `${code} ${received.refusal.reason}` : `${code} answered`
}

describe('what 浙江 sends that is no message', () => {
  const KEYS = { 'zhejiang-app-secret': 'zjDemoAppSecret0001', 'zhejiang-callback-secret': 'zjDemoCallbackSecret1' }
  const NOW = 1_772_780_400_300
  const PUSHED = pair('330000-zhejiang', 'M02-pushed')
  const XXE =
    '<?xml version="1.0"?><!DOCTYPE R [<!ENTITY x SYSTEM "file:///etc/passwd">]><RECORD><PROJID>&x;</PROJID></RECORD>'
  const accept = (xml: string) => `acceptXml=${encodeURIComponent(xml)}`

  interface Row {
    path?: string
    method?: string
    body?: string | Uint8Array
    /** what is signed instead */
    signed?: string
    time?: string
    appKey?: string
    query?: (query: string) => string
  }
  const rows: [string, Row, string][] = [
    ['nothing wrong', {}, 'taken'],
    ['no signature', { query: (query) => query.replace(/&sign=\w+/, '') }, '01 signature-missing'],
    ['no time', { query: (query) => query.replace(/&requestTime=\d+/, '') }, '01 signature-missing'],
    ['a time in seconds', { time: '1772780400' }, '01 signature-missing'],
    [
      'a signature in capitals',
      { query: (query) => query.replace(/sign=\w+/, (sign) => sign.toUpperCase().replace('SIGN', 'sign')) },
      '01 signature-missing',
    ],
    ['an unknown sender', { appKey: 'zjkst510108demo' }, '02 unknown-sender'],
    ['a signature over another body', { signed: '{}' }, '03 signature-wrong'],
    ['a signature that leaves out the body', { signed: '' }, '03 signature-wrong'],
    ['a time behind the window', { time: String(NOW - 600_001) }, '04 stale'],
    ['a time ahead of the window', { time: String(NOW + 600_001) }, '04 stale'],
    ['an operation that there is not', { path: '/partner/330000/delete' }, '06 unknown-operation'],
    ['another method', { method: 'PUT' }, '06 unknown-operation'],
    ['a path that climbs', { path: '/partner/330000/../130000/apply' }, '06 unknown-operation'],
    ['no JSON', { body: 'form_business_code=1' }, '2008 malformed'],
    ['JSON cut off', { body: PUSHED.slice(0, -20) }, '2008 malformed'],
    ['a list instead of an object', { body: '[1]' }, '2008 malformed'],
    ['a key that comes twice', { body: PUSHED.replace('{', '{"form_business_code":"ZJ1",') }, '2008 malformed'],
    [
      'GBK where UTF-8 was declared',
      { body: Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xb3, 0xc9, 0xb6, 0xbc]), Buffer.from('"}')]) },
      '2008 malformed',
    ],
    ['nesting without end', { body: `${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}` }, '2008 malformed'],
    ['more than two megabytes', { body: `{"a":"${'x'.repeat(2_097_152)}"}` }, '2009 too-large'],
    [
      'a digest of another form',
      { body: PUSHED.replace(/"form_digest":"\w{8}/, '"form_digest":"00000000') },
      '2007 malformed',
    ],
    [
      'an inner text that is no JSON',
      { body: PUSHED.replace('"form_content":"{', '"form_content":"') },
      '2008 malformed',
    ],
    ['no number of its own', { body: PUSHED.replace(/"form_business_code":"\w+",/, '') }, '2003 answered'],
    ['the old channel with a document type', { path: '/partner/330000/b/accept', body: accept(XXE) }, '2008 malformed'],
    [
      'the old channel with two roots',
      { path: '/partner/330000/b/accept', body: accept('<RECORD/><RECORD/>') },
      '2008 malformed',
    ],
    ['the old channel without its text', { path: '/partner/330000/b/accept', body: 'x=1' }, '2008 malformed'],
  ]
  it.each(badMessages('http-message', rows, ([what]) => what))(
    'is told in its own words: %s',
    async (_, row, expected) => {
      const { path = '/partner/330000/apply', method = 'POST', body = PUSHED, time = String(NOW) } = row
      const stage = await openStage('330000', KEYS, new Date(NOW).toISOString(), () => ({}))
      const words = `zjkst510107demozjDemoCallbackSecret1${time}${hash('sm3', row.signed ?? body)}`
      const query = `appKey=${row.appKey ?? 'zjkst510107demo'}&sign=${hash('md5', words)}&requestTime=${time}`
      const address = `https://gw.wuhou.example${path}?${row.query?.(query) ?? query}`
      const request = new Request(address, { method, body: body as never })
      expect(await outcomeOf(await stage.adapter.receive(request, new URL(request.url).pathname, stage.partner))).toBe(
        expected,
      )
    },
  )
})

describe('what 贵州 sends that is no message', () => {
  const KEYS = { 'guizhou-callback-key': 'gzDemoCallbackKey2026C1' }
  const NOW = '2026-03-02T14:00:01+08:00'
  const PUSHED = pair('520000-guizhou', 'M07-pushed')
  const TRANSPORT = {
    ACCOUNT: 'gz520000',
    KEY_NO: 'C1',
    REQ_NO: '898a523e1d98ccd084f2fa2b88a3e7ac',
    REQ_TIME: '20260302140000',
  }

  interface Row {
    path?: string
    method?: string
    /** changes the form before it is signed */
    form?: (form: URLSearchParams) => void
    /** changes the body after */
    body?: (body: string) => string | Uint8Array
  }
  const set = (name: string, value: string) => ({ form: (form: URLSearchParams) => form.set(name, value) })
  const rows: [string, Row, string][] = [
    ['nothing wrong', {}, 'taken'],
    ['no signature', { body: (body) => body.replace(/&SIGN=\w+/, '') }, '2001 signature-missing'],
    [
      'a signature in small letters',
      { body: (body) => body.replace(/SIGN=(\w+)/, (_, sign) => `SIGN=${sign.toLowerCase()}`) },
      '2001 signature-missing',
    ],
    ['an unknown account', set('ACCOUNT', 'gz520001'), '2001 unknown-sender'],
    ['a key that nobody has', set('KEY_NO', 'C9'), '2001 signature-wrong'],
    ['a key named as a property of objects', set('KEY_NO', '__proto__'), '2001 signature-wrong'],
    [
      'a field changed after signing',
      { body: (body) => body.replace('GZ2026030200000311', 'GZ2026030200000312') },
      '2001 signature-wrong',
    ],
    ['a field added after signing', { body: (body) => `${body}&extra=1` }, '2001 signature-wrong'],
    ['a time behind the window', set('REQ_TIME', '20260302135500'), '2002 stale'],
    ['a time ahead of the window', set('REQ_TIME', '20260302140502'), '2002 stale'],
    ['a time that is none', set('REQ_TIME', '2026-03-02 14:00'), '2001 signature-missing'],
    ['an operation that there is not', { path: '/delete' }, '2003 unknown-operation'],
    ['another method', { method: 'PUT' }, '2003 unknown-operation'],
    ['a field that comes twice', { body: (body) => `${body}&GZ_NO=GZ2026030200000311` }, '2006 malformed'],
    ['an escape that is none', { body: (body) => `${body}&a=%zz` }, '2001 signature-wrong'],
    ['bytes that are no UTF-8', { body: (body) => `${body}&a=%B3%C9` }, '2006 malformed'],
    ['JSON', { body: () => '{"GZ_NO":"1"}' }, '2001 signature-missing'],
    ['nothing at all', { body: () => '' }, '2001 signature-missing'],
    ['more than two megabytes', set('note', 'x'.repeat(2_097_153)), '2006 too-large'],
    ['a list that says more than it has', set('MATERIAL_COUNT', '9'), '2009 malformed'],
    ['a list with a hole', { form: (form) => void form.append('7MATERIAL_CODE', 'x') }, '2009 malformed'],
    [
      'a list that begins behind its end',
      { form: (form) => void form.append('998MATERIAL_CODE', 'x') },
      '2009 malformed',
    ],
    ['no number of its own', { form: (form) => form.delete('GZ_NO') }, '2006 answered'],
  ]
  it.each(rows)('is told in its own words: %s', async (_, row, expected) => {
    const stage = await openStage('520000', KEYS, NOW, () => ({}))
    const form = new URLSearchParams([...new URLSearchParams(PUSHED), ...Object.entries(TRANSPORT)])
    row.form?.(form)
    const fields = [...form].sort(([a], [b]) => (a < b ? -1 : 1))
    const text = fields
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `${name}=${value}`)
      .join('&')
    const sign = hash('sm3', `${text}&KEY=gzDemoCallbackKey2026C1`).toUpperCase()
    const body = `${form}&SIGN=${sign}`
    const address = `https://gw.wuhou.example/partner/520000${row.path ?? '/apply'}`
    const request = new Request(address, { method: row.method ?? 'POST', body: (row.body?.(body) ?? body) as never })
    expect(await outcomeOf(await stage.adapter.receive(request, new URL(address).pathname, stage.partner))).toBe(
      expected,
    )
  })
})
