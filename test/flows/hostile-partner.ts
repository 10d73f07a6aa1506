import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../core/json.ts'
import type { Behaviour } from '../../simulator/contract.ts'
import { type NodeGateway, startGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'

/** What a region's protocol makes of the same misbehaviours. */
export interface HostileRegion {
  readonly code: string
  readonly name: string
  /** how long we wait for an answer */
  readonly timeoutMs: number
  /** what the evidence calls the sending of a case */
  readonly operation: string
  /** how many messages a case takes there */
  readonly messages: number
  readonly statuses: readonly string[]
  /** steps are numbered by their time: one that comes late moves nothing */
  readonly skips: boolean
  /** what goes wrong once with an answer of the region's own, and is right when the same message comes again */
  readonly once: readonly Row[]
  readonly busy: RegExp
  /** what 200 with an error is to the window */
  readonly refusal: JsonObject
  /** the word that no table knows */
  readonly word: string
  readonly replies: readonly unknown[]
  /** Sends a step of one of our cases under the region's number of another (instead of ours, where steps carry but one number); what the gateway answered. */
  foreignStep(gateway: NodeGateway, mine: Record<string, unknown>, theirs: string): Promise<string>
  readonly unknownCase: string
}

export interface Row {
  readonly behaviour: Behaviour
  /** what the evidence of the first attempt says of the answer */
  readonly answer: { readonly httpStatus: number; readonly response: RegExp }
  /** how often the region took the message before the attempt that succeeded */
  readonly duplicates: number
}

interface Evidence {
  readonly operation: string
  readonly attempt: number
  readonly httpStatus: number
  readonly response: string
  readonly verdict: string
}

const NOTHING = { httpStatus: 0, response: /^$/ }

/** What goes wrong once and looks the same wherever it does: there is no answer. */
const WITHOUT_ANSWER: readonly Row[] = [
  { behaviour: 'hang', answer: NOTHING, duplicates: 0 },
  { behaviour: 'down', answer: NOTHING, duplicates: 0 },
  { behaviour: 'reset', answer: NOTHING, duplicates: 1 },
  { behaviour: 'flood', answer: NOTHING, duplicates: 0 },
]

/** The region with short patience, as an administrator would declare it. */
function impatient(
  files: Record<string, string>,
  { code, timeoutMs }: Pick<HostileRegion, 'code' | 'timeoutMs'>,
): Record<string, string> {
  const path = Object.keys(files).find((name) => name.startsWith(`regions/${code}-`) && name.endsWith('/region.yaml'))
  if (path === undefined) throw new Error(`no region ${code}`)
  const region = (files[path] ?? '')
    .replace(/^ {2}timeoutMs: \d+\n/m, '')
    .replaceAll(/laterMs: \d+/g, 'laterMs: 50')
    .replace(/^options:$/m, `options:\n  timeoutMs: ${timeoutMs}`)
    .replace(
      /^delivery: .*(maxInFlight: \d+).*$/m,
      'delivery: { retryMs: [50, 50, 50], thenEveryMs: 50, giveUpAfterMs: 160, $1 }',
    )
  return { ...files, [path]: region }
}

/** Whatever the regions do to what we send, all of them before one gateway: told again under the same number, taken once, all on record. */
export function hostilePartner(...regions: readonly HostileRegion[]): void {
  let gateway: NodeGateway
  beforeAll(async () => {
    const slowMs = Math.max(...regions.map(({ timeoutMs }) => timeoutMs)) * 2
    gateway = await startGateway({
      definitions: (files) => regions.reduce(impatient, files),
      slowMs,
      beside: regions.map(({ code }) => code),
    })
  })
  afterAll(() => gateway.stop())
  describe.each(regions)('$name misbehaves', (region) => {
    const simulator = () => gateway.simulator(region.code)
    const receivedOf = (no: string) =>
      simulator()
        .received()
        .find(({ caseNo }) => caseNo === no)

    async function submit(): Promise<string> {
      const key = { 'idempotency-key': randomUUID() }
      const form = await newCaseBody(gateway, 'M07', { region: region.code })
      const { status, body } = await gateway.call('window', 'POST', '/api/cases', form, key)
      expect(status).toBe(201)
      return String(body['no'])
    }
    async function evidenceOf(no: string): Promise<Evidence[]> {
      const { body } = await gateway.call('auditor', 'GET', `/api/cases/${no}/evidence`)
      return (body['evidence'] as unknown as (Evidence & { direction: string })[]).filter(
        ({ direction, operation }) => direction === 'out' && operation === region.operation,
      )
    }
    async function deliveryOf(no: string) {
      const { body } = await gateway.call('admin', 'GET', `/api/cases/${no}`)
      return (
        body['deliveries'] as unknown as { id: string; kind: string; state: string; attempts: number; reason: string }[]
      )[0]
    }
    const alive = async () => expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200)

    it.each([...WITHOUT_ANSWER, ...region.once])(
      '$behaviour: is told again under the same number, takes the case once, and every attempt is on record',
      async (row) => {
        simulator().setBehaviour(row.behaviour, 1)
        const no = await submit()
        await gateway.until(no, 'COMPLETED')
        // a callback may end the case before our own message has its answer
        await expect.poll(async () => (await deliveryOf(no))?.state, { timeout: 5_000 }).toBe('done')
        expect(receivedOf(no)).toMatchObject({ messages: region.messages, duplicates: row.duplicates })
        expect(
          simulator()
            .received()
            .filter(({ caseNo }) => caseNo === no),
        ).toHaveLength(1)
        expect(await deliveryOf(no)).toMatchObject({ kind: 'apply', state: 'done', attempts: 2, reason: '' })
        const [first, second] = await evidenceOf(no)
        expect(first).toMatchObject({ attempt: 1, verdict: 'later', httpStatus: row.answer.httpStatus })
        expect(first?.response).toMatch(row.answer.response)
        expect(second).toMatchObject({ attempt: 2, verdict: 'accepted' })
        expect([200, 201]).toContain(second?.httpStatus)
        await alive()
      },
    )

    it('slow: registers long after we gave up waiting, and still has the case once', async () => {
      simulator().setBehaviour('slow', 1)
      const no = await submit()
      await gateway.until(no, 'COMPLETED')
      await expect.poll(() => receivedOf(no)?.duplicates, { timeout: 5_000 }).toBe(1)
      expect(receivedOf(no)).toMatchObject({ messages: region.messages })
      // The region counts a message as it comes in: our own second attempt may still be on its way back.
      await expect.poll(() => deliveryOf(no), { timeout: 5_000 }).toMatchObject({ state: 'done', attempts: 2 })
    })

    it('error in 200: gives the case back to the window with the field that the region names, and sends nothing again by itself', async () => {
      simulator().setBehaviour('error-in-200', 1)
      const no = await submit()
      const draft = await gateway.until(no, 'DRAFT')
      expect(draft['memo']).toMatchObject({ refusal: region.refusal })
      expect(await deliveryOf(no)).toMatchObject({
        state: 'dead',
        attempts: 1,
        reason: expect.stringContaining(`拒收(${String(region.refusal['code'])})`) as string,
      })
      expect(receivedOf(no)).toBeUndefined()
    })

    it('busy without end: becomes a dead letter with its reason, and goes out once when a person sends it again', async () => {
      simulator().setBehaviour('busy')
      const no = await submit()
      await expect.poll(async () => (await deliveryOf(no))?.state, { timeout: 10_000 }).toBe('dead')
      const dead = await deliveryOf(no)
      expect(dead?.reason).toMatch(region.busy)
      expect(dead?.attempts).toBeGreaterThan(2)
      expect(receivedOf(no)).toBeUndefined()
      simulator().setBehaviour('ok')
      expect((await gateway.call('admin', 'POST', `/api/deliveries/${dead?.id}/redrive`)).status).toBe(200)
      await gateway.until(no, 'COMPLETED')
      expect(receivedOf(no)).toMatchObject({ messages: region.messages, duplicates: 0 })
    })

    it('unknown status: is held for a person and shown with the region’s own word; the case does not move', async () => {
      simulator().setBehaviour('unknown-status', 1)
      const no = await submit()
      const attention = async () => (await gateway.call('window', 'GET', `/api/cases/${no}`)).body['attention']
      await expect.poll(attention, { timeout: 5_000 }).toMatchObject({
        word: region.word,
        status: 'UNKNOWN',
        ...(region.skips ? {} : { seq: 3 }),
      })
      const { body } = await gateway.call('window', 'GET', `/api/cases?limit=1`)
      expect(body['cases']).toMatchObject([{ no, status: 'ACCEPTED', attention: { word: region.word } }])
      const events = (await gateway.call('window', 'GET', `/api/cases/${no}/events`)).body['events'] as unknown as {
        type: string
        status: string
      }[]
      expect(events.filter(({ type }) => type === 'progress-unknown')).toMatchObject([{ status: 'ACCEPTED' }])
      await expect.poll(() => receivedOf(no)?.callbackReplies, { timeout: 5_000 }).toMatchObject(region.replies)
    })

    it('out of order, twice, and before our own send returned: each step is taken once and in order', async () => {
      for (const behaviour of ['out-of-order', 'duplicate-callback', 'callback-first'] as const) {
        simulator().setBehaviour(behaviour, 1)
        const no = await submit()
        await gateway.until(no, 'COMPLETED')
        const { body } = await gateway.call('window', 'GET', `/api/cases/${no}/events`)
        const steps = (body['events'] as unknown as { type: string; status: string }[]).filter(
          ({ type }) => type === 'progress',
        )
        expect(
          steps.map(({ status }) => status),
          behaviour,
        ).toEqual(region.skips && behaviour === 'out-of-order' ? region.statuses.slice(1) : region.statuses)
      }
    })

    it('somebody else’s case number: a step of a case that is not there, or of ours under another’s number, moves nothing and is on record', async () => {
      simulator().setBehaviour('unknown-case', 1)
      const first = await submit()
      await gateway.until(first, 'COMPLETED')
      simulator().setBehaviour('quiet', 2)
      const [mine, other] = [await submit(), await submit()]
      await Promise.all([mine, other].map((no) => gateway.until(no, 'DELIVERED')))
      const theirs = String((await gateway.until(other, 'DELIVERED'))['partnerNo'])
      const answered = await region.foreignStep(gateway, await gateway.until(mine, 'DELIVERED'), theirs)
      expect(answered).toBe(region.unknownCase)
      for (const no of [mine, other])
        expect((await gateway.call('window', 'GET', `/api/cases/${no}`)).body['status']).toBe('DELIVERED')
      const { body } = await gateway.call('auditor', 'GET', `/api/evidence?region=${region.code}`)
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
}
