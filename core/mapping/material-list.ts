import type { Fault } from '../fault.ts'
import { type JsonObject, putAt, valueAt } from '../json.ts'
import type { CaseMaterial, MaterialRequirement } from '../matter.ts'
import type { Reading } from './backward.ts'
import { type CompiledRules, type CompiledStep, compileRules } from './compiled-rules.ts'
import { within } from './forward.ts'
import type { Findings } from './loss.ts'
import type { ReadMaterial } from './mapping.ts'
import { compileMaterials, lineValues, type MaterialLine, type MaterialLines, pathOf, piecesIn } from './materials.ts'
import { readMaterials } from './read-materials.ts'
import type { MappingSet } from './rule.ts'
import type { Scope } from './scope.ts'

/** The region's material list, both ways. */
export interface MaterialList {
  readonly to: string
  /** the list and what is listed in a line, with the rules of an element */
  readonly lists: readonly { readonly to: string; readonly steps: readonly CompiledStep[] }[]
  /** Which lines the case gives, and why some cannot be. */
  choose(materials: readonly CaseMaterial[], values: JsonObject): MaterialLines
  /** Of these lines those that a supplement tells: all, or what changed, as the region wants it. */
  changed(chosen: MaterialLines, values: JsonObject): MaterialLines
  /** The lines as the rules of an item read them. */
  values(chosen: MaterialLines): JsonObject[]
  /** The lines in the region's words; `values` are those of each. */
  write(
    chosen: MaterialLines,
    values: readonly JsonObject[],
    scope: Scope,
  ): { readonly list: JsonObject[]; readonly faults: readonly Fault[] }
  /** The lines as our materials; `form` is what was read of the form, for materials that come once for each element of a list. */
  read(tree: JsonObject, scope: Scope, reading: Reading, form: JsonObject): ReadMaterial[]
  /** Our path of the material that a path into the region's list means; null for any other path. */
  toMaterial(treePath: string, tree: JsonObject): string | null
  /** The region's path of our material's line in its tree, of the list itself where it has none; null for any other path. */
  toLine(path: string, tree: JsonObject): string | null
}

const LABELS: Readonly<Record<string, string>> = {
  'file.name': '文件名',
  'file.mediaType': '文件格式',
  'material.form': '材料形式',
  'material.copies': '份数',
  'exempt.licenceId': '电子证照标识',
  'exempt.source': '免交来源',
  'exempt.at': '免交核验时间',
}

/** Compiles the list; faults of a line are those of its material. */
export function compileMaterialList(
  set: MappingSet,
  region: string,
  requirements: readonly MaterialRequirement[],
): MaterialList {
  const { to, sort, item, files, supplement } = set.materialList
  const labelOf = (path: string) => LABELS[path] ?? path
  const wording = { absent: set.absent, labelOf, losses: {} }
  const rules = compileRules(item, wording)
  const inLine = files ? { to: files.to, rules: compileRules(files.item, wording) } : null
  const choose = compileMaterials(set.materials, sort, region, requirements)
  return {
    to,
    lists: [{ to, steps: rules.steps }, ...(inLine ? [{ to: `${to}[].${inLine.to}`, steps: inLine.rules.steps }] : [])],
    choose,
    changed(chosen, values) {
      if (supplement === 'all') return chosen
      const paths = valueAt(values, 'supplement.changed')
      const changed = new Set(Array.isArray(paths) ? paths : [])
      return { ...chosen, lines: chosen.lines.filter(({ material }) => changed.has(pathOf(material))) }
    },
    values: ({ lines }) => lines.map((line, index) => lineValues(line, index + 1)),
    write({ lines, faults: known }, values, scope) {
      const faults: Fault[] = []
      const fillBy = (by: CompiledRules, line: MaterialLine, own: JsonObject): JsonObject => {
        const tree = by.level().template.make()
        const findings: Findings = { faults: [], draft: null }
        by.forward(within(scope, own, tree), findings)
        if (findings.faults.length > 0) {
          const path = pathOf(line.material)
          if (!known.some((fault) => fault.path === path)) faults.push(...toLineFaults(findings.faults, path, line))
        }
        return tree
      }
      if (!inLine) return { list: lines.map((line, index) => fillBy(rules, line, values[index] ?? {})), faults }
      const fill = (by: CompiledRules, line: MaterialLine, seq: number) => fillBy(by, line, lineValues(line, seq))
      const list = groupLines(lines).map((group, index): JsonObject => {
        const held = group.filter(({ material }) => material.file).map((line) => fill(inLine.rules, line, index + 1))
        const tree = fill(rules, group[0], index + 1)
        putAt(tree, inLine.to, held)
        return tree
      })
      return { list, faults }
    },
    read: (tree, scope, reading, form) =>
      readMaterials(valueAt(tree, to), rules, set.materials, scope, reading, {
        path: to,
        inLine,
        partsOf: (rule) => piecesIn(requirements, rule, form),
      }),
    ...compileLinePaths(set),
  }
}

