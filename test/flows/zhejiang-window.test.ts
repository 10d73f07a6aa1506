import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../core/json.ts'
import type { CaseMaterial } from '../../core/matter.ts'
import { m08Form, m08Materials } from '../form/samples/m08.ts'
import { m10Form, m10Materials } from '../form/samples/m10.ts'
import { sampleJpeg, samplePdf } from '../form/samples/sample.ts'
import { type NodeGateway, startGateway } from '../support/gateway.ts'

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** A certificate of six years that ends in so many days. */
function sixYearsUntil(days: number) {
  const near = new Date(Date.now() + (days + 1) * 86_400_000)
  const from = new Date(Date.UTC(near.getUTCFullYear() - 6, near.getUTCMonth(), near.getUTCDate()))
  const next = Date.UTC(from.getUTCFullYear() + 6, from.getUTCMonth(), from.getUTCDate())
  const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)
  return {
    'qualification.issued': dayOf(from.getTime()),
    'qualification.from': dayOf(from.getTime()),
    'qualification.to': dayOf(next - 86_400_000),
  }
}

const CASES = {
  M08: {
    mode: '3',
    form: m08Form({ 'case.handlingDivision': '330100000000', 'letter.no': '3301002603020001' }),
    materials: m08Materials(),
    extra: {},
  },
  M10: {
    mode: '1',
    form: m10Form({
      'case.handlingDivision': '330100000000',
      'person.education': '20',
      ...sixYearsUntil(20),
    }),
    materials: m10Materials(),
    extra: { examDate: inDays(-20) },
  },
} as const

/* 文档 3.8: three documents of GBK or UTF-8 in a form, files fetched under a password, callbacks without numbers. */
describe('a window’s case that goes through 浙江’s old channel, on Node with SQLite', () => {
  let gateway: NodeGateway
  beforeAll(async () => {
    gateway = await startGateway()
  })
  afterAll(() => gateway.stop())
  const simulator = () => gateway.simulator('330000')
  const receivedOf = (no: string) =>
    simulator()
      .received()
      .find(({ caseNo }) => caseNo === no)

  async function bodyOf(matter: keyof typeof CASES): Promise<JsonObject> {
    const { mode, form, materials, extra } = CASES[matter]
    const inputs = materials.map(async ({ file, ...material }: CaseMaterial) => {
      if (!file) return material
      const bytes = file.mediaType === 'image/jpeg' ? sampleJpeg(file.name) : samplePdf(file.name)
      return { ...material, fileId: await gateway.upload('window', file.name, bytes) }
    })
    const whole = { ...form, extra }
    return {
      region: '330000',
      matter,
      mode,
      form: whole,
      materials: (await Promise.all(inputs)) as never,
      submit: true,
    }
  }
  async function submit(matter: keyof typeof CASES): Promise<string> {
    const key = { 'idempotency-key': crypto.randomUUID() }
    const { status, body } = await gateway.call('window', 'POST', '/api/cases', await bodyOf(matter), key)
    if (status !== 201) throw new Error(JSON.stringify(body))
    return String(body['no'])
  }
  async function eventsOf(no: string) {
    const { body } = await gateway.call('window', 'GET', `/api/cases/${no}/events`)
    return body['events'] as unknown as { type: string; status: string }[]
  }
  const statusesOf = async (no: string) =>
    (await eventsOf(no)).filter(({ type }) => type === 'progress').map(({ status }) => status)

  it.each([
    ['M08', /^GJJ330100\d{14}$/],
    ['M10', /^JT330100\d{14}$/],
  ] as const)('%s: is taken, its files are fetched, and comes back done step by step', async (matter, partnerNo) => {
    const no = await submit(matter)
    const done = await gateway.until(no, 'COMPLETED')
    expect(done['partnerNo']).toMatch(partnerNo)
    await expect.poll(() => receivedOf(no)?.callbackReplies, { timeout: 5_000 }).toEqual(['OK', 'OK', 'OK'])
    expect(receivedOf(no)).toMatchObject({ messages: 1, duplicates: 0, faults: [] })
    expect(await statusesOf(no)).toEqual(['ACCEPTED', 'REVIEWING', 'COMPLETED'])
  })

  it('goes through the correction loop: the three documents once more, under the next version', async () => {
    simulator().setBehaviour('correction', 1)
    const no = await submit('M08')
    const waiting = await gateway.until(no, 'CORRECTION')
    const { items } = (waiting['memo'] as JsonObject)['correction'] as { items: JsonObject[] }
    expect(items.map(({ target, path, slot }) => [target, path ?? slot])).toEqual([
      ['field', 'transferIn.accountNo'],
      ['material', 'MT009'],
    ])
    const { form, materials } = (await bodyOf('M08')) as { form: JsonObject; materials: JsonObject[] }
    const transferIn = { ...(form['transferIn'] as JsonObject), accountNo: '330106000000000002' }
    const sent = await gateway.call('window', 'POST', `/api/cases/${no}/supplement`, {
      form: { ...form, transferIn },
      materials,
    })
    expect(sent.status, JSON.stringify(sent.body)).toBe(200)
    await gateway.until(no, 'COMPLETED')
    expect(receivedOf(no)).toMatchObject({ messages: 2, corrections: 1, faults: [] })
  })

  it('is refused, or denied after acceptance, and callbacks that come twice are taken once', async () => {
    simulator().setBehaviour('refuse', 1)
    await gateway.until(await submit('M08'), 'REFUSED')
    simulator().setBehaviour('deny', 1)
    await gateway.until(await submit('M08'), 'DENIED')
    simulator().setBehaviour('duplicate-callback', 1)
    const no = await submit('M08')
    await gateway.until(no, 'COMPLETED')
    await expect
      .poll(() => receivedOf(no)?.callbackReplies, { timeout: 5_000 })
      .toEqual(['OK', 'DUP', 'OK', 'DUP', 'OK', 'DUP'])
    expect(await statusesOf(no)).toEqual(['ACCEPTED', 'REVIEWING', 'COMPLETED'])
  })

  it('keeps what a person must look at, and gives back what the region will not take', async () => {
    simulator().setBehaviour('unknown-status', 1)
    const no = await submit('M08')
    await expect
      .poll(async () => (await eventsOf(no)).map(({ type }) => type), { timeout: 5_000 })
      .toContain('progress-unknown')
    expect((await gateway.until(no, 'ACCEPTED'))['attention']).toMatchObject({ word: '转报办结' })
    simulator().setBehaviour('error-in-200', 1)
    const draft = await gateway.until(await submit('M08'), 'DRAFT')
    expect((draft['memo'] as JsonObject)['refusal']).toMatchObject({ code: '2003', message: 'IdNum' })
  })

  it.each(['busy', 'html', 'down', 'reset'] as const)(
    'waits and tries again where the region is %s',
    async (behaviour) => {
      simulator().setBehaviour(behaviour, 1)
      const no = await submit('M08')
      const deliveryOf = async () => {
        const { body } = await gateway.call('window', 'GET', `/api/cases/${no}`)
        const [delivery] = body['deliveries'] as unknown as { state: string; attempts: number; reason: string }[]
        return [delivery?.attempts, delivery?.state, delivery?.reason !== '']
      }
      await expect.poll(deliveryOf, { timeout: 5_000 }).toEqual([1, 'ready', true])
    },
  )
})
