import type { Fault } from '../fault.ts'
import type { Json } from '../json.ts'
import { shapeOf } from '../list-path.ts'
import { type Account, type Layout, openAccount } from './accounts.ts'
import type { LossClass } from './scope.ts'

/** What became of one value on its way. */
export interface LossEntry {
  /** canonical path; `materials.<slot>` of a material; '' where the value has none */
  readonly path: string
  /** the region's path; '' where it takes nothing */
  readonly to: string
  readonly kind: 'carried' | 'translated' | 'defaulted' | 'truncated' | 'dropped' | 'asked'
  readonly class: LossClass
  /** a value that is no data, put where the region wants something */
  readonly filler?: boolean
  readonly note?: string
}

/** Where a run writes what it finds. */
export interface Findings {
  readonly faults: Fault[]
  /** null where nobody reads the report */
  readonly draft: Draft | null
}

/** A report while it is written. */
export interface Draft {
  readonly loss: LossEntry[]
  /** what was taken of the values at hand */
  readonly own: Account
  /** what was taken, by the path of the group or of the list's element; '' for the whole form */
  readonly accounts: Map<string, Account[]>
}

/** A report on a whole form, before the first rule. */
export function openDraft(layout: Layout): Draft {
  const own = openAccount(layout)
  return { loss: [], own, accounts: new Map([['', [own]]]) }
}

/** The same report for the values at a path, whose entries are kept apart. */
export function draftBelow({ accounts }: Draft, path: string, layout: Layout, loss: LossEntry[]): Draft {
  const own = openAccount(layout)
  const known = accounts.get(path)
  if (known) known.push(own)
  else accounts.set(path, [own])
  return { loss, own, accounts }
}

/** A declared loss (`L2 why`) as its class and its reason; the class is L2 where none is given. */
export function readDeclaredLoss(text: string): { class: LossClass; note: string } {
  const match = /^(L[0-3])\s+(.*)$/s.exec(text)
  return match ? { class: match[1] as LossClass, note: match[2] ?? '' } : { class: 'L2', note: text }
}

/** The entry of a value that stays behind. */
export function droppedEntry(path: string, note: string | undefined): LossEntry {
  return note ? { path, to: '', kind: 'dropped', class: 'L2', note } : { path, to: '', kind: 'dropped', class: 'L2' }
}

/** The reason declared for a path or for a group it lies in; what is declared of `list[].member` holds for every element. */
export function reasonOf(path: string, declared: Readonly<Record<string, string>>): string | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
    const above = path.slice(0, end)
    if (Object.hasOwn(declared, above)) return declared[above]
    const shape = shapeOf(above)
    if (shape !== above && Object.hasOwn(declared, shape)) return declared[shape]
  }
  return undefined
}

/** The entry of a value that was read with something to say about it. */
export function notedEntry(
  path: string,
  to: string,
  value: Json | undefined,
  loss: LossClass,
  note: string,
): LossEntry {
  const kind = loss === 'L3' ? 'asked' : value === undefined ? 'defaulted' : 'translated'
  return { path, to, kind, class: loss, note }
}
