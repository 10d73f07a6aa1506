import type { Condition } from '../../core/condition.ts'
import type { Ask } from '../../core/mapping/overlay.ts'
import type { Difference } from '../../core/mapping/region-guide.ts'
import type { MaterialRule } from '../../core/mapping/rule.ts'
import type { Field, Matter } from '../../core/matter.ts'

export interface Option {
  readonly code: string
  readonly label: string
}

/** A field as it is served: with its codes. */
export type ServedField = Field & { readonly options?: readonly Option[] }

/** A matter as it is served for a region. */
export interface ServedMatter extends Omit<Matter, 'fields'> {
  readonly fields: readonly ServedField[]
  readonly region?: {
    readonly code: string
    readonly name: string
    /** names the text of the region's rules for the matter */
    readonly version: string
    readonly agreement: {
      readonly modes: readonly string[]
      readonly note?: string
      readonly directions: readonly string[]
    } | null
    readonly asks: readonly (Ask & { readonly when?: Condition })[]
    readonly materials: readonly MaterialRule[]
    readonly differences: readonly Difference[]
  }
}
