import { readdirSync, readFileSync } from 'node:fs'
import { encodeText } from '../../core/charset.ts'
import type { Definitions } from '../../core/definitions/config.ts'
import { type LineProposal, proposeLines } from '../../core/evidence/propose.ts'
import { readSample, type Sample } from '../../core/evidence/sample.ts'
import type { GoldenPair } from '../../core/mapping/golden-pair.ts'
import type { Rule } from '../../core/mapping/rule.ts'

/** What a proposal for a shipped region was worth against the region's own rules. */
export interface Score {
  /** lines of high confidence, and how many of them are right */
  high: number
  highRight: number
  /** fields that the region's rules take from ours, and for how many the first proposal is right whatever its confidence */
  fields: number
  right: number
  readonly wrong: string[]
}

/** The applications among a set's golden pairs, as the partner would send them. */
export function applicationsOf(region: string, matter: string): Sample[] {
  const folder = readdirSync('regions').find((name) => name.startsWith(region)) ?? ''
  return readdirSync(`regions/${folder}/pairs`)
    .filter((name) => name.startsWith(`${matter}-`))
    .flatMap((name) => {
      const pair = JSON.parse(readFileSync(`regions/${folder}/pairs/${name}`, 'utf8')) as GoldenPair
      if (pair.kind !== 'apply') return []
      const text = typeof pair.wire === 'string' ? pair.wire : JSON.stringify(pair.wire)
      const read = readSample({ name, bytes: encodeText(text, pair.charset ?? 'utf-8') })
      if (!read.ok) throw new Error(read.faults[0]?.message)
      return [read.value]
    })
}

/** Proposes every matter of a region from its own golden pairs and holds that against its own rules. */
export function scoreOf({ regions, matters, codes }: Definitions, code: string): Score {
  const score: Score = { high: 0, highRight: 0, fields: 0, right: 0, wrong: [] }
  for (const set of regions.find((region) => region.code === code)?.sets ?? []) {
    const matter = matters.find(({ id }) => id === set.matter)
    if (!matter) continue
    const truth = new Map<string, Set<string>>()
    for (const [to, from] of sourcesOf(set.application)) truth.set(to, new Set([...(truth.get(to) ?? []), ...from]))
    const twins = matter.same.map(({ paths }) => paths)
    for (const line of proposeLines(matter, applicationsOf(code, set.matter), codes).lines) {
      const known = truthOf(line.field, truth)
      if (!known || line.material) continue
      const ours = new Set([...known].filter((path) => path !== '' && !path.startsWith('extra.')))
      for (const [one, two] of twins) for (const path of [one, two]) if (ours.has(path)) ours.add(one).add(two)
      const isRight = agrees(line, ours, known)
      if (line.confidence === 'high' && line.path !== null) {
        score.high += 1
        if (isRight) score.highRight += 1
        else score.wrong.push(`${set.matter} ${line.field} → ${line.path}`)
      }
      if (ours.size === 0) continue
      score.fields += 1
      if (isRight) score.right += 1
    }
  }
  return score
}

/** A region's constant that is the matter's own name or code is what `matter.name` and `matter.basicCode` are; of a group any member will do. */
function agrees({ path }: LineProposal, ours: ReadonlySet<string>, known: ReadonlySet<string>): boolean {
  if (path === null) return false
  if ([...known].every((source) => source === '') && path.startsWith('matter.')) return true
  return [...ours].some((source) => source === path || source.startsWith(`${path}.`) || path.startsWith(`${source}.`))
}

/** Where the writing puts a frame around the tree, the field is known by its last step. */
function truthOf(field: string, truth: ReadonlyMap<string, Set<string>>): Set<string> | undefined {
  const exact = truth.get(field)
  if (exact) return exact
  const last = field.split('.').at(-1)
  return [...truth].find(([to]) => to.split('.').at(-1) === last)?.[1]
}

function sourcesOf(rules: readonly Rule[], to = '', from = ''): [string, string[]][] {
  return rules.flatMap((rule): [string, string[]][] => {
    const given = [rule.from ?? []].flat()
    const item = rule.args?.['item']
    if (rule.op === 'list' && Array.isArray(item))
      return sourcesOf(item as unknown as Rule[], `${to}${rule.to}[].`, `${from}${given[0]}[].`)
    const own = given.map((path) => {
      if (path.startsWith('const.') || path.startsWith('$')) return ''
      return /^(case|matter|home|clerk|message|extra)\./.test(path) ? path : `${from}${path}`
    })
    return [[`${to}${rule.to}`, own]]
  })
}
