import type { SamePaths } from '../../matter.ts'
import { templateSources } from '../operations/values.ts'
import { type Finding, findingsIn } from './finding.ts'
import type { Gate, Subject } from './gates.ts'
import type { PlacedRule } from './placed-rules.ts'

/** Gates 1 and 7: every canonical path exists, leaves are named one by one, and nothing of the matter stays behind without a reason. */
export const checkPaths: Gate = (subject) => [
  ...subject.rules.filter(({ file }) => file === subject.file.source).flatMap((rule) => unknownPaths(rule, [subject])),
  ...wholeGroups(subject),
  ...silentlyDropped(subject),
  ...deadDeclarations(subject),
  ...materials(subject),
]

const FIX = '请对照 config/matters/ 中该事项的字段改正'

/** The same for rules that all matters of the region share: one of the matters must have the field. */
export function checkSharedPaths(subjects: readonly Subject[]): Finding[] {
  const [first] = subjects
  if (!first) return []
  return first.rules.filter(({ file }) => file !== first.file.source).flatMap((rule) => unknownPaths(rule, subjects))
}

function unknownPaths({ rule, list, sources, file, steps }: PlacedRule, subjects: readonly Subject[]): Finding[] {
  if (list === 'progress' || list === 'material') return []
  const named = [...sources, ...conditionPaths(rule.when), ...(rule.must === true ? [] : conditionPaths(rule.must))]
  return named
    .filter((path) => !path.startsWith('$') && !subjects.some(({ paths }) => paths.knows(path)))
    .map((path) => findingsIn(file).error(steps, 'unknown-path', `事项没有“${path}”这个字段`, FIX))
}

function conditionPaths(condition: object | undefined): string[] {
  // inside a list a lone name is a member of the element, which the list's own rules name already
  return Object.keys(condition ?? {}).filter((path) => path.includes('.'))
}

function wholeGroups({ rules, paths }: Subject): Finding[] {
  return rules.flatMap(({ rule, list, sources, file, steps }) => {
    if (
      list !== 'application' ||
      rule.only === 'in' ||
      ['list', 'present', 'count', 'size'].includes(rule.op ?? 'copy')
    )
      return []
    return sources
      .filter((path) => paths.isGroup(path))
      .map((path) =>
        findingsIn(file).error(
          steps,
          'not-in-whitelist',
          `“${path}”是一组字段,整组照抄会把没有列出的字段也送出去`,
          '请逐个字段写规则',
        ),
      )
  })
}

function silentlyDropped({ rules, matter, file, dropped }: Subject): Finding[] {
  const named = new Set(rules.filter((rule) => goesOut(rule, matter.id)).flatMap(sent))
  return matter.fields.flatMap(({ path, label }) => {
    if (covers(named, path) || covers(new Set(Object.keys(dropped)), path) || inherited(path, matter.same, named))
      return []
    if (path.split('.')[0] === 'case') return []
    const message = `字段“${label}”(${path})没有规则送出,也没有写明为什么不送`
    return [
      findingsIn(file.source).error(['dropped'], 'dropped-in-silence', message, '请补规则,或在 dropped 中写明原因'),
    ]
  })
}

/** Whether the rule may send something in this matter's application; one that all matters share may name those that it is for. */
function goesOut({ rule, list }: Subject['rules'][number], matter: string): boolean {
  const matters = rule.when?.['matter.id']
  return list === 'application' && rule.only !== 'in' && (matters === undefined || [matters].flat().includes(matter))
}

/** What a rule sends; of a list its members send, of a presence nothing is told but that it is there. */
function sent({ rule, sources }: Subject['rules'][number]): readonly string[] {
  if (rule.op === 'list' || rule.op === 'present' || rule.op === 'size') return []
  if (rule.op !== 'template') return sources
  return [...sources, ...templateSources(rule.args?.['text'])]
}

/** The path itself, a part of it (of an address), or a group that is declared as a whole. */
function covers(named: ReadonlySet<string>, path: string): boolean {
  for (const one of named) {
    const group = one.replace(/\[\]$/, '')
    if (one === path || one.startsWith(`${path}.`) || one.startsWith(`${path}[]`)) return true
    if (path.startsWith(`${group}.`) || path.startsWith(`${group}[]`)) return true
  }
  return false
}

function inherited(path: string, same: readonly SamePaths[], named: ReadonlySet<string>): boolean {
  return same.some(({ paths: [a, b] }) => (a === path && covers(named, b)) || (b === path && covers(named, a)))
}

function deadDeclarations({ rules, paths, file, matter }: Subject): Finding[] {
  const { error, warning } = findingsIn(file.source)
  const sentPaths = new Set(rules.filter((rule) => goesOut(rule, matter.id)).flatMap(sent))
  const known = (path: string) => path.startsWith('materials.') || paths.knows(path)
  return [
    ...Object.keys(file.data.dropped).flatMap((path) => {
      if (!known(path)) return [error(['dropped', path], 'unknown-path', `dropped 中的“${path}”不是事项的字段`, FIX)]
      if (!sentPaths.has(path)) return []
      const message = `“${path}”写在 dropped 里,又有规则送出`
      return [warning(['dropped', path], 'dead-declaration', message, '请删去其中之一')]
    }),
    ...Object.keys(file.data.losses)
      .filter((path) => !known(path))
      .map((path) => error(['losses', path], 'unknown-path', `losses 中的“${path}”不是事项的字段`, FIX)),
    ...file.data.accepts.flatMap(({ path }, index) =>
      known(path) ? [] : [error(['accepts', index], 'unknown-path', `accepts 中的“${path}”不是事项的字段`, FIX)],
    ),
  ]
}

function materials({ file, matter, dropped }: Subject): Finding[] {
  const { error } = findingsIn(file.source)
  const slots = new Set(matter.materials.map(({ slot }) => slot))
  const taken = new Set(file.data.materials.map(({ slot }) => slot))
  return [
    ...file.data.materials.flatMap(({ slot, to }, index) =>
      slots.has(slot)
        ? []
        : [
            error(
              ['materials', index],
              'unknown-material',
              `事项没有材料 ${slot}(对方 ${to})`,
              '请对照事项的材料清单改正',
            ),
          ],
    ),
    ...file.data.materials.flatMap(({ slot, each }, index) => {
      if (!each || matter.materials.some((material) => material.slot === slot && material.each !== undefined)) return []
      const message = `材料 ${slot} 在事项里不是每条一份,不能写 each`
      return [error(['materials', index], 'unknown-material', message, '请删去 each')]
    }),
    ...matter.materials.flatMap(({ slot, name, insteadOf = [] }) => {
      const stated = taken.has(slot) || Object.hasOwn(dropped, `materials.${slot}`)
      if (stated || insteadOf.some((other) => taken.has(other))) return []
      const message = `材料“${name}”(${slot})对方没有对应,也没有写明为什么不送`
      return [error(['materials'], 'dropped-in-silence', message, `请补材料,或写 dropped: { materials.${slot}: 原因 }`)]
    }),
  ]
}
