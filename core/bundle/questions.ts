import type { Condition } from '../condition.ts'
import { shapeOf } from '../list-path.ts'
import type { Field, Matter } from '../matter.ts'
import { askedPath, type Theme, type ThemeChild } from './theme.ts'

/** One question of a theme, and who needs its answer. */
export interface Question {
  /** the path of its answer in the theme's form */
  readonly path: string
  /** as the first that asks declares it */
  readonly field: Field
  readonly needs: readonly QuestionNeed[]
}

/** That a child needs the answer: always, never, or under a condition in its matter's own paths. */
export interface QuestionNeed {
  readonly child: string
  readonly path: string
  readonly required: boolean | Condition
  readonly when?: Condition
}

/** The fields of a matter that the theme's form has to answer: not what is filled in elsewhere, fixed, taken over, or follows from another answer. */
export function askedFields(child: ThemeChild, matter: Matter): readonly Field[] {
  const { fixed = {}, takes = {}, omits = [] } = child
  const follows = new Set(matter.same.flatMap(({ paths: [left], when }) => (when ? [] : [left])))
  return matter.fields.filter(
    ({ path, by, constant }) =>
      by === undefined &&
      constant === undefined &&
      !path.startsWith('case.') &&
      !(path in fixed) &&
      !(path in takes) &&
      !omits.includes(path) &&
      !(follows.has(path) && child.same?.[path] === undefined),
  )
}

/** The union of what all children ask, each question once, in the order of the theme's own fields, then of the children. */
export function questionsOf(theme: Theme, matters: ReadonlyMap<string, Matter>): readonly Question[] {
  const questions = new Map<string, { path: string; field: Field; needs: QuestionNeed[] }>()
  for (const field of theme.fields) questions.set(field.path, { path: field.path, field, needs: [] })
  for (const child of theme.children) {
    const matter = matters.get(child.matter)
    if (!matter) continue
    for (const field of askedFields(child, matter)) {
      const path = shapeOf(askedPath(child, field.path))
      const known = questions.get(path) ?? { path, field: { ...field, path }, needs: [] }
      const { required = false, when } = field
      known.needs.push({ child: child.key, path: field.path, required, ...(when ? { when } : {}) })
      questions.set(path, known)
    }
  }
  return [...questions.values()]
}
