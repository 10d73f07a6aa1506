import type { Codes } from '../form/codes.ts'
import type { Matter } from '../matter.ts'
import { leavesOf } from './leaves.ts'
import type { LineProposal } from './propose.ts'
import type { Sample } from './sample.ts'
import { proposeTable } from './table-proposal.ts'
import { targetsOf } from './targets.ts'

/** What a person says of a partner's field: what it means, or null where it is not used. */
export interface LineChoice {
  readonly field: string
  readonly path: string | null
}

/** The proposal with a person's choices in it; a choice for a field or a path that is not there changes nothing. */
export function mendLines(
  lines: readonly LineProposal[],
  choices: readonly LineChoice[],
  matter: Matter,
  samples: readonly Sample[],
  codes: Codes,
): LineProposal[] {
  const targets = new Map(targetsOf(matter).map((target) => [target.path, target]))
  const leaves = new Map(leavesOf(samples).map((leaf) => [leaf.path, leaf]))
  const chosen = new Map(choices.map(({ field, path }) => [field, path]))
  return lines.map((line) => {
    const path = chosen.get(line.field)
    if (path === undefined || path === line.path || line.material) return line
    const said = {
      field: line.field,
      confidence: 'high' as const,
      reasons: ['由人核定'],
      alternatives: line.alternatives,
    }
    if (path === null) return { ...said, path: null, label: '' }
    const target = targets.get(path)
    const leaf = leaves.get(line.field)
    if (!target || !leaf) return line
    const table = target.table && leaf.values.length > 0 ? proposeTable(leaf, target.table, codes) : undefined
    return { ...said, path, label: target.label, ...(table ? { table } : {}) }
  })
}
