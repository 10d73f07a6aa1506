import { z } from 'zod'
import { isBlank } from '../condition.ts'
import { zodIssues } from '../definitions/zod-faults.ts'
import { accepted, type Checked, type Fault, faulty } from '../fault.ts'
import { canonicalJson, isObject, type Json, type JsonObject } from '../json.ts'
import type { CaseMaterial } from '../matter.ts'
import type { FileSlot } from '../message.ts'
import { reasonOf } from './loss.ts'
import type { Mapping, ReadMaterial } from './mapping.ts'
import { pathOf } from './materials.ts'
import type { MappingSet } from './rule.ts'

/** What we know and what the region's document shows for it; it gates the publication of the rules. */
export interface GoldenPair {
  readonly name: string
  readonly kind: 'apply' | 'supplement' | 'progress'
  /** where in the document it is, e.g. 文档 9.1 */
  readonly source: string
  readonly input: JsonObject
  readonly materials: readonly CaseMaterial[]
  /** by file id: what the adapter puts where a file goes */
  readonly resolved: Readonly<Record<string, Readonly<Partial<Record<FileSlot['as'], string>>>>>
  readonly wire: JsonObject
  /** values that differ on the way back, by canonical path; null where nothing comes back */
  readonly back: Readonly<Record<string, Json>>
  /** only that way: a sample that the region pushes need not be what we would send */
  readonly only?: 'out' | 'in'
}

const object = z.record(z.string(), z.json())
const pairShape = z.strictObject({
  name: z.string().min(1),
  kind: z.enum(['apply', 'supplement', 'progress']),
  source: z.string().min(1),
  input: object,
  materials: z.array(object).default([]),
  resolved: z
    .record(z.string(), z.record(z.enum(['id', 'url', 'expires', 'base64']), z.string().optional()))
    .default({}),
  wire: object,
  back: object.default({}),
  only: z.enum(['out', 'in']).exactOptional(),
})

/** Reads a parsed pair file. */
export function readGoldenPair(raw: unknown): Checked<GoldenPair> {
  const read = pairShape.safeParse(raw)
  return read.success ? accepted(read.data as unknown as GoldenPair) : faulty(zodIssues(read.error))
}

/** Every place where mapping the input does not give the wire tree, or reading the wire tree does not give the input but for what the set declares. Faults are at the region's paths (out) or ours (in). */
export function checkGoldenPair(pair: GoldenPair, mapping: Mapping, set: MappingSet): Fault[] {
  return [
    ...(pair.only === 'in' ? [] : checkForward(pair, mapping)),
    ...(pair.only === 'out' ? [] : checkBackward(pair, mapping, set)),
  ]
}

function checkForward({ kind, input, materials, resolved, wire }: GoldenPair, mapping: Mapping): Fault[] {
  const mapped = kind === 'progress' ? mapping.mapProgress(input) : mapping.mapForm(kind, input, materials)
  const tree = fill(mapped.tree, resolved) as JsonObject
  const faults = compare(wire, tree, '').map((path) => difference(path, wire, tree))
  return [...mapped.faults, ...faults]
}

function checkBackward(pair: GoldenPair, mapping: Mapping, set: MappingSet): Fault[] {
  if (pair.kind === 'progress') {
    const read = mapping.readProgress(pair.wire)
    return [...read.faults, ...compareForms(pair.input, read.progress as unknown as JsonObject, pair, set)]
  }
  const read = mapping.readForm(pair.wire)
  return [
    ...read.faults,
    ...compareForms(pair.input, read.form, pair, set),
    ...compareMaterials(pair, read.materials, set),
  ]
}

function fill(value: Json, resolved: GoldenPair['resolved']): Json {
  if (Array.isArray(value)) return value.map((element) => fill(element, resolved))
  if (!isObject(value)) return value
  const slot = value as FileSlot
  if (isObject(value['$file']))
    return resolved[slot.$file.id]?.[slot.as] ?? `(resolved 里没有 ${slot.$file.id} 的 ${slot.as})`
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fill(member, resolved)]))
}

/** Paths at which two trees differ. */
function compare(wanted: Json | undefined, given: Json | undefined, path: string): string[] {
  if (isObject(wanted) && isObject(given)) {
    const keys = new Set([...Object.keys(wanted), ...Object.keys(given)])
    return [...keys].flatMap((key) => compare(wanted[key], given[key], path === '' ? key : `${path}.${key}`))
  }
  if (Array.isArray(wanted) && Array.isArray(given)) {
    const length = Math.max(wanted.length, given.length)
    return Array.from({ length }, (_, index) => compare(wanted[index], given[index], `${path}[${index}]`)).flat()
  }
  const same =
    wanted === given || (wanted !== undefined && given !== undefined && canonicalJson(wanted) === canonicalJson(given))
  return same ? [] : [path]
}

