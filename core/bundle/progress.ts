import type { Case } from '../case/case.ts'
import { isFailed } from '../case/legs.ts'
import type { Matter } from '../matter.ts'
import { toDate } from '../time.ts'
import { type Bundle, type ChildState, childStates, isDone, refusedOf } from './bundle.ts'
import { formOfChild } from './child-form.ts'
import { sharedSlot } from './child-materials.ts'
import { type Savings, savingsOf } from './savings.ts'
import type { ThemeChild } from './theme.ts'

/** One view of all that was applied for together. */
export interface BundleProgress {
  /** done: all that was to be handled is completed · ended: nothing is under way or to come any more, and something was not completed */
  readonly state: 'under-way' | 'done' | 'ended'
  readonly children: readonly {
    readonly child: ThemeChild
    readonly state: ChildState
    readonly value: Case | null
  }[]
  /** what to tell the applicant of the children that did not come to their end */
  readonly say: readonly string[]
  readonly savings: Savings
}

/** Where a bundle stands, by the cases of its children. */
export function progressOf(
  bundle: Bundle,
  cases: readonly Case[],
  matters: ReadonlyMap<string, Matter>,
): BundleProgress {
  const states = childStates(bundle, cases)
  const children = bundle.theme.children.map((child) => ({
    child,
    state: states.get(child.key) ?? 'waiting',
    value: cases.find(({ bundleKey }) => bundleKey === child.key) ?? null,
  }))
  const wanted = children.filter(({ state }) => state !== 'left-out')
  const open = wanted.some(
    ({ state, value }) =>
      state === 'ready' || state === 'waiting' || (value && !isDone(value.status) && !isFailed(value.status)),
  )
  const done = wanted.every(({ value }) => value && isDone(value.status))
  return {
    state: open ? 'under-way' : done ? 'done' : 'ended',
    children,
    say: refusedOf(bundle.theme, cases).map(({ ifRefused }) => ifRefused.say),
    savings: savingsOf(
      bundle.theme,
      wanted.map(({ child }) => child),
      matters,
      materialsOf(
        bundle,
        wanted.map(({ child }) => child),
        matters,
      ),
    ),
  }
}

/** Given once, against what each matter would have been given by itself; pieces of one material count once. */
function materialsOf(
  { theme, form, materials, createdAt }: Bundle,
  children: readonly ThemeChild[],
  matters: ReadonlyMap<string, Matter>,
) {
  const filled = children.flatMap((child) => {
    const matter = matters.get(child.matter)
    if (!matter) return []
    return [{ child, matter, form: formOfChild(child, matter, form, new Map()).form, today: toDate(createdAt) }]
  })
  const slots = [...new Set(materials.map(({ slot }) => slot))]
  const met = slots.map((slot) => {
    const isShared = theme.shared.some(({ key }) => key === slot)
    return isShared ? filled.filter((one) => sharedSlot(theme, one.child, one, slot) !== undefined).length : 1
  })
  const takenOver = children.reduce((sum, { takesMaterials = {} }) => sum + Object.keys(takesMaterials).length, 0)
  return { separately: met.reduce((sum, count) => sum + count, 0) + takenOver, together: slots.length }
}
