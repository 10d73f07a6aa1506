import type { Condition } from '../../condition.ts'
import type { Json } from '../../json.ts'
import { type Finding, findingsIn } from './finding.ts'
import type { Gate } from './gates.ts'
import type { PlacedRule } from './placed-rules.ts'

/** Gates 2 and 12: no target written by two rules whatever the case is, none whose condition can never hold. An exception may follow a general rule, not the other way round. */
export const checkTargets: Gate = ({ rules, codes, paths }) => {
  // lists with one target follow one another in it
  const outward = rules.filter(({ rule }) => rule.only !== 'in' && rule.op !== 'list')
  const byTarget = Map.groupBy(outward, ({ list, target, steps }) => `${list} ${target} ${holderOf(target, steps)}`)
  const twice = [...byTarget.values()].flatMap((group) =>
    group.flatMap((placed, index) => group.slice(0, index).flatMap((earlier) => clash(earlier, placed) ?? [])),
  )
  const impossible = rules.flatMap((placed) =>
    [placed.rule.when, placed.rule.must === true ? undefined : placed.rule.must].flatMap((condition) =>
      Object.entries(condition ?? {}).flatMap(([path, wanted]) => {
        const table = placed.list === 'progress' ? undefined : paths.field(path)?.table
        const wrong = table === undefined || wanted === 'present' || wanted === 'absent' ? [] : [wanted].flat()
        const unknown = wrong.filter((code) => !codes.has(table ?? '', String(code)))
        return unknown.map((code) =>
          findingsIn(placed.file).error(
            placed.steps,
            'dead-rule',
            `条件“${path}”等于“${String(code)}”永远不成立:码表 ${table} 没有这个代码`,
            '请改条件,或删去这条规则',
          ),
        )
      }),
    ),
  )
  return [...twice, ...impossible]
}

/** The list a rule belongs to: two lists with one target have elements of their own. */
function holderOf(target: string, steps: PlacedRule['steps']): string {
  return target.includes('[]') ? steps.slice(0, -1).join('.') : ''
}

function clash(earlier: PlacedRule, later: PlacedRule): Finding | null {
  const { error, warning } = findingsIn(later.file)
  const place = earlier.file.locate(earlier.steps)
  if (later.rule.when === undefined) {
    if (earlier.rule.when === undefined) {
      const message = `“${later.target}”由两条不带条件的规则写出(前一条在 ${place})`
      return error(later.steps, 'target-twice', message, '请只留一条,或写明 when、only')
    }
    const message = `不带条件的规则排在带条件的后面,总会盖掉“${later.target}”(前一条在 ${place})`
    return error(later.steps, 'dead-rule', message, '请把不带条件的一条放在前面')
  }
  if (earlier.rule.when === undefined || exclude(earlier.rule.when, later.rule.when)) return null
  const message = `“${later.target}”的两条规则条件可能同时成立,后一条会盖掉前一条(${place})`
  return warning(later.steps, 'target-twice', message, '请让两个条件不能同时成立')
}

/** Whether two conditions can never hold together: one of their shared paths wants values that do not meet. */
function exclude(a: Condition, b: Condition): boolean {
  return Object.entries(a).some(([path, wanted]) => {
    const other = Object.hasOwn(b, path) ? b[path] : undefined
    if (other === undefined) return Object.keys(b).some((key) => opposed(path, wanted, key, b[key]))
    if (wanted === 'present' || other === 'present') return wanted === 'absent' || other === 'absent'
    const values = [wanted].flat() as Json[]
    return ![other].flat().some((value) => values.includes(value as Json))
  })
}

/** A group that is absent excludes that anything in it has a value. */
function opposed(path: string, wanted: unknown, key: string, other: unknown): boolean {
  if (wanted === 'absent') return key.startsWith(`${path}.`) && other !== 'absent'
  return other === 'absent' && path.startsWith(`${key}.`)
}
