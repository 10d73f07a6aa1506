import type { Codes } from '../form/codes.ts'
import { withOptions } from '../form/matter-view.ts'
import type { Matter } from '../matter.ts'
import { slotOfOwn } from './child-materials.ts'
import { questionsOf } from './questions.ts'
import { SAVING_FORMULAS, savingsOf } from './savings.ts'
import type { Theme } from './theme.ts'

/** What a list shows of a theme. */
export function themeSummary(theme: Theme, matters: ReadonlyMap<string, Matter>) {
  const { id, name, summary, children } = theme
  return {
    id,
    name,
    summary,
    children: children.map(({ key, name: called, matter, mode, at, when, after = [], ifRefused }) => ({
      key,
      name: called,
      matter,
      mode,
      at,
      ...(when ? { when } : {}),
      after: [...after],
      ifRefused,
    })),
    savings: savingsOf(theme, children, matters),
  }
}

/** A theme as intake needs it: every question and every material once, with who needs it. */
export function toThemeView(theme: Theme, matters: ReadonlyMap<string, Matter>, codes: Codes) {
  return {
    ...themeSummary(theme, matters),
    questions: questionsOf(theme, matters).map(({ path, field, needs }) => ({
      path,
      field: withOptions(field, codes),
      needs: [...needs],
    })),
    materials: materialsOf(theme, matters),
    formulas: SAVING_FORMULAS,
  }
}

interface MaterialNeed {
  readonly child: string
  readonly slot: string
  readonly required: boolean | object
  readonly when?: object
}

function materialsOf(theme: Theme, matters: ReadonlyMap<string, Matter>) {
  const found = new Map<string, { slot: string; name: string; needs: MaterialNeed[] }>()
  for (const child of theme.children) {
    for (const { slot, name, required = false, when } of matters.get(child.matter)?.materials ?? []) {
      if (child.takesMaterials?.[slot] !== undefined) continue
      const shared = theme.shared.find(({ meets }) => meets[child.key]?.split('/')[0] === slot)
      const key = shared?.key ?? slotOfOwn(child.key, slot)
      const known = found.get(key) ?? { slot: key, name: shared?.name ?? name, needs: [] }
      known.needs.push({ child: child.key, slot, required, ...(when ? { when } : {}) })
      found.set(key, known)
    }
  }
  return [...found.values()]
}
