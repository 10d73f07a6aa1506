import { isBlank } from '../condition.ts'
import type { Fault } from '../fault.ts'
import type { Codes } from '../form/codes.ts'
import { isObject, type Json, type JsonObject, putAt, valueAt } from '../json.ts'
import type { CaseMaterial, Matter } from '../matter.ts'
import type { FileRef } from '../message.ts'
import type { Progress } from '../progress.ts'
import { type CompiledRules, compileRules, type Findings, type LossEntry } from './compiled-rules.ts'
import { indexTable } from './lookup-table.ts'
import { indexMaterials, lineValues, toMaterialLines } from './materials.ts'
import { type Ask, listAsks } from './overlay.ts'
import { readMaterials } from './read-materials.ts'
import type { MappingSet, MaterialRule, Rule } from './rule.ts'
import type { Scope, Setting } from './scope.ts'
import { unexpectedPaths } from './unexpected.ts'

/** A message in the region's form, what was lost on the way, and why it may not go. */
export interface Mapped {
  readonly tree: JsonObject
  readonly files: readonly FileRef[]
  readonly loss: readonly LossEntry[]
  /** at canonical paths */
  readonly faults: readonly Fault[]
}

/** A material as a region sent it; its file is named by the region's reference. */
export type ReadMaterial = Omit<CaseMaterial, 'file'> & {
  readonly file?: {
    readonly ref?: string
    readonly name: string
    readonly mediaType?: string
    readonly sizeBytes?: number
  }
}

/** A region's form read back. */
export interface ReadForm {
  readonly form: JsonObject
  /** `case`, `clerk`, `message`, `supplement` … as the message had them */
  readonly context: JsonObject
  readonly materials: readonly ReadMaterial[]
  /** at the region's paths */
  readonly faults: readonly Fault[]
}

/** The rules of one region for one matter, ready to run both ways. */
export interface Mapping {
  readonly region: string
  readonly matter: string
  readonly version: string
  readonly materials: readonly MaterialRule[]
  mapForm(
    kind: 'apply' | 'supplement' | 'withdraw' | 'shipment',
    input: JsonObject,
    materials: readonly CaseMaterial[],
    options?: { report?: boolean },
  ): Mapped
  readForm(tree: JsonObject): ReadForm
  mapProgress(input: JsonObject): Mapped
  /** Never throws: a word we do not know gives status UNKNOWN. */
  readProgress(tree: JsonObject): { readonly progress: Progress; readonly faults: readonly Fault[] }
  canonicalPath(treePath: string): string | null
  treePath(canonicalPath: string): string | null
  /** Whether a message that came belongs to this matter. */
  carriesMatter(matterCode: string | null, tree: JsonObject): boolean
  /** What the region asks beyond the canonical form. */
  overlay(): readonly Ask[]
}

const CONTEXT = new Set([
  'case',
  'clerk',
  'home',
  'message',
  'matter',
  'const',
  'memo',
  'supplement',
  'withdrawal',
  'shipment',
  'slots',
])

