import { describe, expect, it } from 'vitest'
import { nextEvent } from '../../core/case/event.ts'
import { createCase } from '../../core/case/submit.ts'
import { type ExemptionRequest, findExemptions } from '../../core/exemptions/find-exemptions.ts'
import { reviewsOf } from '../../core/exemptions/reviews.ts'
import { exemptedOf, exemptShare } from '../../core/exemptions/why-exempt.ts'
import { checkForm } from '../../core/form/check-form.ts'
import { handleCase } from '../../core/handling/steps.ts'
import type { JsonObject } from '../../core/json.ts'
import type { CaseMaterial } from '../../core/matter.ts'
import type { HttpRequest } from '../../core/ports.ts'
import { insertCase, insertEvent } from '../../core/store/case-rows.ts'
import { insertFile } from '../../core/store/files.ts'
import type { Staff } from '../../core/store/people.ts'
import { codes, matterNamed } from '../form/definitions.ts'
import { m01Samples } from '../form/samples/m01.ts'
import { m02Form, m02Materials } from '../form/samples/m02.ts'
import { m03Samples } from '../form/samples/m03.ts'
import { m04Samples } from '../form/samples/m04.ts'
import { m05Samples } from '../form/samples/m05.ts'
import { m06Samples } from '../form/samples/m06.ts'
import { m07Form, m07Materials } from '../form/samples/m07.ts'
import { m08Samples } from '../form/samples/m08.ts'
import { m09Samples } from '../form/samples/m09.ts'
import { m10Samples } from '../form/samples/m10.ts'
import { SAMPLE_TODAY } from '../form/samples/sample.ts'
import { caseOf } from '../store/sample-rows.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'

const CLERK: Staff = { id: 'w1', name: '窗口示例一', roles: ['window'], matters: [] }
const LICENCE = '1.2.156.3005.2.11100000000013338W011.11510107000000000U.20260000000000000011.001.J'
const SHARED_URL = 'https://share.wuhou.example'

/** The gateway with a data-sharing platform that answers as told; what it is asked is kept. */
async function withSharedData(answer: (path: string, body: JsonObject) => unknown) {
  const asked: [path: string, body: JsonObject][] = []
  const http = {
    async send({ url, body }: HttpRequest) {
      const [path, given] = [url.replace(SHARED_URL, ''), JSON.parse(new TextDecoder().decode(body)) as JsonObject]
      asked.push([path, given])
      const said = await answer(path, given)
      return { status: 200, headers: {}, body: new TextEncoder().encode(JSON.stringify(said)) }
    },
  }
  const index = { applicantIndexKey: new Uint8Array(32).fill(7) }
  const stage = await gatewayInMemory('2026-03-02T10:00:00+08:00', {}, http, { sharedDataUrl: SHARED_URL, ...index })
  return { ...stage, asked }
}

const asM07 = (form = m07Form()): ExemptionRequest => ({ region: '130000', matter: 'M07', mode: '1', form })

function pass(path: string): unknown {
  if (path === '/check') return { result: 'pass', source: '人口库' }
  return { licences: [{ licenceId: LICENCE, validTo: '2026-03-31', source: '电子证照库' }] }
}

