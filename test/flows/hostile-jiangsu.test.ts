import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../core/json.ts'
import type { Behaviour } from '../../simulator/contract.ts'
import { type Row, rowId, textOf } from '../../simulator/jiangsu/rows.ts'
import { badMessages } from '../support/bad-messages.ts'
import { type NodeGateway, startGateway } from '../support/gateway.ts'
import { application, layOut, markOf, type OurCase, openOwner, tell, told } from '../support/jiangsu-rows.ts'
import { newCaseBody } from '../support/new-case.ts'
import { hostileSwitches } from './hostile-switches.ts'

const CODE = '320000'
const SLOW_MS = 400
let gateway: NodeGateway
let owner: pg.Pool

beforeAll(async () => {
  // the others for what all families have in common
  gateway = await startGateway({ beside: [CODE, '540000', '610000'], slowMs: SLOW_MS })
  owner = openOwner(simulator())
})
afterAll(async () => {
  await owner.end()
  await gateway.stop()
})
const simulator = () => gateway.simulator(CODE)

async function submit(behaviour: Behaviour): Promise<string> {
  simulator().setBehaviour(behaviour, 1)
  const body = await newCaseBody(gateway, 'M07', { region: CODE })
  const { status, body: answer } = await gateway.call('window', 'POST', '/api/cases', body, {
    'idempotency-key': randomUUID(),
  })
  if (status !== 201) throw new Error(JSON.stringify(answer))
  return String(answer['no'])
}

/** One that the region has registered and says nothing about by itself. */
async function ourCase(): Promise<OurCase> {
  const no = await submit('quiet')
  return { no, partnerNo: String((await gateway.until(no, 'DELIVERED'))['partnerNo']) }
}

const statusOf = async (no: string) => (await gateway.call('window', 'GET', `/api/cases/${no}`)).body['status']

async function eventsOf(no: string): Promise<{ type: string; status: string }[]> {
  const { body } = await gateway.call('window', 'GET', `/api/cases/${no}/events`)
  return body['events'] as unknown as { type: string; status: string }[]
}

async function verdicts(path = `/api/evidence?region=${CODE}`): Promise<string[]> {
  const { body } = await gateway.call('auditor', 'GET', path)
  return (body['evidence'] as unknown as { verdict: string }[]).map(({ verdict }) => verdict)
}

