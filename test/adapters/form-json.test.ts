import { beforeEach, describe, expect, it } from 'vitest'
import { collectForms, sendForm } from '../../adapters/file-drop/form-json/index.ts'
import { writeSeal } from '../../adapters/file-drop/form-json/seal.ts'
import type { JsonObject } from '../../core/json.ts'
import type { Collected, InboundOutcome, SendResult } from '../../core/message.ts'
import { CALLBACK, RECEIPT, readRows, writeRows } from '../../simulator/shaanxi/callback-csv.ts'
import { shaanxiSample } from '../support/shaanxi-document.ts'
import { openStage, taken } from './form-json-stage.ts'

let stage: ReturnType<typeof openStage>
beforeEach(() => {
  stage = openStage()
})
const send = (name: string, over = {}) => sendForm(stage.message(name, over), stage.partner)
const bodyOf = (nth: number) => Buffer.from(stage.sent[nth]?.body ?? [])
const jsonOf = (nth: number) => JSON.parse(bodyOf(nth).toString()) as { cs: string; clb: { wjm: string } }
const memoOf = (result: SendResult): JsonObject => ('memo' in result ? (result.memo ?? {}) : {})

describe('an application to 陕西', () => {
  const ARCHIVE = 'in/cl/20260302/WH202603020001_1.zip'

  it('is the document’s own 9.1 to the byte: archive, seal, then the request with its headers', async () => {
    const result = await send('M07-normal')
    expect(stage.done).toEqual([ARCHIVE, `${ARCHIVE}.ok`])
    expect(Buffer.from(stage.files.get(ARCHIVE) ?? []).equals(shaanxiSample('9.1-package.zip'))).toBe(true)
    expect(Buffer.from(stage.files.get(`${ARCHIVE}.ok`) ?? []).equals(shaanxiSample('9.1-package.zip.ok'))).toBe(true)
    expect(bodyOf(0).equals(shaanxiSample('9.1-application.json'))).toBe(true)
    expect(stage.sent[0]).toMatchObject({
      method: 'POST',
      url: 'https://tbjk.sn.example:8444/tbjk/v1/tj',
      headers: {
        authorization: 'Basic d2g1MTAxMDc6c25EZW1vUGFzcyMyMDI2',
        date: 'Mon, 02 Mar 2026 01:15:30 GMT',
        digest: 'SHA-256=bpVatv5vnqmqQlUowNxFYdLOBy9JeS55sp8pp5z2fEg=',
        'content-type': 'application/json; charset=UTF-8',
      },
    })
    expect(result).toMatchObject({ outcome: 'accepted', level: 'A2', partnerCaseNo: 'SN6101132026030200001' })
  })

  it('is the same to the byte on every attempt, its archive laid once a day: the day after where that day’s files lie', async () => {
    stage.answer = null
    expect(await send('M07-normal')).toMatchObject({ outcome: 'later', unknown: true })
    stage.clock.advance(60_000)
    await send('M07-normal')
    expect(stage.done).toEqual([ARCHIVE, `${ARCHIVE}.ok`])
    stage.clock.advance(86_400_000)
    stage.answer = taken({ jg: '2' })
    expect(await send('M07-normal')).toMatchObject({ outcome: 'accepted', duplicate: true })
    expect(stage.done.slice(2)).toEqual([ARCHIVE, `${ARCHIVE}.ok`].map((path) => path.replace('0302', '0303')))
    expect(bodyOf(1).equals(bodyOf(0)) && bodyOf(2).equals(bodyOf(0))).toBe(true)
  })

  it('has its archive laid again where the region says that it has none', async () => {
    stage.answer = taken({ jg: '3', slh: '', cwlb: [{ zd: 'clb', dm: 'E210', ms: '材料包未到' }] })
    const first = await send('M07-normal')
    expect(first).toMatchObject({ outcome: 'later', unknown: false, retryAfterMs: 60_000 })
    stage.files.delete(ARCHIVE)
    await send('M07-normal', { memo: memoOf(first) })
    expect(stage.done).toHaveLength(4)
  })

  it('is counted by what the region took: refused it keeps its number, and a correction follows the last one taken', async () => {
    const refusal = { jg: '0', slh: '', cwlb: [{ zd: 'zb25/1/l7', dm: 'E203', ms: '写法不符' }] }
    stage.answer = taken(refusal)
    expect(await send('M07-normal')).toMatchObject({
      outcome: 'rejected',
      code: 'E203',
      faults: [{ path: 'bdsj.zb25[0].l7' }],
    })
    stage.answer = taken()
    const memo = memoOf(await send('M07-normal', { id: 'second', seq: 2 }))
    expect(jsonOf(1)).toMatchObject({ cs: '1', clb: { wjm: 'WH202603020001_1.zip' } })
    const correction = { kind: 'supplement', seq: 3, id: 'third', memo }
    stage.answer = taken(refusal)
    expect(memoOf(await send('M07-normal', correction))).toEqual({})
    stage.answer = taken({ cs: '2' })
    const next = memoOf(await send('M07-normal', { ...correction, seq: 4, id: 'fourth' }))
    await send('M07-normal', { ...correction, seq: 4, id: 'fourth', memo: { ...memo, ...next } })
    expect([2, 3, 4].map((nth) => [stage.sent[nth]?.url.split('/').at(-1), jsonOf(nth).cs])).toEqual([
      ['bz', '2'],
      ['bz', '2'],
      ['bz', '2'],
    ])
  })

  it('names materials and fields of its head where the region names them', async () => {
    const cwlb = ['clqd/SN0001', 'jbxx/wbk3', 'sqsj', 'wbk25', 'clb'].map((zd) => ({ zd, dm: 'E213', ms: '不符' }))
    stage.answer = taken({ jg: '0', slh: '', cwlb })
    const result = await send('M07-normal')
    expect(result.outcome === 'rejected' && result.faults.map(({ path }) => path)).toEqual([
      'clqd[2]',
      'jbxx.wbk3',
      'sqsj',
      'bdsj.wbk25',
      'clqd',
    ])
  })

  it.each<[string, JsonObject, object]>([
    [
      'an account that is not known',
      { code: 40101, msg: '账号或口令错误', data: null },
      { outcome: 'rejected', code: '40101' },
    ],
    ['a clock that differs', { code: 40103, msg: 'Date 偏差过大', data: null }, { outcome: 'later', unknown: false }],
    ['maintenance', { code: 50301, msg: '维护中', data: null }, { outcome: 'later', unknown: false }],
    ['200 and nothing else', { code: 200, msg: '操作成功', data: null }, { outcome: 'later', unknown: true }],
    ['a result that nobody agreed on', { code: 200, msg: '', data: { jg: '7' } }, { outcome: 'later', unknown: true }],
  ])('%s: what the answer means', async (_what, answer, wanted) => {
    stage.answer = JSON.stringify(answer)
    expect(await send('M07-normal')).toMatchObject(wanted)
  })
})

