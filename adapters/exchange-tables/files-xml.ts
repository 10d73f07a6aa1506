import { isObject, type Json, type JsonObject } from '../../core/json.ts'
import { escapeText, type XmlElement } from '../layers/codec/xml.ts'

/** Members of a material, and of each of its files, in their order. */
const MATERIAL = ['CLBM', 'CLMC', 'CLXS', 'MTFS', 'MTPJ'] as const
const FILE = ['WJM', 'WJLX', 'WJDX', 'WJZY', 'WJNR'] as const

/** The lines of the material list as materials with their files: lines of one code after another are one material. */
export function writeFiles(root: string, lines: readonly Json[]): string {
  const materials = groupLines(lines).map((group, index) => {
    const [first = {}] = group
    const files = group.filter((line) => line['WJNR'] !== undefined).map((line) => `<FJ>${members(line, FILE)}</FJ>`)
    return `<STUFF><SEQ>${index + 1}</SEQ>${members(first, MATERIAL)}<FJS>${files.join('')}</FJS></STUFF>`
  })
  return `<${root}>${materials.join('')}</${root}>`
}

/** Lines by the material that they are files of. */
export function groupLines(lines: readonly Json[]): JsonObject[][] {
  const groups: JsonObject[][] = []
  for (const line of lines.filter(isObject)) {
    const last = groups.at(-1)
    if (last?.[0]?.['CLBM'] === line['CLBM'] && line['WJNR'] !== undefined) last?.push(line)
    else groups.push([line])
  }
  return groups
}

function members(line: JsonObject, names: readonly string[]): string {
  return names
    .filter((name) => line[name] !== undefined)
    .map((name) => `<${name}>${escapeText(String(line[name]))}</${name}>`)
    .join('')
}

/** The lines of such a list: one for each file, one for a material without. Null where an element is none of it. */
export function readFiles(root: XmlElement): JsonObject[] | null {
  const lines: JsonObject[] = []
  for (const stuff of root.children) {
    const files = stuff.children.find(({ name }) => name === 'FJS')?.children ?? []
    const material = valuesOf(
      stuff.children.filter(({ name }) => name !== 'FJS' && name !== 'SEQ'),
      MATERIAL,
    )
    const read = files.map((file) => (file.name === 'FJ' ? valuesOf(file.children, FILE) : null))
    if (stuff.name !== 'STUFF' || !material || read.includes(null)) return null
    if (read.length === 0) lines.push(material)
    for (const file of read) lines.push({ ...material, ...file })
  }
  return lines
}

function valuesOf(elements: readonly XmlElement[], names: readonly string[]): JsonObject | null {
  const known = elements.every(({ name, children }) => names.includes(name) && children.length === 0)
  return known ? Object.fromEntries(elements.map(({ name, text }) => [name, text])) : null
}