describe('江苏 tells of a case of ours what cannot be', () => {
  it.each<[string, Row, string, string | undefined, string]>([
    ['is summed with another key', {}, 'up_pro_process', 'anotherKey', 'refused:signature-wrong'],
    [
      'names another case of the region’s',
      { project_no: 'JS3201020000000000000' },
      'up_pro_process',
      undefined,
      'unknown-case',
    ],
  ])('a row that %s is marked, moves nothing, and holds up none behind it', async (_why, over, table, key, verdict) => {
    const ours = await ourCase()
    const [bad, good] = [told(ours, 1, over), told(ours, 2, { event_name: '01', process_name: '收件' })]
    await tell(owner, [bad], table, key)
    await tell(owner, [good])
    expect([await markOf(owner, bad), await markOf(owner, good)]).toEqual(['2', '1'])
    expect(await statusOf(ours.no)).toBe('SIGNED')
    expect(await verdicts()).toContain(verdict)
  })

  it('under a number that another row has: the first counts, the second is a conflict', async () => {
    const ours = await ourCase()
    const first = told(ours, 1, { event_name: '01', process_name: '收件' })
    await tell(owner, [first])
    expect(await markOf(owner, first)).toBe('1')
    const {
      event_name: _e,
      process_name: _p,
      event_start_time: _s,
      event_end_time: _t,
      handle_explain: _h,
      ...rest
    } = told(ours, 1)
    const result = {
      ...rest,
      result_date: textOf(first, 'event_start_time'),
      result_type: '01',
      is_delivery_results: '0',
    }
    await tell(owner, [result], 'up_pro_result')
    expect(await markOf(owner, result, 'up_pro_result')).toBe('2')
    expect(await statusOf(ours.no)).toBe('SIGNED')
    expect(await verdicts(`/api/cases/${ours.no}/evidence`)).toContain('conflict')
  })

  it('with a number missing: nothing behind it is taken until it is there, then all is, in its order', async () => {
    const ours = await ourCase()
    const rows = ['01', '02'].map((event_name, at) => told(ours, at + 1, { event_name }))
    const [first, ...later] = rows as [Row, Row]
    await tell(owner, later)
    // two passes see it and leave it
    const other = await ourCase()
    const sign = told(other, 1, { event_name: '01' })
    await tell(owner, [sign])
    expect(await markOf(owner, sign)).toBe('1')
    expect(await statusOf(ours.no)).toBe('DELIVERED')
    await tell(owner, [first])
    for (const row of rows) expect(await markOf(owner, row)).toBe('1')
    expect((await eventsOf(ours.no)).filter(({ type }) => type === 'progress').map(({ status }) => status)).toEqual([
      'SIGNED',
      'RETURNED',
    ])
  })

  it.each<[string, Row]>([
    ['an event that no table has', { event_name: '99' }],
    ['an event in somebody’s own words', { event_name: "';" }],
  ])('%s is kept for a person, and the case stays where it is', async (_what, over) => {
    const ours = await ourCase()
    const row = told(ours, 1, over)
    await tell(owner, [row])
    expect(await markOf(owner, row)).toBe('1')
    expect(await statusOf(ours.no)).toBe('DELIVERED')
    expect((await eventsOf(ours.no)).at(-1)?.type).toBe('progress-unknown')
  })

  it.each<[string, string | null]>([
    ['breaks off', '<BZ XH="BZ1" QX="5"><ZD LJ="F/BZ"'],
    ['brings entities', '<!DOCTYPE BZ [<!ENTITY a SYSTEM "file:///etc/passwd">]><BZ XH="&a;"/>'],
    ['is not there', null],
  ])(
    'a correction whose notice %s: the case waits for it, and nothing is made up that is to be mended',
    async (_how, remark) => {
      const ours = await ourCase()
      const row = told(ours, 1, { event_name: '03', remark })
      await tell(owner, [row])
      expect(await markOf(owner, row)).toBe('1')
      const { memo } = await gateway.until(ours.no, 'CORRECTION')
      expect((memo as JsonObject)['correction'] ?? {}).not.toHaveProperty('items')
      expect(JSON.stringify(memo)).not.toMatch(/passwd|root:/)
    },
  )

  it('a document that is another than its MD5 says is marked and not kept', async () => {
    const ours = await ourCase()
    const {
      event_name: _e,
      process_name: _p,
      event_start_time: _s,
      event_end_time: _t,
      handle_explain: _h,
      ...rest
    } = told(ours, 1)
    const { handle_user_name: _u, ...head } = rest
    const paper = {
      ...head,
      material_name: '受理通知书',
      get_type: '1',
      get_num: 1,
      material_attach_name: '受理通知书.pdf',
      doc_type: 'SL',
      attach_content: Buffer.from('%PDF-1.4\n%%EOF\n'),
      attach_md5: '0'.repeat(32),
    }
    await tell(owner, [paper], 'up_pro_material')
    expect(await markOf(owner, paper, 'up_pro_material')).toBe('2')
    const files = (await gateway.until(ours.no, 'DELIVERED'))['files'] as { name: string }[]
    expect(files.filter(({ name }) => name.startsWith('受理'))).toEqual([])
  })

  it.each<[Behaviour]>([['flood'], ['unknown-case'], ['other-case-answer']])(
    '%s: the row is marked, and the case goes to its end',
    async (behaviour) => {
      const no = await submit(behaviour)
      await gateway.until(no, 'COMPLETED')
      await expect
        .poll(
          () =>
            simulator()
              .received()
              .find(({ caseNo }) => caseNo === no)?.callbackReplies,
          { timeout: 5_000 },
        )
        .toEqual(['1', '2', '1', '1', '1', '1'])
    },
  )
})

describe('江苏 is not there while it works on a case of ours', () => {
  it.each<[Behaviour]>([['down'], ['hang'], ['slow']])(
    '%s: the row lies there once, and the case goes to its end',
    async (behaviour) => {
      const no = await submit(behaviour)
      const done = await gateway.until(no, 'COMPLETED')
      const { rows } = await owner.query('SELECT data_version FROM wq_in.inf_apply WHERE internal_no = $1', [no])
      expect(rows).toEqual([{ data_version: 1 }])
      expect((done['deliveries'] as { kind: string; attempts: number }[])[0]).toMatchObject({ kind: 'apply' })
    },
  )

  it('lets nobody write: the case goes back to the window with the database’s own code', async () => {
    await owner.query('REVOKE INSERT ON wq_in.inf_apply FROM u510107')
    const no = await submit('quiet')
    const draft = await gateway.until(no, 'DRAFT')
    await owner.query('GRANT INSERT ON wq_in.inf_apply TO u510107')
    simulator().setBehaviour('ok')
    expect(draft['memo']).toMatchObject({ refusal: { code: '42501' } })
  })
})

