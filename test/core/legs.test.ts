import { beforeEach, describe, expect, it } from 'vitest'
import { firstBrokenEvent } from '../../core/case/event.ts'
import { submitDraft } from '../../core/case/submit.ts'
import { shipOriginals, supplementCase, withdrawCase } from '../../core/case/supplement.ts'
import { type JsonObject, valueAt } from '../../core/json.ts'
import { m06Form, m06FormWithLetter } from '../form/samples/m06.ts'
import { MORE, m09Form, m09FormWithPermit, PERMIT } from '../form/samples/m09.ts'
import { openJointGateway, WINDOW } from '../support/joint-gateway.ts'

describe('a case that several places handle in turn', () => {
  let joint: Awaited<ReturnType<typeof openJointGateway>>

  beforeEach(async () => {
    joint = await openJointGateway()
  })

  it('goes from the place moved to, over the place left, and back, one after the other', async () => {
    const no = await joint.apply('M09', m09Form({ 'case.coopNo': undefined }))
    expect(await joint.stateOf(no)).toEqual({ whole: 'DELIVERED', legs: { permit: 'DELIVERED' } })
    expect(await joint.legOf(no, 'permit')).toMatchObject({ direction: 'in', region: '510107', handler: 'h1' })
    await joint.step(no, 'permit', { step: 'accept' })
    expect(await joint.stateOf(no)).toEqual({ whole: 'ACCEPTED', legs: { permit: 'ACCEPTED' } })
    expect(joint.sent).toEqual([])

    await joint.step(no, 'permit', { step: 'approve', form: { permit: PERMIT } })
    expect(await joint.stateOf(no)).toEqual({ whole: 'REVIEWING', legs: { permit: 'APPROVED', leave: 'QUEUED' } })
    await joint.deliver()
    expect(joint.sent).toHaveLength(1)
    const tree = joint.sent[0]?.tree ?? {}
    expect(valueAt(tree, 'permit')).toEqual(PERMIT)
    expect(valueAt(tree, 'officer.name')).toBe('甄经办')
    expect(valueAt(tree, 'case.leg')).toBe('leave')
    expect(valueAt(tree, 'case.coopNo')).toBe(no)
    expect(valueAt(tree, 'case.localNo')).toBe((await joint.legOf(no, 'leave')).no)
    expect(valueAt(tree, 'case.handlingDivision')).toBe('130102000000')
    expect(valueAt(tree, 'routing.receiver.code')).toBe('130102000001')

    await joint.tell(no, 'leave', { status: 'ACCEPTED' })
    await joint.tell(no, 'leave', {
      status: 'COMPLETED',
      form: { migrants: [{ idNo: '130102190003050028', more: MORE }] },
    })
    expect(await joint.stateOf(no)).toEqual({
      whole: 'REVIEWING',
      legs: { permit: 'APPROVED', leave: 'COMPLETED', settle: 'DELIVERED' },
    })
    const settle = await joint.legOf(no, 'settle')
    expect(valueAt(settle.form, 'migrants[0].more.migrationNo')).toBe(MORE['migrationNo'])
    await joint.step(no, 'settle', { step: 'accept' })
    await joint.step(no, 'settle', { step: 'complete' })
    expect((await joint.stateOf(no)).whole).toBe('COMPLETED')
    expect(valueAt((await joint.caseOf(no)).form, 'migrants[0].more.occupation')).toBe('教师')
  })

  it('keeps an unbroken chain of events for the whole and for each leg', async () => {
    const no = await joint.apply('M09', m09Form())
    await joint.step(no, 'permit', { step: 'approve', form: { permit: PERMIT } }).catch(() => null)
    await joint.step(no, 'permit', { step: 'accept' })
    await joint.step(no, 'permit', { step: 'approve', form: { permit: PERMIT } })
    const whole = await joint.caseOf(no)
    const events = await joint.gateway.store.cases.events(whole.id)
    expect(events.map(({ type }) => type)).toEqual(['submitted', 'leg-begun', 'leg-moved', 'leg-begun'])
    expect(events.at(-1)?.data).toMatchObject({
      leg: 'leave',
      after: 'permit',
      no: (await joint.legOf(no, 'leave')).no,
    })
    for (const { id } of [whole, ...(await joint.legsOf(no))])
      expect(firstBrokenEvent(await joint.gateway.store.cases.events(id))).toBeNull()
  })

  it('does not go on before the place has given what the next one needs', async () => {
    const no = await joint.apply('M09', m09Form())
    await joint.step(no, 'permit', { step: 'accept' })
    await expect(joint.step(no, 'permit', { step: 'approve' })).rejects.toMatchObject({
      code: 'form-invalid',
      faults: expect.arrayContaining([expect.objectContaining({ path: 'permit.no', code: 'required' })]),
    })
    const { no: _, ...rest } = PERMIT
    await expect(joint.step(no, 'permit', { step: 'approve', form: { permit: rest } })).rejects.toMatchObject({
      code: 'form-invalid',
    })
    expect(await joint.stateOf(no)).toEqual({ whole: 'ACCEPTED', legs: { permit: 'ACCEPTED' } })
  })

  it('does not let a handler fill in what is not the handling place’s, or a wrong value', async () => {
    const no = await joint.apply('M09', m09Form())
    await joint.step(no, 'permit', { step: 'accept' })
    const wrong = { ...PERMIT, issuer: { code: '510107', name: 'X' } }
    await expect(joint.step(no, 'permit', { step: 'review', form: { permit: wrong } })).rejects.toMatchObject({
      faults: expect.arrayContaining([expect.objectContaining({ path: 'permit.issuer.code' })]),
    })
    await expect(
      joint.step(no, 'permit', { step: 'review', form: { applicant: { name: '某人' } } }),
    ).rejects.toMatchObject({
      faults: [{ path: 'form', code: 'unexpected' }],
    })
  })

  it('takes from a region only what is its to fill in, for the person it names, and only what is sound', async () => {
    const no = await joint.apply('M06', m06FormWithLetter())
    await joint.deliver()
    await joint.tell(no, 'transfer', { status: 'ACCEPTED' })
    const form = {
      person: { name: '某人' },
      infoForm: { no: 'XX-1' },
      account: { principal: 100.05, interest: 1.001 },
      junk: { a: 1 },
    }
    await joint.tell(no, 'transfer', { status: 'REVIEWING', form })
    const leg = await joint.legOf(no, 'transfer')
    expect(valueAt(leg.form, 'person.name')).toBe('次仁')
    expect(valueAt(leg.form, 'infoForm.no')).toBe('XX-1')
    expect(valueAt(leg.form, 'account')).toEqual({ principal: 100.05 })
    expect(leg.form).not.toHaveProperty('junk')
    const last = (await joint.gateway.store.cases.events(leg.id)).at(-1)
    expect(last?.data).toMatchObject({ taken: ['account.principal', 'infoForm.no'], refused: ['account.interest'] })
  })

  it('begins where the form already has what the first leg would give', async () => {
    const no = await joint.apply('M06', m06FormWithLetter())
    expect(await joint.stateOf(no)).toEqual({ whole: 'QUEUED', legs: { transfer: 'QUEUED' } })
    expect((await joint.stateOf(await joint.apply('M06', m06Form()))).legs).toEqual({ accept: 'DELIVERED' })
  })

  it('ends with the refusal of one leg, for its reason, and nothing more begins', async () => {
    const no = await joint.apply('M06', m06FormWithLetter())
    await joint.deliver()
    expect((await joint.stateOf(no)).whole).toBe('DELIVERED')
    await joint.tell(no, 'transfer', { status: 'REFUSED', note: '已领取待遇，不能转出' })
    expect(await joint.stateOf(no)).toEqual({ whole: 'REFUSED', legs: { transfer: 'REFUSED' } })
    const whole = await joint.caseOf(no)
    expect(whole.memo['end']).toMatchObject({
      leg: 'transfer',
      status: 'REFUSED',
      reason: '“转出地转出信息表和基金”不予受理:已领取待遇，不能转出',
    })
    expect((await joint.gateway.store.cases.events(whole.id)).at(-1)).toMatchObject({
      type: 'legs-ended',
      status: 'REFUSED',
    })
  })

  it('shows a correction of the leg, which is answered on the leg and not on the whole', async () => {
    const no = await joint.apply('M09', m09Form())
    const item = { target: 'field' as const, label: '住址', reason: '缺门牌号', requirement: '补门牌号' }
    await joint.step(no, 'permit', { step: 'correct', correction: { no: 'BZ1', dueOn: '2026-03-20', items: [item] } })
    expect((await joint.stateOf(no)).whole).toBe('CORRECTION')
    const better = { form: m09Form({ 'moveIn.address.detail': '示例路1号2室' }), materials: [] }
    await expect(supplementCase(joint.gateway, no, better, `staff:${WINDOW.id}`)).rejects.toMatchObject({
      code: 'state-conflict',
    })
    await supplementCase(joint.gateway, (await joint.legOf(no, 'permit')).no, better, `staff:${WINDOW.id}`)
    expect((await joint.stateOf(no)).whole).toBe('CORRECTED')
    await joint.step(no, 'permit', { step: 'accept' })
    await joint.step(no, 'permit', { step: 'approve', form: { permit: PERMIT } })
    expect(valueAt((await joint.legOf(no, 'leave')).form, 'moveIn.address.detail')).toBe('示例路1号2室')
  })

  it('keeps a leg that may not leave as a draft that says why, and goes on when it is mended and sent', async () => {
    const no = await joint.apply('M09', m09Form())
    await joint.step(no, 'permit', { step: 'accept' })
    joint.partner.faults = [{ path: 'extra.note', code: 'required', message: '“河北增项”没有填', fix: '请填写' }]
    await joint.step(no, 'permit', { step: 'approve', form: { permit: PERMIT } })
    expect(await joint.stateOf(no)).toEqual({ whole: 'REVIEWING', legs: { permit: 'APPROVED', leave: 'DRAFT' } })
    const draft = await joint.legOf(no, 'leave')
    expect(draft.memo['refusal']).toMatchObject({ code: 'form-invalid', faults: [{ path: 'extra.note' }] })
    joint.partner.faults = []
    await submitDraft(joint.gateway, draft.no, WINDOW)
    await joint.deliver()
    expect(joint.sent.map(({ caseNo }) => caseNo)).toEqual([draft.no])
  })

  it('may be withdrawn as a whole: the leg under way is', async () => {
    const no = await joint.apply('M09', m09Form())
    expect(await withdrawCase(joint.gateway, no, '不迁了', WINDOW)).toMatchObject({ status: 'WITHDRAWN' })
    expect(await joint.stateOf(no)).toEqual({ whole: 'WITHDRAWN', legs: { permit: 'WITHDRAWN' } })
  })

  it('has nothing of its own to post', async () => {
    const no = await joint.apply('M09', m09Form())
    const shipment = { waybillNo: 'E1', carrier: '邮政', items: [] }
    await expect(shipOriginals(joint.gateway, no, shipment, WINDOW)).rejects.toMatchObject({ code: 'state-conflict' })
  })

  it('may wait as a draft, with no leg begun, until it is submitted', async () => {
    const no = await joint.apply('M09', m09Form(), false)
    expect(await joint.stateOf(no)).toEqual({ whole: 'DRAFT', legs: {} })
    await submitDraft(joint.gateway, no, WINDOW)
    expect(await joint.stateOf(no)).toEqual({ whole: 'DELIVERED', legs: { permit: 'DELIVERED' } })
    await expect(submitDraft(joint.gateway, no, WINDOW)).rejects.toMatchObject({ code: 'state-conflict' })
  })

  it.each([
    ['both places are ours', { 'moveOut.address.division': '510104', 'moveOut.agency.code': '510104000001' }],
    ['a place takes no part', { 'moveOut.address.division': '330106', 'moveOut.agency.code': '330106000001' }],
  ])('is not begun where %s', async (_, changes) => {
    await expect(joint.apply('M09', m09Form(changes))).rejects.toMatchObject({
      code: expect.stringMatching(/form-invalid|region-unknown/),
    })
    expect(await joint.gateway.store.caseLists.list({}, { limit: 10 })).toEqual([])
  })

  it('lets only one of two pieces of news begin the next leg', async () => {
    const no = await joint.apply('M09', m09Form())
    await joint.step(no, 'permit', { step: 'accept' })
    const race = await Promise.allSettled([
      joint.step(no, 'permit', { step: 'approve', form: { permit: PERMIT } }),
      joint.step(no, 'permit', { step: 'approve', form: { permit: PERMIT } }),
    ])
    expect(race.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await joint.legsOf(no)).map(({ leg }) => leg).sort()).toEqual(['leave', 'permit'])
  })

  it('no longer moves with a leg when the next has begun, but ends where that leg is undone', async () => {
    const swapped = { 'transferOut.division': '510107', 'transferIn.division': '130102' }
    const no = await joint.apply('M06', m06Form(swapped))
    await joint.deliver()
    await joint.tell(no, 'accept', { status: 'ACCEPTED' })
    const letter = { no: 'LX13010220260302001', date: '2026-03-02' }
    await joint.tell(no, 'accept', { status: 'APPROVED', form: { letter } })
    expect(await joint.stateOf(no)).toEqual({ whole: 'REVIEWING', legs: { accept: 'APPROVED', transfer: 'DELIVERED' } })
    expect(valueAt((await joint.legOf(no, 'transfer')).form, 'letter')).toEqual(letter)
    await joint.tell(no, 'accept', { status: 'CERTIFYING' })
    expect((await joint.stateOf(no)).whole).toBe('REVIEWING')
    await joint.tell(no, 'accept', { status: 'TERMINATED', note: '联系函作废' })
    expect((await joint.stateOf(no)).whole).toBe('TERMINATED')
  })

  it('begins the next leg once, however often the one before says that it is done', async () => {
    const no = await joint.apply('M06', m06Form({ 'transferOut.division': '510107', 'transferIn.division': '130102' }))
    await joint.deliver()
    await joint.tell(no, 'accept', { status: 'ACCEPTED' })
    await joint.tell(no, 'accept', { status: 'APPROVED', form: { letter: { no: 'LX1', date: '2026-03-02' } } })
    await joint.tell(no, 'accept', { status: 'COMPLETED' })
    await joint.tell(no, 'accept', { status: 'COMPLETED' })
    expect((await joint.legsOf(no)).map(({ leg }) => leg).sort()).toEqual(['accept', 'transfer'])
  })

  it('waits where the region says it is done but has not given what the next one needs', async () => {
    const swapped = { 'transferOut.division': '510107', 'transferIn.division': '130102' }
    const no = await joint.apply('M06', m06Form(swapped))
    await joint.deliver()
    await joint.tell(no, 'accept', { status: 'ACCEPTED' })
    await joint.tell(no, 'accept', { status: 'COMPLETED' })
    expect(await joint.stateOf(no)).toEqual({ whole: 'REVIEWING', legs: { accept: 'COMPLETED' } })
    await joint.tell(no, 'accept', { status: 'COMPLETED', form: { letter: { no: 'LX1', date: '2026-03-02' } } })
    expect((await joint.stateOf(no)).legs).toEqual({ accept: 'COMPLETED', transfer: 'DELIVERED' })
  })

  it('is a plain case where a region leads it: with the clerk that the region names, and no legs', async () => {
    const {
      case: group,
      clerk,
      ...form
    } = m09FormWithPermit({
      'moveOut.address.division': '510107',
      'moveOut.agency.code': '510107000001',
      'moveIn.address.division': '130102',
      'moveIn.agency.code': '130102000001',
    })
    const named = { ...(clerk as JsonObject), name: '冀窗口', at: '2026-03-02T09:00:00+08:00' }
    const outcome = await joint.push(form, { case: group ?? {}, clerk: named })
    expect(outcome).toMatchObject({ outcome: 'registered' })
    const no = outcome.outcome === 'registered' ? outcome.caseNo : ''
    expect(await joint.caseOf(no)).toMatchObject({ direction: 'in', parentId: null, leg: null, form: { clerk: named } })
    expect(await joint.legsOf(no)).toEqual([])
  })
})
