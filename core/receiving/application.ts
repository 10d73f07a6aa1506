import type { Case } from '../case/case.ts'
import { newCaseStatements } from '../case/chain.ts'
import { firstDifferences } from '../case/differences.ts'
import type { EventFacts } from '../case/event.ts'
import type { Fault } from '../fault.ts'
import { checkForm } from '../form/check-form.ts'
import { completeForm } from '../form/complete-form.ts'
import { fieldAt } from '../form/form-walk.ts'
import type { Gateway, Region } from '../gateway.ts'
import { assign } from '../handling/assign.ts'
import { newId } from '../ids.ts'
import type { Json, JsonObject } from '../json.ts'
import type { Mapping } from '../mapping/compile.ts'
import type { Matter } from '../matter.ts'
import type { InboundMessage, InboundOutcome } from '../message.ts'
import { insertFile } from '../store/files.ts'
import { toDate } from '../time.ts'
import { withoutExcused } from './excused.ts'
import { rememberMessage } from './remember.ts'
import { takeFiles } from './take-files.ts'
import { pathsToSupply, withoutSupplied } from './to-supply.ts'
import { toTreeFaults } from './tree-faults.ts'

/** A region's application: verified, deduplicated, mapped back, checked, given to a handler at random, all in one batch. */
export async function receiveApplication(
  gateway: Gateway,
  region: Region,
  message: InboundMessage,
): Promise<InboundOutcome> {
  const again = await sameAsBefore(gateway, region, message)
  if (again) return again
  if (message.correlation !== null && (await gateway.store.cases.byCorrelation(region.code, message.correlation)))
    return { outcome: 'conflict', of: 'message', differences: [{ path: 'correlation' }] }
  const route = findRoute(gateway, region, message)
  if ('outcome' in route) return route
  const { matter, mapping } = route
  const read = mapping.readForm(message.tree)
  if (read.faults.length > 0) return { outcome: 'invalid', faults: read.faults }
  const caseId = newId(gateway.clock, gateway.random)
  const taken = await takeFiles(gateway, region, message, read.materials, caseId)
  const form = completeForm(matter, withContext(matter, read.form, read.context))
  const mode = String((form['case'] as JsonObject | undefined)?.['mode'] ?? '')
  const toSupply = pathsToSupply(read)
  const found = checkInbound(gateway, matter, form, taken.materials, mode)
  const faults = withoutSupplied([...taken.faults, ...withoutExcused(found, mapping, message)], toSupply)
  if (faults.length > 0) return { outcome: 'invalid', faults: toTreeFaults(mapping, matter, faults, message.tree) }
  if (!region.agreement.matters[matter.id]?.modes.includes(mode)) {
    return { outcome: 'not-allowed', code: 'mode-closed', message: `“${matter.name}”不支持这种办理方式` }
  }
  return register(gateway, region, message, { caseId, matter, mapping, form, mode, taken, toSupply })
}

/** The answer of an application that came before, under its key or its twin; null for a new one. */
async function sameAsBefore(gateway: Gateway, region: Region, message: InboundMessage): Promise<InboundOutcome | null> {
  const names = [
    { of: 'message' as const, ...message },
    ...(message.twin ? [{ of: 'twin' as const, ...message.twin }] : []),
  ]
  for (const { of, key, digest, tree } of names) {
    const earlier = await gateway.store.inbox.find(region.code, key)
    if (!earlier) continue
    if (earlier.digest !== digest)
      return { outcome: 'conflict', of, differences: firstDifferences(earlier.tree, tree).map((path) => ({ path })) }
    return { ...(earlier.outcome as unknown as Extract<InboundOutcome, { outcome: 'registered' }>), duplicate: true }
  }
  return null
}

function findRoute(
  gateway: Gateway,
  region: Region,
  message: InboundMessage,
): { matter: Matter; mapping: Mapping } | InboundOutcome {
  const mapping = [...region.mappings.values()].find((candidate) =>
    candidate.carriesMatter(message.matterCode, message.tree),
  )
  const matter = mapping && gateway.matters.get(mapping.matter)
  if (!mapping || !matter)
    return { outcome: 'not-allowed', code: 'matter-unknown', message: '没有这个事项,或事项编码不符' }
  const suspended = region.agreement.suspended ?? region.agreement.matters[matter.id]?.suspended
  if (suspended !== undefined) return { outcome: 'not-allowed', code: 'direction-closed', message: suspended }
  const today = toDate(gateway.clock.now())
  if (!region.agreement.matters[matter.id]?.directions.includes('in'))
    return { outcome: 'not-allowed', code: 'direction-closed', message: '协议不包括这个方向' }
  if (today < region.agreement.from || today > region.agreement.until)
    return { outcome: 'not-allowed', code: 'agreement-expired', message: '协议已到期' }
  return { matter, mapping }
}