describe('an event told to 陕西', () => {
  const eventFiles = () => [...stage.files.keys()].filter((path) => /^in\/hd\/.*csv$/.test(path))
  const rowsIn = (path: string) =>
    readRows(CALLBACK, stage.files.get(path) ?? new Uint8Array()) as Record<string, string>[]

  let receipts = 0
  /** The region's receipt, as it would lay it now. */
  async function receive(row: Record<string, string>, change: { name?: string; seal?: Uint8Array } = {}) {
    receipts += 1
    const stamp = new Date(stage.clock.now() + 8 * 3_600_000).toISOString().slice(0, 19).replaceAll(/\D/g, '')
    const name = change.name ?? `HZ_610000_510107_${stamp}_${String(receipts).padStart(4, '0')}.csv`
    const csv = writeRows(RECEIPT, [row])
    await stage.drop.write(`out/hz/${name}`, csv)
    await stage.drop.write(`out/hz/${name}.ok`, change.seal ?? writeSeal([[name, csv]]))
  }

  async function tell(memo: JsonObject = {}) {
    const result = await send('M07-told-accepted', { memo })
    return { result, memo: { ...memo, ...memoOf(result) } }
  }

  it('lies there with its file and seal, waits without counting, and is taken once the region’s receipt is there', async () => {
    const { result, memo } = await tell()
    expect(result).toMatchObject({ outcome: 'waiting', checkAfterMs: 300_000 })
    const [path = ''] = eventFiles()
    const [first] = rowsIn(path)
    expect(stage.done).toEqual([`in/wj/20260302/${first?.['sjid']}_1.pdf`, path, `${path}.ok`])
    expect((await tell(memo)).result.outcome).toBe('waiting')
    expect(eventFiles()).toHaveLength(1)
    await receive({ wjm: path.slice(6), jg: '1', sjid: first?.['sjid'] ?? '' })
    expect((await tell(memo)).result).toMatchObject({ outcome: 'accepted', level: 'A2', duplicate: false })
  })

  it('is laid again under another name after half an hour, the same to the byte, and the receipt of either counts', async () => {
    const first = await tell()
    stage.clock.advance(29 * 60_000)
    expect((await tell(first.memo)).result.outcome).toBe('waiting')
    expect(eventFiles()).toHaveLength(1)
    // behind midnight: the file that its rows name keeps its place
    stage.clock.advance(86_400_000)
    const second = await tell(first.memo)
    const [one = '', other = ''] = eventFiles()
    expect(eventFiles()).toHaveLength(2)
    expect(Buffer.from(stage.files.get(one) ?? []).equals(Buffer.from(stage.files.get(other) ?? []))).toBe(true)
    await receive({ wjm: one.slice(6), jg: '2', sjid: rowsIn(one)[0]?.['sjid'] ?? '' })
    expect((await tell(second.memo)).result).toMatchObject({ outcome: 'accepted', duplicate: true })
  })

  it('is a dead letter where the region refuses it, and is laid anew under its own number once it is sent again', async () => {
    const { memo } = await tell()
    const [path = ''] = eventFiles()
    const sjid = rowsIn(path)[0]?.['sjid'] ?? ''
    await receive({ wjm: path.slice(6), jg: '0', sjid, dm: 'E208', ms: '办件不存在' })
    const refused = await tell(memo)
    expect(refused.result).toMatchObject({ outcome: 'rejected', code: 'E208', message: '办件不存在' })
    stage.clock.advance(60_000)
    const again = await tell(refused.memo)
    expect(again.result.outcome).toBe('waiting')
    expect(eventFiles().map((one) => rowsIn(one)[0]?.['sjid'])).toEqual([sjid, sjid])
    // the refusal of the file before says nothing of this one
    expect((await tell(again.memo)).result.outcome).toBe('waiting')
  })

  it('is not taken for received by a receipt whose seal is wrong, of another pair of places, or of long before', async () => {
    const { memo } = await tell()
    const [path = ''] = eventFiles()
    const row = { wjm: path.slice(6), jg: '1', sjid: rowsIn(path)[0]?.['sjid'] ?? '' }
    await receive(row, { seal: writeSeal([['x.csv', new Uint8Array()]]) })
    await receive(row, { name: 'HZ_620000_510107_20260302091530_0001.csv' })
    await receive(row, { name: 'HZ_610000_510107_20260301091530_0001.csv' })
    await receive({ ...row, sjid: 'another', wjm: 'another.csv' })
    expect((await tell(memo)).result.outcome).toBe('waiting')
  })

  it('has a number of its own where several files are of one second', async () => {
    await tell()
    await send('M07-told-accepted', { id: 'another' })
    expect(eventFiles().map((path) => path.slice(-28))).toEqual([
      '7_610000_20260302091530_0001.csv'.slice(-28),
      '7_610000_20260302091530_0002.csv'.slice(-28),
    ])
  })

  it('is not told without its document', async () => {
    const message = stage.message('M07-told-accepted')
    const partner = { ...stage.partner, blobs: { read: async () => null } } as never
    expect(await sendForm(message, partner)).toMatchObject({ outcome: 'rejected', code: 'file' })
    expect(eventFiles()).toEqual([])
  })
})

