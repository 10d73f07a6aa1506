import type { Case } from '../case/case.ts'
import { mappingInput } from '../case/input.ts'
import type { Gateway, PayloadCodec } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Json, JsonObject } from '../json.ts'
import { listDifferences, type ValueDifference } from '../json-differences.ts'
import type { Mapping } from '../mapping/compile.ts'
import { tryForward } from '../mapping/try-mapping.ts'
import type { CaseMaterial } from '../matter.ts'
import type { MessageKind } from '../message.ts'
import { openCodec } from './bind-protocol.ts'
import { loadRegionVersion } from './load.ts'

/** What a draft would do otherwise with one real message. Values are shown as their first character and length: they are personal data. */
export interface ShadowResult {
  readonly caseNo: string
  readonly matter: string
  readonly kind: string
  readonly direction: 'out' | 'in'
  /** the first byte, from 1, at which the payloads part; null where they are the same, or where the message came in */
  readonly differsAtByte: number | null
  /** at the region's path (out) or ours (in), with the path on the other side that the rule connects it to */
  readonly changes: readonly (ValueDifference & { readonly other: string | null })[]
  /** faults that the draft finds and the version in force does not, and the other way round */
  readonly newFaults: readonly string[]
  readonly goneFaults: readonly string[]
}

interface Side {
  readonly mapping: Mapping
  readonly codec: PayloadCodec
}

/** Replays the last messages of a region against another version of its definition and tells what would differ. Nothing is sent and nothing is written. */
export async function shadowRun(
  gateway: Gateway,
  region: string,
  number: number,
  last: number,
): Promise<{ readonly compared: number; readonly differing: readonly ShadowResult[] }> {
  const draft = await loadRegionVersion(gateway.store, region, number, gateway.config)
  const current = gateway.regions.get(region)
  if (!draft || !current) throw new GatewayError('not-found', `${region} 没有可读的第 ${number} 版`)
  const codec = openCodec(draft, gateway.home, gateway.protocols)
  if (!codec.ok) throw new GatewayError('definition-invalid', '这一版的协议设置有问题', codec.faults)
  const sides = (matter: string): { inForce: Side; draft: Side } | null => {
    const [now, next] = [current.mappings.get(matter), draft.mappings.get(matter)]
    return now && next
      ? { inForce: { mapping: now, codec: current.link }, draft: { mapping: next, codec: codec.value } }
      : null
  }
  const results = [...(await outgoing(gateway, region, last, sides)), ...(await incoming(gateway, region, last, sides))]
  const differing = results.filter(
    ({ differsAtByte, changes, newFaults, goneFaults }) =>
      differsAtByte !== null || changes.length + newFaults.length + goneFaults.length > 0,
  )
  return { compared: results.length, differing }
}

type SidesOf = (matter: string) => { inForce: Side; draft: Side } | null

async function outgoing(gateway: Gateway, region: string, last: number, sidesOf: SidesOf): Promise<ShadowResult[]> {
  const deliveries = await gateway.store.deliveries.list({ region, limit: last })
  const results = await Promise.all(
    deliveries.map(async ({ id, caseId, kind, seq }): Promise<ShadowResult | null> => {
      if (kind !== 'apply' && kind !== 'supplement') return null
      const value = await gateway.store.cases.byId(caseId)
      const sides = value && sidesOf(value.matter)
      return value && sides ? compareOutgoing(gateway, value, kind, { id, seq }, sides) : null
    }),
  )
  return results.filter((result) => result !== null)
}

function compareOutgoing(
  gateway: Gateway,
  value: Case,
  kind: MessageKind,
  message: { id: string; seq: number },
  { inForce, draft }: { inForce: Side; draft: Side },
): ShadowResult {
  const input = mappingInput(gateway, value, message)
  const given = { input, materials: value.materials as readonly CaseMaterial[], memo: value.memo }
  const [before, after] = [inForce, draft].map(({ mapping, codec }) =>
    tryForward(mapping, codec, kind, given, value.updatedAt),
  ) as [ReturnType<typeof tryForward>, ReturnType<typeof tryForward>]
  return {
    ...about(value, kind, 'out'),
    differsAtByte: firstDifference(before.payload, after.payload),
    changes: masked(listDifferences(before.tree, after.tree), (path) => draft.mapping.canonicalPath(path)),
    ...faultChanges(before.faults, after.faults),
  }
}

async function incoming(gateway: Gateway, region: string, last: number, sidesOf: SidesOf): Promise<ShadowResult[]> {
  const entries = await gateway.store.inbox.latest(region, ['apply', 'progress'], last)
  const results = await Promise.all(
    entries.map(async ({ caseId, kind, tree }): Promise<ShadowResult | null> => {
      const value = await gateway.store.cases.byId(caseId)
      const sides = value && sidesOf(value.matter)
      if (!value || !sides) return null
      const [before, after] = [sides.inForce, sides.draft].map(({ mapping }) => readAs(mapping, kind, tree)) as [
        Read,
        Read,
      ]
      return {
        ...about(value, kind, 'in'),
        differsAtByte: null,
        changes: masked(listDifferences(before.values, after.values), (path) => sides.draft.mapping.treePath(path)),
        ...faultChanges(before.faults, after.faults),
      }
    }),
  )
  return results.filter((result) => result !== null)
}

interface Read {
  readonly values: JsonObject
  readonly faults: readonly { path: string; code: string }[]
}

function readAs(mapping: Mapping, kind: string, tree: JsonObject): Read {
  if (kind === 'progress') {
    const { progress, faults } = mapping.readProgress(tree)
    return { values: progress as unknown as JsonObject, faults }
  }
  const { form, materials, faults } = mapping.readForm(tree)
  return { values: { ...form, materials: materials as unknown as Json }, faults }
}

function about({ no, matter }: Case, kind: string, direction: 'out' | 'in') {
  return { caseNo: no, matter, kind, direction }
}

function faultChanges(before: Read['faults'], after: Read['faults']) {
  const words = (faults: Read['faults']) => faults.map(({ path, code }) => `${path} ${code}`)
  const [old, fresh] = [words(before), words(after)]
  return {
    newFaults: fresh.filter((word) => !old.includes(word)),
    goneFaults: old.filter((word) => !fresh.includes(word)),
  }
}

function firstDifference(before: Uint8Array, after: Uint8Array): number | null {
  const length = Math.max(before.length, after.length)
  for (let at = 0; at < length; at += 1) if (before[at] !== after[at]) return at + 1
  return null
}

function masked(
  changes: readonly ValueDifference[],
  otherOf: (path: string) => string | null,
): ShadowResult['changes'] {
  return changes.map(({ path, before, after }) => ({
    path,
    before: mask(before),
    after: mask(after),
    other: otherOf(path),
  }))
}

function mask(value: Json | undefined): Json | undefined {
  if (value === undefined) return undefined
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const shown = [...text]
  return `${shown[0] ?? ''}…(${shown.length} 字)`
}
