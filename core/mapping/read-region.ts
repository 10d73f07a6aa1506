import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { z } from 'zod'
import type { RegionClocks } from '../clock/stages.ts'
import { readYaml, type YamlSource } from '../definitions/yaml-source.ts'
import { zodFaults } from '../definitions/zod-faults.ts'
import { accepted, type Checked, type Fault, faulty } from '../fault.ts'
import type { Agreement, DeliveryPolicy } from '../gateway.ts'
import type { Json } from '../json.ts'
import type { MessageKind } from '../message.ts'
import type { RegionTls } from '../ports.ts'
import { checkMatters, checkTargets, checkUsedTables, checkWays } from './check-region.ts'
import { envelopeShape, matterShape, progressShape, regionShape, sharedTablesShape } from './region-shape.ts'
import { type CodeTable, MATERIALS_MARK, type MappingSet, type Rule } from './rule.ts'
import type { Include } from './rule-shape.ts'

/** Another way than the region's protocol for some of its matters, with options of its own. */
export interface Way {
  readonly protocol: string
  readonly matters: readonly string[]
  readonly options: Json
}

/** A region as its folder describes it. */
export interface RegionDefinition {
  readonly code: string
  readonly name: string
  readonly profile: string
  readonly agreement: Agreement
  readonly protocol: string
  readonly inbound: readonly string[]
  readonly carries: readonly MessageKind[]
  readonly options: Json
  /** left out in versions from before there were any */
  readonly ways?: readonly Way[]
  readonly tls?: RegionTls
  readonly delivery: DeliveryPolicy
  readonly announcesFiles: boolean
  readonly progressOrder: 'buffer' | 'strict' | 'skipping'
  readonly clocks?: RegionClocks
  readonly sets: readonly MappingSet[]
}

type Files = Readonly<Record<string, string>>

/** A file as read, with what can say where in it a value stands. */
export interface ReadFile<T> {
  readonly name: string
  readonly source: YamlSource
  readonly data: T
}

const SHARED = ['region.yaml', 'envelope.yaml', 'progress.yaml', 'tables.yaml'] as const

/** A region's files, each well-shaped by itself, with what can say where in them a value stands. */
export interface RegionFiles {
  readonly folder: string
  readonly region: ReadFile<z.infer<typeof regionShape>>
  readonly envelope: ReadFile<z.infer<typeof envelopeShape>>
  /** envelopes of matters that have another, by their names */
  readonly others: ReadonlyMap<string, ReadFile<z.infer<typeof envelopeShape>>>
  readonly progress: ReadFile<z.infer<typeof progressShape>>
  readonly tables: ReadFile<z.infer<typeof sharedTablesShape>>
  readonly matters: readonly ReadFile<z.infer<typeof matterShape>>[]
}

/** Opens a region's folder: `files` by name (`region.yaml`, `M07.yaml` …); every fault of every file at its file:line:column. */
export function openRegionFiles(folder: string, files: Files): Checked<RegionFiles> {
  const faults: Fault[] = []
  const read = <T>(name: string, shape: z.ZodType<T>): ReadFile<T> | null => {
    const source = open(folder, files, name, faults)
    const parsed = source ? shape.safeParse(source.value) : null
    if (source && parsed && !parsed.success) faults.push(...zodFaults(parsed.error, source))
    return source && parsed?.success ? { name, source, data: parsed.data } : null
  }
  const region = read('region.yaml', regionShape)
  const envelope = read('envelope.yaml', envelopeShape)
  const progress = read('progress.yaml', progressShape)
  const tables = read('tables.yaml', sharedTablesShape)
  const matters = Object.keys(files)
    .filter((name) => /^M\d{2}\.yaml$/.test(name))
    .sort()
    .flatMap((name) => read(name, matterShape) ?? [])
  const others = new Map(
    [...new Set(matters.flatMap(({ data }) => data.envelope ?? []))].flatMap((name) => {
      const other = read(`${name}.yaml`, envelopeShape)
      return other ? [[name, other] as const] : []
    }),
  )
  if (!region || !envelope || !progress || !tables || faults.length > 0) return faulty(faults)
  return accepted({ folder, region, envelope, others, progress, tables, matters })
}

