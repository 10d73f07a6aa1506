import { uncarriedCharacters } from '../charset.ts'
import type { Codes } from '../form/codes.ts'
import { type JsonObject, valueAt } from '../json.ts'
import { lazily } from '../lazy-map.ts'
import type { Matter } from '../matter.ts'
import type { MessageKind } from '../message.ts'
import type { Progress } from '../progress.ts'
import { compileAcceptances } from './acceptance.ts'
import type { Reading } from './backward.ts'
import { compileBlankGroups } from './blank-groups.ts'
import { type CompiledRules, compileRules } from './compiled-rules.ts'
import { droppedValues } from './dropped-values.ts'
import { indexTable } from './lookup-table.ts'
import { type Findings, openDraft } from './loss.ts'
import type { Mapped, Mapping } from './mapping.ts'
import { compileMaterialList, countLines, filesBySlot, type MaterialList } from './material-list.ts'
import { indexMaterials, type MaterialLines, materialLosses } from './materials.ts'
import { GROUPS_BESIDE, GROUPS_BESIDE_PROGRESS } from './message-groups.ts'
import { listAsks } from './overlay.ts'
import { indexPaths, listSentPaths } from './path-index.ts'
import { PROGRESS_LABELS } from './progress-labels.ts'
import { distinctFaults, partGroups, toReadProgress, withLabels } from './reading.ts'
import { layOutReasons } from './reasons.ts'
import { LINES_MARK, MATERIALS_MARK, type MappingSet, type Rule } from './rule.ts'
import type { Scope, Setting } from './scope.ts'
import { sourcesOf } from './step.ts'
import { compileUnexpected } from './unexpected.ts'

export type * from './mapping.ts'

const NO_COUNTS = { files: 0, materials: 0, kinds: 0 }
const NO_REASONS = layOutReasons({})
const NO_LINES: MaterialLines = { lines: [], faults: [] }

/** All of a set, compiled. */
interface Compiled {
  readonly set: MappingSet
  readonly setting: Setting
  /** those of a kind of message, compiled when the first of them comes */
  readonly rules: Readonly<Record<MessageKind, () => CompiledRules>>
  readonly list: MaterialList
  readonly closeGroups: (tree: JsonObject) => void
  readonly labelOf: (path: string) => string
}

/** Compiles a set once; the result is used for every message. Throws on paths and operations that `readRegion` would have refused. */
export function compileMapping(set: MappingSet, matter: Matter, codes: Codes, regionName: string): Mapping {
  const compiled = compileSet(set, matter, codes, regionName)
  const { rules, setting } = compiled
  const asks = listAsks(rules.apply(), matter, regionName, set.tables, codes)
  const sent = listSentPaths(rules.apply())
  return {
    region: set.region,
    matter: set.matter,
    version: set.version,
    set,
    mapForm: formMapper(compiled),
    readForm: formReader(compiled),
    mapProgress(input, { report = false } = {}) {
      const draft = report ? openDraft(rules.progress().level().layout) : null
      const values = { ...input, const: setting.constants }
      const mapped = run(compiled, 'progress', values, NO_COUNTS, { faults: [], draft })
      draft?.loss.push(...droppedValues(input, draft, NO_REASONS, GROUPS_BESIDE_PROGRESS))
      return mapped
    },
    readProgress(tree, form) {
      const reading: Reading = { faults: [], loss: [] }
      const out: JsonObject = {}
      const own = rules.progress()
      own.backward(tree, scopeOf(compiled, {}, NO_COUNTS, tree, form), out, reading)
      const read = partGroups(out, GROUPS_BESIDE_PROGRESS)[1] as unknown as Progress
      return toReadProgress(withLabels(read, compiled.labelOf, set.materials), out, own, tree, reading)
    },
    canonicalPath: (path, tree = {}) =>
      compiled.list.toMaterial(path, tree) ?? setting.paths.toCanonical(path, { tree }),
    treePath: (path, tree = {}) => compiled.list.toLine(path, tree) ?? setting.paths.toTree(path, { tree }),
    carriesMatter: (code, tree) =>
      Object.entries(set.matterCodes).some(([path, word]) => (code ?? valueAt(tree, path)) === word),
    overlay: () => asks,
    fields: () => sent,
  }
}

/** What the region calls the fields that only it has. */
function askedLabels(rules: readonly Rule[]): (readonly [string, string])[] {
  return rules.flatMap((rule) => {
    const { ask, args } = rule
    const own = ask ? sourcesOf(rule).map((path) => [path, ask.label] as const) : []
    const items = (args?.['item'] ?? []) as unknown as readonly Rule[]
    return [...own.filter(([path]) => path.startsWith('extra.')), ...askedLabels(items)]
  })
}

