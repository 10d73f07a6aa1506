import { holds } from '../../condition.ts'
import { canonicalJson, type Json, valueAt } from '../../json.ts'
import { bindPath, pathsAt } from '../../list-path.ts'
import type { FormCheck } from '../../matter.ts'
import { bindCondition, describeCondition, filledAt, textAt, type Walk, wordAt } from '../form-walk.ts'
import { type Check, type Found, type ListCheck, quoted } from './check.ts'

/** Between `min` and `max` elements, of those that meet `where`. */
export const count: ListCheck = (walk, { path, min = 0, max = Number.POSITIVE_INFINITY, where }) => {
  const list = filledAt(walk, path)
  if (!Array.isArray(list)) return []
  const found = pathsAt(walk.values, `${path}[]`).filter((element) => counts(walk, where, element)).length
  if (found >= min && found <= max) return []
  const which = where === undefined ? '' : `中${describeCondition(walk, where)}的`
  const wanted = countWords(min, max)
  const code = found < min ? 'too-few' : 'too-many'
  return [
    { path, code, message: `${quoted(walk, path)}${which}有 ${found} 条，${wanted}`, fix: '请核对条数与前面的选择' },
  ]
}

function countWords(min: number, max: number): string {
  if (max === Number.POSITIVE_INFINITY) return `至少 ${min} 条`
  if (min === 0) return `最多 ${max} 条`
  return min === max ? `应为 ${min} 条` : `应为 ${min} 至 ${max} 条`
}

/** No two elements of a list hold the same at `path` (and, where given, at the others). */
export const unique: ListCheck = (walk, { path, others = [], where }) => {
  const seen = new Map<string, string>()
  const found: Found[] = []
  for (const one of pathsAt(walk.values, path)) {
    if (!counts(walk, where, one)) continue
    const key = keyOf(walk, [one, ...others.map((other) => bindPath(other, one))], listOf(one))
    const earlier = key === null ? undefined : seen.get(key)
    if (earlier !== undefined) {
      const message = `${quoted(walk, one)}与${quoted(walk, earlier)}重复`
      found.push({ path: one, code: 'duplicate', message, fix: '请删去重复的一条，或改正填错的一条' })
    } else if (key !== null) seen.set(key, one)
  }
  return found
}

/** Who holds one of `value` at `path` in one element holds nothing else there in another; `others` tell who it is. */
export const exclusive: ListCheck = (walk, { path, others = [], value }) => {
  const guarded = Array.isArray(value) ? value : [value]
  const places = pathsAt(walk.values, path).map((one) => ({
    one,
    held: textAt(walk, one),
    who: keyOf(
      walk,
      others.map((other) => bindPath(other, one)),
      listOf(one),
    ),
  }))
  return places.flatMap(({ one, held, who }): Found[] => {
    if (who === null || !guarded.includes(held)) return []
    const also = places.find((other) => other.who === who && other.held !== '' && !guarded.includes(other.held))
    if (!also) return []
    const message = `${quoted(walk, one)}是“${wordAt(walk, one)}”，同一个人又是“${wordAt(walk, also.one)}”`
    return [{ path: one, code: 'conflict', message, fix: `“${wordAt(walk, one)}”不能兼任其他职务，请改由别人担任` }]
  })
}

/** An element of the list holds what `path` holds; `others` are its member, then further pairs of a path and the member that must agree. */
export const listed: Check = (walk, check) => {
  const pairs = pairsOf(check)
  if (pairs.some(([path]) => filledAt(walk, path) === undefined)) return null
  const candidates = pathsAt(walk.values, pairs[0]?.[1] ?? '')
  if (candidates.length === 0) return null
  const found = candidates.some(
    (one) => counts(walk, check.where, one) && pairs.every(([path, member]) => same(walk, path, bindPath(member, one))),
  )
  if (found) return null
  const members = pairs.map(([, member]) => quoted(walk, member)).join('、')
  const message = `没有一条${members}与${pairs.map(([path]) => quoted(walk, path)).join('、')}相同`
  return { code: 'conflict', message, fix: '请把这个人补进列表，或核对两处所填的是否一致' }
}

/** No element of the list that meets `where` holds what `path` holds. */
export const notListed: Check = (walk, { path, others: [member = ''] = [], where }) => {
  if (filledAt(walk, path) === undefined) return null
  const clash = pathsAt(walk.values, member).find((one) => counts(walk, where, one) && same(walk, path, one))
  if (clash === undefined) return null
  return {
    code: 'conflict',
    message: `${quoted(walk, path)}与${quoted(walk, clash)}相同`,
    fix: '两者不能是同一个人，请改正',
  }
}

function pairsOf({ path, others = [] }: FormCheck): (readonly [string, string])[] {
  const flat = [path, ...others]
  return flat.flatMap((one, index) => (index % 2 === 0 ? [[one, flat[index + 1] ?? ''] as const] : []))
}

function same(walk: Walk, a: string, b: string): boolean {
  return canonicalJson(valueAt(walk.values, a) ?? null) === canonicalJson(valueAt(walk.values, b) ?? null)
}

function counts(walk: Walk, where: FormCheck['where'], element: string): boolean {
  return where === undefined || holds(bindCondition(where, element), walk.values)
}

/** Everything at these paths as one text, within one list; null where something is blank. */
function keyOf(walk: Walk, paths: readonly string[], list: string): string | null {
  const values = paths.map((path) => filledAt(walk, path))
  return values.every((value) => value !== undefined) ? canonicalJson([list, ...(values as Json[])]) : null
}

function listOf(path: string): string {
  return path.slice(0, path.lastIndexOf('['))
}