describe('what an applicant need not bring', () => {
  it('is what registers know: by e-licence or data check, as matter and region allow, with the reason', async () => {
    const { gateway, asked } = await withSharedData(pass)
    const { offers, paper } = await findExemptions(gateway, asM07(), CLERK)
    expect(offers.map(({ slot, exempt, why }) => [slot, exempt.kind, why])).toEqual([
      ['MT001', 'D', '数据核验一致（人口库，2026-03-02 10:00）'],
      ['MT008', 'E', '已有电子证照（电子证照库，2026-03-02 10:00，有效期至 2026-03-31）'],
    ])
    expect(paper.map(({ slot, why }) => [slot, why])).toEqual([
      ['MT009', '按规定要交'],
      ['MT025', '按规定要交'],
    ])
    expect(asked[0]?.[1]['use']).toEqual({
      orgName: gateway.home.orgName,
      username: '窗口示例一',
      itemName: '跨省异地就医直接结算备案',
      itemCode: matterNamed('M07').itemCode,
      businessCode: '',
    })
  })

  it('is asked for on paper where a register does not answer within three seconds', async () => {
    const { gateway, clock } = await withSharedData((path) => (path === '/check' ? new Promise(() => {}) : pass(path)))
    let done = false
    const found = findExemptions(gateway, asM07(), CLERK).finally(() => {
      done = true
    })
    const passed = () => {
      clock.advance(1_000)
      return done
    }
    await expect.poll(passed, { interval: 5 }).toBe(true)
    const { offers, paper } = await found
    expect(offers.map(({ slot }) => slot)).toEqual(['MT008'])
    expect(paper.find(({ slot }) => slot === 'MT001')?.why).toBe('数据核验 3 秒内没有答复，请交材料')
  })

  it.each([
    ['says no', () => ({ result: 'fail' }), '数据核验不一致或查不到，请交材料'],
    ['answers nonsense', () => 'x', '数据核验现在不可用，请交材料'],
    ['is down', () => Promise.reject(new Error('down')), '数据核验现在不可用，请交材料'],
  ])('is asked for on paper where a register %s', async (_, answer, why) => {
    const { gateway } = await withSharedData(answer)
    const { paper } = await findExemptions(gateway, asM07(), CLERK)
    expect(paper.find(({ slot }) => slot === 'MT001')?.why).toBe(why)
  })

  it('is not looked for before the applicant has agreed, nor by a licence that is over or wrongly numbered', async () => {
    const over = (path: string) =>
      path === '/check'
        ? { result: 'unknown' }
        : {
            licences: [
              { licenceId: LICENCE, validTo: '2026-03-01', source: '库' },
              { licenceId: `${LICENCE.slice(0, -1)}K`, validTo: '长期', source: '库' },
            ],
          }
    const { gateway, asked } = await withSharedData(over)
    const { consent: _, ...silent } = m07Form()
    await expect(findExemptions(gateway, asM07(silent), CLERK)).rejects.toMatchObject({ code: 'form-invalid' })
    expect(asked).toEqual([])
    expect((await findExemptions(gateway, asM07(), CLERK)).offers).toEqual([])
  })

  it('is held again from case to case, and its use recorded with consent and the five elements', async () => {
    const { gateway } = await withSharedData(() => ({}))
    const materials = m07Materials().map(({ file: _, ...material }) =>
      material.exempt?.kind === 'E' ? { ...material, exempt: { ...material.exempt, validTo: '2027-01-01' } } : material,
    )
    const ids = await Promise.all(
      m07Materials().map(async ({ file }) => {
        if (!file) return {}
        await gateway.blobs.put(new TextEncoder().encode(file.name), 100)
        const row = { ...file, caseId: '', region: '', ref: '', createdAt: gateway.clock.now(), createdBy: 'staff:w1' }
        await gateway.store.commit([insertFile(row)])
        return { fileId: file.id }
      }),
    )
    const given = materials.map((material, index) => ({ ...material, ...ids[index] }))
    const form = { ...m07Form(), extra: { commitFlag: false } }
    const { value } = await createCase(gateway, { ...asM07(form), materials: given, submit: true }, 'k', CLERK)
    const [event] = await gateway.store.cases.events(value.id)
    const recorded = ((event?.data['exempt'] ?? []) as JsonObject[]).find(({ kind }) => kind === 'E')
    expect(recorded).toMatchObject({
      slot: 'MT008',
      licenceId: LICENCE,
      consentAt: '2026-03-02T09:10:05+08:00',
      use: { businessCode: value.no, itemName: '跨省异地就医直接结算备案', username: '窗口示例一' },
    })
    const { offers } = await findExemptions(gateway, asM07(), CLERK)
    expect(offers.find(({ slot }) => slot === 'MT008')?.exempt).toMatchObject({
      licenceId: LICENCE,
      validTo: '2027-01-01',
    })
  })
})