describe('江苏 lays out a case of its own that cannot be taken', () => {
  const inForm = (from: string, to: string) =>
    `form = convert_to(replace(convert_from(form, 'GBK'), '${from}', '${to}'), 'GBK')`
  const inStuff = (from: string, to: string) =>
    `stuff = convert_to(replace(convert_from(stuff, 'GBK'), '${from}', '${to}'), 'GBK')`

  const bad: [string, string, RegExp][] = [
    ['half a character of GBK in its form', `form = form || '\\x81'`, /^E02:F:/],
    ['a form of UTF-8', `form = convert_to(convert_from(form, 'GBK'), 'UTF8')`, /^E02:F/],
    ['a form with a document type', inForm('<F>', '<!DOCTYPE F [<!ENTITY a "b">]><F>'), /^E0[23]:/],
    ['a form that breaks off', `form = substring(form for 400)`, /^E02:/],
    ['an element twice', inForm('</F>', '<XM>甲</XM></F>'), /^E0[23]:/],
    ['an element of somebody’s own', inForm('</F>', '<__proto__>x</__proto__></F>'), /^E0[23]:/],
    ['an element that the matter has not', inForm('</F>', '<QTXX>x</QTXX></F>'), /E03:F\/QTXX:/],
    ['a word that no table has', inForm('<XB>女</XB><MZ>汉族</MZ>', '<XB>某</XB><MZ>汉族</MZ>'), /E21:F\/(GG\/)?XB:/],
    ['a day that there is not', inForm('1900年01月01日', '1900年02月30日'), /E23:F\/(GG\/)?CSRQ:/],
    ['a list in place of a text', inForm('<XM>陆样例</XM>', '<XM><ROW><A>1</A></ROW></XM>'), /F\/XM/],
    ['a material list with an element of another', inStuff('<STUFF>', '<FJ></FJ><STUFF>'), /^E02:/],
    ['a file that is another than it says', inStuff('<WJZY>', '<WJZY>0'), /^E32:STUFFS\/STUFF\[1\]/],
    ['a file that is no Base64', inStuff('<WJNR>', '<WJNR>*'), /^E32:STUFFS\/STUFF\[1\]/],
    ['a material that nobody knows', inStuff('CL09', 'CL99'), /E(21|31)/],
    ['no application form', inStuff('<CLBM>CL09</CLBM>', '<CLBM>CL13</CLBM>'), /E31/],
    ['a matter that goes the other way alone', `item_id = '000131127004', catalog_code = '000131127004'`, /^E1[12]:/],
    ['a matter that is none', `item_id = '999999999999', catalog_code = '999999999999'`, /^E11:/],
    ['a mode that this matter is not done in', `apply_type = '9'`, /E(12|21):/],
    ['a correction that nobody asked for', `ye_ms = '补正:BZ1'`, /^E4[12]:/],
    ['a withdrawal of what was never there', `ye_ms = '撤回:不办了'`, /^E42:/],
    ['another collector’s case', `data_sources = '330000'`, /^E12:data_sources:/],
    ['the gateway’s own case', `data_sources = '510107'`, /^E12:data_sources:/],
  ]
  it.each(badMessages('exchange-tables', bad, ([what]) => what))('%s', async (_what, change, words) => {
    const mark = await layOut(owner, application(), change)
    expect(mark).toMatchObject({ sync_sign: '2', internal_id: null, bj_statu: '0' })
    expect(mark.sync_error_desc).toMatch(words)
    expect(mark.sync_error_desc?.length).toBeLessThanOrEqual(1_000)
    expect(mark.sync_error_desc).not.toMatch(/320102190001010028|13800000012/)
  })

  it('more than a row may hold: refused before it is read', async () => {
    const mark = await layOut(owner, application({ stuff: Buffer.alloc(23 * 1024 * 1024, 'x') }))
    expect(mark).toMatchObject({ sync_sign: '2', sync_error_desc: 'E22::超过单行上限' })
    expect(await verdicts()).toContain('refused:too-large')
  })

  it('another under the number of one that was taken: the first stays as it is', async () => {
    const first = application()
    const taken = await layOut(owner, first)
    expect(taken).toMatchObject({ sync_sign: '1', sync_error_desc: null, bj_statu: '1' })
    const rewritten = { ...first, no: rowId(), data_version: 2 }
    expect(await layOut(owner, rewritten)).toMatchObject({ sync_sign: '3', internal_id: taken.internal_id })
    const changed = { ...first, no: rowId(), data_version: 3 }
    const other = await layOut(owner, changed, inForm('13800000012', '13800000013'))
    expect(other).toMatchObject({ sync_sign: '2', sync_error_desc: expect.stringMatching(/^E42:/) as string })
    const { body } = await gateway.call('handler', 'GET', `/api/cases/${taken.internal_id}`)
    expect((body['form'] as unknown as { person: { mobile: string } }).person.mobile).toBe('13800000012')
  })

  it('and what can be taken beside all that is: withdrawn where the region says so, and told', async () => {
    const { partnerCaseNo } = await simulator().pushCase('M07')
    const pushed = () =>
      simulator()
        .pushed()
        .find((one) => one.partnerCaseNo === partnerCaseNo)
    const { rows } = await owner.query<Row>('SELECT * FROM wq_out.inf_apply WHERE internal_no = $1', [partnerCaseNo])
    const {
      row_sum: _s,
      sync_date: _d,
      sync_sign: _g,
      sync_error_desc: _w,
      internal_id,
      bj_statu: _b,
      ...first
    } = rows[0] as Row
    const mark = await layOut(owner, { ...first, no: rowId(), data_version: 2, ye_ms: '撤回:申请人不办了' })
    expect(mark).toMatchObject({ sync_sign: '1', internal_id })
    await gateway.until(String(internal_id), 'WITHDRAWN')
    await expect.poll(() => pushed()?.events.map(({ status }) => status), { timeout: 5_000 }).toEqual(['CH', 'RT 04'])
    expect(pushed()?.faults).toEqual([])
  })
})

hostileSwitches(() => gateway)