/** Lines that share one of the region's, in the order of the first: files with one code. */
function groupLines(lines: readonly MaterialLine[]): [MaterialLine, ...MaterialLine[]][] {
  const groups: [MaterialLine, ...MaterialLine[]][] = []
  const open = new Map<string, MaterialLine[]>()
  for (const line of lines) {
    const group = line.material.file ? open.get(line.rule.to) : undefined
    if (group) {
      group.push(line)
      continue
    }
    const own: [MaterialLine, ...MaterialLine[]] = [line]
    groups.push(own)
    if (line.material.file) open.set(line.rule.to, own)
  }
  return groups
}

function compileLinePaths({ materialList, materials }: MappingSet): Pick<MaterialList, 'toMaterial' | 'toLine'> {
  const { to, item } = materialList
  const named = item.find(({ from }) => from === 'material.code')?.to ?? ''
  const codesIn = (tree: JsonObject): string[] => {
    const list = valueAt(tree, to)
    return Array.isArray(list) ? list.map((line) => String(valueAt(line, named) ?? '')) : []
  }
  return {
    toMaterial(treePath, tree) {
      if (treePath === to) return 'materials'
      const index = treePath.startsWith(`${to}[`) ? Number.parseInt(treePath.slice(to.length + 1), 10) : Number.NaN
      const codes = codesIn(tree)
      const code = codes[index]
      const rules = materials.filter((rule) => rule.to === code)
      const [rule] = rules
      if (rule?.each) {
        const nth = codes.slice(0, index).filter((other) => other === code).length
        return pathOf({ slot: rule.slot, part: String(nth + 1) })
      }
      return rule ? pathOf(rules.length === 1 ? rule : { slot: rule.slot }) : null
    },
    toLine(path, tree) {
      if (path !== 'materials' && !path.startsWith('materials.')) return null
      const { codes, nth } = meantBy(materials, path)
      const lines = codesIn(tree).flatMap((code, index) => (codes.has(code) ? [index] : []))
      const index = lines[nth] ?? lines[0]
      return index === undefined ? to : `${to}[${index}]`
    },
  }
}

/** The region's codes that a path of ours means, and which of their lines. */
function meantBy(
  materials: MappingSet['materials'],
  path: string,
): { readonly codes: ReadonlySet<string>; readonly nth: number } {
  const [, above, position] = /^(.+)\.(\d+)$/.exec(path) ?? []
  const each = materials.find((rule) => rule.each && pathOf({ slot: rule.slot }) === above)
  if (each) return { codes: new Set([each.to]), nth: Number(position) - 1 }
  const meant = materials.filter((rule) => path === pathOf(rule) || path === pathOf({ slot: rule.slot }))
  return { codes: new Set(meant.map((rule) => rule.to)), nth: 0 }
}

function toLineFaults(faults: readonly Fault[], path: string, { rule }: MaterialLine): Fault[] {
  return faults.map((fault) => ({ ...fault, path, message: `材料“${rule.name}”:${fault.message}` }))
}

/** What messages count of the lines. */
export function countLines({ lines }: MaterialLines): Scope['counts'] {
  let files = 0
  let kinds = 0
  for (const [place, { rule, material }] of lines.entries()) {
    if (material.file) files += 1
    if (lines.findIndex((line) => line.rule.to === rule.to) === place) kinds += 1
  }
  return { files, materials: lines.length, kinds }
}

/** Files by slot and part, for rules that name one material outright (`slots.MT025`, `slots.MT001.front`). */
export function filesBySlot(materials: readonly CaseMaterial[]): JsonObject {
  const slots: JsonObject = {}
  for (const { slot, part, file } of materials) {
    if (!file) continue
    if (part) putAt(slots, `${slot}.${part}`, { ...file })
    else {
      const pieces = valueAt(slots, slot) as JsonObject | undefined
      putAt(slots, slot, pieces ? { ...pieces, ...file } : { ...file })
    }
  }
  return slots
}
