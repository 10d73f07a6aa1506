import { WHOLE_MARK } from '../path-access.ts'
import { envelopeOf, type RegionFiles } from '../read-region.ts'
import type { Rule } from '../rule.ts'
import type { Include } from '../rule-shape.ts'
import { besideOf, sourcesOf } from '../step.ts'
import type { findingsIn, Steps } from './finding.ts'

export type RuleList = 'application' | 'supplement' | 'withdraw' | 'shipment' | 'reissue' | 'progress' | 'material'

/** A rule with the place it is written at; paths are whole even inside a list. */
export interface PlacedRule {
  readonly rule: Rule
  readonly list: RuleList
  readonly file: RegionFiles['matters'][number]['source']
  readonly steps: Steps
  /** canonical sources, `shareholders[].name` inside a list */
  readonly sources: readonly string[]
  /** the region's path, `gdxx[].xm` inside a list */
  readonly target: string
}

type MatterFile = RegionFiles['matters'][number]
type Source = MatterFile['source']

/** Every rule that makes up one matter's mapping, in the order they run. */
export function placeRules(region: RegionFiles, matter: MatterFile): PlacedRule[] {
  const { progress } = region
  const envelope = envelopeOf(region, matter.data.envelope)
  const written = (list: RuleList, rules: readonly (Rule | Include)[], file: Source, steps: Steps): PlacedRule[] =>
    rules.flatMap((rule, index) => {
      if (!('include' in rule)) return placeRule(rule, list, file, [...steps, index], '', '')
      if (rule.include === 'application')
        return written(list, envelope.data.application, envelope.source, ['application'])
      if (rule.include === 'common') return written(list, envelope.data.common, envelope.source, ['common'])
      return rule.include === 'form' ? written(list, matter.data.form, matter.source, ['form']) : []
    })
  const { materialList, common: _common, ...lists } = envelope.data
  return [
    ...(['application', 'supplement', 'withdraw', 'shipment', 'reissue'] as const).flatMap((list) =>
      written(list, lists[list], envelope.source, [list]),
    ),
    ...written('material', materialList.item, envelope.source, ['materialList', 'item']),
    ...written('material', materialList.files?.item ?? [], envelope.source, ['materialList', 'files', 'item']),
    ...written('progress', progress.data.progress, progress.source, ['progress']),
    ...written('progress', matter.data.progress, matter.source, ['progress']),
  ]
}

function placeRule(
  rule: Rule,
  list: RuleList,
  file: Source,
  steps: Steps,
  canonical: string,
  tree: string,
): PlacedRule[] {
  const sources = [...sourcesOf(rule), ...besideOf(rule)].map((path) =>
    path.startsWith('extra.') || path.startsWith(WHOLE_MARK) ? path : canonical + path,
  )
  const target = tree + rule.to
  const own: PlacedRule = { rule, list, file, steps, sources, target }
  if (rule.op !== 'list') return [own]
  const items = (rule.args?.['item'] ?? []) as unknown as readonly Rule[]
  const one = rule.args?.['one'] === true
  const inner = rule.args && file.locate([...steps, 'item']) === file.locate(steps) ? ['args', 'item'] : ['item']
  return [
    own,
    ...items.flatMap((item, index) =>
      placeRule(
        item,
        list,
        file,
        [...steps, ...inner, index],
        `${sources[0] ?? ''}${one ? '' : '[]'}.`,
        `${target}[].`,
      ),
    ),
  ]
}

/** The two kinds of findings at a rule's place. */
export type Finder = ReturnType<typeof findingsIn>
