import { isBlank } from '../condition.ts'
import type { Fault } from '../fault.ts'
import type { Json, JsonObject } from '../json.ts'
import { valueAt } from '../json.ts'
import { shapeOf } from '../list-path.ts'
import type { Progress } from '../progress.ts'
import type { Reading } from './backward.ts'
import type { CompiledRules } from './compiled-rules.ts'
import { notedEntry } from './loss.ts'
import type { ReadProgress } from './mapping.ts'
import type { MaterialRule } from './rule.ts'

/** Some of the groups of the values, and the rest of them. */
export function partGroups(values: JsonObject, groups: ReadonlySet<string>): readonly [JsonObject, JsonObject] {
  const own: JsonObject = {}
  const rest: JsonObject = {}
  for (const name of Object.keys(values)) {
    const side = groups.has(name) ? own : rest
    side[name] = values[name] as Json
  }
  return [own, rest]
}

/** Each fault once. */
export function distinctFaults(faults: readonly Fault[]): readonly Fault[] {
  if (faults.length < 2) return faults
  const seen = new Set<string>()
  return faults.filter(({ path, code, message }) => {
    const key = `${path}\n${code}\n${message}`
    return !seen.has(key) && Boolean(seen.add(key))
  })
}

/** What has to be mended, named for people where the region names it by its code alone: our field's label, the region's name of a material. */
export function withLabels(
  read: Progress,
  labelOf: (path: string) => string,
  materials: readonly Pick<MaterialRule, 'slot' | 'name'>[],
): Progress {
  if (!read.correction?.items) return read
  const items = read.correction.items.map((item) => {
    const named = materials.find(({ slot }) => slot === item.slot)?.name ?? nearestLabel(item.path ?? '', labelOf)
    return isBlank(item.label) ? { ...item, label: named } : item
  })
  return { ...read, correction: { ...read.correction, items } }
}

/** The label of a field, or of what it is a part of; the path itself where neither has one. */
function nearestLabel(path: string, labelOf: (path: string) => string): string {
  for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
    const above = shapeOf(path.slice(0, end))
    if (labelOf(above) !== above) return labelOf(above)
  }
  return path
}

/** A progress message as read; where its status word is unknown the status is UNKNOWN, the word is noted, and that is no fault. */
export function toReadProgress(
  said: Progress,
  out: JsonObject,
  rules: CompiledRules,
  tree: JsonObject,
  reading: Reading,
): ReadProgress {
  // not every message names who did it
  const named: Partial<Progress['officer']> = said.officer
  const read: Progress = { ...said, officer: { orgCode: '', orgName: '', name: '', ...named } }
  const seq = valueAt(out, 'message.seq')
  const result = { seq: typeof seq === 'number' ? seq : null, loss: reading.loss }
  const targets = rules.steps.filter(({ sources }) => sources[0]?.path === 'status').map(({ rule }) => rule.to)
  if (typeof read.status === 'string' && read.status !== 'UNKNOWN')
    return { ...result, progress: read, faults: reading.faults }
  const to = targets.find((path) => !isBlank(valueAt(tree, path))) ?? targets[0] ?? ''
  const word = valueAt(tree, to)
  const note = isBlank(word)
    ? '对方没有写办理状态,请人工识别'
    : `对方的办理状态“${String(word).slice(0, 50)}”不在码表内,请人工识别`
  const others = reading.loss.filter(({ path }) => path !== 'status')
  const faults = reading.faults.filter(({ path }) => !targets.includes(path))
  if ((read.filesTaken || read.readdress || read.aside) && isBlank(word))
    return { ...result, progress: { ...read, status: 'UNKNOWN' }, faults }
  return {
    progress: { ...read, status: 'UNKNOWN', note: read.note ?? note },
    seq: result.seq,
    loss: [...others, notedEntry('status', to, 'UNKNOWN', 'L2', note)],
    faults,
  }
}