function compileSet(set: MappingSet, matter: Matter, codes: Codes, region: string): Compiled {
  const labels = new Map([
    ...Object.entries(PROGRESS_LABELS),
    ...matter.fields.map(({ path, label }) => [path, label] as const),
    ...askedLabels(set.application),
    ...matter.materials.map(({ slot, name }) => [`slots.${slot}`, name] as const),
  ])
  // of an address a part may be meant
  const labelOf = (path: string) => labels.get(path) ?? labels.get(path.replace(/\.(division|detail)$/, '')) ?? path
  const wording = { absent: set.absent, labelOf, losses: set.losses }
  const compiled = (own: readonly Rule[]) => lazily(() => compileRules(own, wording))
  const rules = {
    apply: compiled(set.application),
    supplement: compiled(set.supplement),
    withdraw: compiled(set.withdraw),
    shipment: compiled(set.shipment),
    reissue: compiled(set.reissue),
    progress: compiled(set.progress),
  }
  const setting: Setting = {
    region,
    codes,
    tables: new Map(Object.entries(set.tables).map(([name, table]) => [name, indexTable(name, table)])),
    paths: indexPaths(rules.apply()),
    materials: indexMaterials(set.materials),
    constants: set.constants as JsonObject,
    uncarried: set.charset === 'gbk' ? (text) => uncarriedCharacters(text, set.charset) : null,
  }
  return {
    set,
    setting,
    rules,
    list: compileMaterialList(set, region, matter.materials),
    closeGroups: compileBlankGroups(set),
    labelOf,
  }
}

function scopeOf(
  { setting }: Compiled,
  values: JsonObject,
  counts: Scope['counts'],
  tree: JsonObject,
  about: JsonObject | null = null,
): Scope {
  return { setting, values, root: values, tree, counts, files: [], about }
}

function run(
  compiled: Compiled,
  kind: MessageKind,
  values: JsonObject,
  counts: Scope['counts'],
  findings: Findings,
  prepare?: (scope: Scope) => void,
): Mapped {
  const rules = compiled.rules[kind]()
  const scope = scopeOf(compiled, values, counts, rules.level().template.make())
  prepare?.(scope)
  rules.forward(scope, findings)
  compiled.closeGroups(scope.tree)
  return { tree: scope.tree, files: scope.files, loss: findings.draft?.loss ?? [], faults: findings.faults }
}

function formMapper(compiled: Compiled): Mapping['mapForm'] {
  const { set, setting, rules, list, labelOf } = compiled
  const reasons = layOutReasons(set.dropped)
  const checkAccepted = compileAcceptances(set.accepts, setting.region, labelOf)
  return (kind, input, materials, { report = false } = {}) => {
    const listing = kind === 'apply' || kind === 'supplement'
    const values: JsonObject = { ...input, const: setting.constants }
    const draft = report ? openDraft(rules[kind]().level().layout) : null
    const findings: Findings = { faults: [], draft }
    const chosen = listing ? list.choose(materials, values) : NO_LINES
    const told = kind === 'supplement' ? list.changed(chosen, values) : chosen
    const ofMaterials = [...chosen.faults]
    const mapped = run(compiled, kind, values, countLines(told), findings, (scope) => {
      const lines = list.values(chosen)
      const written = list.write(told, told === chosen ? lines : list.values(told), scope)
      ofMaterials.push(...written.faults)
      values[MATERIALS_MARK] = written.list
      values[LINES_MARK] = lines
      values['slots'] = filesBySlot(materials)
    })
    const faults = [...findings.faults, ...ofMaterials, ...(listing ? checkAccepted(values) : [])]
    if (listing && draft)
      draft.loss.push(
        ...droppedValues(input, draft, reasons, GROUPS_BESIDE),
        ...materialLosses(materials, chosen, set.dropped, setting.region, list.to),
      )
    return { ...mapped, faults: distinctFaults(faults) }
  }
}

function formReader(compiled: Compiled): Mapping['readForm'] {
  const { set, rules, list } = compiled
  const findUnexpected = lazily(() => compileUnexpected(rules.apply().steps, list.lists, set.ignored))
  return (tree) => {
    const reading: Reading = { faults: findUnexpected()(tree), loss: [] }
    const scope = scopeOf(compiled, {}, NO_COUNTS, tree)
    const out: JsonObject = {}
    rules.apply().backward(tree, scope, out, reading)
    const materials = list.read(tree, scope, reading, out)
    const [context, form] = partGroups(out, GROUPS_BESIDE)
    return { form, context, materials, loss: reading.loss, faults: distinctFaults(reading.faults) }
  }
}
