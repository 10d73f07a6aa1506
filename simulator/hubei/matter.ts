import type { MatterCode } from '../contract.ts'
import type { ListRule } from './check-lists.ts'
import type { Relations } from './check-record.ts'
import type { FieldRule } from './field-rules.ts'
import type { MaterialRule } from './materials.ts'
import type { Fields, WireError } from './package.ts'

/** What is issued at the end, and whose it is by the fields of the form. */
export interface LicenceRule {
  readonly typeCode: string
  readonly name: string
  readonly number: (form: Fields, serial: string) => string
  readonly holder: string
  readonly holderCode: (form: Fields, serial: string) => string
}

/** A matter as §4.1 describes it, with its form and its materials. */
export interface Matter {
  readonly code: MatterCode
  readonly title: string
  readonly category: string
  readonly basicCode: string
  readonly taskCode: string
  readonly applyOperation: string
  readonly feedbackOperation: string
  readonly applySid: string
  readonly feedbackSid: string
  readonly modes: readonly string[]
  /** legal and promised days, and what they count (SXDW) */
  readonly days: readonly [legal: string, promised: string, unit: '1' | '2']
  readonly office: { readonly code: string; readonly name: string; readonly sign: string }
  readonly licence: LicenceRule | null
  readonly form: readonly FieldRule[]
  readonly relations: Relations
  readonly lists: readonly ListRule[]
  readonly materials: readonly MaterialRule[]
  /** what a feedback 11 says beside the fields of every feedback: its fields, and what we say in them */
  readonly returns: { readonly rules: readonly FieldRule[]; readonly values: Readonly<Record<string, string>> }
  /** what a correction finds wanting, what it passes, and which material */
  readonly flagged: {
    readonly field: string
    readonly reason: string
    readonly passed: string
    readonly material: string
  }
  /** what is refused where every message is */
  readonly rejected: WireError
  /** the field that a wrong check digit is put in */
  readonly spoilt: string
}