/** Groups that a message carries beside the form; each side has its own. */
const BESIDE = new Set([
  'case',
  'clerk',
  'home',
  'message',
  'matter',
  'const',
  'memo',
  'supplement',
  'withdrawal',
  'slots',
])

function compareForms(input: JsonObject, read: JsonObject, { back }: GoldenPair, set: MappingSet): Fault[] {
  const wanted = leaves(input)
  const given = leaves(read)
  for (const [path, value] of Object.entries(back)) {
    for (const leaf of [...wanted.keys()])
      if (leaf === path || leaf.startsWith(`${path}.`) || leaf.startsWith(`${path}[`)) wanted.delete(leaf)
    for (const [leaf, own] of leaves({ [path]: value })) wanted.set(leaf, own)
  }
  const paths = [...new Set([...wanted.keys(), ...given.keys()])]
  return paths.flatMap((path): Fault[] => {
    const [before, after] = [wanted.get(path), given.get(path)]
    if (before === after || BESIDE.has(path.split('.')[0] ?? '')) return []
    if (!Object.hasOwn(back, path) && (reasonOf(path, set.dropped) ?? reasonOf(path, set.losses)) !== undefined)
      return []
    const message = `“${path}”读回来是 ${words(after)},应为 ${words(before)}`
    return [{ path, code: 'conflict', message, fix: '请改规则,或在 back、dropped、losses 中写明' }]
  })
}

/** Values by path. Files are compared by what both sides can know. */
function leaves(tree: JsonObject): Map<string, Json> {
  const found = new Map<string, Json>()
  const walk = (value: Json, path: string): void => {
    if (isBlank(value)) return
    if (Array.isArray(value)) for (const [index, element] of value.entries()) walk(element, `${path}[${index}]`)
    else if (isObject(value)) {
      for (const [key, member] of Object.entries(value)) {
        if (isFile(value) && ['id', 'ref', 'sha256', 'sizeBytes', 'name', 'mediaType'].includes(key)) continue
        walk(member, path === '' ? key : `${path}.${key}`)
      }
    } else found.set(path, value)
  }
  walk(tree, '')
  return found
}

function isFile(value: JsonObject): boolean {
  return ('id' in value && 'sha256' in value) || 'ref' in value
}

function compareMaterials({ materials, back }: GoldenPair, read: readonly ReadMaterial[], set: MappingSet): Fault[] {
  const given = new Map(read.map((material) => [pathOf(material), material]))
  const faults: Fault[] = []
  for (const material of materials) {
    const path = pathOf(material)
    const found = given.get(path)
    given.delete(path)
    if (Object.hasOwn(back, path) || reasonOf(path, found ? set.losses : set.dropped) !== undefined) continue
    const differs = found ? differencesOf(material, found) : ['没有读回']
    for (const what of differs)
      faults.push({ path, code: 'conflict', message: `“${path}”${what}`, fix: '请改规则,或在 back 中写明' })
  }
  for (const path of given.keys())
    faults.push({
      path,
      code: 'unexpected',
      message: `“${path}”读回来多出一份`,
      fix: '请核对材料清单',
    })
  return faults
}

/** Of an exempted material only the exemption means anything; of a file what came back of it. */
function differencesOf(wanted: CaseMaterial, found: ReadMaterial): string[] {
  if (wanted.exempt || found.exempt) {
    const same = Object.entries(found.exempt ?? {}).every(([name, value]) => wanted.exempt?.[name as 'kind'] === value)
    return same && wanted.exempt?.kind === found.exempt?.kind ? [] : ['的免交不同']
  }
  const differs = (['form', 'copies', 'originalSeen'] as const).filter((name) => wanted[name] !== found[name])
  const file = (['name', 'mediaType', 'sizeBytes'] as const).filter(
    (name) => found.file?.[name] !== undefined && wanted.file?.[name] !== found.file[name],
  )
  return [
    ...differs,
    ...file.map((name) => `file.${name}`),
    ...(Boolean(wanted.file) === Boolean(found.file) ? [] : ['file']),
  ].map((name) => `的 ${name} 不同`)
}

function difference(path: string, wanted: JsonObject, given: JsonObject): Fault {
  const message = `“${path}”写出的是 ${words(at(given, path))},文档是 ${words(at(wanted, path))}`
  return { path, code: 'conflict', message, fix: '请对照接口文档改规则' }
}

function at(tree: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = tree
  for (const step of path.split(/\.|\[|\]/).filter((part) => part !== ''))
    value = Array.isArray(value) ? value[Number(step)] : isObject(value) ? value[step] : undefined
  return value
}

function words(value: Json | undefined): string {
  return value === undefined ? '(没有)' : JSON.stringify(value).slice(0, 120)
}
