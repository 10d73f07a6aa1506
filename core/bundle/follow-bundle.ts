import type { Case } from '../case/case.ts'
import type { Gateway } from '../gateway.ts'
import type { Statement } from '../store/driver.ts'
import { beginChild } from './begin-child.ts'
import { childStates, isDone } from './bundle.ts'

/** What is written beside a case's own news, and which deliveries to ring for. */
export interface Begun {
  readonly statements: readonly Statement[]
  readonly rings: readonly string[]
}

/**
 * What a case's completion means for the bundle whose child it is: the children that waited for it begin, in the same batch. Of two racers
 * only one begins a child: `cases(bundle_id, bundle_key)` is a key. Any other news of the case means nothing.
 */
export async function followBundle(gateway: Gateway, changed: Case): Promise<Begun> {
  if (changed.bundleId === null || !isDone(changed.status)) return { statements: [], rings: [] }
  const bundle = await gateway.store.bundles.byId(changed.bundleId)
  if (!bundle) return { statements: [], rings: [] }
  const others = (await gateway.store.bundles.casesOf(bundle.id)).filter(({ id }) => id !== changed.id)
  const cases = [...others, changed]
  const states = childStates(bundle, cases)
  const earlier = new Map(cases.map((value) => [value.bundleKey ?? '', value]))
  const begun = []
  for (const child of bundle.theme.children) {
    if (states.get(child.key) !== 'ready') continue
    begun.push(await beginChild(gateway, bundle, child, earlier, { actor: 'gateway', orDraft: true }))
  }
  return {
    statements: begun.flatMap(({ statements }) => statements),
    rings: begun.flatMap(({ rings }) => rings),
  }
}
