import { beforeEach, describe, expect, it } from 'vitest'
import { createBundle, dryRunBundle } from '../../core/bundle/create-bundle.ts'
import { progressOf } from '../../core/bundle/progress.ts'
import type { Theme } from '../../core/bundle/theme.ts'
import { withdrawBundle } from '../../core/bundle/withdraw-bundle.ts'
import { firstBrokenEvent } from '../../core/case/event.ts'
import { handleCase } from '../../core/handling/steps.ts'
import { type JsonObject, valueAt } from '../../core/json.ts'
import { PERMIT } from '../form/samples/m09.ts'
import { HANDLER, openJointGateway, WINDOW } from '../support/joint-gateway.ts'
import { foodShopForm, MATTERS, marriageForm, themeNamed } from './theme-forms.ts'

const LICENCE = {
  typeCode: '11100000000013338W001',
  name: '营业执照',
  no: '91130102MA0000011X',
  certIdentifier: '1.2.156.3005.2.11100000000013338W001.11510107000000000U.20260000000000000021.001.K',
  holderName: '石家庄示例云图科技有限公司',
  holderCode: '91510107MA0000007C',
  issuerName: '长安区行政审批局(示例)',
  issuerCode: '11130102000000000U',
  issueDate: '2026-03-02',
  from: '2026-03-02',
  validTo: '长期',
}

async function openBundles() {
  const themes = ['T01', 'T02', 'T03'].map(themeNamed)
  const joint = await openJointGateway(
    MATTERS.map(({ id }) => id),
    themes,
  )
  const { store } = joint.gateway
  let keys = 0
  const requireBundle = async (no: string) => {
    const bundle = await store.bundles.byNo(no)
    if (!bundle) throw new Error(`no bundle ${no}`)
    return bundle
  }
  const casesOf = async (no: string) => store.bundles.casesOf((await requireBundle(no)).id)
  const caseOf = async (no: string, key: string) => {
    const found = (await casesOf(no)).find(({ bundleKey }) => bundleKey === key)
    if (!found) throw new Error(`no case of ${key}`)
    return found
  }
  const progress = async (no: string) => progressOf(await requireBundle(no), await casesOf(no), joint.gateway.matters)
  return {
    joint,
    casesOf,
    caseOf,
    progress,
    async take(theme: string, form: JsonObject, key = `b-${keys++}`): Promise<string> {
      return (await createBundle(joint.gateway, { theme, form, materials: [] }, key, WINDOW)).value.no
    },
    /** Where every child stands, and its case. */
    async stateOf(no: string) {
      const { state, children } = await progress(no)
      return [state, ...children.map(({ child, state: own, value }) => `${child.key} ${value?.status ?? own}`)]
    },
    check: (theme: string, form: JsonObject) => dryRunBundle(joint.gateway, { theme, form, materials: [] }, WINDOW),
    tell: async (no: string, key: string, news: JsonObject) => joint.tellCase((await caseOf(no, key)).no, news),
    useTheme: (theme: Theme) => (joint.gateway.themes as Map<string, Theme>).set(theme.id, theme),
  }
}

