import type { Codes } from '../form/codes.ts'
import type { Matter } from '../matter.ts'
import { type Leaf, leavesOf } from './leaves.ts'
import { nameLikeness, nameOf, valueLikeness } from './likeness.ts'
import type { Sample } from './sample.ts'
import { type Shape, shapesOf } from './shapes.ts'
import { proposeTable, type TableProposal } from './table-proposal.ts'
import { type Target, targetsOf } from './targets.ts'

/** 高: may be confirmed together with others; 中: look; 低: nothing speaks for it strongly. */
export type Confidence = 'high' | 'middle' | 'low'

/** What a partner's field seems to mean. */
export interface LineProposal {
  /** the partner's path */
  readonly field: string
  /** ours; null where nothing was recognised, or it is a constant of theirs */
  readonly path: string | null
  readonly label: string
  readonly confidence: Confidence
  /** evidence in words */
  readonly reasons: readonly string[]
  readonly alternatives: readonly { readonly path: string; readonly label: string }[]
  /** of the materials: what the draft's material list carries */
  readonly material?: true
  /** the same value in every sample, which the draft writes as it is */
  readonly constant?: string
  readonly table?: TableProposal
}

/** All that samples of one matter's application tell. */
export interface Proposal {
  readonly matter: string
  readonly format: Sample['format']
  readonly charset: Sample['charset']
  readonly samples: number
  readonly lines: readonly LineProposal[]
  /** how many values are somebody's number, name or telephone */
  readonly personal: number
}

const SURE = 0.78
const LIKELY = 0.5
const MARGIN = 0.08

/** Proposes for every field of the samples what it means in the matter. */
export function proposeLines(matter: Matter, samples: readonly Sample[], codes: Codes): Proposal {
  const leaves = leavesOf(samples)
  const targets = targetsOf(matter)
  const subjects = new Set(targets.flatMap(({ subject }) => [...subject]))
  const shaped = leaves.map((leaf) => ({ leaf, shapes: shapesOf(leaf.values) }))
  const lines = shaped.map(({ leaf, shapes }) => lineOf(leaf, shapes, targets, subjects, codes, samples.length))
  return {
    matter: matter.id,
    format: samples[0]?.format ?? 'json',
    charset: samples[0]?.charset ?? 'utf-8',
    samples: samples.length,
    lines: settled(lines, leaves, matter),
    personal: shaped.filter(({ shapes }) => ['idNo', 'mobile'].some((shape) => shapes.has(shape as Shape))).length,
  }
}

const MATERIAL =
  /(^|\.)(files?|attachments?|materials?|stuffs?|cl|clxx|sbcl|spclmx|material_?list|0material.*)(\[\]|\.|$)/i

function lineOf(
  leaf: Leaf,
  shapes: ReadonlySet<Shape>,
  targets: readonly Target[],
  subjects: ReadonlySet<string>,
  codes: Codes,
  samples: number,
): LineProposal {
  const bare = { field: leaf.path, path: null, label: '', alternatives: [] }
  if (MATERIAL.test(leaf.path) && leaf.path.includes('[]'))
    return { ...bare, confidence: 'high', reasons: ['在材料清单里,由材料清单的规则写出'], material: true }
  if (shapes.has('implementationCode')) return constantLine(leaf, '像对方的事项实施编码(31 位)', 'middle')
  const name = nameOf(leaf)
  const inList = leaf.path.includes('[]')
  const ranked = targets
    .filter(({ path }) => path.includes('[]') === inList || path.includes('[]') === false)
    .map((target) => {
      const named = nameLikeness(name, target, subjects)
      const valued = valueLikeness(leaf, shapes, target)
      const against = valued.score < 0
      const listGap = target.path.includes('[]') !== inList ? 0.25 : 0
      const score = against ? named.score * 0.3 : named.score * 0.82 + Math.max(0, valued.score) * 0.18 - listGap
      return { target, named, valued, score: named.score === 0 ? Math.min(score, 0.2) : score }
    })
    .filter(({ score }) => score > 0.15)
    .toSorted((a, b) => b.score - a.score)
  const [best, second] = ranked
  if (!best || best.score < 0.3) return unknownLine(leaf, samples)
  const margin = best.score - (second?.score ?? 0)
  const isSure = best.score >= SURE && margin >= MARGIN && leaf.values.length > 0 && best.named.score >= 0.95
  const confidence = isSure ? 'high' : best.score >= LIKELY ? 'middle' : 'low'
  const { target } = best
  const table = target.table && leaf.values.length > 0 ? proposeTable(leaf, target.table, codes) : undefined
  return {
    field: leaf.path,
    path: target.path,
    label: target.label,
    confidence,
    reasons: [best.named.reason, best.valued.reason].filter((text) => text !== ''),
    alternatives: ranked.slice(1, 4).map(({ target: other }) => ({ path: other.path, label: other.label })),
    ...(table ? { table } : {}),
  }
}

function unknownLine(leaf: Leaf, samples: number): LineProposal {
  const bare = { field: leaf.path, path: null, label: '', confidence: 'low' as const, alternatives: [] }
  if (leaf.values.length === 0) return { ...bare, reasons: [`${samples} 份样例中都是空的,名称也没有认出`] }
  if (leaf.values.length === 1 && leaf.filled === samples && samples > 1)
    return constantLine(leaf, `${samples} 份样例的值都相同,名称没有认出`, 'low')
  return { ...bare, reasons: ['名称没有认出,值也看不出是什么'] }
}

function constantLine(leaf: Leaf, reason: string, confidence: Confidence): LineProposal {
  const [value] = leaf.values
  const bare = { field: leaf.path, path: null, label: '对方的固定值', confidence, alternatives: [], reasons: [reason] }
  return value === undefined || leaf.values.length > 1 ? { ...bare, label: '' } : { ...bare, constant: value }
}

/** Two fields with different values cannot both be surely the same of ours; fields that must agree may. */
function settled(lines: readonly LineProposal[], leaves: readonly Leaf[], matter: Matter): LineProposal[] {
  return lines.map((line, index) => {
    if (line.confidence !== 'high' || line.path === null) return line
    const rival = lines.some(
      (other, at) =>
        at !== index && other.path === line.path && other.confidence === 'high' && !agree(leaves[index], leaves[at]),
    )
    const label = matter.fields.find(({ path }) => path === line.path)?.label ?? line.label
    return rival
      ? { ...line, confidence: 'middle', reasons: [...line.reasons, `另有一项也像“${label}”而值不同`] }
      : line
  })
}

function agree(one: Leaf | undefined, two: Leaf | undefined): boolean {
  return JSON.stringify(one?.bySample) === JSON.stringify(two?.bySample)
}
