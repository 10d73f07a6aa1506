import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Behaviour } from '../../simulator/contract.ts'
import { type NodeGateway, startGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'

describe('asking a region how a case goes on', () => {
  let gateway: NodeGateway
  beforeAll(async () => {
    gateway = await startGateway()
  })
  afterAll(() => gateway.stop())

  async function submit(region: string, behaviour: Behaviour = 'ok') {
    gateway.simulator(region).setBehaviour(behaviour)
    const body = await newCaseBody(gateway, 'M07', { region })
    const made = await gateway.call('window', 'POST', '/api/cases', body, { 'idempotency-key': crypto.randomUUID() })
    return String(made.body['no'])
  }
  const ask = async (no: string, body: object = {}) =>
    (await gateway.call('window', 'POST', `/api/cases/${no}/query`, body)).body

  it('is answered by 广东 with its steps, in its own codes and times', async () => {
    const no = await submit('440000')
    const { partnerNo } = await gateway.until(no, 'COMPLETED')
    const answer = await ask(no)
    expect(answer).toMatchObject({ outcome: 'found', partnerCaseNo: partnerNo, taken: 0 })
    const steps = answer['steps'] as unknown as { name: string; state: string; at: string }[]
    expect(steps.map(({ name, state }) => `${name} ${state}`.trim())).toEqual([
      '预受理 1',
      '受理 1',
      '审批 3-1',
      '办结 6',
    ])
    expect(steps.every(({ at }) => /^\d{14}$/.test(at))).toBe(true)
    const { body } = await gateway.call('admin', 'GET', `/api/cases/${no}/evidence`)
    const kept = (body['evidence'] as unknown as { operation: string; request: string; verdict: string }[]).at(-1)
    expect(kept).toMatchObject({ operation: '进度查询', verdict: 'found' })
    expect(JSON.stringify(kept)).not.toContain('gdDemoPaasToken0001')
  })

  it('has 广东 send everything again, which moves nothing that we had', async () => {
    const no = await submit('440000')
    await gateway.until(no, 'COMPLETED')
    const told = () =>
      gateway
        .simulator('440000')
        .received()
        .find(({ caseNo }) => caseNo === no)?.callbackReplies ?? []
    await expect.poll(() => told().length, { timeout: 5_000 }).toBe(4)
    const { body: before } = await gateway.call('window', 'GET', `/api/cases/${no}/events`)
    expect((await ask(no, { repush: true }))['outcome']).toBe('found')
    await expect.poll(told, { timeout: 5_000 }).toEqual(['1', '1', '1', '1', '2', '2', '2', '2'])
    expect((await gateway.call('window', 'GET', `/api/cases/${no}/events`)).body).toEqual(before)
  })

  it('is answered by 重庆 with whole events', async () => {
    const no = await submit('500000')
    await gateway.until(no, 'COMPLETED')
    const answer = await ask(no)
    expect(answer).toMatchObject({ outcome: 'found', taken: 0 })
    const steps = answer['steps'] as unknown as { state: string }[]
    expect(steps.map(({ state }) => state)).toEqual(['received', 'accepted', 'approved', 'done'])
  })

  it('is refused for a case of theirs, for one they do not have, and where a region answers no questions', async () => {
    const none = await gateway.call('window', 'POST', '/api/cases/WH0/query', {})
    expect([none.status, none.body['code']]).toEqual([404, 'case-unknown'])
    const no = await submit('130000')
    await gateway.until(no, 'COMPLETED')
    expect((await ask(no))['code']).toBe('query-closed')
  })
})
