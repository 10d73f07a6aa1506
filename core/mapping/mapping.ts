import type { Fault } from '../fault.ts'
import type { JsonObject } from '../json.ts'
import type { CaseMaterial } from '../matter.ts'
import type { FileRef, MessageKind } from '../message.ts'
import type { Progress } from '../progress.ts'
import type { LossEntry } from './loss.ts'
import type { Ask } from './overlay.ts'
import type { MappingSet } from './rule.ts'

export type { LossEntry } from './loss.ts'
export type { Ask } from './overlay.ts'

/** A message in the region's form, what was lost on the way, and why it may not go. */
export interface Mapped {
  readonly tree: JsonObject
  readonly files: readonly FileRef[]
  /** empty unless a report was asked for */
  readonly loss: readonly LossEntry[]
  /** at canonical paths */
  readonly faults: readonly Fault[]
}

/** A material as a region sent it; its file is named by the region's reference. */
export type ReadMaterial = Omit<CaseMaterial, 'file'> & {
  readonly file?: {
    readonly ref?: string
    /** where it may be fetched, and its SHA-256 in hex, where the message says so */
    readonly at?: string
    readonly sha256?: string
    readonly name: string
    readonly mediaType?: string
    readonly sizeBytes?: number
  }
}

/** A region's form read back. */
export interface ReadForm {
  readonly form: JsonObject
  /** `case`, `clerk`, `message`, `supplement` … as the message had them */
  readonly context: JsonObject
  readonly materials: readonly ReadMaterial[]
  /** what could not be read exactly; L3 where a person must supply it */
  readonly loss: readonly LossEntry[]
  /** at the region's paths */
  readonly faults: readonly Fault[]
}

/** A region's progress message read back. */
export interface ReadProgress {
  readonly progress: Progress
  /** the event's number in the case, null where the message has none */
  readonly seq: number | null
  /** a status word that we do not know is noted here, under `status` */
  readonly loss: readonly LossEntry[]
  /** at the region's paths */
  readonly faults: readonly Fault[]
}

/** The rules of one region for one matter, ready to run both ways. */
export interface Mapping {
  readonly region: string
  readonly matter: string
  readonly version: string
  readonly set: MappingSet
  /** A report costs about a third more time; without one `loss` is empty. */
  mapForm(
    kind: Exclude<MessageKind, 'progress'>,
    input: JsonObject,
    materials: readonly CaseMaterial[],
    options?: { report?: boolean },
  ): Mapped
  readForm(tree: JsonObject): ReadForm
  mapProgress(input: JsonObject, options?: { report?: boolean }): Mapped
  /** A word we do not know gives status UNKNOWN, never a throw; `form` is that of the case, for paths into lists that the region counts otherwise. */
  readProgress(tree: JsonObject, form?: JsonObject): ReadProgress
  /** Our path of a field by the region's, null where no rule knows it; with the message at hand also of a line of its material list. */
  canonicalPath(treePath: string, tree?: JsonObject): string | null
  /** The region's path of a field by ours, null where it has none; of a material its line in the message at hand, or the list. */
  treePath(canonicalPath: string, tree?: JsonObject): string | null
  /** Whether a message that came belongs to this matter. */
  carriesMatter(matterCode: string | null, tree: JsonObject): boolean
  /** What the region asks beyond the canonical form. */
  overlay(): readonly Ask[]
  /** Every canonical path that may be sent; nothing else ever is. */
  fields(): readonly string[]
}
