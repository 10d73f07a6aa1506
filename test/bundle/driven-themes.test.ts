import { describe, expect, it } from 'vitest'
import { createBundle, dryRunBundle } from '../../core/bundle/create-bundle.ts'
import { progressOf } from '../../core/bundle/progress.ts'
import type { Theme } from '../../core/bundle/theme.ts'
import type { MaterialInput } from '../../core/case/files.ts'
import { handleCase } from '../../core/handling/steps.ts'
import { type JsonObject, valueAt } from '../../core/json.ts'
import { insertFile } from '../../core/store/files.ts'
import { PERMIT } from '../form/samples/m09.ts'
import { HANDLER, openJointGateway, WINDOW } from '../support/joint-gateway.ts'
import { BROUGHT, foodShopForm, MATTERS, marriageForm, movingForm, themeNamed } from './theme-forms.ts'

/** A whole theme at a gateway whose matters want their materials: the files are uploaded, everything is sent once. */
async function drive(id: string, form: JsonObject) {
  const theme = themeNamed(id)
  const joint = await openJointGateway(
    MATTERS.map((matter) => matter.id),
    [theme],
    { materials: true },
  )
  const { gateway } = joint
  const { store } = gateway
  const materials: MaterialInput[] = (BROUGHT[id] ?? []).map(({ file, ...rest }) =>
    file ? { ...rest, fileId: file.id } : rest,
  )
  const row = { caseId: '', region: '', ref: '', createdAt: gateway.clock.now(), createdBy: `staff:${WINDOW.id}` }
  await store.commit((BROUGHT[id] ?? []).flatMap(({ file }) => (file ? [insertFile({ ...file, ...row })] : [])))
  const request = { theme: id, form, materials }
  expect(await dryRunBundle(gateway, request, WINDOW)).toEqual([])
  const { no, id: bundleId } = (await createBundle(gateway, request, 'once', WINDOW)).value
  await joint.deliver()
  const cases = () => store.bundles.casesOf(bundleId)
  const caseOf = async (key: string) => {
    const found = (await cases()).find(({ bundleKey }) => bundleKey === key)
    if (!found) throw new Error(`no case of ${key}`)
    return found
  }
  const progress = async () => {
    const bundle = await store.bundles.byNo(no)
    if (!bundle) throw new Error(`no bundle ${no}`)
    return progressOf(bundle, await cases(), gateway.matters)
  }
  return {
    joint,
    caseOf,
    progress,
    /** Where the whole stands, and every child: its region and status, or why it has no case. */
    async stateOf() {
      const { state, children } = await progress()
      return [
        state,
        ...children.map(
          ({ child, state: own, value }) => `${child.key} ${value ? `${value.region} ${value.status}` : own}`,
        ),
      ]
    },
    async tell(key: string, news: JsonObject) {
      await joint.deliver()
      const told = await joint.tellCase((await caseOf(key)).no, news)
      await joint.deliver()
      return told
    },
    async completed(key: string, news: JsonObject = {}) {
      await this.tell(key, { status: 'ACCEPTED' })
      await this.tell(key, { status: 'COMPLETED', ...news })
    },
    /** Our own handler on the two legs of a move of registration, the place left between them. */
    async moved(key: string) {
      const { no: whole } = await caseOf(key)
      await joint.step(whole, 'permit', { step: 'accept' })
      await joint.step(whole, 'permit', { step: 'approve', form: { permit: PERMIT } })
      await joint.deliver()
      await joint.tell(whole, 'leave', { status: 'ACCEPTED' })
      await joint.tell(whole, 'leave', { status: 'COMPLETED' })
      await joint.step(whole, 'settle', { step: 'accept' })
      await joint.step(whole, 'settle', { step: 'complete' })
    },
    async handled(key: string) {
      const { no: own } = await caseOf(key)
      await handleCase(gateway, own, { step: 'accept' }, HANDLER)
      await handleCase(gateway, own, { step: 'complete' }, HANDLER)
    },
    /** Addresses of bytes by the children that have a file with them. */
    async sharers() {
      const found = new Map<string, Set<string>>()
      for (const { id: caseId, bundleKey } of await cases())
        for (const { sha256 } of await store.files.ofCase(caseId))
          found.set(sha256, (found.get(sha256) ?? new Set()).add(bundleKey ?? ''))
      const nameOf = (sha256: string) => BROUGHT[id]?.find(({ file }) => file?.sha256 === sha256)?.file?.name ?? sha256
      return Object.fromEntries([...found].map(([sha256, keys]) => [nameOf(sha256), [...keys].sort()]))
    },
  }
}

const licenceOf = (name: string, holderCode: string) => ({
  typeCode: '11100000000013338W001',
  name: '营业执照',
  no: holderCode,
  certIdentifier: '1.2.156.3005.2.11100000000013338W001.11510107000000000U.20260000000000000021.001.K',
  holderName: name,
  holderCode,
  issuerName: '沙坪坝区市场监督管理局(示例)',
  issuerCode: '11500106000000000U',
  issueDate: '2026-03-02',
  from: '2026-03-02',
  validTo: '长期',
})

/** 夫妻投靠落户 whose household register only the filing of pensioners would take. */
function nobodyWantsTheRegister(): Theme {
  const theme = themeNamed('T02')
  const shared = theme.shared.map((one) => (one.key === 'household' ? { ...one, meets: { medical: 'MT002' } } : one))
  return { ...theme, shared }
}

