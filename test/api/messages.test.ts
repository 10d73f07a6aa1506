import { beforeAll, describe, expect, it } from 'vitest'
import { hashToken } from '../../api/access.ts'
import { createApi } from '../../api/app.ts'
import { newCaseStatements } from '../../core/case/chain.ts'
import { clockWatch } from '../../core/clock/watch.ts'
import type { Staff } from '../../core/store/people.ts'
import { caseOf } from '../store/sample-rows.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'

const HOUR_MS = 3_600_000
const NOBODY = { send: () => Promise.reject(new Error('nothing is sent')) }
const PEOPLE: readonly Staff[] = [
  { id: 'w1', name: '窗口示例一', roles: ['window'], matters: [] },
  { id: 'w2', name: '窗口示例二', roles: ['window'], matters: [] },
  { id: 'h1', name: '经办示例', roles: ['handler'], matters: [] },
  { id: 'l1', name: '负责人示例', roles: ['supervisor'], matters: [] },
  { id: 'l2', name: '负责人示例二', roles: ['supervisor'], matters: [] },
  { id: 'n1', name: '新人示例', roles: [], matters: [] },
]

interface Told {
  readonly unread: number
  readonly messages: readonly { id: string; caseNo: string; colour: string; stage: string; readAt: string | null }[]
}

describe('what the gateway tells staff', () => {
  let ask: (who: string, path?: string, body?: object) => Promise<{ status: number; body: Told }>

  beforeAll(async () => {
    const { gateway, clock } = await gatewayInMemory('2026-03-04T09:00:00+08:00', {}, NOBODY)
    const tokenOf = (id: string) => `token-of-${id}-0000000000000`
    for (const person of PEOPLE) await gateway.store.people.addWithToken(person, hashToken(tokenOf(person.id)), 1)
    const api = createApi(gateway, { schemaNumber: async () => 1, processMetrics: async () => '' })
    ask = async (who, path = '', body) => {
      const answer = await api.request(`/api/me/messages${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { authorization: `Bearer ${tokenOf(who)}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      return { status: answer.status, body: (await answer.json()) as Told }
    }
    const event = { type: 'received', status: 'ACCEPTED', at: clock.now(), actor: 'gateway', data: {} } as const
    const both = { matter: 'M03', status: 'ACCEPTED', createdAt: clock.now(), updatedAt: clock.now() } as const
    const out = caseOf('out', { ...both, no: 'OUT', clerkId: 'w1' })
    const inbound = caseOf('in', { ...both, no: 'IN', direction: 'in', clerkId: null, handler: 'h1' })
    for (const value of [out, inbound])
      await gateway.store.commit(newCaseStatements(gateway, value, [event]).statements)
    const watches = [clockWatch(gateway, 'one'), clockWatch(gateway, 'two')]
    for (let hours = 0; hours < 24 * 12; hours += 3) {
      clock.advance(3 * HOUR_MS)
      await Promise.all(watches.map((watch) => watch.work()))
    }
  })

  it('is the first warning to whoever has the case, and to no colleague', async () => {
    const mine = await ask('w1')
    expect(mine.body).toMatchObject({ unread: 1, messages: [{ caseNo: 'OUT', colour: 'yellow', readAt: null }] })
    expect((await ask('h1')).body.messages.map(({ caseNo, colour }) => [caseNo, colour])).toContainEqual([
      'IN',
      'yellow',
    ])
    for (const who of ['w2', 'n1']) expect((await ask(who)).body).toEqual({ unread: 0, messages: [] })
  })

  it('is the escalation to the supervisors, each colour of each clock once, however often and by however many it is looked at', async () => {
    const { messages } = (await ask('l1')).body
    const said = messages.map(({ caseNo, stage, colour }) => `${caseNo} ${stage} ${colour}`)
    expect(said).toContain('OUT review red')
    expect(said).toContain('OUT review overdue')
    expect(new Set(said).size).toBe(said.length)
    expect((await ask('l2')).body.messages.map(({ id }) => id)).toEqual(messages.map(({ id }) => id))
  })

  it('is read by each for themselves, once, and only what is theirs', async () => {
    const [first] = (await ask('l1')).body.messages
    const before = (await ask('l1')).body.unread
    const after = await ask('l1', '/read', { ids: [first?.id] })
    expect(after.body.unread).toBe(before - 1)
    const { readAt } = after.body.messages[0] ?? {}
    expect(readAt).toMatch(/^2026-03-16/)
    expect((await ask('l2')).body.unread).toBe(before)
    await ask('w2', '/read', { ids: [first?.id] })
    expect((await ask('w1', '/read', { ids: ['no id'] })).status).toBe(400)
    expect((await ask('w1', '/read', { ids: [] })).status).toBe(400)
  })
})
