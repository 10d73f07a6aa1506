import type { Case } from '../../../core/case/case.ts'
import { newCaseStatements } from '../../../core/case/chain.ts'
import { mappingInput } from '../../../core/case/input.ts'
import { newDelivery } from '../../../core/case/new-delivery.ts'
import type { Fault } from '../../../core/fault.ts'
import type { Gateway, Region } from '../../../core/gateway.ts'
import { newId } from '../../../core/ids.ts'
import { isObject, type Json, type JsonObject, valueAt } from '../../../core/json.ts'
import type { GoldenPair } from '../../../core/mapping/golden-pair.ts'
import type { CaseMaterial } from '../../../core/matter.ts'
import { toNow } from './moved-times.ts'
import { withSampleFile } from './sample-file.ts'

/** A region's own sample of an application. */
export interface Sample {
  readonly matter: string
  readonly pair: GoldenPair
}

/** A case that lies ready to be sent. */
export interface Booked {
  readonly caseId: string
  readonly no: string
  readonly deliveryId: string
}

/** What the gateway writes into every message of its own, whatever the sample says. */
const WRITTEN = ['message', 'home', 'matter', 'memo']
const WRITTEN_OF_CASE = ['no', 'partnerNo', 'revision', 'mode', 'appliedAt', 'leg', 'localNo', 'coopNo']

/**
 * Books the sample as a new case of now: numbers of its own, times and dates moved to now (but for dates of birth), made-up files under the names of
 * the sample's, as long as `sizeOf` says. It is what the region's document shows and not what a window may send: intake's own checks are not asked.
 */
export async function bookCase(
  gateway: Gateway,
  region: Region,
  { matter, pair }: Sample,
  sizeOf: (material: CaseMaterial) => number | undefined = () => undefined,
): Promise<{ booked: Booked } | { faults: readonly Fault[] }> {
  const now = gateway.clock.now()
  const id = newId(gateway.clock, gateway.random)
  const sampled = Date.parse(String(valueAt(pair.input, 'case.appliedAt') ?? pair.message.at)) || now
  const [input, given] = toNow([pair.input, pair.materials as unknown as Json], now - sampled) as [JsonObject, Json[]]
  const materials = await Promise.all(
    (given as unknown as CaseMaterial[]).map((one) => withSampleFile(gateway, one, id, sizeOf(one))),
  )
  const mapping = region.mappings.get(matter)
  if (!mapping) throw new Error(`no mapping of ${matter}`)
  const message = { id: newId(gateway.clock, gateway.random), seq: 1 }
  const value: Case = {
    id,
    no: await gateway.nextCaseNo('out', now),
    direction: 'out',
    region: region.code,
    matter,
    mode: String(valueAt(pair.input, 'case.mode') ?? ''),
    status: 'QUEUED',
    seq: 0,
    form: formOf(input),
    materials,
    partnerNo: null,
    correlation: null,
    memo: {},
    mappingVersion: mapping.version,
    handler: null,
    clerkId: null,
    clerk: String(valueAt(pair.input, 'clerk.name') ?? '窗口示例'),
    messageSeq: message.seq,
    progressSeq: 0,
    orderNo: 1,
    parentId: null,
    bundleId: null,
    bundleKey: null,
    leg: typeof valueAt(pair.input, 'case.leg') === 'string' ? String(valueAt(pair.input, 'case.leg')) : null,
    createdAt: now,
    updatedAt: now,
  }
  const known = { matter, caseNo: value.no, caseCreatedAt: now }
  const named = { ...value, correlation: region.link.correlationOf(known) }
  const { tree, files, faults } = mapping.mapForm('apply', mappingInput(gateway, named, message), materials)
  if (faults.length > 0) return { faults }
  const made = newCaseStatements(gateway, named, [
    { type: 'submitted', status: 'QUEUED', at: now, actor: 'gateway', data: { delivery: message.id } },
  ])
  const delivery = newDelivery(made.value, { ...message, kind: 'apply', orderNo: 1 }, { tree, files }, now, false)
  await gateway.store.commit([...made.statements, ...delivery])
  return { booked: { caseId: id, no: named.no, deliveryId: message.id } }
}

function formOf(input: JsonObject): JsonObject {
  const ofCase = isObject(input['case']) ? without(input['case'], WRITTEN_OF_CASE) : {}
  return { ...without(input, WRITTEN), case: ofCase }
}

function without(group: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(group).filter(([name]) => !names.includes(name)))
}
