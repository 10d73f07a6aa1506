import { isBlank } from '../condition.ts'
import type { Fault } from '../fault.ts'
import { canonicalJson, isObject, type Json, type JsonObject } from '../json.ts'
import type { CaseMaterial } from '../matter.ts'
import type { GoldenPair } from './golden-pair.ts'
import { reasonOf } from './loss.ts'
import type { ReadMaterial } from './mapping.ts'
import { pathOf } from './materials.ts'
import { GROUPS_BESIDE_PROGRESS } from './message-groups.ts'
import type { MappingSet } from './rule.ts'

/** Where a tree differs from the one that the document shows; at the region's paths. */
export function compareTrees(wanted: JsonObject, given: JsonObject): Fault[] {
  return differingPaths(wanted, given, '').map((path) => difference(path, wanted, given))
}

function differingPaths(wanted: Json | undefined, given: Json | undefined, path: string): string[] {
  if (isObject(wanted) && isObject(given)) {
    const keys = new Set([...Object.keys(wanted), ...Object.keys(given)])
    return [...keys].flatMap((key) => differingPaths(wanted[key], given[key], path === '' ? key : `${path}.${key}`))
  }
  if (Array.isArray(wanted) && Array.isArray(given)) {
    const length = Math.max(wanted.length, given.length)
    return Array.from({ length }, (_, index) => differingPaths(wanted[index], given[index], `${path}[${index}]`)).flat()
  }
  const same =
    wanted === given || (wanted !== undefined && given !== undefined && canonicalJson(wanted) === canonicalJson(given))
  return same ? [] : [path]
}

/** Where what was read back differs from what we knew, but for what the set or the pair declares; at our paths. */
export function compareForms(input: JsonObject, read: JsonObject, { back }: GoldenPair, set: MappingSet): Fault[] {
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
    if (before === after || GROUPS_BESIDE_PROGRESS.has(path.split('.')[0] ?? '')) return []
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
        if (isFile(value) && ['id', 'ref', 'at', 'sha256', 'sizeBytes', 'name', 'mediaType'].includes(key)) continue
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

/** The same for the materials. */
export function compareMaterials(
  { materials, back }: GoldenPair,
  read: readonly ReadMaterial[],
  set: MappingSet,
): Fault[] {
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
