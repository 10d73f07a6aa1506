import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PushVariant } from '../../simulator/contract.ts'
import { SAMPLE_OFD } from '../../simulator/sample-ofd.ts'
import type { TestGateway } from '../support/gateway.ts'

/** What a region reads in an answer of ours. */
interface Answer {
  readonly code: string
  /** of the faults, `path code` */
  readonly faults: readonly string[]
}

/** What differs between the regions that push cases to us. */
export interface InRegion {
  readonly code: string
  readonly name: string
  readAnswer(reply: unknown): Answer
  /** codes of our answer: taken, taken before */
  readonly taken: string
  readonly again: string
  /** another message under a known number */
  readonly conflict: Answer
  /** codes for a seal that is wrong */
  readonly refusals: Readonly<Partial<Record<PushVariant, string>>>
  /** a number whose check digit is wrong: the code, and one of the faults */
  readonly badId: Answer
  /** what it is told once it may count on our having its files */
  readonly filesTaken: string | null
  /** the same where an address is worn out and another asked for first */
  readonly wornAddress: readonly string[] | null
  /** what it is told of a case that is decided, of one that is corrected, and last of one that is refused */
  readonly decided: readonly string[]
  readonly corrected: readonly string[]
  readonly refused: string
  /** what a refusal lacks where it comes without anything */
  readonly refusalNeeds: readonly string[]
  readonly licenceFile: 'pdf' | 'ofd'
  /** the step that tells the region of a licence */
  readonly licenceStep: 'approve' | 'complete'
}

const LICENCE = {
  typeCode: '11100000000013338W001',
  name: '营业执照',
  no: '91510107MA0000007C',
  certIdentifier: '1.2.156.3005.2.11100000000013338W001.11510107000000000U.20260000000000000001.001.A',
  holderName: '成都示例企业管理有限公司',
  holderCode: '91510107MA0000007C',
  issuerName: '成都市武侯区行政审批局',
  issuerCode: '11510107000000000U',
  issueDate: '2026-11-24',
  from: '2026-11-24',
  validTo: '长期',
}
const CORRECTION = {
  no: 'BZ-1',
  dueOn: '2026-12-15',
  items: [
    { target: 'field', path: 'remark', label: '备注', reason: '请补充', requirement: '写明原因' },
    { target: 'material', slot: 'MT009', label: '备案表', reason: '未签名', requirement: '签名' },
  ],
}
const FILES = { pdf: '%PDF-1.4\n%licence\n%%EOF\n', ofd: SAMPLE_OFD } as const