describe('a licence in place of a material', () => {
  const faultsOn = (today: string, change: Partial<NonNullable<CaseMaterial['exempt']>>) => {
    const materials = m07Materials().map((material) =>
      material.exempt?.kind === 'E' ? { ...material, exempt: { ...material.exempt, ...change } } : material,
    )
    const given = { matter: matterNamed('M07'), codes, form: m07Form(), materials, mode: '1', today }
    return checkForm(given).filter(({ path }) => path.startsWith('materials'))
  }

  it('must be good on the day, and of somebody whom the form names', () => {
    expect(faultsOn(SAMPLE_TODAY, { validTo: SAMPLE_TODAY, holderCode: '510107190001010017' })).toEqual([])
    expect(faultsOn(SAMPLE_TODAY, { validTo: '长期' })).toEqual([])
    expect(faultsOn('2026-03-03', { validTo: SAMPLE_TODAY }).map(({ code, message }) => [code, message])).toEqual([
      ['expired', '材料“居住证”的电子证照已于 2026-03-02 到期'],
    ])
    expect(faultsOn(SAMPLE_TODAY, { holderCode: '510107190001010025' }).map(({ code }) => code)).toEqual(['holder'])
  })
})

describe('a licence that ends between intake and decision', () => {
  it('is told to the handler, who cannot grant on it', async () => {
    const { gateway } = await withSharedData(() => ({}))
    const handler: Staff = { id: 'h1', name: '甄经办', roles: ['handler'], matters: [] }
    const ended = m07Materials().map((material) =>
      material.exempt?.kind === 'E' ? { ...material, exempt: { ...material.exempt, validTo: '2026-03-01' } } : material,
    )
    const value = {
      ...caseOf('a', { seq: 1 }),
      direction: 'in' as const,
      status: 'REVIEWING' as const,
      matter: 'M07',
      handler: 'h1',
      parentId: 'whole',
      materials: ended,
    }
    const first = nextEvent('a', null, { type: 'received', status: 'REVIEWING', at: 1, actor: 'gateway', data: {} })
    await gateway.store.commit([...insertCase(value), insertEvent(first)])
    await expect(handleCase(gateway, value.no, { step: 'approve' }, handler)).rejects.toMatchObject({
      code: 'step-invalid',
      faults: [{ path: 'materials.MT008', code: 'expired' }],
    })
  })
})

describe('the results of review', () => {
  it('are kept by material and field, the newest word of each', () => {
    const told = (progress: JsonObject) =>
      ({ type: 'progress', status: 'REVIEWING', at: 1, actor: 'region:130000', data: { progress } }) as const
    const first = nextEvent(
      'a',
      null,
      told({ materialResults: [{ slot: 'MT001', part: 'front', result: 'fail', reason: '不清晰' }] }),
    )
    const second = nextEvent(
      'a',
      first,
      told({
        materialResults: [{ slot: 'MT001', part: 'front', result: 'pass' }],
        fieldResults: [{ path: 'person.name', result: 'pass' }],
      }),
    )
    expect(reviewsOf([first, second])).toMatchObject({
      materials: [{ of: 'MT001/front', result: 'pass', reason: '', by: 'region:130000' }],
      fields: [{ of: 'person.name', result: 'pass' }],
    })
  })
})

describe('the share of materials that need not be given', () => {
  const samples = [
    ...m01Samples(),
    { matter: 'M02', form: m02Form(), materials: m02Materials() },
    ...m03Samples(),
    ...m04Samples(),
    ...m05Samples(),
    ...m06Samples(),
    { matter: 'M07', form: m07Form(), materials: m07Materials() },
    ...m08Samples(),
    ...m09Samples(),
    ...m10Samples(),
  ]

  it('is at least 30 in 100 of those listed over the ten matters, as the samples give them', () => {
    const listed = new Map<string, number[]>()
    let [all, exempt] = [0, 0]
    for (const { matter: id, materials } of samples) {
      const matter = matterNamed(id)
      const slots = matter.materials.filter(({ slot }) => materials.some((one) => one.slot === slot)).length
      all += slots
      exempt += exemptedOf(matter, materials, SAMPLE_TODAY).length
      listed.set(id, [...(listed.get(id) ?? []), exemptShare(matter, materials)])
    }
    expect(listed.size).toBe(10)
    expect(exempt / all).toBeGreaterThanOrEqual(0.3)
    // no matter is without any
    for (const [id, shares] of listed) expect(Math.max(...shares), id).toBeGreaterThan(0)
  })
})
