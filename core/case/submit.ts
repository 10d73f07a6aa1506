import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { completeForm } from '../form/complete-form.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { newId } from '../ids.ts'
import { canonicalJson, type JsonObject } from '../json.ts'
import type { Statement } from '../store/driver.ts'
import { KeyTaken } from '../store/driver.ts'
import { insertIdempotencyKey, type Staff } from '../store/operations.ts'
import type { Case } from './case.ts'
import { checkAndMap, requireRoute } from './check.ts'
import { changeCase, newCaseStatements } from './commit.ts'
import { firstDifferences } from './differences.ts'
import type { EventFacts } from './event.ts'
import { type MaterialInput, resolveMaterials } from './files.ts'
import { mustWait, newDelivery } from './new-delivery.ts'

/** What a window sends for a new case. */
export interface NewCase {
  readonly region: string
  readonly matter: string
  readonly mode: string
  readonly form: JsonObject
  readonly materials: readonly MaterialInput[]
  /** false keeps it as a draft: nothing is checked, nothing leaves */
  readonly submit: boolean
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
  const scopedKey = `${clerk.id}:${key}`
  const earlier = await gateway.store.operations.idempotencyKey(scopedKey)
  if (earlier) return { value: await repeatOf(gateway, earlier, digest, request), repeated: true }
  const { value, statements, ring } = await prepareNewCase(gateway, request, clerk)
  const now = value.createdAt
  try {
    await gateway.store.commit([
      ...statements,
      insertIdempotencyKey({ key: scopedKey, digest, body, caseId: value.id, createdAt: now }),
    ])
  } catch (error) {
    const winner = error instanceof KeyTaken ? await gateway.store.operations.idempotencyKey(scopedKey) : null
    if (!winner) throw error
    return { value: await repeatOf(gateway, winner, digest, request), repeated: true }
  }
  if (ring.length > 0) await gateway.doorbell.ring(ring)
  return { value, repeated: false }
}

async function repeatOf(
  gateway: Gateway,
  earlier: { digest: string; body: string; caseId: string },
  digest: string,
  request: NewCase,
): Promise<Case> {
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

async function prepareNewCase(
  gateway: Gateway,
  request: NewCase,
  clerk: Staff,
): Promise<{ value: Case; statements: Statement[]; ring: string[] }> {
  const { matter, region } = requireRoute(gateway, { ...request, direction: 'out' })
  const now = gateway.clock.now()
  const actor = `staff:${clerk.id}`
  const resolved = await resolveMaterials(gateway, request.materials, null, actor)
  const draft: Case = {
    id: newId(gateway.clock, gateway.random),
    no: await gateway.nextCaseNo('out', now),
    direction: 'out',
    region: region.code,
    matter: matter.id,
    mode: request.mode,
    status: 'DRAFT',
    seq: 0,
    form: completeForm(matter, request.form),
    materials: resolved.materials,
    partnerNo: null,
    correlation: null,
    memo: {},
    mappingVersion: region.mappings.get(matter.id)?.version ?? '',
    handler: null,
    clerk: clerk.name,
    messageSeq: 0,
    progressSeq: 0,
    orderNo: 0,
    createdAt: now,
    updatedAt: now,
  }
  const bound = resolved.bind(draft.id)
  if (!request.submit) {
    const { value, statements } = newCaseStatements(draft, [
      { type: 'drafted', status: 'DRAFT', at: now, actor, data: {} },
    ])
    return { value, statements: [...statements, ...bound], ring: [] }
  }
  const submitted = toSubmitted(gateway, draft, actor, false)
  const { value, statements } = newCaseStatements(submitted.value, [submitted.event])
  return { value, statements: [...statements, submitted.statement, ...bound], ring: [submitted.deliveryId] }
}

/** The case as submitted, with the event and the outbox row that make it so; throws every fault at once where it may not leave. */
function toSubmitted(gateway: Gateway, draft: Case, actor: string, waits: boolean) {
  const now = gateway.clock.now()
  const message = { id: newId(gateway.clock, gateway.random), seq: draft.messageSeq + 1 }
  const mapping = gateway.regions.get(draft.region)?.mappings.get(draft.matter)
  if (!mapping) throw new GatewayError('region-unknown', `地区 ${draft.region} 没有事项 ${draft.matter} 的映射`)
  const about = { matter: draft.matter, caseNo: draft.no, caseCreatedAt: draft.createdAt }
  const value: Case = {
    ...draft,
    correlation: draft.correlation ?? gateway.regions.get(draft.region)?.link.correlationOf(about) ?? null,
    status: 'QUEUED',
    mappingVersion: mapping.version,
    messageSeq: message.seq,
    orderNo: draft.orderNo + 1,
  }
  const { faults, mapped } = checkAndMap(gateway, mapping, value, 'apply', message)
  if (faults.length > 0) throw new GatewayError('form-invalid', `共 ${faults.length} 处问题,改正后才能报送`, faults)
  const delivery = newDelivery(
    value,
    { ...message, kind: 'apply', orderNo: value.orderNo },
    { tree: mapped.tree, files: mapped.files },
    now,
    waits,
  )
  const event: EventFacts = {
    type: 'submitted',
    status: 'QUEUED',
    at: now,
    actor,
    data: {
      delivery: message.id,
      mappingVersion: mapping.version,
      formSha256: bytesToHex(sha256(utf8ToBytes(canonicalJson(value.form)))),
      files: mapped.files.map((file) => file.sha256),
    },
  }
  return { value, event, statement: delivery.statement, deliveryId: message.id }
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
      const { value: next, event, statement, deliveryId } = toSubmitted(gateway, draft, `staff:${clerk.id}`, waits)
      return { events: [event], value: next, statements: [statement], answer: deliveryId }
    },
  )
  await gateway.doorbell.ring([answer])
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
