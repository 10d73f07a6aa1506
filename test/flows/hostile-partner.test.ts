import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Behaviour } from '../../simulator/contract.ts'
import { DEMO, sign } from '../../simulator/hebei/wire.ts'
import { type NodeGateway, startGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'

const REGION = 'regions/130000-hebei/region.yaml'
const TIMEOUT_MS = 500

/** 河北 with short patience, as an administrator would declare it. */
function impatient(files: Record<string, string>): Record<string, string> {
  const region = (files[REGION] ?? '')
    .replace('timeoutMs: 30000', `timeoutMs: ${TIMEOUT_MS}`)
    .replace(
      /^delivery: .*$/m,
      'delivery: { retryMs: [50, 50, 50], thenEveryMs: 50, giveUpAfterMs: 160, maxInFlight: 64 }',
    )
  return { ...files, [REGION]: region }
}

interface Evidence {
  readonly operation: string
  readonly attempt: number
  readonly httpStatus: number
  readonly response: string
  readonly verdict: string
}

interface Row {
  readonly behaviour: Behaviour
  /** what the evidence of the first attempt says of the answer */
  readonly answer: { readonly httpStatus: number; readonly response: RegExp }
  /** how often the region took the message before the attempt that succeeded */
  readonly duplicates: number
}

/** What goes wrong once, and is right when the same message comes again. */
const ONCE: Row[] = [
  { behaviour: 'hang', answer: { httpStatus: 0, response: /^$/ }, duplicates: 0 },
  { behaviour: 'down', answer: { httpStatus: 0, response: /^$/ }, duplicates: 0 },
  { behaviour: 'reset', answer: { httpStatus: 0, response: /^$/ }, duplicates: 1 },
  { behaviour: 'flood', answer: { httpStatus: 0, response: /^$/ }, duplicates: 0 },
  { behaviour: 'html', answer: { httpStatus: 200, response: /^<html>/ }, duplicates: 0 },
  { behaviour: 'gbk', answer: { httpStatus: 200, response: /^base64:/ }, duplicates: 0 },
  { behaviour: 'busy', answer: { httpStatus: 200, response: /系统繁忙/ }, duplicates: 0 },
  { behaviour: 'other-case-answer', answer: { httpStatus: 200, response: /WH51010720260101000001/ }, duplicates: 0 },
]

describe('a region that misbehaves', () => {
  let gateway: NodeGateway
  beforeAll(async () => {
    gateway = await startGateway({ definitions: impatient, slowMs: TIMEOUT_MS * 2 })
  })
  afterAll(() => gateway.stop())
  const hebei = () => gateway.simulator('130000')
  const receivedOf = (no: string) =>
    hebei()
      .received()
      .find(({ caseNo }) => caseNo === no)

  async function submit(): Promise<string> {
    const key = { 'idempotency-key': randomUUID() }
    const { status, body } = await gateway.call('window', 'POST', '/api/cases', await newCaseBody(gateway, 'M07'), key)
    expect(status).toBe(201)
    return String(body['no'])
  }
  async function evidenceOf(no: string): Promise<Evidence[]> {
    const { body } = await gateway.call('auditor', 'GET', `/api/cases/${no}/evidence`)
    return (body['evidence'] as unknown as (Evidence & { direction: string })[]).filter(
      ({ direction, operation }) => direction === 'out' && operation === '3102',
    )
  }
  async function deliveryOf(no: string) {
    const { body } = await gateway.call('admin', 'GET', `/api/cases/${no}`)
    return (
      body['deliveries'] as unknown as { id: string; kind: string; state: string; attempts: number; reason: string }[]
    )[0]
  }
  const alive = async () => expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200)

  it.each(ONCE)(
    '$behaviour: is told again under the same number, takes the case once, and every attempt is on record',
    async (row) => {
      hebei().setBehaviour(row.behaviour, 1)
      const no = await submit()
      await gateway.until(no, 'COMPLETED')
      // a callback may end the case before our own message has its answer
      await expect.poll(async () => (await deliveryOf(no))?.state, { timeout: 5_000 }).toBe('done')
      expect(receivedOf(no)).toMatchObject({ messages: 1, duplicates: row.duplicates })
      expect(
        hebei()
          .received()
          .filter(({ caseNo }) => caseNo === no),
      ).toHaveLength(1)
      expect(await deliveryOf(no)).toMatchObject({ kind: 'apply', state: 'done', attempts: 2, reason: '' })
      const [first, second] = await evidenceOf(no)
      expect(first).toMatchObject({ attempt: 1, verdict: 'later', httpStatus: row.answer.httpStatus })
      expect(first?.response).toMatch(row.answer.response)
      expect(second).toMatchObject({ attempt: 2, verdict: 'accepted', httpStatus: 200 })
      await alive()
    },
  )

  it('slow: registers long after we gave up waiting, and still has the case once', async () => {
    hebei().setBehaviour('slow', 1)
    const no = await submit()
    await gateway.until(no, 'COMPLETED')
    await expect.poll(() => receivedOf(no)?.duplicates, { timeout: 5_000 }).toBe(1)
    expect(receivedOf(no)).toMatchObject({ messages: 1 })
    expect(await deliveryOf(no)).toMatchObject({ state: 'done', attempts: 2 })
  })

  it('error in 200: gives the case back to the window with the field that the region names, and sends nothing again by itself', async () => {
    hebei().setBehaviour('error-in-200', 1)
    const no = await submit()
    const draft = await gateway.until(no, 'DRAFT')
    expect(draft['memo']).toMatchObject({ refusal: { code: '301', faults: [{ path: 'person.idNo' }] } })
    expect(await deliveryOf(no)).toMatchObject({
      state: 'dead',
      attempts: 1,
      reason: expect.stringMatching(/拒收\(301\)/) as string,
    })
    expect(receivedOf(no)).toBeUndefined()
  })

  it('busy without end: becomes a dead letter with its reason, and goes out once when a person sends it again', async () => {
    hebei().setBehaviour('busy')
    const no = await submit()
    await expect.poll(async () => (await deliveryOf(no))?.state, { timeout: 10_000 }).toBe('dead')
    const dead = await deliveryOf(no)
    expect(dead?.reason).toMatch(/系统繁忙/)
    expect(dead?.attempts).toBeGreaterThan(2)
    expect(receivedOf(no)).toBeUndefined()
    hebei().setBehaviour('ok')
    expect((await gateway.call('admin', 'POST', `/api/deliveries/${dead?.id}/redrive`)).status).toBe(200)
    await gateway.until(no, 'COMPLETED')
    expect(receivedOf(no)).toMatchObject({ messages: 1, duplicates: 0 })
  })

  it('unknown status: is held for a person and shown with the region’s own word; the case does not move', async () => {
    hebei().setBehaviour('unknown-status', 1)
    const no = await submit()
    const attention = async () => (await gateway.call('window', 'GET', `/api/cases/${no}`)).body['attention']
    await expect.poll(attention, { timeout: 5_000 }).toMatchObject({ word: '99', status: 'UNKNOWN', seq: 3 })
    const { body } = await gateway.call('window', 'GET', `/api/cases?limit=1`)
    expect(body['cases']).toMatchObject([{ no, status: 'ACCEPTED', attention: { word: '99' } }])
    const events = (await gateway.call('window', 'GET', `/api/cases/${no}/events`)).body['events'] as unknown as {
      type: string
      status: string
    }[]
    expect(events.filter(({ type }) => type === 'progress-unknown')).toMatchObject([{ status: 'ACCEPTED' }])
    expect(receivedOf(no)?.callbackReplies).toEqual(['200', '200', '200'])
  })

  it('out of order, twice, and before our own send returned: each step is taken once and in order', async () => {
    for (const behaviour of ['out-of-order', 'duplicate-callback', 'callback-first'] as const) {
      hebei().setBehaviour(behaviour, 1)
      const no = await submit()
      await gateway.until(no, 'COMPLETED')
      const { body } = await gateway.call('window', 'GET', `/api/cases/${no}/events`)
      const steps = (body['events'] as unknown as { type: string; status: string }[]).filter(
        ({ type }) => type === 'progress',
      )
      expect(
        steps.map(({ status }) => status),
        behaviour,
      ).toEqual(['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'])
    }
  })

  it('somebody else’s case number: a step of a case that is not there, or of ours under another’s number, moves nothing and is on record', async () => {
    hebei().setBehaviour('unknown-case', 1)
    const first = await submit()
    await gateway.until(first, 'COMPLETED')
    hebei().setBehaviour('quiet', 2)
    const [mine, other] = [await submit(), await submit()]
    await Promise.all([mine, other].map((no) => gateway.until(no, 'DELIVERED')))
    const theirs = String((await gateway.until(other, 'DELIVERED'))['partnerNo'])
    const rtime = String(Date.now() + 30_000)
    const sid = `${DEMO.gatewayPrefix}3201`
    const response = await fetch(`${gateway.url}/gateway/httpproxy`, {
      method: 'POST',
      headers: {
        gjgxjhpt_rid: DEMO.ownRid,
        gjgxjhpt_sid: sid,
        gjgxjhpt_rtime: rtime,
        gjgxjhpt_sign: sign(DEMO.reverseSecret, sid, DEMO.ownRid, rtime),
      },
      body: JSON.stringify({
        messageId: randomUUID(),
        projectNo: mine,
        acceptNo: theirs,
        seq: '1',
        projectStatus: '31',
      }),
    })
    expect(((await response.json()) as { data: { code: string } }).data.code).toBe('304')
    for (const no of [mine, other])
      expect((await gateway.call('window', 'GET', `/api/cases/${no}`)).body['status']).toBe('DELIVERED')
    const { body } = await gateway.call('auditor', 'GET', '/api/evidence?region=130000')
    const verdicts = (body['evidence'] as unknown as { verdict: string }[]).map(({ verdict }) => verdict)
    expect(verdicts.filter((verdict) => verdict === 'unknown-case').length).toBeGreaterThanOrEqual(2)
  })

  it('whatever it did: every chain holds, nothing is under a lease, nothing is lost', async () => {
    const { store } = gateway.gateway
    for (const { id, seq } of await store.cases.idsAfter('', 200))
      expect((await store.cases.events(id)).length).toBe(seq)
    const open = (await store.deliveries.list({ limit: 200 })).filter(({ leaseOwner }) => leaseOwner !== '')
    expect(open).toEqual([])
    await alive()
  })
})
