import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReceiptRow } from '../../simulator/shaanxi/callback-csv.ts'
import { type Push, pack } from '../../simulator/shaanxi/samples.ts'
import { sealOf, sha256, toJson } from '../../simulator/shaanxi/wire.ts'
import { type NodeGateway, startGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'
import { BAD_EVENTS, out, paper } from '../support/shaanxi-bad-events.ts'
import { BAD_PACKAGES, changed } from '../support/shaanxi-bad-packages.ts'
import {
  application,
  behind,
  event,
  folderOf,
  layApplication,
  layEvents,
  newNumber,
  type OurCase,
} from '../support/shaanxi-files.ts'

const CODE = '610000'
const DATES = { fzrq: '2026/11/24', yxqq: '2026/11/24', yxqz: '长期' }
let gateway: NodeGateway

beforeAll(async () => {
  gateway = await startGateway({ beside: [CODE] })
})
afterAll(() => gateway.stop())
const simulator = () => gateway.simulator(CODE)
const folder = () => folderOf(simulator())

interface Evidence {
  readonly verdict: string
  readonly request: string
}

async function evidence(path = `/api/evidence?region=${CODE}&limit=100`): Promise<Evidence[]> {
  const { body } = await gateway.call('auditor', 'GET', path)
  return body['evidence'] as unknown as Evidence[]
}

async function casesIn(): Promise<number> {
  const { body } = await gateway.call('handler', 'GET', '/api/cases?direction=in&limit=100')
  return (body['cases'] as unknown as unknown[]).length
}

describe('陕西 lays out a package that cannot be taken: refused by a receipt, nothing registered', () => {
  let receipts: ReceiptRow[]
  let kept: Evidence[]
  beforeAll(async () => {
    // all at once: none is held up by another
    receipts = await Promise.all(
      BAD_PACKAGES.map(([, make]) => {
        const given = application()
        const { push = given, change = {} } = make(given)
        return layApplication(folder(), push, change)
      }),
    )
    kept = await evidence()
  })
  it.each(BAD_PACKAGES.map(([what, _make, dm, verdict], at) => [what, at, dm, verdict] as const))(
    '%s',
    (_what, at, dm, verdict) => {
      const receipt = receipts[at]
      expect(receipt).toMatchObject({ jg: '0', dm, slh: '' })
      expect(receipt?.ms).not.toMatch(/610113190002030010|13800000031/)
      expect(kept.find(({ request }) => request.includes(receipt?.lsh ?? ''))?.verdict).toBe(`refused:${verdict}`)
    },
  )
  it('nothing of it is a case', async () => {
    expect(await casesIn()).toBe(0)
  })

  it.concurrent.each<[string, (push: Push) => Push, string, RegExp]>([
    ['a key that the form has not', (push) => changed(push, 'wbk99', 'x'), 'E216', /^wbk99 /],
    ['a text that no table has', (push) => changed(push, 'xlk8', '某'), 'E202', /^xlk8 /],
    ['a day that there is not', (push) => changed(push, 'rq26', '2026/2/30'), 'E203', /^rq26 /],
    ['a wrong check digit', (push) => changed(push, 'wbk7', '610113190002030011'), 'E203', /wbk7/],
    [
      'a material that nobody knows',
      (push) =>
        pack(
          {
            ...push.form,
            clqd: push.form.clqd.map((one) => (one.clbm === 'SN0701' ? { ...one, clbm: 'SN0799' } : one)),
          },
          'x',
        ),
      'E202',
      /clqd/,
    ],
    [
      'no application form',
      (push) => pack({ ...push.form, bdsj: { ...push.form.bdsj, wbk17: '2' }, clqd: push.form.clqd.slice(1) }, 'x'),
      'E201',
      /clqd/,
    ],
    ['a form of the version before', (push) => ({ ...push, form: { ...push.form, bdbb: 'v3' } }), 'E202', /bdbb/],
    [
      'a matter that goes the other way alone',
      (push) => ({ ...push, form: { ...push.form, sxid: '61010001' } }),
      'E205',
      /./,
    ],
    ['a matter that is none', (push) => ({ ...push, form: { ...push.form, sxid: '61990001' } }), 'E205', /./],
    ['a correction of what was never there', (push) => pack({ ...push.form, cs: '2' }, 'x'), 'E208', /./],
  ])('%s: named at the region’s own place', async (_what, change, dm, ms) => {
    const receipt = await layApplication(folder(), change(application()))
    expect(receipt).toMatchObject({ jg: '0', dm })
    expect(receipt.ms).toMatch(ms)
  })

  it('what was taken is taken before when it comes again, is another under its number, and is corrected only where we asked', async () => {
    const push = application()
    const first = await layApplication(folder(), push)
    expect(first).toMatchObject({ jg: '1', lsh: push.form.lsh, slh: expect.stringMatching(/^WH510107IN/) as string })
    expect(await layApplication(folder(), push)).toMatchObject({ jg: '2', slh: first.slh })
    expect(await layApplication(folder(), changed(push, 'wbk10', '13900000000'))).toMatchObject({ jg: '0', dm: 'E207' })
    expect(await layApplication(folder(), pack({ ...push.form, cs: '2' }, 'x'))).toMatchObject({ jg: '0', dm: 'E215' })
    expect(await layApplication(folder(), pack({ ...push.form, cs: '3' }, 'x'))).toMatchObject({ jg: '0', dm: 'E206' })
    const { body } = await gateway.call('handler', 'GET', `/api/cases/${first.slh}`)
    expect((body['form'] as unknown as { person: { mobile: string } }).person.mobile).toBe('13800000031')
  })

  it('is withdrawn where the region says so, and told; what is not there is not', async () => {
    const push = application()
    const { slh } = await layApplication(folder(), push)
    const withdrawal = (lsh: string, no: string) =>
      toJson({ lsh, slh: no, chyy: '申请人不办了', chsj: '2026/11/24 9:05' })
    const lay = (lsh: string, no: string) => {
      const json = withdrawal(lsh, no)
      const name = `${lsh}_1.ch`
      return layApplication(folder(), push, { name, json, zip: null, seal: sealOf([[`${name}.json`, json]]) })
    }
    expect(await lay(newNumber(), slh)).toMatchObject({ jg: '0', dm: 'E208' })
    expect(await lay(push.form.lsh, slh)).toMatchObject({ jg: '1', slh })
    await gateway.until(slh, 'WITHDRAWN')
  })
})

describe('陕西 tells of a case of ours what cannot be: refused by a receipt, and the case stands', () => {
  let ours: OurCase
  async function makeOurs() {
    simulator().setBehaviour('quiet', 1)
    const body = await newCaseBody(gateway, 'M07', { region: CODE })
    const { body: answer } = await gateway.call('window', 'POST', '/api/cases', body, {
      'idempotency-key': randomUUID(),
    })
    const no = String(answer['no'])
    ours = { no, partnerNo: String((await gateway.until(no, 'DELIVERED'))['partnerNo']) }
  }
  const statusOf = async () => (await gateway.call('window', 'GET', `/api/cases/${ours.no}`)).body['status']
  let receipts: (ReceiptRow | undefined)[]
  beforeAll(async () => {
    await makeOurs()
    receipts = await Promise.all(
      BAD_EVENTS.map(async ([, make]) => {
        const { rows, change = {} } = make(event(ours))
        return (await layEvents(folder(), rows ?? [event(ours)], change))[0]
      }),
    )
  })
  it.each(BAD_EVENTS.map(([what, _make, dm], at) => [what, at, dm] as const))('%s', (_what, at, dm) => {
    expect(receipts[at]).toMatchObject({ jg: '0', dm })
  })
  it('nothing of it moves the case', async () => {
    expect(await statusOf()).toBe('DELIVERED')
  })

  it('a document that is another than its digest says: the whole event is refused, until it is right', async () => {
    const first = event(ours)
    const path = out(`${first.sjid}_1.pdf`)
    const pdf = Buffer.from('%PDF-1.4\n%%EOF\n')
    folder().put(path, pdf)
    expect(await layEvents(folder(), [first, behind(first, 2, paper(path))])).toMatchObject([{ jg: '0', dm: 'E211' }])
    expect(await statusOf()).toBe('DELIVERED')
    expect(await layEvents(folder(), [first, behind(first, 2, paper(path, sha256(pdf)))])).toMatchObject([{ jg: '1' }])
    expect(await statusOf()).toBe('SIGNED')
  })

  it('one event of several: the others are taken, one receipt names all, and the same again is known by its number', async () => {
    const [good, stranger] = [event(ours, { zt: '30', hj: 'SL' }), event({ no: 'WH999', partnerNo: 'SN1' })]
    const answers = await layEvents(folder(), [good, stranger], { answers: 2 })
    expect(answers).toMatchObject([
      { sjid: good.sjid, jg: '1' },
      { sjid: stranger.sjid, jg: '0', dm: 'E208' },
    ])
    expect(await statusOf()).toBe('ACCEPTED')
    expect(await layEvents(folder(), [good])).toMatchObject([{ jg: '2' }])
    expect(await layEvents(folder(), [{ ...good, yy: '别的内容' }])).toMatchObject([{ jg: '0', dm: 'E219' }])
  })

  it('an event from before what was taken: kept with its document and what nobody told since, and the case stands', async () => {
    const kz = '{"slbh":"早先受理〔2026〕1号","fdsx":"2","fddw":"工作日","cnsx":"1","cndw":"工作日"}'
    const late = event(ours, { zt: '30', hj: 'SL', sj: '2026/1/1 8:00', kz })
    const path = out(`${late.sjid}_1.pdf`)
    const pdf = Buffer.from('%PDF-1.4\n%late\n%%EOF\n')
    folder().put(path, pdf)
    expect(await layEvents(folder(), [late, behind(late, 2, paper(path, sha256(pdf)))])).toMatchObject([{ jg: '1' }])
    const value = await gateway.until(ours.no, 'ACCEPTED')
    expect(value['memo']).toMatchObject({ limit: { acceptanceNo: '早先受理〔2026〕1号' } })
    expect((value['files'] as { sha256: string }[]).filter((file) => file.sha256 === sha256(pdf))).toHaveLength(1)
    const { body } = await gateway.call('window', 'GET', `/api/cases/${ours.no}/events`)
    expect((body['events'] as unknown as { type: string }[]).at(-1)?.type).toBe('progress-late')
  })

  it('a licence that is corrected: the later one counts', async () => {
    const kz = (zzbh: string) =>
      JSON.stringify({
        ...{ zzlx: '11100000000013338W001', zzbh, zzbs: '1.2', czr: '甲', czrdm: '1', fzjg: '乙' },
        ...DATES,
      })
    for (const zzbh of ['JY1', 'JY2']) {
      const done = event(ours, { zt: '90', hj: 'BJ', kz: '{"bjjg":"准予","je":"0"}' })
      const path = out(`${done.sjid}_1.pdf`)
      const pdf = Buffer.from(`%PDF-1.4\n%${zzbh}\n%%EOF\n`)
      folder().put(path, pdf)
      const licence = { hlx: 'L', dx: '营业执照', wjm: path, wjhash: sha256(pdf), kz: kz(zzbh) }
      expect(await layEvents(folder(), [done, behind(done, 2, licence)])).toMatchObject([{ jg: '1' }])
      expect((await gateway.until(ours.no, 'COMPLETED'))['memo']).toMatchObject({ licence: { no: zzbh } })
    }
  })

  it('a connection that ends is made anew, and what lies there is taken', async () => {
    ;(simulator() as ReturnType<typeof simulator> & { cut(): void }).cut()
    expect(await layEvents(folder(), [event({ no: 'WH999', partnerNo: 'SN1' })])).toMatchObject([{ dm: 'E208' }])
    simulator().setBehaviour('ok')
    expect(await layApplication(folder(), application())).toMatchObject({ jg: '1' })
  })

  it('all of it is kept as evidence, with the reason that the region is not told', async () => {
    const kept = await evidence()
    expect(kept.length).toBeGreaterThan(40)
    expect(kept.some(({ request }) => request.includes('单元格以公式开头'))).toBe(true)
  })
})
