import type { Condition } from './condition.ts'

/** A limit with its unit: G working days, Z natural days, H hours, M minutes (CT_LIMIT_UNIT). */
export interface Limit {
  readonly value: number
  readonly unit: 'G' | 'Z' | 'H' | 'M'
}

/**
 * What can be applied for, independent of any partner: `config/matters/<id>.yaml`, one file a matter. Paths are those of the canonical form.
 * The elements are those of a published matter standard; a file that lacks one is refused at load.
 */
export interface Matter {
  readonly id: string
  readonly name: string
  /** 12-digit national basic code (基本编码) */
  readonly basicCode: string
  /** 31-digit implementation code of our own district for inbound cases (实施编码) */
  readonly implementationCode: string
  /** GB/T 39046 A.1 */
  readonly type: '01' | '07' | '10' | '20'
  readonly basis: readonly string[]
  readonly conditions: readonly string[]
  /** CT_MODE codes that the matter can be handled in */
  readonly modes: readonly string[]
  readonly applicants: readonly string[]
  readonly limits: { readonly statutory: Limit; readonly promised: Limit }
  readonly fee: { readonly charged: boolean; readonly note: string }
  readonly result: {
    readonly name: string
    readonly kind: 'licence' | 'confirmation'
    readonly licenceTypeCode?: string
    readonly delivery: readonly string[]
  }
  readonly contact: { readonly enquiry: string; readonly complaint: string; readonly remedy: string }
  readonly fields: readonly Field[]
  readonly materials: readonly MaterialRequirement[]
  /** paths that mean the same thing and must agree; intake fills one from the other */
  readonly same: readonly (readonly [string, string])[]
}

/** One field of the canonical form. `address` is `{ division, detail, full }`, `division` a 6 or 12 digit code, `expiry` a date or 长期. */
export interface Field {
  readonly path: string
  readonly label: string
  readonly type:
    | 'text'
    | 'integer'
    | 'decimal'
    | 'date'
    | 'datetime'
    | 'expiry'
    | 'code'
    | 'boolean'
    | 'address'
    | 'division'
  /** most code points a text may have */
  readonly max?: number
  readonly min?: number
  readonly table?: string
  /** name of a rule in `core/form/rules.ts` */
  readonly rule?: string
  /** what the rule needs, e.g. the path that holds the id type */
  readonly with?: Readonly<Record<string, string | number>>
  readonly required?: true | Condition
  /** may be filled only then */
  readonly when?: Condition
  readonly help?: string
  readonly sensitive?: boolean
}

/** A material the matter needs; `slot` names it (`MT001`, `MT001.agent`), `parts` are the pieces it may be split into (`front`, `back`). */
export interface MaterialRequirement {
  readonly slot: string
  readonly name: string
  readonly form: '1' | '2' | '3' | '4'
  readonly formats: readonly ('pdf' | 'jpg' | 'png' | 'ofd')[]
  readonly maxBytes: number
  readonly required?: true | Condition
  readonly when?: Condition
  /** one of these slots in place of this one */
  readonly insteadOf?: readonly string[]
  /** E e-licence, D data check, P earlier case (CT_EXEMPT) */
  readonly exempt: readonly ('E' | 'D' | 'P')[]
  readonly parts?: readonly string[]
  /** the original must travel by post in mode 2 */
  readonly original?: Condition
}

/** A material of a case: a stored file, or the reason why none is needed. `part` is set where the piece is one of several. */
export interface CaseMaterial {
  readonly slot: string
  readonly part?: string
  readonly form: '1' | '2' | '3' | '4'
  readonly copies: number
  /** the clerk compared it with the original */
  readonly originalSeen: boolean
  readonly file?: {
    readonly id: string
    readonly sha256: string
    readonly name: string
    readonly mediaType: string
    readonly sizeBytes: number
  }
  readonly exempt?: {
    readonly kind: 'E' | 'D' | 'P'
    readonly licenceId?: string
    readonly source?: string
    readonly at?: string
  }
  /** goes by post, no file */
  readonly posted?: boolean
}
