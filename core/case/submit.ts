import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { completeForm } from '../form/complete-form.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { canonicalJson, type JsonObject } from '../json.ts'
import { deleteDraft } from '../store/drafts.ts'
import type { Statement } from '../store/driver.ts'
import { KeyTaken } from '../store/driver.ts'
import { insertIdempotencyKey } from '../store/operations.ts'
import type { Staff } from '../store/people.ts'
import type { Case } from './case.ts'
import { newCaseStatements } from './chain.ts'
import { requireRoute } from './check.ts'
import { changeCase } from './commit.ts'
import { firstDifferences } from './differences.ts'
import { toDraft } from './draft.ts'
import type { EventFacts } from './event.ts'
import { type MaterialInput, resolveMaterials } from './files.ts'
import { legsOf } from './legs.ts'
import { mustWait } from './new-delivery.ts'
import { type Submitted, toSubmitted } from './submission.ts'
import { toSubmittedWhole } from './whole.ts'

/** What a window sends for a new case. */
export interface NewCase {
  readonly region: string
  readonly matter: string
  readonly mode: string
  readonly form: JsonObject
  readonly materials: readonly MaterialInput[]
  /** false keeps it as a draft: nothing is checked, nothing leaves */
  readonly submit: boolean
  /** the draft that it was typed as: becomes one case, whoever sends it how often, and is gone with it */
  readonly draft?: string | undefined
}

/** Makes a case once per Idempotency-Key: the same key and body give the same case again, another body a conflict that names what differs. */
export async function createCase(
  gateway: Gateway,
  request: NewCase,
  key: string,
  clerk: Staff,
): Promise<{ value: Case; repeated: boolean }> {
  const body = canonicalJson(request as unknown as JsonObject)
  const digest = bytesToHex(sha256(utf8ToBytes(body)))
  const scopedKey = request.draft === undefined ? `${clerk.id}:${key}` : `draft:${request.draft}`
  try {
    const { value, statements, ring } = await prepareNewCase(gateway, request, clerk)
    const taken = insertIdempotencyKey({ key: scopedKey, digest, body, caseId: value.id, createdAt: value.createdAt })
    await gateway.store.commit([taken, ...statements])
    if (ring.length > 0) await gateway.doorbell.ring(ring)
    return { value, repeated: false }
  } catch (error) {
    // most keys are new, so that a repeat is noticed only where it fails: by its key, or because it could not be submitted any more today
    if (!(error instanceof KeyTaken || error instanceof GatewayError)) throw error
    const earlier = await gateway.store.operations.idempotencyKey(scopedKey)
    if (!earlier) throw error
    return { value: await repeatOf(gateway, earlier, digest, request), repeated: true }
  }
}

async function repeatOf(
  gateway: Gateway,
  earlier: { digest: string; body: string; caseId: string },
  digest: string,
  request: NewCase,
): Promise<Case> {
  if (earlier.digest !== digest && request.draft !== undefined) throw await submitted(gateway, earlier.caseId)
  if (earlier.digest !== digest) {
    const differences = firstDifferences(JSON.parse(earlier.body) as JsonObject, request as unknown as JsonObject)
    const faults = differences.map((path) => ({
      path,
      code: 'conflict',
      message: `“${path}”与首次提交的内容不同`,
      fix: '换一个 Idempotency-Key,或按首次的内容重发',
    }))
    throw new GatewayError(
      'idempotency-conflict',
      `这个 Idempotency-Key 已用于别的内容,不同之处:${differences.join('、')}`,
      faults,
    )
  }
  const value = await gateway.store.cases.byId(earlier.caseId)
  if (!value) throw new Error(`case ${earlier.caseId} of an idempotency key is missing`)
  return value
}

async function submitted(gateway: Gateway, caseId: string): Promise<GatewayError> {
  const value = await gateway.store.cases.byId(caseId)
  return new GatewayError('draft-submitted', `这份草稿已报送为办件 ${value?.no ?? ''},与这次的内容不同`)
}

async function prepareNewCase(
  gateway: Gateway,
  request: NewCase,
  clerk: Staff,
): Promise<{ value: Case; statements: Statement[]; ring: readonly string[] }> {
  const { matter, region } = requireRoute(gateway, { ...request, direction: 'out' })
  const now = gateway.clock.now()
  const actor = `staff:${clerk.id}`
  const resolved = await resolveMaterials(gateway, request.materials, request.draft ?? null, actor)
  const given = { ...request, no: await gateway.nextCaseNo('out', now), materials: resolved.materials }
  const draft = toDraft(gateway, { matter, region }, given, clerk)
  const bound = [...resolved.bind(draft.id), ...(request.draft === undefined ? [] : deleteDraft(request.draft))]
  if (!request.submit) {
    const { value, statements } = newCaseStatements(gateway, draft, [
      { type: 'drafted', status: 'DRAFT', at: now, actor, data: {} },
    ])
    return { value, statements: [...statements, ...bound], ring: [] }
  }
  const submitted = await submission(gateway, draft, actor, false)
  const { value, statements } = newCaseStatements(gateway, submitted.value, submitted.events)
  return { value, statements: [...statements, ...submitted.statements, ...bound], ring: submitted.rings }
}

/** A case with legs leaves as its first leg. */
async function submission(gateway: Gateway, draft: Case, actor: string, waits: boolean): Promise<Submitted> {
  const legs = legsOf(gateway.matters.get(draft.matter), draft)
  return legs ? toSubmittedWhole(gateway, draft, legs, actor) : toSubmitted(gateway, draft, actor, waits)
}

/** Submits a draft, or a case whose application the region refused as faulty and which was mended. */
export async function submitDraft(gateway: Gateway, no: string, clerk: Staff): Promise<Case> {
  const { answer, value } = await changeCase(
    gateway,
    () => gateway.store.cases.byNo(no),
    async (draft) => {
      if (draft.direction !== 'out' || draft.status !== 'DRAFT')
        throw new GatewayError('state-conflict', `办件 ${no} 不是草稿,不能再次报送`)
      requireRoute(gateway, draft)
      const waits = mustWait(await gateway.store.deliveries.ofCase(draft.id), 'apply')
      const { rings, ...next } = await submission(gateway, draft, `staff:${clerk.id}`, waits)
      return { ...next, answer: rings }
    },
  )
  await gateway.doorbell.ring(answer)
  return value
}

/** Changes a draft's form or materials; nothing is checked until it is submitted. */
export async function editDraft(
  gateway: Gateway,
  no: string,
  edit: { form?: JsonObject; materials?: readonly MaterialInput[]; mode?: string },
  clerk: Staff,
): Promise<Case> {
  const { value } = await changeCase(
    gateway,
    () => gateway.store.cases.byNo(no),
    async (draft) => {
      if (draft.status !== 'DRAFT') throw new GatewayError('state-conflict', `办件 ${no} 不是草稿,不能修改`)
      const matter = gateway.matters.get(draft.matter)
      const resolved = edit.materials
        ? await resolveMaterials(gateway, edit.materials, draft.id, `staff:${clerk.id}`)
        : null
      const form = edit.form && matter ? completeForm(matter, edit.form) : draft.form
      const event: EventFacts = {
        type: 'edited',
        status: 'DRAFT',
        at: gateway.clock.now(),
        actor: `staff:${clerk.id}`,
        data: {},
      }
      return {
        events: [event],
        value: { ...draft, form, materials: resolved?.materials ?? draft.materials, mode: edit.mode ?? draft.mode },
        statements: resolved?.bind(draft.id) ?? [],
        answer: null,
      }
    },
  )
  return value
}
