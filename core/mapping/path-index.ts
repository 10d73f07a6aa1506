import type { CompiledRules, CompiledStep } from './compiled-rules.ts'
import { templateSources } from './operations/values.ts'
import type { PathIndex } from './scope.ts'
import { compileSpreadPaths } from './spread-paths.ts'
import { besideOf, sourcesOf } from './step.ts'

interface Pair {
  readonly canonical: string
  readonly tree: string
}

/** Which path of the region stands for which of ours. Where several do, the rule that can be read back wins, then the first; an unknown path is answered for the nearest group above it. Indexes of list elements are kept. */
export function indexPaths({ steps }: CompiledRules): PathIndex {
  const toTree = new Map<string, string>()
  const toCanonical = new Map<string, string>()
  const names = new Map<string, string>()
  const spread = compileSpreadPaths(steps)
  for (const { canonical, tree } of listPairs(steps)) {
    if (!toTree.has(canonical)) toTree.set(canonical, tree)
    if (!toCanonical.has(tree)) toCanonical.set(tree, canonical)
    const name = tree.split('.').at(-1) ?? tree
    if (!names.has(name)) names.set(name, canonical)
  }
  return {
    toTree: (path, meant = {}) => spread.toTree(path, meant) ?? find(toTree, path),
    toCanonical: (path, meant = {}) => spread.toCanonical(path, meant) ?? find(toCanonical, path),
    byName: (name) => names.get(name) ?? null,
  }
}

/** Best first: first sources of rules with a way back, further sources, then what only goes out. */
function listPairs(steps: readonly CompiledStep[]): Pair[] {
  const best = steps.filter(({ operator, operation }) => operator.backward !== null && operation !== 'const')
  const rest = steps.filter((step) => !best.includes(step))
  return [
    ...best.flatMap((step) => pairsOf(step, step.accountsFor)),
    ...best.flatMap((step) => (step.sources[0] ? pairsOf(step, step.sources[0].path) : [])),
    ...[...best, ...rest].flatMap((step) => step.sources.slice(1).flatMap(({ path }) => pairsOf(step, path))),
    ...rest.flatMap((step) => (step.sources[0] ? pairsOf(step, step.sources[0].path) : [])),
  ]
}

function pairsOf({ rule, items }: CompiledStep, canonical: string): Pair[] {
  if (canonical === '' || canonical.startsWith('$')) return []
  // which element it was only the form can tell, or the text
  if (!items || items.nth !== null || items.wording || items.spread) return [{ canonical, tree: rule.to }]
  const element = items.one ? canonical : `${canonical}[]`
  const inner = listPairs(items.steps).map((pair) => ({
    canonical: `${element}.${pair.canonical}`,
    tree: `${rule.to}[].${pair.tree}`,
  }))
  return [{ canonical, tree: rule.to }, ...inner]
}

function find(index: ReadonlyMap<string, string>, path: string): string | null {
  const positions = [...path.matchAll(/\[(\d+)\]/g)].map(([position]) => position)
  let shape = path.replaceAll(/\[\d+\]/g, '[]')
  for (;;) {
    const found = index.get(shape)
    if (found !== undefined) {
      let next = 0
      return found.replaceAll('[]', () => positions[next++] ?? '[0]')
    }
    const cut = Math.max(shape.lastIndexOf('.'), shape.lastIndexOf('['))
    if (cut <= 0) return null
    shape = shape.slice(0, cut)
  }
}

/** Every canonical path that a message to the region may carry; what is not here is never sent. */
export function listSentPaths({ steps }: CompiledRules, prefix = ''): string[] {
  const paths = steps.flatMap((step) => {
    const { rule, items } = step
    if (rule.only === 'in') return []
    const own = [
      ...sourcesOf(rule),
      ...besideOf(rule),
      ...(rule.op === 'template' ? templateSources(rule.args?.['text']) : []),
    ]
    const inner = items ? own.flatMap((path) => listSentPaths(items, `${prefix}${path}${items.one ? '' : '[]'}.`)) : []
    return items ? inner : own.filter((path) => !path.startsWith('$')).map((path) => prefix + path)
  })
  return [...new Set(paths)].sort()
}
