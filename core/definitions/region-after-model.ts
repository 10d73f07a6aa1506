import { dump } from 'js-yaml'
import { GatewayError } from '../gateway-error.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { readYaml } from './yaml-source.ts'

/** The folder of a region that another starts from. */
export interface ModelRegion {
  readonly folder: string
  readonly files: Readonly<Record<string, string>>
}

/** What a new region has of its own. */
export interface NewRegion {
  readonly code: string
  readonly name: string
  /** lower-case letters: names of folders and keys bear it */
  readonly pinyin: string
  readonly baseUrl: string
  /** its number */
  readonly agreement: string
  readonly from: string
  readonly until: string
  readonly matters: readonly string[]
}

/** The `region.yaml` of a new region after another's: the protocol and its options as a start, its own agreement, addresses and key names; `own` goes over that. */
export function regionAfterModel(model: ModelRegion, region: NewRegion, own: JsonObject = {}): string {
  const read = readYaml('region.yaml', model.files['region.yaml'] ?? '')
  if (!read.ok || !isObject(read.value.value))
    throw new GatewayError('definition-invalid', `${model.folder}/region.yaml 读不懂`)
  const known = read.value.value
  const agreement = known['agreement'] as JsonObject
  const matters = agreement['matters'] as JsonObject
  const { code, name, pinyin, baseUrl } = region
  const options = renamed(known['options'] ?? {}, model, pinyin) as JsonObject
  const written: JsonObject = {
    ...known,
    code,
    name,
    profile: '示例',
    agreement: {
      no: region.agreement,
      from: region.from,
      until: region.until,
      matters: Object.fromEntries(region.matters.map((matter) => [matter, matters[matter] ?? null])),
    },
    // two regions cannot be called at one address
    inbound: (known['inbound'] as string[]).map((prefix) => `/${code}${prefix}`),
    // a folder or a database has no address of its own
    options: { ...options, ...(Object.hasOwn(options, 'baseUrl') ? { baseUrl } : {}) },
    ...waysFor(region.matters, known['ways']),
    ...own,
  }
  return `# ${name}(示例):照 ${String(known['name'])} 起头,尚未与对方的接口文档核对。\n${dump(written, { lineWidth: 160 })}`
}

/** Of the other ways that a model sends some matters by, those that the new region's matters go. */
function waysFor(matters: readonly string[], ways: Json | undefined): JsonObject {
  if (!Array.isArray(ways)) return {}
  const kept = ways.flatMap((way) => {
    const own = isObject(way) ? (way['matters'] as string[]).filter((matter) => matters.includes(matter)) : []
    return own.length > 0 ? [{ ...(way as JsonObject), matters: own }] : []
  })
  return { ways: kept }
}

/** Names of keys bear the region's pinyin: those of the model must not be shared by accident. */
function renamed(value: Json, model: ModelRegion, pinyin: string): Json {
  const old = model.folder.split('-').at(-1) ?? ''
  if (typeof value === 'string') return value.startsWith(`${old}-`) ? `${pinyin}-${value.slice(old.length + 1)}` : value
  if (Array.isArray(value)) return value.map((element) => renamed(element, model, pinyin))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, renamed(member, model, pinyin)]))
}
