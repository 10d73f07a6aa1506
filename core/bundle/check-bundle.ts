import type { Case } from '../case/case.ts'
import { checkAndMap, requireMapping, requireRoute } from '../case/check.ts'
import { legsOf } from '../case/legs.ts'
import { triedNumber } from '../case/number.ts'
import type { Fault } from '../fault.ts'
import { checkField } from '../form/check-field.ts'
import { checkForm } from '../form/check-form.ts'
import { createWalk } from '../form/form-walk.ts'
import type { Gateway } from '../gateway.ts'
import { valueAt } from '../json.ts'
import type { Matter } from '../matter.ts'
import { toDate } from '../time.ts'
import { draftOfChild, requireMatter } from './begin-child.ts'
import { type Bundle, childStates } from './bundle.ts'
import { isTakenOver, toAskedPath, unusedAnswers } from './child-form.ts'
import { checkSlots, sharedSlot, toThemeSlot } from './child-materials.ts'
import type { Theme, ThemeChild } from './theme.ts'

/**
 * Everything wrong with a bundle's answers and materials, for all children at once, those that wait included; every fault at the place of the
 * theme's form where it is mended, said once. What a child takes over from an earlier one cannot be wrong yet. Throws where a child's region takes no part.
 */
export async function checkBundle(gateway: Gateway, bundle: Bundle): Promise<Fault[]> {
  const { theme, form, materials } = bundle
  const states = childStates(bundle, [])
  const faults = [...checkOwn(gateway, bundle), ...checkSlots(theme, gateway.matters, materials)]
  const used: string[] = []
  const shared = new Set<string>()
  const no = triedNumber(gateway.config.home.casePrefix, gateway.clock.now())
  for (const child of theme.children) {
    if (states.get(child.key) === 'left-out') continue
    const { draft, ours, used: own } = draftOfChild(gateway, bundle, child, new Map(), no)
    used.push(...own)
    const matter = requireMatter(gateway, child)
    const filled = { matter, form: draft.form, today: toDate(gateway.clock.now()) }
    for (const { key } of theme.shared) if (sharedSlot(theme, child, filled, key) !== undefined) shared.add(key)
    const found = await faultsOf(gateway, draft, matter, ours)
    faults.push(
      ...found
        .filter(({ path }) => !isTakenOver(child, matter, path))
        .map((fault) => atTheme(theme, child, matter, fault)),
    )
  }
  const unused = unusedAnswers(theme, form, used).map(
    (path): Fault => ({
      path: path.slice(0, 200),
      code: 'unexpected',
      message: `“${path.slice(0, 60)}”在“${theme.name}”里没有一个事项用到`,
      fix: '请删去它,或核对路径',
    }),
  )
  return once([...faults, ...untaken(theme, materials, shared), ...unused])
}

/** Shared materials that no matter takes with these answers. */
function untaken(theme: Theme, materials: Bundle['materials'], taken: ReadonlySet<string>): Fault[] {
  return theme.shared
    .filter(({ key }) => !taken.has(key) && materials.some(({ slot }) => slot === key))
    .map(({ key, name }) => ({
      path: `materials.${key}`,
      code: 'unexpected',
      message: `按现在所填,没有一个事项要“${name}”`,
      fix: '请删去这份材料,或核对前面的选择',
    }))
}

async function faultsOf(gateway: Gateway, draft: Case, matter: Matter, ours: boolean): Promise<readonly Fault[]> {
  const { form, materials, mode } = draft
  const given = { matter, codes: gateway.codes, form, materials, mode, today: toDate(gateway.clock.now()) }
  // where nobody has said where it goes, what is missing is the place
  if (ours || legsOf(matter, draft) || valueAt(form, 'case.handlingDivision') === undefined) return checkForm(given)
  requireRoute(gateway, draft)
  const mapping = await requireMapping(gateway, draft)
  return checkAndMap(gateway, mapping, draft, 'apply', { id: draft.id, seq: 1 }).faults
}

/** The theme's own questions; those of the matters are checked with each matter. */
function checkOwn(gateway: Gateway, { theme, form }: Bundle): Fault[] {
  const [first] = theme.children
  const base = first && gateway.matters.get(first.matter)
  if (!base) return []
  const matter: Matter = { ...base, fields: theme.fields, materials: [], same: [], checks: [] }
  const walk = createWalk({ matter, codes: gateway.codes, form, mode: '', today: toDate(gateway.clock.now()) })
  return theme.fields.flatMap((field) => checkField(walk, field))
}

function atTheme(theme: Theme, child: ThemeChild, matter: Matter, fault: Fault): Fault {
  const [, slot, rest = ''] = /^materials\.(MT\d{3}(?:\.[a-z]+)?)(.*)$/.exec(fault.path) ?? []
  const path =
    slot === undefined ? toAskedPath(child, matter, fault.path) : `materials.${toThemeSlot(theme, child, slot)}${rest}`
  return { ...fault, path }
}

/** One place, one thing to say: what several matters find there is found once. */
function once(faults: readonly Fault[]): Fault[] {
  const said = new Set<string>()
  return faults.filter(({ path, code }) => {
    const key = `${path} ${code}`
    if (said.has(key)) return false
    said.add(key)
    return true
  })
}
