import type { Json } from '../json.ts'
import type { Layout } from './accounts.ts'
import type { Draft, LossEntry } from './loss.ts'
import { look } from './path-access.ts'
import type { LossClass, Scope } from './scope.ts'
import { accountedPaths, isFilled, type Step } from './step.ts'

/** Adds to the report what became of a rule's value. `place` is that of the source which had one, -1 where none had; `at` goes before canonical paths. */
export type Report = (
  draft: Draft,
  place: number,
  value: Json | undefined,
  carried: Json | undefined,
  scope: Scope,
  at: string,
) => void

/** The entry of a target that something fills which is no data. */
export function fillerEntry(to: string): LossEntry {
  return { path: '', to, kind: 'defaulted', class: 'L2', filler: true }
}

/** Compiles what a rule reports; null where nothing is reported, because the rule answers for no value. */
export function compileReport(step: Step, layout: Layout): Report | null {
  const { operation, operator, sources, declared } = step
  const { to, args } = step.rule
  const filler = args?.['filler'] === true ? fillerEntry(to) : null
  const answers = operator.backward !== null && operation !== 'const'
  if (!filler && !operator.carriesAll && !answers) return null
  const paths = accountedPaths(step)
  const marks = paths.map(layout.placeOf)
  const asked = sources.map(({ path }) => path.startsWith('extra.'))
  const classOf = compileClass(step)
  const reportOthers = operator.carriesAll ? othersReport(step, marks, classOf) : null
  return (draft, place, value, carried, scope, at) => {
    const { loss, own: account } = draft
    if (filler && carried !== undefined) loss.push(filler)
    reportOthers?.(draft, place, value, carried, scope, at)
    if (value === undefined || !answers) return
    account.flags[marks[place] ?? 0] = true
    const path = at + paths[place]
    const kind = asked[place] ? 'asked' : carried === value || operation === 'list' ? 'carried' : 'translated'
    const own = classOf(value, carried, scope)
    if (asked[place]) loss.push({ path, to, kind, class: 'L3' })
    else if (declared && declared.class > own) loss.push({ path, to, kind, class: declared.class, note: declared.note })
    else loss.push({ path, to, kind, class: place === 0 ? own : 'L2' })
  }
}

/** Of a value that goes into one text or list with others, those others. */
function othersReport(
  { sources, rule: { to } }: Step,
  marks: readonly number[],
  classOf: ReturnType<typeof compileClass>,
): Report {
  return ({ loss, own }, place, _value, carried, scope, at) => {
    for (const [index, access] of sources.entries()) {
      const value = index === place ? undefined : look(access, scope)
      if (!isFilled(value)) continue
      own.flags[marks[index] ?? 0] = true
      loss.push({ path: at + access.path, to, kind: 'translated', class: classOf(value, carried, scope) })
    }
  }
}

/** A value that happens to be the region's word for nothing is read back as nothing. */
function compileClass({ rule: { none }, operator }: Step) {
  const { loss, lossOf } = operator
  return (value: Json, carried: Json | undefined, scope: Scope): LossClass => {
    if (carried === undefined) return loss
    if (carried === none) return 'L2'
    return lossOf ? lossOf(value, carried, scope) : loss
  }
}
