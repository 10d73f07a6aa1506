import type { Case } from '../case/case.ts'
import { isFailed } from '../case/legs.ts'
import type { Status } from '../case/status.ts'
import { holds } from '../condition.ts'
import type { JsonObject } from '../json.ts'
import type { CaseMaterial } from '../matter.ts'
import type { Theme, ThemeChild } from './theme.ts'

/**
 * One intake for several matters. It never changes: what becomes of it stands in the cases of its children, which carry its id and their key.
 * `materials` have the theme's slots: a shared material's key, or `child.MT001` for what only one child needs.
 */
export interface Bundle {
  readonly id: string
  /** our number, printed on the receipt */
  readonly no: string
  /** as it was when the bundle was taken in; a later edition of the theme changes nothing for it */
  readonly theme: Theme
  readonly form: JsonObject
  readonly materials: readonly CaseMaterial[]
  /** who took it in: name, and account */
  readonly clerk: string
  readonly clerkId: string
  readonly createdAt: number
}

/**
 * Where a child stands. left-out: its condition does not hold · begun: it has a case · ready: may begin · waiting: for those that come before ·
 * stopped: one that it waits for did not come to its end, or one whose refusal stops the others was refused
 */
export type ChildState = 'left-out' | 'begun' | 'ready' | 'waiting' | 'stopped'

const DONE: ReadonlySet<Status> = new Set(['COMPLETED', 'SHIPPED', 'DELIVERED_RESULT', 'ARCHIVED'])

/** Whether the child's case has come to the end that others wait for. */
export function isDone(status: Status): boolean {
  return DONE.has(status)
}

/** Where each child stands, by key, in the theme's order; `cases` are those that were begun. */
export function childStates(
  { theme, form }: Pick<Bundle, 'theme' | 'form'>,
  cases: readonly Pick<Case, 'bundleKey' | 'status'>[],
): ReadonlyMap<string, ChildState> {
  const statusOf = new Map(cases.map(({ bundleKey, status }) => [bundleKey, status]))
  const stops = refusedOf(theme, cases).some(({ ifRefused }) => ifRefused.others === 'stop')
  const states = new Map<string, ChildState>()
  for (const child of theme.children) states.set(child.key, stateOf(child, form, statusOf, states, stops))
  return states
}

function stateOf(
  { key, when, after = [] }: ThemeChild,
  form: JsonObject,
  statusOf: ReadonlyMap<string | null, Status>,
  states: ReadonlyMap<string, ChildState>,
  stops: boolean,
): ChildState {
  if (when && !holds(when, form)) return 'left-out'
  if (statusOf.has(key)) return 'begun'
  const waitsFor = after.filter((other) => states.get(other) !== 'left-out')
  const lost = waitsFor.some((other) => states.get(other) === 'stopped' || isFailed(statusOf.get(other) ?? 'DRAFT'))
  if (stops || lost) return 'stopped'
  return waitsFor.every((other) => isDone(statusOf.get(other) ?? 'DRAFT')) ? 'ready' : 'waiting'
}

/** The children whose cases did not come to their end. */
export function refusedOf(theme: Theme, cases: readonly Pick<Case, 'bundleKey' | 'status'>[]): readonly ThemeChild[] {
  return theme.children.filter(({ key }) => cases.some((one) => one.bundleKey === key && isFailed(one.status)))
}