describe('a theme driven whole', () => {
  it('is not taken with a shared paper that no matter wants under its answers, and says which', async () => {
    const joint = await openJointGateway(
      MATTERS.map(({ id }) => id),
      [nobodyWantsTheRegister()],
      { materials: false },
    )
    const household: MaterialInput = { slot: 'household', form: '2', copies: 1, originalSeen: true, posted: true }
    const request = { theme: 'T02', form: marriageForm(), materials: [household] }
    const faults = await dryRunBundle(joint.gateway, request, WINDOW)
    expect(faults.map(({ path, code }) => [path, code])).toEqual([['materials.household', 'unexpected']])
  })

  it('企业跨省迁移 changes the licence, then asks for both permits on its strength; each paper is stored once', async () => {
    const moving = await drive('T01', movingForm())
    expect(await moving.stateOf()).toEqual([
      'under-way',
      'licence 500000 DELIVERED',
      'food waiting',
      'dispatch waiting',
    ])
    const licence = licenceOf('成都示例企业管理有限公司', '91510107MA0000007C')
    await moving.completed('licence', { licence })
    expect(await moving.stateOf()).toEqual([
      'under-way',
      'licence 500000 COMPLETED',
      'food 500000 DELIVERED',
      'dispatch 500000 DELIVERED',
    ])
    for (const key of ['food', 'dispatch'])
      expect((await moving.caseOf(key)).materials.find(({ slot }) => slot === 'MT004')?.exempt).toMatchObject({
        kind: 'E',
        licenceId: licence.certIdentifier,
      })
    expect(await moving.sharers()).toMatchObject({
      '同意书.pdf': ['dispatch', 'food', 'licence'],
      '身份证人像面.jpg': ['dispatch', 'food', 'licence'],
      '章程.pdf': ['dispatch'],
    })
    await moving.completed('food')
    await moving.tell('dispatch', { status: 'REFUSED', note: '场地不符' })
    const { state, say, savings } = await moving.progress()
    expect([state, say]).toEqual(['ended', [themeNamed('T01').children[2]?.ifRefused.say]])
    expect(savings).toMatchObject({
      materials: { separately: 18, together: 12 },
      days: { separately: 16, together: 11 },
      visits: { separately: 3, together: 1 },
    })
  })

  it('夫妻投靠落户 goes to two regions and to our own handlers in its order, and each paper is stored once', async () => {
    const marriage = await drive('T02', marriageForm({ 'insurance.division': '500107' }))
    expect(await marriage.stateOf()).toEqual([
      'under-way',
      'hukou 130000 DELIVERED',
      'medical 500000 DELIVERED',
      'card waiting',
    ])
    await marriage.completed('medical')
    expect((await marriage.stateOf()).at(-1)).toBe('card waiting')
    await marriage.moved('hukou')
    expect((await marriage.stateOf()).at(-1)).toBe('card 510107 DELIVERED')
    expect(valueAt((await marriage.caseOf('card')).form, 'person.name')).toBe('甄样例')
    await marriage.handled('card')
    expect(await marriage.stateOf()).toEqual([
      'done',
      'hukou 130000 COMPLETED',
      'medical 500000 COMPLETED',
      'card 510107 COMPLETED',
    ])
    expect(await marriage.sharers()).toMatchObject({
      '同意书.pdf': ['card', 'hukou', 'medical'],
      '户口簿.pdf': ['card', 'hukou'],
      '身份证人像面.jpg': ['card', 'medical'],
      '结婚证.pdf': ['hukou'],
    })
    const { say, savings } = await marriage.progress()
    expect(say).toEqual([])
    expect(savings).toMatchObject({
      materials: { separately: 15, together: 11 },
      visits: { separately: 3, together: 1 },
    })
  })

  it('夫妻投靠落户 goes on without the second child, where that is refused, and says what the theme says', async () => {
    const marriage = await drive('T02', marriageForm({ 'insurance.division': '500107' }))
    await marriage.tell('medical', { status: 'REFUSED', note: '未参保' })
    await marriage.moved('hukou')
    await marriage.handled('card')
    const { state, say } = await marriage.progress()
    expect([state, say]).toEqual(['ended', [themeNamed('T02').children[1]?.ifRefused.say]])
    expect((await marriage.stateOf()).slice(1)).toEqual([
      'hukou 130000 COMPLETED',
      'medical 500000 REFUSED',
      'card 510107 COMPLETED',
    ])
  })

  it('开办食品店 founds the company and keeps it where the permit, its second child, is refused', async () => {
    const shop = await drive('T03', foodShopForm({ agent: undefined }))
    expect(await shop.stateOf()).toEqual(['under-way', 'company 130000 DELIVERED', 'food waiting'])
    await shop.completed('company', { licence: licenceOf('石家庄示例云图科技有限公司', '91510107MA0000007C') })
    expect(valueAt((await shop.caseOf('food')).form, 'operator.uscc')).toBe('91510107MA0000007C')
    expect(await shop.sharers()).toMatchObject({
      '同意书.pdf': ['company', 'food'],
      '身份证.pdf': ['company', 'food'],
      '租赁合同.pdf': ['company'],
    })
    await shop.tell('food', { status: 'REFUSED', note: '布局不符' })
    const { state, say, savings } = await shop.progress()
    expect([state, say]).toEqual(['ended', [themeNamed('T03').children[1]?.ifRefused.say]])
    expect(await shop.stateOf()).toEqual(['ended', 'company 130000 COMPLETED', 'food 130000 REFUSED'])
    expect(savings).toMatchObject({
      materials: { separately: 14, together: 11 },
      steps: { separately: 10, together: 9 },
      visits: { separately: 2, together: 1 },
    })
  })
})
