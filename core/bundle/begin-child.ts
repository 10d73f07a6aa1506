import { type BegunLeg, regionOfPlace } from '../case/begin-leg.ts'
import type { Case } from '../case/case.ts'
import { newCaseStatements } from '../case/chain.ts'
import { toDraft } from '../case/draft.ts'
import { copyFiles } from '../case/files.ts'
import { isOurs, legsOf, placeOf } from '../case/legs.ts'
import { orKept, toHandledHere, toSent } from '../case/start.ts'
import type { Submitted } from '../case/submission.ts'
import { requireSound, toSubmittedWhole } from '../case/whole.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import type { CaseMaterial, Matter } from '../matter.ts'
import { toDate } from '../time.ts'
import type { Bundle } from './bundle.ts'
import { formOfChild } from './child-form.ts'
import { materialsOfChild } from './child-materials.ts'
import type { ThemeChild } from './theme.ts'

/** The cases of children that were begun before, by key. */
export type Earlier = ReadonlyMap<string, Case>

/**
 * The case that a child would be, not yet begun: its form and materials out of the bundle's, its region by its place. A matter that several
 * places handle in turn goes to the first of them that is not ours.
 */
export function draftOfChild(
  gateway: Gateway,
  bundle: Bundle,
  child: ThemeChild,
  earlier: Earlier,
  no: string,
): { readonly draft: Case; readonly used: readonly string[]; readonly ours: boolean } {
  const matter = requireMatter(gateway, child)
  const { form, used } = formOfChild(child, matter, bundle.form, earlier)
  const place = placeOf(child, bundle.form).slice(0, 6)
  const legs = legsOf(matter, { direction: 'out', mode: child.mode, parentId: null })
  const away = legs?.map((leg) => placeOf(leg, form)).find((one) => one !== '' && !isOurs(gateway.home, one))
  const ours = !legs && place !== '' && isOurs(gateway.home, place)
  const code = ours ? gateway.home.division : regionOfPlace(gateway, away ?? place)
  const region = gateway.regions.get(code) ?? { code, mappings: new Map() }
  const filled = { matter, form, today: toDate(gateway.clock.now()) }
  const materials = materialsOfChild(bundle.theme, child, filled, bundle.materials, earlier)
  const value = toDraft(
    gateway,
    { matter, region },
    { no, mode: child.mode, form, materials },
    { id: bundle.clerkId, name: bundle.clerk },
  )
  const direction = ours ? 'in' : 'out'
  return { draft: { ...value, direction, bundleId: bundle.id, bundleKey: child.key }, used, ours }
}

/** Begins a child: its case, sent to its region or given to a handler of our own. Throws where it may not begin; with `orDraft` it stays a draft that says why. */
export async function beginChild(
  gateway: Gateway,
  bundle: Bundle,
  child: ThemeChild,
  earlier: Earlier,
  { actor, orDraft }: { readonly actor: string; readonly orDraft: boolean },
): Promise<BegunLeg> {
  const ours = draftOfChild(gateway, bundle, child, earlier, '').ours
  const no = await gateway.nextCaseNo(ours ? 'in' : 'out', gateway.clock.now())
  const { draft: made } = draftOfChild(gateway, bundle, child, earlier, no)
  const files = copyFiles(gateway, made.materials, made.id, actor)
  const draft: Case = { ...made, materials: files.materials as CaseMaterial[] }
  const begun = await orKept(gateway, draft, orDraft, () => start(gateway, bundle, draft, ours, actor))
  const { value, statements } = newCaseStatements(gateway, begun.value, begun.events)
  return { value, statements: [...statements, ...begun.statements, ...files.statements], rings: begun.rings }
}

async function start(gateway: Gateway, bundle: Bundle, draft: Case, ours: boolean, actor: string): Promise<Submitted> {
  if (ours) {
    requireSound(gateway, draft)
    return toHandledHere(gateway, draft, { bundle: bundle.no, child: draft.bundleKey })
  }
  const legs = legsOf(gateway.matters.get(draft.matter), draft)
  return legs ? toSubmittedWhole(gateway, draft, legs, actor) : toSent(gateway, draft, actor)
}

/** The matter of a child; throws where it is no longer defined. */
export function requireMatter(gateway: Gateway, { matter }: ThemeChild): Matter {
  const found = gateway.matters.get(matter)
  if (!found) throw new GatewayError('matter-unknown', `没有编号为“${matter}”的事项`)
  return found
}
