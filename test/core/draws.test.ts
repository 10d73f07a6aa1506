import { beforeEach, describe, expect, it } from 'vitest'
import { hashToken } from '../../api/access.ts'
import { drawsAnswer } from '../../api/answers.ts'
import { createApi } from '../../api/app.ts'
import { drawHandler } from '../../core/handling/draw.ts'
import { handOver, reassignCase } from '../../core/handling/reassign.ts'
import { showDraws } from '../../core/handling/show-draws.ts'
import { changePerson } from '../../core/sign-in/people.ts'
import type { Staff } from '../../core/store/people.ts'
import { m09Form } from '../form/samples/m09.ts'
import { HANDLER, openJointGateway, tokenOf, WINDOW } from '../support/joint-gateway.ts'

const CHIEF: Staff = { id: 's1', name: '负责人', roles: ['supervisor', 'handler'], matters: ['M01'] }
const ADMIN: Staff = { id: 'a1', name: '管理员', roles: ['admin'], matters: [] }
const SECOND: Staff = { id: 'h2', name: '乙经办', roles: ['handler'], matters: [] }
const THIRD: Staff = { id: 'h3', name: '丙经办', roles: ['handler'], matters: ['M09'] }

describe('a case that is handled here', () => {
  let joint: Awaited<ReturnType<typeof openJointGateway>>
  const join = (...people: Staff[]) =>
    Promise.all(people.map((one) => joint.gateway.store.people.addWithToken(one, hashToken(tokenOf(one)), 1)))
  /** A case of ours whose first leg is handled here; gives the leg's number. */
  const make = async () => (await joint.legOf(await joint.apply('M09', m09Form()), 'permit')).no
  const drawsOf = async (no: string) => showDraws(await joint.gateway.store.cases.events((await joint.caseOf(no)).id))
  const reassign = (no: string, change: { handler?: string; reason: string }, by = CHIEF) =>
    reassignCase(joint.gateway, no, change, by)

  beforeEach(async () => {
    joint = await openJointGateway()
  })

  it('is never drawn for whoever collected it, and records every candidate with its load', async () => {
    await join({ ...WINDOW, id: 'w2', roles: ['window', 'handler'] })
    await joint.gateway.store.people.change(WINDOW.id, { roles: ['window', 'handler'] }, 2)
    for (let count = 0; count < 12; count += 1) {
      const { ok, assignments } = await drawsOf(await make())
      expect(ok).toBe(true)
      expect(assignments[0]?.draw?.candidates.map(({ id }) => id)).toEqual(['h1', 'w2'])
    }
    const { assignments } = await drawsOf(await make())
    const loads = assignments[0]?.draw?.candidates.map(({ load }) => load ?? 0) ?? []
    expect(loads.reduce((sum, load) => sum + load, 0)).toBe(12)
  })

  it('is given to another by name only with a reason, and not to oneself, the collector, or whoever does not handle the matter', async () => {
    const no = await make()
    await join(CHIEF, SECOND)
    await joint.gateway.store.people.change(WINDOW.id, { roles: ['window', 'handler'] }, 2)
    const refused = async (handler: string, reason = '休假', by = CHIEF) =>
      reassign(no, { handler, reason }, by).then(
        () => 'done',
        ({ code }: { code: string }) => code,
      )
    expect(await refused('h2', '  ')).toBe('body-invalid')
    expect(await refused('nobody')).toBe('not-found')
    expect(await refused('s1')).toBe('forbidden')
    expect(await refused(WINDOW.id)).toBe('forbidden')
    expect(await refused('h1')).toBe('state-conflict')
    expect(await refused('s1', '休假', ADMIN)).toBe('state-conflict')
    expect((await reassign(no, { handler: 'h2', reason: '休假' })).handler).toBe('h2')
    expect((await drawsOf(no)).assignments[1]).toMatchObject({
      from: 'h1',
      to: 'h2',
      reason: '休假',
      actor: 'staff:s1',
      draw: null,
    })
  })

  it('is drawn anew among the others where no name is given', async () => {
    const no = await make()
    await expect(reassign(no, { reason: '回避' })).rejects.toMatchObject({ code: 'state-conflict' })
    await join(SECOND, THIRD)
    const to = (await reassign(no, { reason: '回避' })).handler
    const { ok, assignments } = await drawsOf(no)
    expect(ok).toBe(true)
    expect(assignments[1]).toMatchObject({ from: 'h1', to, reason: '回避', reproduced: true })
    expect(assignments[1]?.draw?.candidates.map(({ id }) => id)).toEqual(['h2', 'h3'])
  })

  it('is drawn anew, each by itself, when its handler leaves; what is decided stays', async () => {
    const open = [await make(), await make(), await make()]
    const over = await make()
    await joint.step(await wholeOf(over), 'permit', { step: 'refuse' })
    await join(SECOND, THIRD, ADMIN)
    await changePerson(joint.gateway, HANDLER.id, { active: false }, ADMIN)
    const seeds = new Set<string>()
    for (const no of open) {
      const { ok, assignments } = await drawsOf(no)
      expect([ok, assignments.length]).toEqual([true, 2])
      expect(assignments[1]).toMatchObject({ from: 'h1', actor: 'gateway', reason: '原经办人已停用,或不再办这个事项' })
      expect((await joint.caseOf(no)).handler).toBe(assignments[1]?.to)
      seeds.add(assignments[1]?.draw?.seed ?? '')
    }
    expect(seeds.size).toBe(3)
    expect((await joint.caseOf(over)).handler).toBe('h1')
    expect(await handOver(joint.gateway)).toBe(0)
  })

  it('waits for somebody where nobody is left, and is drawn when somebody comes', async () => {
    const no = await make()
    await join(ADMIN, { ...THIRD, matters: ['M01'] })
    await changePerson(joint.gateway, HANDLER.id, { matters: ['M01'] }, ADMIN)
    expect((await joint.caseOf(no)).handler).toBeNull()
    await changePerson(joint.gateway, 'h3', { matters: [] }, ADMIN)
    expect((await joint.caseOf(no)).handler).toBe('h3')
    expect((await drawsOf(no)).assignments.map(({ to }) => to)).toEqual(['h1', null, 'h3'])
  })

  it('is reassigned by one of two supervisors who do the same at once; the other is told', async () => {
    const no = await make()
    await join(CHIEF, SECOND, THIRD)
    const both = await Promise.allSettled([
      reassign(no, { handler: 'h2', reason: '甲' }),
      reassign(no, { handler: 'h2', reason: '乙' }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await drawsOf(no)).assignments).toHaveLength(2)
  })

  it('shows its assignments by the API, each draw done again', async () => {
    const no = await make()
    const api = createApi(joint.gateway, { schemaNumber: async () => 1, processMetrics: async () => '' })
    const answer = await api.request(`/api/cases/${no}/draws`, {
      headers: { authorization: `Bearer ${tokenOf(WINDOW)}` },
    })
    expect(drawsAnswer.parse(await answer.json())).toMatchObject({
      no,
      handler: 'h1',
      ok: true,
      assignments: [{ to: 'h1', reproduced: true }],
    })
  })

  const wholeOf = async (leg: string) => {
    const parent = await joint.gateway.store.cases.byId((await joint.caseOf(leg)).parentId ?? '')
    return parent?.no ?? ''
  }
})

describe('办件随机分配', () => {
  it('对五名同等经办人的一千个办件,χ² 检验 p > 0.01,每件在办数随抽取增加也不偏', () => {
    const loads = new Map(['a', 'b', 'c', 'd', 'e'].map((id) => [id, 0]))
    let seed = 20_260_302
    for (let count = 0; count < 1_000; count += 1) {
      seed = (seed * 48_271) % 2_147_483_647
      const candidates = [...loads].map(([id, load]) => ({ id, load }))
      const draw = drawHandler(candidates, new Uint8Array(new Uint32Array([seed]).buffer))
      loads.set(draw?.chosen ?? '', (loads.get(draw?.chosen ?? '') ?? 0) + 1)
    }
    const chiSquare = [...loads.values()].reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0)
    expect(loads.size).toBe(5)
    // 自由度 4,p = 0.01 的界
    expect(chiSquare).toBeLessThan(13.277)
  })
})
