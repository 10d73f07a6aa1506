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

/** A material of the theme, as every matter that it meets takes it. */
interface ThemeMaterial {
  readonly slot: string
  readonly name: string
  readonly formats: readonly string[]
  readonly maxBytes: number
  /** what may stand in its place, as all of them allow */
  readonly exempt: readonly string[]
  readonly needs: readonly MaterialNeed[]
}

function materialsOf(theme: Theme, matters: ReadonlyMap<string, Matter>): ThemeMaterial[] {
  const found = new Map<string, ThemeMaterial>()
  for (const child of theme.children) {
    for (const material of matters.get(child.matter)?.materials ?? []) {
      const { slot, name, formats, maxBytes, exempt, required = false, when } = material
      if (child.takesMaterials?.[slot] !== undefined) continue
      const shared = theme.shared.find(({ meets }) => meets[child.key]?.split('/')[0] === slot)
      const key = shared?.key ?? slotOfOwn(child.key, slot)
      const known = found.get(key) ?? { slot: key, name: shared?.name ?? name, formats, maxBytes, exempt, needs: [] }
      found.set(key, {
        ...known,
        formats: known.formats.filter((format) => formats.includes(format as never)),
        maxBytes: Math.min(known.maxBytes, maxBytes),
        exempt: known.exempt.filter((kind) => exempt.includes(kind as never)),
        needs: [...known.needs, { child: child.key, slot, required, ...(when ? { when } : {}) }],
      })
    }
  }
  return [...found.values()]
}
