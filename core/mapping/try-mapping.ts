import { fillFileSlots } from '../file-slots.ts'
import type { PayloadCodec } from '../gateway.ts'
import { type JsonObject, valueAt } from '../json.ts'
import type { CaseMaterial } from '../matter.ts'
import type { FileSlot, MessageKind } from '../message.ts'
import type { LossEntry, Mapped, Mapping, ReadForm, ReadProgress } from './mapping.ts'

/** A message written out without being sent. */
export interface Tried extends Pick<Mapped, 'tree' | 'faults' | 'loss'> {
  readonly payload: Uint8Array
}

/** What a form would go out as: its bytes and what is lost on the way. Where a file goes, `resolve` says what stands; by default its name in brackets. */
export function tryForward(
  mapping: Mapping,
  codec: PayloadCodec,
  kind: MessageKind,
  given: { readonly input: JsonObject; readonly materials: readonly CaseMaterial[]; readonly memo?: JsonObject },
  atMs: number,
  resolve: (slot: FileSlot) => string = ({ $file, as }) => `(${as}:${$file.name})`,
): Tried {
  const { input, materials, memo = {} } = given
  const report = { report: true }
  const mapped =
    kind === 'progress' ? mapping.mapProgress(input, report) : mapping.mapForm(kind, input, materials, report)
  const tree = fillFileSlots(mapped.tree, resolve)
  const text = (path: string) => String(valueAt(input, path) ?? '')
  const payload = codec.encode({
    id: text('message.id'),
    kind,
    matter: mapping.matter,
    caseNo: text('case.no'),
    partnerCaseNo: text('case.partnerNo') || null,
    seq: Number(valueAt(input, 'message.seq') ?? 1),
    caseCreatedAt: Date.parse(text('case.appliedAt')) || atMs,
    tree,
    memo,
    at: atMs,
  })
  return { tree, payload, faults: mapped.faults, loss: mapped.loss }
}

/** What a region's payload reads as. */
export function tryBack(
  mapping: Mapping,
  codec: PayloadCodec,
  kind: MessageKind,
  payload: Uint8Array,
): ReadForm | ReadProgress | { readonly faults: readonly { path: string; message: string; fix?: string }[] } {
  const decoded = codec.decode(payload, kind, mapping.matter)
  if (!decoded.ok) return { faults: decoded.faults }
  return kind === 'progress' ? mapping.readProgress(decoded.value) : mapping.readForm(decoded.value)
}

/** Entries that somebody should look at: a mandatory target filled by something that is no data, a value cut or left behind without a reason. */
export function alarming(loss: readonly LossEntry[]): LossEntry[] {
  return loss.filter(
    ({ kind, filler, note }) => filler === true || kind === 'truncated' || (kind === 'dropped' && note === undefined),
  )
}