/** Compiles a set once; the result is used for every message. */
export function compileMapping(set: MappingSet, matter: Matter, codes: Codes, regionName: string): Mapping {
  const labels = new Map(matter.fields.map(({ path, label }) => [path, label]))
  const labelOf = (path: string) => labels.get(path) ?? path
  const compile = (rules: readonly Rule[]) => compileRules(rules, set.absent, labelOf)
  const application = compile(set.application)
  const rules = {
    apply: application,
    supplement: compile(set.supplement),
    withdraw: compile(set.withdraw),
    shipment: compile(set.shipment),
  }
  const progress = compile(set.progress)
  const item = compile(set.materialList.item)
  const paths = indexPaths(application)
  const constants = set.constants as JsonObject
  const setting: Setting = {
    region: regionName,
    codes,
    tables: new Map(Object.entries(set.tables).map(([name, table]) => [name, indexTable(name, table)])),
    paths,
    materials: indexMaterials(set.materials),
    constants,
  }
  const scopeOf = (values: JsonObject, tree: JsonObject, counts = { files: 0, materials: 0, kinds: 0 }): Scope => ({
    setting,
    values,
    root: values,
    tree,
    counts,
    files: [],
  })

  function mapForm(
    kind: keyof typeof rules,
    input: JsonObject,
    materials: readonly CaseMaterial[],
    options: { report?: boolean } = {},
  ): Mapped {
    const values: JsonObject = { ...input, const: constants }
    const findings: Findings = { faults: [], loss: options.report ? [] : null }
    const listed =
      kind === 'apply' || kind === 'supplement'
        ? toMaterialLines(set.materials, materials, values, regionName)
        : { lines: [], faults: [] }
    const sorted =
      set.materialList.sort === 'code'
        ? [...listed.lines].sort((a, b) => (a.rule.to < b.rule.to ? -1 : a.rule.to > b.rule.to ? 1 : 0))
        : listed.lines
    const counts = {
      files: sorted.filter(({ material }) => material.file).length,
      materials: sorted.length,
      kinds: new Set(sorted.map(({ rule }) => rule.to)).size,
    }
    const scope = scopeOf(values, {}, counts)
    const list = sorted.map((line, index): JsonObject => {
      const tree: JsonObject = {}
      item.forward({ ...scope, values: lineValues(line, index + 1), tree }, findings)
      return tree
    })
    values[MATERIALS_MARK] = list
    values['slots'] = Object.fromEntries(materials.flatMap(({ slot, file }) => (file ? [[slot, { ...file }]] : [])))
    rules[kind].forward(scope, findings)
    closeEmptyGroups(scope.tree, set.emptyGroups)
    findings.loss?.push(...droppedOf(set, application, input))
    return {
      tree: scope.tree,
      files: scope.files,
      loss: findings.loss ?? [],
      faults: [...findings.faults, ...listed.faults],
    }
  }

  function readForm(tree: JsonObject): ReadForm {
    const faults: Fault[] = [...unexpectedPaths(tree, application, item, set)]
    const out: JsonObject = {}
    application.backward(tree, scopeOf({}, tree), out, faults, '')
    const materials = readMaterials(
      valueAt(tree, set.materialList.to),
      item,
      set.materials,
      scopeOf({}, tree),
      faults,
      set.materialList.to,
    )
    const form = Object.fromEntries(Object.entries(out).filter(([group]) => !CONTEXT.has(group)))
    const context = Object.fromEntries(Object.entries(out).filter(([group]) => CONTEXT.has(group)))
    return { form, context, materials, faults }
  }

  return {
    region: set.region,
    matter: set.matter,
    version: set.version,
    materials: set.materials,
    mapForm,
    readForm,
    mapProgress(input) {
      const values: JsonObject = { ...input, const: constants }
      const findings: Findings = { faults: [], loss: null }
      const scope = scopeOf(values, {})
      progress.forward(scope, findings)
      closeEmptyGroups(scope.tree, set.emptyGroups)
      return { tree: scope.tree, files: scope.files, loss: [], faults: findings.faults }
    },
    readProgress(tree) {
      const faults: Fault[] = []
      const out: JsonObject = {}
      progress.backward(tree, scopeOf({}, tree), out, faults, '')
      if (typeof out['status'] !== 'string') out['status'] = 'UNKNOWN'
      const read = Object.fromEntries(Object.entries(out).filter(([group]) => !CONTEXT.has(group)))
      return { progress: read as unknown as Progress, faults }
    },
    canonicalPath: paths.toCanonical,
    treePath: paths.toTree,
    carriesMatter: (code, tree) =>
      Object.values(set.matterCodes).includes(code ?? '') || (code === null && matchesConstants(set, tree)),
    overlay: () => listAsks(application, matter, regionName),
  }
}

/** The material list is mapped first, because the form may count it, and placed where the envelope includes it. */
export const MATERIALS_MARK = '$materials'

function matchesConstants(set: MappingSet, tree: JsonObject): boolean {
  return Object.entries(set.matterCodes).some(([path, code]) => valueAt(tree, path) === code)
}

function indexPaths({ steps }: CompiledRules): {
  toTree(path: string): string | null
  toCanonical(path: string): string | null
} {
  const toTree = new Map<string, string>()
  const toCanonical = new Map<string, string>()
  for (const { rule, sources } of steps) {
    const [first] = sources
    if (first === undefined) continue
    if (!toTree.has(first)) toTree.set(first, rule.to)
    if (!toCanonical.has(rule.to)) toCanonical.set(rule.to, first)
  }
  // a field that is only ever second choice still has a place to point at
  for (const { rule, sources } of steps)
    for (const source of sources.slice(1)) if (!toTree.has(source)) toTree.set(source, rule.to)
  return { toTree: (path) => toTree.get(path) ?? null, toCanonical: (path) => toCanonical.get(path) ?? null }
}

function closeEmptyGroups(tree: JsonObject, groups: readonly string[]): void {
  for (const group of groups) {
    const value = valueAt(tree, group)
    if (isObject(value) && isBlank(value as Json)) putAt(tree, group, {})
  }
}

/** Canonical values that no rule of the region takes. */
function droppedOf(set: MappingSet, { steps }: CompiledRules, input: JsonObject): LossEntry[] {
  const taken = new Set(steps.flatMap(({ sources }) => sources))
  const dropped: LossEntry[] = []
  const walk = (node: JsonObject, path: string): void => {
    for (const [key, value] of Object.entries(node)) {
      const here = path === '' ? key : `${path}.${key}`
      if (taken.has(here) || isBlank(value) || (path === '' && CONTEXT.has(key))) continue
      if (isObject(value)) walk(value, here)
      else
        dropped.push({
          path: here,
          to: '',
          kind: 'dropped',
          class: 'L2',
          ...(set.dropped[here] ? { note: set.dropped[here] } : {}),
        })
    }
  }
  walk(input, '')
  return dropped
}