/** What the message says of the case, and of whoever collected it where the matter asks that. */
function withContext(matter: Matter, form: JsonObject, context: JsonObject): JsonObject {
  const clerk = Object.entries((context['clerk'] ?? {}) as JsonObject).filter(([name]) =>
    fieldAt(matter, `clerk.${name}`),
  )
  return {
    ...form,
    case: {
      ...((context['case'] as JsonObject | undefined) ?? {}),
      ...((form['case'] as JsonObject | undefined) ?? {}),
    },
    ...(clerk.length > 0 ? { clerk: Object.fromEntries(clerk) } : {}),
  }
}

/** The region's own additions arrive as `extra.*`; they are its business and not checked against our form. */
function checkInbound(
  gateway: Gateway,
  matter: Matter,
  form: JsonObject,
  materials: Parameters<typeof checkForm>[0]['materials'],
  mode: string,
): Fault[] {
  return checkForm({
    matter,
    codes: gateway.codes,
    form,
    materials,
    mode,
    today: toDate(gateway.clock.now()),
    from: 'region',
  })
}

interface Registration {
  readonly caseId: string
  readonly matter: Matter
  readonly mapping: Mapping
  readonly form: JsonObject
  readonly mode: string
  readonly taken: Awaited<ReturnType<typeof takeFiles>>
  /** canonical paths that a person of ours must fill in */
  readonly toSupply: readonly string[]
}

async function register(
  gateway: Gateway,
  region: Region,
  message: InboundMessage,
  made: Registration,
): Promise<InboundOutcome> {
  const { store, clock } = gateway
  const now = clock.now()
  const draw = await assign(gateway, made.matter.id)
  const { ['case']: _, ...form } = made.form
  const draft: Case = {
    id: made.caseId,
    no: await gateway.nextCaseNo('in', now),
    direction: 'in',
    region: region.code,
    matter: made.matter.id,
    mode: made.mode,
    status: 'DELIVERED',
    seq: 0,
    form: { ...form, case: made.form['case'] as Json },
    materials: made.taken.materials,
    partnerNo: message.partnerCaseNo,
    correlation: message.correlation,
    memo: { ...message.memo, lastTree: message.tree },
    mappingVersion: made.mapping.version,
    handler: draw?.chosen ?? null,
    clerk: null,
    clerkId: null,
    messageSeq: 1,
    progressSeq: 0,
    orderNo: made.taken.deliveries.length,
    parentId: null,
    leg: null,
    bundleId: null,
    bundleKey: null,
    createdAt: now,
    updatedAt: now,
  }
  const actor = `region:${region.code}`
  const events: EventFacts[] = [
    {
      type: 'received',
      status: 'DELIVERED',
      at: now,
      actor,
      data: {
        message: message.key,
        digest: message.digest,
        mappingVersion: made.mapping.version,
        files: made.taken.files.map((file) => file.sha256),
        ...(made.toSupply.length > 0 ? { toSupply: [...made.toSupply] } : {}),
      },
    },
    { type: 'assigned', status: 'DELIVERED', at: now, actor: 'gateway', data: draw ? { draw } : { nobody: true } },
  ]
  const outcome: Extract<InboundOutcome, { outcome: 'registered' }> = {
    outcome: 'registered',
    caseNo: draft.no,
    at: now,
    duplicate: false,
    promise: made.matter.limits.promised,
    files: made.taken.files.map((file) => file.id),
    revision: 1,
  }
  const { statements } = newCaseStatements(gateway, draft, events)
  await store.commit([
    ...rememberMessage(gateway, region, message, outcome, { caseId: made.caseId, seq: 1, state: 'done' }),
    ...statements,
    ...made.taken.files.map(insertFile),
    ...made.taken.bound,
    ...made.taken.deliveries.flat(),
  ])
  await gateway.doorbell.ring([])
  return outcome
}