/** The flow on any runtime. */
export function regionIn(region: InRegion, runtime: string, start: () => Promise<TestGateway>): void {
  describe(`a case that ${region.name} pushes to us, on ${runtime}`, () => {
    let gateway: TestGateway
    beforeAll(async () => {
      gateway = await start()
    })
    afterAll(() => gateway.stop())
    const simulator = () => gateway.simulator(region.code)
    const pushedOf = (no: string) =>
      simulator()
        .pushed()
        .find(({ partnerCaseNo }) => partnerCaseNo === no)
    const told = (no: string) => pushedOf(no)?.events.map(({ status }) => status)
    const steps = (no: string) => told(no)?.filter((status) => status !== region.filesTaken)

    const answerTo = async (variant: PushVariant) =>
      region.readAnswer((await simulator().pushCase('M07', variant)).reply)

    async function numbers() {
      const { body } = await gateway.call('handler', 'GET', '/api/cases?direction=in&limit=100')
      return (body['cases'] as unknown as { no: string }[]).map(({ no }) => no)
    }

    async function push(matter: 'M02' | 'M07', variant?: PushVariant) {
      const { partnerCaseNo, reply } = await simulator().pushCase(matter, variant)
      if (region.readAnswer(reply).code !== region.taken) throw new Error(JSON.stringify(reply))
      if (region.filesTaken)
        await expect.poll(() => told(partnerCaseNo), { timeout: 5_000 }).toContain(region.filesTaken)
      return { no: pushedOf(partnerCaseNo)?.gatewayCaseNo || (await numberOf(partnerCaseNo)), partnerCaseNo }
    }

    /** Where the region's protocol tells our number only with the first step. */
    async function numberOf(partnerCaseNo: string) {
      const { body } = await gateway.call('handler', 'GET', '/api/cases?direction=in&limit=100')
      const cases = body['cases'] as unknown as { no: string; partnerNo: string }[]
      return cases.find(({ partnerNo }) => partnerNo === partnerCaseNo)?.no ?? ''
    }

    async function step(no: string, body: Record<string, unknown>) {
      const { status, body: answer } = await gateway.call('handler', 'POST', `/api/cases/${no}/steps`, body)
      if (status !== 200) throw new Error(JSON.stringify(answer))
    }

    async function document(type: string, title: string) {
      const fileId = await gateway.upload('handler', `${title}.pdf`, `%PDF-1.4\n%${title}\n%%EOF\n`)
      return { type, no: '成武示〔2026〕1号', title, date: '2026-11-24', fileId }
    }

    it('is assigned by a draw on record and decided step by step, every step told in the region’s protocol', async () => {
      const { no, partnerCaseNo } = await push('M02')
      const { body } = await gateway.call('handler', 'GET', `/api/cases/${no}`)
      const registered = { direction: 'in', status: 'DELIVERED', handler: 'handler1', partnerNo: partnerCaseNo }
      expect(body).toMatchObject(registered)
      const events = (await gateway.call('handler', 'GET', `/api/cases/${no}/events`)).body['events'] as unknown as {
        type: string
        data: { draw?: object }
      }[]
      const draw = { chosen: 'handler1', candidates: [{ id: 'handler1' }] }
      expect(events.find(({ type }) => type === 'assigned')?.data.draw).toMatchObject(draw)
      await step(no, { step: 'accept', document: await document('NTC_ACCEPT', '受理通知书') })
      await step(no, { step: 'review' })
      const decision = { result: 'approve', at: '2026-11-24T10:00:00+08:00', reason: '符合条件' }
      const file = `营业执照.${region.licenceFile}`
      const licence = { ...LICENCE, fileId: await gateway.upload('handler', file, FILES[region.licenceFile]) }
      const licenceWith = (name: string) => (name === region.licenceStep ? { licence } : {})
      const approved = { decision, document: await document('NTC_DONE', '准予决定书') }
      await step(no, { step: 'approve', ...approved, ...licenceWith('approve') })
      await step(no, { step: 'certify' })
      const done = await document('NTC_DONE', '办结通知书')
      await step(no, { step: 'complete', document: done, ...licenceWith('complete') })

      await expect.poll(() => steps(partnerCaseNo), { timeout: 5_000 }).toEqual(region.decided)
      await expect.poll(() => pushedOf(partnerCaseNo)?.licence?.no, { timeout: 5_000 }).toBe(LICENCE.no)
      expect(pushedOf(partnerCaseNo)?.licence?.bytes).toBe(FILES[region.licenceFile].length)
      expect(pushedOf(partnerCaseNo)?.faults).toEqual([])
    })

    if (region.licenceStep === 'approve')
      it('has no licence taken in at a step that does not tell the region of it', async () => {
        const { no } = await push('M02')
        await step(no, { step: 'accept', document: await document('NTC_ACCEPT', '受理通知书') })
        const decision = { result: 'approve', at: '2026-11-24T10:00:00+08:00', reason: '符合条件' }
        await step(no, { step: 'approve', decision, document: await document('NTC_DONE', '准予决定书') })
        const licence = { ...LICENCE, fileId: await gateway.upload('handler', '营业执照.pdf', FILES.pdf) }
        const late = { step: 'complete', licence, document: await document('NTC_DONE', '办结通知书') }
        const { status, body } = await gateway.call('handler', 'POST', `/api/cases/${no}/steps`, late)
        expect([status, body['errors']]).toMatchObject([422, [{ pointer: '/licence', code: 'unexpected' }]])
      })

    it('goes through correction: the region gets its own paths, its supplement is taken, and the case goes on', async () => {
      const { no, partnerCaseNo } = await push('M07')
      await step(no, { step: 'correct', document: await document('NTC_CORRECT', '补正通知书'), correction: CORRECTION })
      await gateway.until(no, 'CORRECTED')
      const { body } = await gateway.call('handler', 'GET', `/api/cases/${no}`)
      expect((body['form'] as unknown as { remark: string }).remark).toBe('已补充说明')
      await step(no, { step: 'accept', document: await document('NTC_ACCEPT', '受理通知书') })
      await expect.poll(() => steps(partnerCaseNo), { timeout: 5_000 }).toEqual(region.corrected)
      expect(pushedOf(partnerCaseNo)?.faults).toEqual([])
    })

    it('is refused only with what the region’s protocol needs for that', async () => {
      const { no, partnerCaseNo } = await push('M07')
      const { status, body } = await gateway.call('handler', 'POST', `/api/cases/${no}/steps`, { step: 'refuse' })
      expect([status, (body['errors'] as unknown as { pointer: string }[]).map(({ pointer }) => pointer)]).toEqual([
        422,
        region.refusalNeeds,
      ])
      await step(no, { step: 'refuse', note: '不符合条件', document: await document('NTC_REFUSE', '不予受理通知书') })
      await expect.poll(() => told(partnerCaseNo)?.at(-1), { timeout: 5_000 }).toBe(region.refused)
      expect(pushedOf(partnerCaseNo)?.faults).toEqual([])
    })

    it('gets the same receipt for the same message, and the difference named for another under its number', async () => {
      expect((await answerTo('duplicate')).code).toBe(region.again)
      expect(await answerTo('conflict')).toEqual(region.conflict)
    })

    it.each(Object.entries(region.refusals))(
      'is refused where its seal is wrong: %s, with %s',
      async (variant, code) => {
        const before = await numbers()
        expect(await answerTo(variant as PushVariant)).toEqual({ code, faults: [] })
        // what is replayed was taken once
        expect((await numbers()).length - before.length).toBe(variant === 'replayed' ? 1 : 0)
      },
    )

    it('has a wrong check digit named at the region’s own path', async () => {
      const { code, faults } = await answerTo('bad-id')
      expect(code).toBe(region.badId.code)
      expect(faults).toEqual(expect.arrayContaining([...region.badId.faults]))
    })

    if (region.wornAddress)
      it('is asked for another address of a file whose one-time address is worn out, and has it fetched there', async () => {
        const { partnerCaseNo } = await push('M07', 'worn-address')
        expect(told(partnerCaseNo)).toEqual(region.wornAddress)
        expect(pushedOf(partnerCaseNo)?.faults).toEqual([])
      })

    it('lets nobody but its handler decide it, and nobody without a token see anything', async () => {
      const { no } = await push('M07')
      expect((await gateway.call('window', 'POST', `/api/cases/${no}/steps`, { step: 'sign' })).status).toBe(403)
      const response = await fetch(`${gateway.url}/api/cases/${no}`)
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([401, 'unauthorized'])
    })
  })
}