describe('what 陕西 lays out', () => {
  const NAME = 'HD_610000_510107_20260303161500_0002.csv'
  const processed: InboundOutcome = { outcome: 'processed', caseNo: 'WH1', at: 0, duplicate: false }
  const busy: InboundOutcome = { outcome: 'busy', retryAfterMs: 1 }
  const receipts = () => [...stage.files.keys()].filter((path) => /^in\/hz\/.*csv$/.test(path))
  const answers = () =>
    receipts().flatMap(
      (path) => readRows(RECEIPT, stage.files.get(path) ?? new Uint8Array()) as Record<string, string>[],
    )

  async function layCallback(csv: Uint8Array, name = NAME) {
    await stage.drop.write(`out/hd/${name}`, csv)
    await stage.drop.write(`out/hd/${name}.ok`, writeSeal([[name, csv]]))
  }

  /** One pass, each message decided as told. */
  async function pass(outcomes: readonly InboundOutcome[]): Promise<Collected['received'][]> {
    const received: Collected['received'][] = []
    for await (const collected of collectForms(stage.partner)) {
      const outcome = outcomes[received.length] ?? processed
      received.push(collected.received)
      if (outcome.outcome !== 'busy') await collected.settle(outcome, async () => ({}))
    }
    return received
  }

  beforeEach(async () => {
    const sample = shaanxiSample('sample.pdf')
    for (const name of ['SN20260303000003_1', 'SN20260303000003_2'])
      await stage.drop.write(`out/wj/20260303/${name}.pdf`, sample)
  })

  it('is read event by event, and gets one receipt with a row for each', async () => {
    await layCallback(shaanxiSample('9.3-HD_610000_510107_20260303161500_0002.csv'))
    const received = await pass([])
    expect(received.map((one) => one.kind === 'message' && [one.message.key, one.message.files.length])).toEqual([
      ['SN20260303000002', 0],
      ['SN20260303000003', 1],
    ])
    expect(answers().map(({ wjm, jg, sjid, slh }) => [wjm, jg, sjid, slh])).toEqual([
      [NAME, '1', 'SN20260303000002', 'SN6101132026030200002'],
      [NAME, '1', 'SN20260303000003', 'SN6101132026030200002'],
    ])
    expect(await pass([])).toEqual([])
    expect(receipts()).toHaveLength(1)
  })

  it('gets no receipt while one of its events has to wait; then all of it is looked at once more', async () => {
    await layCallback(shaanxiSample('9.3-HD_610000_510107_20260303161500_0002.csv'))
    await pass([processed, busy])
    expect(receipts()).toEqual([])
    expect(await pass([{ ...processed, duplicate: true }, processed])).toHaveLength(2)
    expect(answers().map(({ jg }) => jg)).toEqual(['2', '1'])
  })

  it('is another file once it is laid again under its name', async () => {
    await layCallback(shaanxiSample('9.3-HD_610000_510107_20260303161500_0002.csv'))
    await pass([])
    stage.clock.advance(1_000)
    await layCallback(shaanxiSample('9.3-HD_610000_510107_20260303161500_0002.csv'))
    expect(await pass([])).toHaveLength(2)
  })

  it('has a message of its own for every document behind the first of an event, which moves nothing; the receipt waits for all', async () => {
    const rows = readRows(CALLBACK, shaanxiSample('9.3-HD_610000_510107_20260303161500_0002.csv')) as Record<
      string,
      string
    >[]
    const [status, paper] = rows.slice(1)
    const wjm = '/out/wj/20260303/SN20260303000003_2.pdf'
    await layCallback(writeRows(CALLBACK, [status ?? {}, paper ?? {}, { ...paper, xh: '3', dx: '缴费通知书', wjm }]))
    await pass([processed, busy])
    expect(receipts()).toEqual([])
    const [first, second] = await pass([{ ...processed, duplicate: true }, processed])
    expect(first?.kind === 'message' && first.message.tree['zthj']).toBe('30,SL')
    expect(second?.kind === 'message' && second.message).toMatchObject({
      key: 'SN20260303000003/2',
      tree: { aside: 'W', W: { dx: '缴费通知书', wjm } },
      files: [{ ref: wjm }],
    })
    expect(answers()).toMatchObject([{ jg: '2', sjid: 'SN20260303000003' }])
  })
})
