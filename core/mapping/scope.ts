import type { Codes } from '../form/codes.ts'
import type { Json, JsonObject } from '../json.ts'
import type { FileRef } from '../message.ts'
import type { LookupTable } from './lookup-table.ts'
import type { Meant } from './spread-paths.ts'

/** What is fixed for a whole mapping set. */
export interface Setting {
  readonly region: string
  readonly codes: Codes
  readonly tables: ReadonlyMap<string, LookupTable>
  /** our field's path ↔ the region's path for it */
  readonly paths: PathIndex
  /** our material ↔ the region's code */
  readonly materials: MaterialIndex
  readonly constants: JsonObject
  /** the characters of a text that the region's charset cannot carry; null where it carries all */
  readonly uncarried: ((text: string) => string[]) | null
}

export interface PathIndex {
  /** `meant` is the message that the path is of, where a place in it is not the same on both sides */
  toTree(canonicalPath: string, meant?: Meant): string | null
  toCanonical(treePath: string, meant?: Meant): string | null
  /** by the last name of the region's path; null where no field bears it */
  byName(name: string): string | null
}

export interface MaterialIndex {
  toCode(slot: string, part: string | undefined): string | null
  toName(slot: string, part: string | undefined): string | null
  /** by the region's own code */
  nameOf(code: string): string | null
  /** several rules may share one code, one for each part: `nth` counts from 0 */
  toSlot(code: string, nth?: number): { slot: string; part?: string } | null
}

/** What one run over the rules works on. In a list, `values` and `tree` are those of one element. */
export interface Scope {
  readonly setting: Setting
  readonly values: JsonObject
  readonly root: JsonObject
  readonly tree: JsonObject
  readonly counts: { readonly files: number; readonly materials: number; readonly kinds: number }
  readonly files: FileRef[]
  /** the form that a progress message speaks of, where it is read and known */
  readonly about: JsonObject | null
}

/** A value that cannot be carried; becomes a fault at the rule's path. The sentence continues the field's name. */
export class Problem {
  readonly code: string
  readonly message: string
  readonly fix: string
  constructor(code: string, message: string, fix: string) {
    this.code = code
    this.message = message
    this.fix = fix
  }
}

/** A value read back with something to say about it; without a value nothing is put. */
export class Noted {
  readonly value: Json | undefined
  readonly loss: LossClass
  readonly note: string
  constructor(value: Json | undefined, loss: LossClass, note: string) {
    this.value = value
    this.loss = loss
    this.note = note
  }
}

export type Carried = Json | undefined | Problem

/** L0 exact, L1 reversible with an annotation, L2 lossy with a declared default, L3 staff must supply it. */
export type LossClass = 'L0' | 'L1' | 'L2' | 'L3'

/** One operation with its arguments already in it. */
export interface Operator {
  readonly loss: LossClass
  /** the region's value may be a group or a list; without it `backward` sees plain values alone */
  readonly takesGroups?: true
  /** every source goes into the region's value, not the first that is filled */
  readonly carriesAll?: true
  /** `forward` gives the value as it is */
  readonly copies?: true
  /** the class for this very value, where it depends on it */
  lossOf?(value: Json, carried: Json, scope: Scope): LossClass
  forward(value: Json | undefined, scope: Scope): Carried
  /** Null where there is no way back: the rule is skipped. May write siblings into `out` by itself and return undefined. */
  readonly backward: ((value: Json, scope: Scope, out: JsonObject, path: string) => Carried | Noted) | null
}

/** What an argument of an operation may be; the sentence is for the author of the rule. */
export interface ArgumentCheck {
  readonly ok: (value: Json) => boolean
  readonly want: string
}

/** An operation as rules name it: the arguments it takes, those it cannot do without, and how it is made from them. */
export interface Operation {
  readonly args: Readonly<Record<string, ArgumentCheck>>
  readonly needs: readonly string[]
  /** false where the rule has no source of its own */
  readonly source: boolean
  make(args: Readonly<Record<string, Json>>, from: string): Operator
}
