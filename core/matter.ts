import type { Status } from './case/status.ts'
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
  /** 31-digit implementation code of our own district for inbound cases (实施编码): body's USCC, level, basic code */
  readonly implementationCode: string
  /** business item code (业务办理项编码): basic code and two digits */
  readonly itemCode: string
  /** GB/T 39046 A.1 */
  readonly type: '01' | '07' | '10' | '20'
  /** why an element is not that of the national catalogue, where it is not */
  readonly differs?: Readonly<Partial<Record<CatalogueElement, string>>>
  /** 行使层级: 1 国家 2 省 3 市 4 县 */
  readonly level: '1' | '2' | '3' | '4'
  /** 实施主体 of our own district */
  readonly body: { readonly name: string; readonly uscc: string }
  readonly basis: readonly string[]
  readonly conditions: readonly string[]
  /** 办理流程, in order */
  readonly process: readonly { readonly step: string; readonly by: string; readonly note?: string }[]
  /** 特殊环节 and whether the clock runs on; an empty list says that there is none */
  readonly specialSteps: readonly { readonly name: string; readonly counted: boolean }[]
  /** CT_MODE codes that the matter can be handled in */
  readonly modes: readonly string[]
  /** 通办区域 in words */
  readonly area: string
  /** CT_APPLICANT_KIND codes of those who may apply */
  readonly applicants: readonly string[]
  /** `extension` is what the law lets the handling body add in complex cases */
  readonly limits: { readonly statutory: Limit; readonly promised: Limit; readonly extension?: Limit }
  readonly fee: {
    readonly charged: boolean
    readonly standard?: string
    readonly basis?: string
    readonly note: string
  }
  readonly result: {
    readonly name: string
    readonly kind: 'licence' | 'confirmation'
    readonly licenceTypeCode?: string
    /** where the sample of the result can be seen, or why there is none */
    readonly sample: string
    readonly delivery: readonly string[]
  }
  readonly contact: { readonly enquiry: string; readonly complaint: string; readonly remedy: string }
  /** 多地联办: the places that handle it in turn, each as a case of its own; without it the matter is one case also then */
  readonly legs?: readonly Leg[]
  readonly fields: readonly Field[]
  readonly materials: readonly MaterialRequirement[]
  /** paths that mean the same thing and must agree; intake fills one from the other. Written `[a, b]` where it always holds */
  readonly same: readonly SamePaths[]
  /** what holds between fields */
  readonly checks: readonly FormCheck[]
}

/** The four elements that every level must keep the same (四级四同). */
export type CatalogueElement = 'name' | 'basicCode' | 'type' | 'basis'

/** One place's turn in a matter that several handle jointly. */
export interface Leg {
  /** one word, unique in the matter; a region's rules read it as `case.leg` */
  readonly key: string
  readonly name: string
  /** a division or an address: its province handles the leg */
  readonly at: string
  /** the leg is left out where this does not hold when its turn comes */
  readonly when?: Condition
  /** the next leg may begin when the case of this one is at one of these … */
  readonly until: readonly Status[]
  /** … and the form holds these, which the handling place fills in */
  readonly gives?: readonly string[]
  /** put into the form before the leg begins: path, and the path it is taken from */
  readonly sets?: Readonly<Record<string, string>>
  readonly limits?: { readonly statutory: Limit; readonly promised: Limit }
}

/** Two paths that mean the same thing, always or under a condition. */
export interface SamePaths {
  readonly paths: readonly [string, string]
  readonly when?: Condition
}

/**
 * A rule between fields, by the name of its function in `core/form/checks/`; it is skipped while a field it reads is blank.
 * Where `path` goes through a list the rule is run for each element, and every other path through that list means the same element.
 */
export interface FormCheck {
  readonly rule: string
  /** the field that bears the fault */
  readonly path: string
  readonly others?: readonly string[]
  readonly value?: string | number | boolean | readonly string[]
  readonly min?: number
  readonly max?: number
  readonly when?: Condition
  /** only elements for which this holds count */
  readonly where?: Condition
  /** blocks nothing: the clerk is told to look twice */
  readonly warn?: true
  /** a sentence of the matter's own in place of the rule's */
  readonly message?: string
  readonly fix?: string
}

/**
 * One field of the canonical form. `address` is `{ division, detail, full? }`, `division` a code of 6 digits (of 12 where `max` is 12), `expiry` a date or 长期, `month` is `yyyyMM`.
 * `list` is a list of `min` to `max` elements; what an element holds are the fields whose paths go through it (`shareholders[].name`), or the field
 * `policies[]` where an element is one value. Within an element, conditions and rules that name paths through the same list mean the same element.
 */
export interface Field {
  readonly path: string
  readonly label: string
  readonly type:
    | 'text'
    | 'integer'
    | 'decimal'
    | 'date'
    | 'month'
    | 'datetime'
    | 'expiry'
    | 'code'
    | 'boolean'
    | 'address'
    | 'division'
    | 'list'
  /** most code points of a text, greatest value of a number, digits of a division, most elements of a list */
  readonly max?: number
  /** fewest code points of a text, least value of a number, fewest elements of a list */
  readonly min?: number
  /** most decimal places of a decimal */
  readonly decimals?: number
  /** the only value there is; intake fills it in */
  readonly constant?: string
  readonly table?: string
  /** named rules of `core/form/rules.ts`, each with what it needs: text with a dot or brackets is the path of a field, anything else the value itself */
  readonly rules?: readonly ({ readonly rule: string } & Readonly<Record<string, string | number>>)[]
  readonly required?: true | Condition
  /** may be filled only then */
  readonly when?: Condition
  readonly help?: string
  readonly sensitive?: boolean
  /** what intake puts in before anybody types: the home's division, the day of Beijing, the division that handles the case (its first six digits), or this value; a window may change it */
  readonly suggest?: 'home' | 'today' | 'handling' | (string & {})
  /** who fills it in, where the window does not: the gateway itself, or the region that handles the case, whose answer brings it */
  readonly by?: 'system' | 'region'
}

/**
 * A material the matter needs; `slot` names it (`MT001`, `MT001.agent`), `parts` are the pieces it may be split into (`front`, `back`).
 * `each` names a list or a number instead: then it may be given in pieces `1`, `2`, …, one for each element. Either way one whole will do.
 */
export interface MaterialRequirement {
  readonly slot: string
  readonly name: string
  /** 来源: who makes it out */
  readonly source: string
  readonly copies: number
  /** 可容缺: may follow later */
  readonly deferrable: boolean
  readonly help?: string
  readonly form: '1' | '2' | '3' | '4'
  readonly formats: readonly ('pdf' | 'jpg' | 'png' | 'ofd')[]
  readonly maxBytes: number
  readonly required?: true | Condition
  readonly when?: Condition
  /** one of these slots in place of this one, never both */
  readonly insteadOf?: readonly string[]
  /** E e-licence, D data check, P earlier case (CT_EXEMPT) */
  readonly exempt: readonly ('E' | 'D' | 'P')[]
  readonly parts?: readonly string[]
  readonly each?: string
  /** with `each`: the member that tells whose piece it is; who is in the list twice needs one piece */
  readonly per?: string
  /** then the original must travel by post */
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
    /** of a licence: the last day on which it is good, or 长期 */
    readonly validTo?: string
    /** of a licence: whose it is, by the number of their document */
    readonly holderCode?: string
    /** the earlier case of ours in which the material was found right */
    readonly caseNo?: string
  }
  /** goes by post, no file */
  readonly posted?: boolean
}
