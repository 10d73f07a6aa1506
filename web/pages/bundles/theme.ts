import { useQuery } from '@tanstack/react-query'
import type { toThemeView } from '../../../core/bundle/theme-view.ts'
import type { ServedField, ServedMatter } from '../../parts/matter.ts'
import { type Values, valueAt } from '../../parts/values.ts'
import { api, read } from '../../shell/ask.ts'

export type ThemeView = ReturnType<typeof toThemeView>

/** A theme: every question and every material once, with who needs it. */
export function useTheme(id: string) {
  return useQuery({
    queryKey: ['theme', id],
    queryFn: async () => (await read(api.themes[':id'].$get({ param: { id } }))) as unknown as ThemeView,
    enabled: id !== '',
    staleTime: 60_000,
  })
}

/** The children that are handled by what was answered so far; a condition that asks for more than one value counts as met. */
export function handledChildren({ children }: ThemeView, form: Values): ReadonlySet<string> {
  const isMet = ({ when = {} }: ThemeView['children'][number]) =>
    Object.entries(when).every(([path, wanted]) => typeof wanted === 'object' || valueAt(form, path) === wanted)
  return new Set(children.filter(isMet).map(({ key }) => key))
}

/** What decides where the matters are handled and which of them: asked before all else. */
export function firstQuestions({ questions, children }: ThemeView): readonly ServedField[] {
  const deciding = new Set(children.flatMap(({ at, when = {} }) => [at, ...Object.keys(when)]))
  return questions.filter(({ path, needs }) => deciding.has(path) || needs.length === 0).map(toField)
}

const toField = ({ path, field }: ThemeView['questions'][number]) => ({ ...field, path }) as ServedField

/** The theme's other questions as one matter's, for the groups of the form. */
export function asMatter(theme: ThemeView, extras: readonly ServedField[], region: string): ServedMatter {
  const first = new Set(firstQuestions(theme).map(({ path }) => path))
  const fields = theme.questions.filter(({ path }) => !first.has(path)).map(toField)
  const besides = { name: region, asks: [], materials: [], differences: [] }
  return {
    fields: [...fields, ...extras],
    materials: [],
    same: [],
    checks: [],
    region: besides,
  } as unknown as ServedMatter
}

/** What is asked by somebody who is handled, by path: whether always. */
export function askedBy(
  { questions, children }: ThemeView,
  handled: ReadonlySet<string>,
): ReadonlyMap<string, boolean> {
  const places = new Set(children.flatMap(({ key, at }) => (handled.has(key) ? [at] : [])))
  return new Map(
    questions.flatMap(({ path, field, needs }): [string, boolean][] => {
      const own = needs.filter(({ child }) => handled.has(child))
      if (places.has(path)) return [[path, true]]
      if (needs.length > 0 && own.length === 0) return []
      const always = own.some(({ required, when }) => required === true && when === undefined)
      return [[path, always || (needs.length === 0 && field.required === true)]]
    }),
  )
}