/** Reads a region's folder as one definition: what is well-shaped file by file must also fit together. */
export function readRegion(folder: string, files: Files): Checked<RegionDefinition> {
  const opened = openRegionFiles(folder, files)
  if (!opened.ok) return opened
  const { region, envelope, others, progress, tables, matters } = opened.value
  const shared = { region: region.data, progress: progress.data, tables: tables.data }
  const digest = digestOfSets(files)
  const sets = matters.map(({ name, data }) => {
    const own = envelopeOf(opened.value, data.envelope)
    return toSet({ ...shared, envelope: own.data }, data, `${data.version}+${digest(own.name, name)}`)
  })
  const found = [
    ...checkMatters(folder, region, matters),
    ...checkWays(region),
    ...checkUsedTables(tables, matters, [envelope, ...others.values(), progress]),
    ...checkTargets(matters, sets),
  ]
  if (found.length > 0) return faulty(found)
  const { code, name, profile, agreement, protocol, inbound, carries, options, delivery, progressOrder } = region.data
  const { announcesFiles, tls, clocks } = region.data
  const ways = region.data.ways.map(({ shares, ...way }) => {
    const shared = Object.entries(options).filter(([name]) => shares.includes(name))
    return { ...way, options: { ...Object.fromEntries(shared), ...way.options } }
  })
  const definition = {
    code,
    name,
    profile,
    agreement,
    protocol,
    inbound,
    carries,
    options,
    ...(ways.length > 0 ? { ways } : {}),
    ...(tls ? { tls } : {}),
    delivery,
    announcesFiles,
    progressOrder,
    ...(clocks ? { clocks } : {}),
    sets,
  }
  return accepted(definition as unknown as RegionDefinition)
}

function open(folder: string, files: Files, name: string, faults: Fault[]): YamlSource | null {
  const content = files[name]
  if (content === undefined) {
    const path = `${folder}/${name}:1:1`
    faults.push({ path, code: 'required', message: `缺少文件 ${name}`, fix: '请对照 docs/add-a-region.md 补上' })
    return null
  }
  const source = readYaml(`${folder}/${name}`, content)
  if (!source.ok) faults.push(...source.faults)
  return source.ok ? source.value : null
}

/** The envelope of a matter: the one it names, else the region's own. */
export function envelopeOf({ envelope, others }: RegionFiles, name: string | undefined): RegionFiles['envelope'] {
  return (name === undefined ? undefined : others.get(name)) ?? envelope
}

/** The first 12 hex digits of the SHA-256 of the texts that make up a set: what all sets share is gone over once for each envelope. */
function digestOfSets(files: Files): (envelope: string, matter: string) => string {
  const begun = new Map<string, ReturnType<typeof sha256.create>>()
  return (envelope, matter) => {
    const shared = () => SHARED.map((file) => `${files[file === 'envelope.yaml' ? envelope : file] ?? ''}\0`).join('')
    const start = begun.get(envelope) ?? sha256.create().update(utf8ToBytes(shared()))
    begun.set(envelope, start)
    const whole = start.clone().update(utf8ToBytes(files[matter] ?? ''))
    return bytesToHex(whole.digest()).slice(0, 12)
  }
}

interface Shared {
  readonly region: z.infer<typeof regionShape>
  readonly envelope: z.infer<typeof envelopeShape>
  readonly progress: z.infer<typeof progressShape>
  readonly tables: z.infer<typeof sharedTablesShape>
}

function toSet(
  { region, envelope, progress, tables }: Shared,
  data: z.infer<typeof matterShape>,
  version: string,
): MappingSet {
  const place = (list: readonly (Rule | Include)[]) => placeIncludes(list, data.form, envelope)
  return {
    region: region.code,
    matter: data.matter,
    version,
    absent: region.absent,
    charset: data.charset ?? region.charset ?? 'utf-8',
    application: place(envelope.application),
    materialList: envelope.materialList as MappingSet['materialList'],
    limits: data.limits as MappingSet['limits'],
    materials: data.materials,
    accepts: data.accepts,
    supplement: place(envelope.supplement),
    withdraw: place(envelope.withdraw),
    shipment: place(envelope.shipment),
    reissue: place(envelope.reissue),
    progress: [...progress.progress, ...data.progress],
    tables: withNames({ ...tables.tables, ...data.tables }),
    emptyGroups: region.emptyGroups,
    ignored: region.ignored,
    matterCodes: data.matterCodes,
    constants: data.constants as Readonly<Record<string, Json>>,
    dropped: { ...region.dropped, ...data.dropped },
    losses: { ...region.losses, ...data.losses },
  }
}

function placeIncludes(
  list: readonly (Rule | Include)[],
  form: readonly Rule[],
  envelope: Pick<Shared['envelope'], 'application' | 'common' | 'materialList'>,
): Rule[] {
  const materials: Rule = { to: envelope.materialList.to, from: MATERIALS_MARK, only: 'out' }
  return list.flatMap((entry): readonly Rule[] => {
    if (!('include' in entry)) return [entry]
    if (entry.include === 'application') return placeIncludes(envelope.application, form, envelope)
    if (entry.include === 'common') return envelope.common
    return entry.include === 'form' ? form : [materials]
  })
}

function withNames(tables: z.infer<typeof sharedTablesShape>['tables']): Record<string, CodeTable> {
  return Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, { name, ...table } as CodeTable]))
}
