import type { Json } from '../json.ts'
import type { Layout } from './accounts.ts'
import type { Run } from './forward.ts'
import type { Draft, LossEntry } from './loss.ts'
import { type Access, look } from './path-access.ts'
import type { LossClass, Operator, Scope } from './scope.ts'
import { accountedPaths, isFilled, type Step } from './step.ts'

/** What a rule reports. */
export interface Telling {
  readonly to: string
  /** that its value is no data */
  readonly filler: LossEntry | null
  /** whether it answers for the value of its source */
  readonly answers: boolean
  /** whether every source goes into the region's value, not the first that is filled */
  readonly carriesAll: boolean
  readonly isList: boolean
  readonly none: Json | undefined
  readonly loss: LossClass
  readonly lossOf: NonNullable<Operator['lossOf']> | null
  readonly declared: Step['declared']
  readonly sources: readonly ToldSource[]
}

interface ToldSource {
  readonly access: Access
  readonly path: string
  /** its place in the account */
  readonly mark: number
  readonly asked: boolean
  /** what was reported last: most messages are told the same */
  entry: LossEntry
}

/** The entry of a target that something fills which is no data. */
export function fillerEntry(to: string): LossEntry {
  return { path: '', to, kind: 'defaulted', class: 'L2', filler: true }
}

/** Prepares what a rule reports; null where that is nothing, because the rule answers for no value. */
export function compileTelling(step: Step, layout: Layout): Telling | null {
  const { operation, operator, sources, declared } = step
  const { to, args, none } = step.rule
  const filler = args?.['filler'] === true ? fillerEntry(to) : null
  const answers = operator.backward !== null && operation !== 'const'
  if (!filler && !operator.carriesAll && !answers) return null
  const paths = accountedPaths(step)
  const told = sources.map((access, place): ToldSource => {
    const path = paths[place] ?? access.path
    const asked = access.path.startsWith('extra.')
    return { access, path, mark: layout.placeOf(path), asked, entry: { path, to, kind: 'carried', class: 'L0' } }
  })
  return {
    to,
    filler,
    answers,
    carriesAll: operator.carriesAll === true,
    isList: operation === 'list',
    none,
    loss: operator.loss,
    lossOf: operator.lossOf ?? null,
    declared,
    sources: told,
  }
}

/** Adds to the report what became of a rule's value, which stood at the source of that place. */
export function report(
  telling: Telling,
  draft: Draft,
  place: number,
  value: Json | undefined,
  carried: Json | undefined,
  { scope, at }: Pick<Run, 'scope' | 'at'>,
): void {
  if (telling.filler !== null && carried !== undefined) draft.loss.push(telling.filler)
  if (telling.carriesAll) reportOthers(telling, draft, place, carried, scope, at)
  const source = telling.sources[place]
  if (value === undefined || source === undefined || !telling.answers) return
  draft.own.flags[source.mark] = true
  const entry = entryOf(telling, source, place, value, carried, scope)
  source.entry = entry
  draft.loss.push(at === '' ? entry : { ...entry, path: at + entry.path })
}

function entryOf(
  telling: Telling,
  { path, asked, entry }: ToldSource,
  place: number,
  value: Json,
  carried: Json | undefined,
  scope: Scope,
): LossEntry {
  const { to, declared } = telling
  if (asked) return entry.kind === 'asked' ? entry : { path, to, kind: 'asked', class: 'L3' }
  const own = classOf(telling, value, carried, scope)
  const kind = carried === value || telling.isList ? 'carried' : 'translated'
  const note = declared !== null && declared.class > own ? declared.note : undefined
  const lost = declared !== null && note !== undefined ? declared.class : place === 0 ? own : 'L2'
  if (entry.kind === kind && entry.class === lost && entry.note === note) return entry
  return note === undefined ? { path, to, kind, class: lost } : { path, to, kind, class: lost, note }
}

/** Of a value that goes into one text or list with others, those others. */
function reportOthers(
  telling: Telling,
  { loss, own }: Draft,
  place: number,
  carried: Json | undefined,
  scope: Scope,
  at: string,
): void {
  const { to } = telling
  for (const [index, { access, mark }] of telling.sources.entries()) {
    const value = index === place ? undefined : look(access, scope)
    if (!isFilled(value)) continue
    own.flags[mark] = true
    loss.push({ path: at + access.path, to, kind: 'translated', class: classOf(telling, value, carried, scope) })
  }
}

/** A value that happens to be the region's word for nothing is read back as nothing. */
function classOf({ none, loss, lossOf }: Telling, value: Json, carried: Json | undefined, scope: Scope): LossClass {
  if (carried === undefined) return loss
  if (carried === none) return 'L2'
  return lossOf === null ? loss : lossOf(value, carried, scope)
}