describe('a bundle (一件事)', () => {
  let bundles: Awaited<ReturnType<typeof openBundles>>

  beforeEach(async () => {
    bundles = await openBundles()
  })

  it('sends what waits for nobody, and the rest when what it waits for is completed, with what that has come to', async () => {
    const no = await bundles.take('T03', foodShopForm())
    expect(await bundles.stateOf(no)).toEqual(['under-way', 'company QUEUED', 'food waiting'])
    await bundles.joint.deliver()
    await bundles.tell(no, 'company', { status: 'ACCEPTED' })
    expect(await bundles.casesOf(no)).toHaveLength(1)
    await bundles.tell(no, 'company', { status: 'COMPLETED', licence: LICENCE })
    const food = await bundles.caseOf(no, 'food')
    expect(food).toMatchObject({ status: 'QUEUED', region: '130000', matter: 'M03', mode: '2' })
    expect(valueAt(food.form, 'operator')).toMatchObject({
      name: '石家庄示例云图科技有限公司',
      uscc: '91510107MA0000007C',
      rep: { name: '次仁', idNo: '510107190001010017' },
    })
    expect(valueAt(food.form, 'applicant')).toMatchObject({ kind: '2', idNo: '91510107MA0000007C' })
    expect(valueAt(food.form, 'applicant.gender')).toBeUndefined()
    expect(food.materials).toContainEqual(
      expect.objectContaining({
        slot: 'MT004',
        exempt: expect.objectContaining({ licenceId: LICENCE.certIdentifier }),
      }),
    )
    await bundles.joint.deliver()
    await bundles.tell(no, 'food', { status: 'ACCEPTED' })
    await bundles.tell(no, 'food', { status: 'COMPLETED' })
    expect(await bundles.stateOf(no)).toEqual(['done', 'company COMPLETED', 'food COMPLETED'])
  })

  it('goes to several regions and to our own handlers, and waits for a case that several places handle in turn', async () => {
    const no = await bundles.take('T02', marriageForm())
    expect(await bundles.stateOf(no)).toEqual(['under-way', 'hukou DELIVERED', 'medical QUEUED', 'card waiting'])
    const hukou = await bundles.caseOf(no, 'hukou')
    const medical = await bundles.caseOf(no, 'medical')
    expect(medical.form).toMatchObject({
      applicant: { name: '甄样例', mobile: '13800000004' },
      person: { name: '甄样例' },
    })
    const step = (key: string, rest: Parameters<typeof bundles.joint.step>[2]) =>
      bundles.joint.step(hukou.no, key, rest)
    await step('permit', { step: 'accept' })
    await step('permit', { step: 'approve', form: { permit: PERMIT } })
    await bundles.joint.deliver()
    await bundles.joint.tell(hukou.no, 'leave', { status: 'ACCEPTED' })
    await bundles.joint.tell(hukou.no, 'leave', { status: 'COMPLETED' })
    await step('settle', { step: 'accept' })
    expect((await bundles.stateOf(no)).at(-1)).toBe('card waiting')
    await step('settle', { step: 'complete' })
    const card = await bundles.caseOf(no, 'card')
    expect(card).toMatchObject({ status: 'DELIVERED', direction: 'in', region: '510107', handler: 'h1' })
    expect(valueAt(card.form, 'person.ssNo')).toBe('130102190003050028')
    await handleCase(bundles.joint.gateway, card.no, { step: 'accept' }, HANDLER)
    await handleCase(bundles.joint.gateway, card.no, { step: 'complete' }, HANDLER)
    expect((await bundles.caseOf(no, 'card')).status).toBe('COMPLETED')
    for (const { id } of await bundles.casesOf(no))
      expect(firstBrokenEvent(await bundles.joint.gateway.store.cases.events(id))).toBeNull()
  })

  it('says what is wrong with all children at once, the waiting ones too, at the place of the one form where it is mended', async () => {
    const faults = await bundles.check(
      'T03',
      foodShopForm({ 'legalRep.idNo': '510107190001010018', 'site.address': undefined, 'company.nick': 'X' }),
    )
    expect(faults.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['legalRep.idNo', 'site.address', 'company.nick']),
    )
    expect(new Set(faults.map(({ path, code }) => `${path} ${code}`)).size).toBe(faults.length)
    await expect(bundles.take('T03', foodShopForm({ 'site.address': undefined }))).rejects.toMatchObject({
      code: 'form-invalid',
    })
    expect(await bundles.joint.gateway.store.bundles.list({ limit: 10 })).toEqual([])
    expect(await bundles.joint.gateway.store.caseLists.list({}, { limit: 10 })).toEqual([])
  })

  it('finds no fault where there is none', async () => {
    expect(await bundles.check('T03', foodShopForm())).toEqual([])
    expect(await bundles.check('T02', marriageForm())).toEqual([])
  })

  it('begins nothing that waits for a refused child, and tells what the theme says', async () => {
    const no = await bundles.take('T03', foodShopForm())
    await bundles.joint.deliver()
    await bundles.tell(no, 'company', { status: 'REFUSED', note: '名称不符' })
    expect(await bundles.stateOf(no)).toEqual(['ended', 'company REFUSED', 'food stopped'])
    expect((await bundles.progress(no)).say).toEqual([themeNamed('T03').children[0]?.ifRefused.say])
  })

  it('lets the others go on where the second child is refused and the theme says so, and stops them where it says that', async () => {
    const goesOn = themeNamed('T02')
    const stops: Theme = {
      ...goesOn,
      id: 'T99',
      children: goesOn.children.map((child) =>
        child.key === 'medical' ? { ...child, ifRefused: { others: 'stop', say: '不再办' } } : child,
      ),
    }
    bundles.useTheme(stops)
    const outcome = async (theme: string) => {
      const no = await bundles.take(theme, marriageForm())
      await bundles.joint.deliver()
      await bundles.tell(no, 'medical', { status: 'REFUSED', note: '未参保' })
      return bundles.stateOf(no)
    }
    expect(await outcome('T02')).toEqual(['under-way', 'hukou DELIVERED', 'medical REFUSED', 'card waiting'])
    expect(await outcome('T99')).toEqual(['under-way', 'hukou DELIVERED', 'medical REFUSED', 'card stopped'])
  })

  it('is withdrawn as a whole: what is under way by itself, what waits for it begins no more, and only once', async () => {
    const no = await bundles.take('T02', marriageForm())
    await bundles.joint.deliver()
    const withdraw = () => withdrawBundle(bundles.joint.gateway, no, '申请人不办了', WINDOW)
    const { asked, left } = await withdraw()
    expect([asked.length, left]).toEqual([2, []])
    expect(await bundles.stateOf(no)).toEqual(expect.arrayContaining(['hukou WITHDRAWN', 'card stopped']))
    await bundles.tell(no, 'medical', { status: 'WITHDRAWN' })
    expect((await bundles.stateOf(no))[0]).toBe('ended')
    await expect(withdraw()).rejects.toMatchObject({ code: 'state-conflict' })
  })

  it('keeps a child that may not leave when its turn comes as a draft that says why', async () => {
    const no = await bundles.take('T03', foodShopForm())
    await bundles.joint.deliver()
    await bundles.tell(no, 'company', { status: 'ACCEPTED' })
    await bundles.tell(no, 'company', { status: 'COMPLETED' })
    const food = await bundles.caseOf(no, 'food')
    expect(food.status).toBe('DRAFT')
    expect(valueAt(food.memo, 'refusal.faults[0].path')).toBeDefined()
  })

  it('is one bundle however often it is sent with one key', async () => {
    const first = await bundles.take('T03', foodShopForm(), 'same')
    expect(await bundles.take('T03', foodShopForm(), 'same')).toBe(first)
    await expect(bundles.take('T03', foodShopForm({ 'company.copies': 3 }), 'same')).rejects.toMatchObject({
      code: 'idempotency-conflict',
    })
    expect(await bundles.casesOf(first)).toHaveLength(1)
  })

  it('begins a child once though the news that frees it is told by two at the same moment', async () => {
    const no = await bundles.take('T03', foodShopForm())
    await bundles.joint.deliver()
    await bundles.tell(no, 'company', { status: 'ACCEPTED' })
    const news = { status: 'COMPLETED', licence: LICENCE }
    await Promise.allSettled([bundles.tell(no, 'company', news), bundles.tell(no, 'company', news)])
    expect((await bundles.casesOf(no)).map(({ bundleKey }) => bundleKey)).toEqual(['company', 'food'])
  })
})
