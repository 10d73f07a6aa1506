import type { Condition } from '../condition.ts'
import type { Field } from '../matter.ts'

/**
 * What people come for when they come for several matters at once (一件事): `config/themes/<id>.yaml`, one file a theme. The questions of all its
 * matters are asked once, under one set of paths: a matter's own path, unless the theme gives it another.
 */
export interface Theme {
  readonly id: string
  readonly name: string
  /** for whom it is and what comes of it, one sentence */
  readonly summary: string
  /** questions of the theme's own: what no matter asks, or what several ask each under another path */
  readonly fields: readonly Field[]
  /** in the order in which they are shown; one may only wait for those before it */
  readonly children: readonly ThemeChild[]
  /** materials that several children need: given once */
  readonly shared: readonly SharedMaterial[]
}

/** One matter of a theme; it becomes a case of its own. */
export interface ThemeChild {
  /** one word, unique in the theme */
  readonly key: string
  readonly name: string
  readonly matter: string
  /** CT_MODE */
  readonly mode: string
  /** where it is handled: the path of a division or an address among the theme's questions */
  readonly at: string
  /** left out where this does not hold for the answers */
  readonly when?: Condition
  /** begun only when the cases of these are completed */
  readonly after?: readonly string[]
  /** matter's path → the path under which the theme asks it */
  readonly same?: Readonly<Record<string, string>>
  /** matter's path → the value that it always has in this theme */
  readonly fixed?: Readonly<Record<string, string | number | boolean>>
  /** questions of the matter that the theme does not ask */
  readonly omits?: readonly string[]
  /** matter's path → `child.member` of the licence that an earlier child came to */
  readonly takes?: Readonly<Record<string, string>>
  /** slot → the earlier child whose licence stands in its place */
  readonly takesMaterials?: Readonly<Record<string, string>>
  readonly ifRefused: IfRefused
}

/** What happens to the others when a child does not come to its end. Those that wait for it never begin. */
export interface IfRefused {
  /** `continue`: all that do not wait for it go on · `stop`: nothing more begins, what is under way ends by itself */
  readonly others: 'continue' | 'stop'
  /** what the window tells the applicant then */
  readonly say: string
}

/** A material that meets a need of several children. */
export interface SharedMaterial {
  readonly key: string
  readonly name: string
  /** child → its slot, or slot and piece: `MT001`, `MT001/front` */
  readonly meets: Readonly<Record<string, string>>
}

/** The members of a licence that a later child may take over. */
export const LICENCE_MEMBERS = ['no', 'holderName', 'holderCode', 'issuerName', 'issueDate', 'validTo'] as const

/** A reference to a licence's member, in its two parts. */
export function toTaken(reference: string): { readonly child: string; readonly member: string } {
  const [child = '', member = ''] = reference.split('.')
  return { child, member }
}

/** The path under which the theme asks what the matter asks at this one. */
export function askedPath({ same = {} }: ThemeChild, path: string): string {
  return same[path] ?? path
}
