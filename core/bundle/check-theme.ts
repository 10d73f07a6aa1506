import type { Fault } from '../fault.ts'
import type { Codes } from '../form/codes.ts'
import { mismatch, repeated, unknown } from '../form/definition-faults.ts'
import { shapeOf } from '../list-path.ts'
import type { Matter } from '../matter.ts'
import { askedFields, type Question, questionsOf } from './questions.ts'
import { askedPath, type Theme, type ThemeChild, toTaken } from './theme.ts'

/** What a well-shaped theme still gets wrong: names of nothing, an order that cannot be kept, one path for two things. */
export function checkTheme(theme: Theme, matters: ReadonlyMap<string, Matter>, codes: Codes): Fault[] {
  const questions = new Map(questionsOf(theme, matters).map((question) => [question.path, question]))
  return [
    ...repeated(
      'children',
      theme.children.map(({ key }) => key),
    ),
    ...repeated(
      'fields',
      theme.fields.map(({ path }) => path),
    ),
    ...theme.fields.flatMap(({ table }, index) =>
      table === undefined || codes.tables.has(table) ? [] : [unknown(`fields[${index}].table`, '码表', table)],
    ),
    ...theme.children.flatMap((child, index) => {
      const matter = matters.get(child.matter)
      const at = `children[${index}]`
      if (!matter) return [unknown(`${at}.matter`, '事项', child.matter)]
      return [
        ...checkChild(at, child, matter, questions),
        ...checkOrder(at, child, theme.children.slice(0, index)),
        ...checkMeanings(at, child, matter, questions),
      ]
    }),
    ...theme.shared.flatMap((shared, index) => checkShared(`shared[${index}]`, shared.meets, theme, matters)),
  ]
}

type Questions = ReadonlyMap<string, Question>

function checkChild(at: string, child: ThemeChild, matter: Matter, questions: Questions): Fault[] {
  const own = new Set(matter.fields.map(({ path }) => path))
  const slots = new Set(matter.materials.map(({ slot }) => slot))
  const { same = {}, fixed = {}, takes = {}, omits = [], takesMaterials = {}, when = {} } = child
  const place = questions.get(shapeOf(child.at))?.field.type
  const named = [
    ...Object.keys(same).map((path) => ['same', path] as const),
    ...Object.keys(fixed).map((path) => ['fixed', path] as const),
    ...Object.keys(takes).map((path) => ['takes', path] as const),
    ...omits.map((path) => ['omits', path] as const),
  ]
  return [
    ...(matter.modes.includes(child.mode)
      ? []
      : [mismatch(`${at}.mode`, `“${matter.name}”没有办理方式 ${child.mode}`)]),
    ...(place === 'address' || place === 'division' ? [] : [mismatch(`${at}.at`, `“${child.at}”不是所问的区划或地址`)]),
    ...named.filter(([, path]) => !own.has(path)).map(([group, path]) => unknown(`${at}.${group}`, '字段', path)),
    ...omits
      .filter((path) => matter.fields.some((field) => field.path === path && field.required === true))
      .map((path) => mismatch(`${at}.omits`, `“${path}”是“${matter.name}”必填的,不能不问`)),
    ...Object.keys(when)
      .filter((path) => !questions.has(path))
      .map((path) => unknown(`${at}.when`, '问题', path)),
    ...Object.keys(takesMaterials)
      .filter((slot) => !slots.has(slot))
      .map((slot) => unknown(`${at}.takesMaterials`, '材料', slot)),
  ]
}

/** A child may only wait for, and take from, what comes before it. */
function checkOrder(at: string, child: ThemeChild, before: readonly ThemeChild[]): Fault[] {
  const earlier = new Set(before.map(({ key }) => key))
  const { after = [], takes = {}, takesMaterials = {} } = child
  const givers = [
    ...Object.values(takes).map((reference) => toTaken(reference).child),
    ...Object.values(takesMaterials),
  ]
  return [
    ...after.filter((key) => !earlier.has(key)).map((key) => unknown(`${at}.after`, '前面的子事项', key)),
    ...givers
      .filter((key) => !after.includes(key))
      .map((key) => mismatch(`${at}.takes`, `取用“${key}”的结果,须先在 after 中写明等它办结`)),
  ]
}

/** Two children that share a question must mean the same kind of answer. */
function checkMeanings(at: string, child: ThemeChild, matter: Matter, questions: Questions): Fault[] {
  return askedFields(child, matter).flatMap((field) => {
    const path = askedPath(child, field.path)
    const asked = questions.get(shapeOf(path))?.field
    if (asked && asked.type === field.type && asked.table === field.table) return []
    const message = `“${field.path}”(${field.label})与主题里“${path}”(${asked?.label ?? '没有这一问'})不是同一种值`
    return [mismatch(`${at}.same`, message)]
  })
}

function checkShared(
  at: string,
  meets: Readonly<Record<string, string>>,
  { children }: Theme,
  matters: ReadonlyMap<string, Matter>,
): Fault[] {
  return Object.entries(meets).flatMap(([key, need]) => {
    const child = children.find((one) => one.key === key)
    if (!child) return [unknown(`${at}.meets`, '子事项', key)]
    const slot = need.split('/')[0]
    const known = matters.get(child.matter)?.materials.some((material) => material.slot === slot)
    return known ? [] : [unknown(`${at}.meets.${key}`, '材料', need)]
  })
}
