import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { readYaml, type YamlSource } from '../definitions/yaml-source.ts'
import { zodFaults } from '../definitions/zod-faults.ts'
import { accepted, type Checked, type Fault, faulty } from '../fault.ts'
import type { Agreement, DeliveryPolicy } from '../gateway.ts'
import type { Json } from '../json.ts'
import type { MessageKind } from '../message.ts'
import { MATERIALS_MARK } from './compile.ts'
import type { CodeTable, MappingSet, Rule } from './rule.ts'
import { materialRuleShape, ruleListShape, ruleShape, tablesShape } from './rule-shape.ts'

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
  readonly delivery: DeliveryPolicy
  readonly progressOrder: 'buffer' | 'strict'
  readonly sets: readonly MappingSet[]
}

const text = z.string().min(1)
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const regionShape = z.strictObject({
  code: z.string().regex(/^\d{6}$/),
  name: text,
  profile: text,
  agreement: z.strictObject({
    no: text,
    from: day,
    until: day,
    matters: z.record(
      z.string(),
      z.strictObject({
        directions: z.array(z.enum(['out', 'in'])).min(1),
        modes: z.array(text).min(1),
        note: text.exactOptional(),
      }),
    ),
  }),
  protocol: text,
  inbound: z.array(z.string().startsWith('/')).min(1),
  carries: z.array(z.enum(['apply', 'supplement', 'withdraw', 'progress', 'shipment'])).min(1),
  options: z.record(z.string(), z.json()),
  delivery: z.strictObject({
    retryMs: z.array(z.int().positive()).min(1),
    thenEveryMs: z.int().positive(),
    giveUpAfterMs: z.int().positive(),
    maxInFlight: z.int().positive(),
  }),
  progressOrder: z.enum(['buffer', 'strict']),
  absent: z.enum(['empty', 'omit']),
  emptyGroups: z.array(text).default([]),
  ignored: z.array(text).default([]),
})
const envelopeShape = z.strictObject({
  application: ruleListShape,
  supplement: ruleListShape.default([]),
  withdraw: ruleListShape.default([]),
  shipment: ruleListShape.default([]),
  materialList: z.strictObject({ to: text, sort: z.enum(['code', 'listed']), item: z.array(ruleShape) }),
})
const matterShape = z.strictObject({
  matter: z.string().regex(/^M\d{2}$/),
  version: text,
  matterCodes: z.record(z.string(), text),
  constants: z.record(z.string(), z.json()).default({}),
  form: z.array(ruleShape),
  progress: z.array(ruleShape).default([]),
  materials: z.array(materialRuleShape),
  tables: tablesShape.default({}),
  dropped: z.record(z.string(), text).default({}),
  losses: z.record(z.string(), text).default({}),
})

type Files = Readonly<Record<string, string>>

/** Reads a region's folder: `files` by name (`region.yaml`, `M07.yaml` …); every fault at its file:line:column. */
export function readRegion(folder: string, files: Files): Checked<RegionDefinition> {
  const faults: Fault[] = []
  const read = <T>(name: string, shape: z.ZodType<T>): T | null => {
    const source = open(folder, files, name, faults)
    const parsed = source ? shape.safeParse(source.value) : null
    if (source && parsed && !parsed.success) faults.push(...zodFaults(parsed.error, source))
    return parsed?.success ? parsed.data : null
  }
  const region = read('region.yaml', regionShape)
  const envelope = read('envelope.yaml', envelopeShape)
  const progress = read('progress.yaml', z.strictObject({ progress: z.array(ruleShape) }))
  const tables = read('tables.yaml', z.strictObject({ tables: tablesShape }))
  const matters = Object.keys(files)
    .filter((name) => /^M\d{2}\.yaml$/.test(name))
    .sort()
    .map((name) => ({ name, data: read(name, matterShape) }))
  if (!region || !envelope || !progress || !tables || faults.length > 0) return faulty(faults)
  const shared = ['region.yaml', 'envelope.yaml', 'progress.yaml', 'tables.yaml'].map((name) => files[name] ?? '')
  const sets = matters.flatMap(({ name, data }): MappingSet[] => {
    if (!data) return []
    const place = (list: z.infer<typeof ruleListShape>) => placeIncludes(list, data.form, envelope.materialList.to)
    const version = `${data.version}+${bytesToHex(sha256(utf8ToBytes([...shared, files[name] ?? ''].join('\0')))).slice(0, 12)}`
    return [
      {
        region: region.code,
        matter: data.matter,
        version,
        absent: region.absent,
        application: place(envelope.application),
        materialList: envelope.materialList,
        materials: data.materials,
        supplement: place(envelope.supplement),
        withdraw: place(envelope.withdraw),
        shipment: place(envelope.shipment),
        progress: [...progress.progress, ...data.progress],
        tables: withNames({ ...tables.tables, ...data.tables }),
        emptyGroups: region.emptyGroups,
        ignored: region.ignored,
        matterCodes: data.matterCodes,
        constants: data.constants as Readonly<Record<string, Json>>,
        dropped: data.dropped,
        losses: data.losses,
      },
    ]
  })
  const unknown = sets.flatMap((set) => unknownTables(folder, set))
  if (unknown.length > 0) return faulty(unknown)
  const { absent: _absent, emptyGroups: _groups, ignored: _ignored, ...rest } = region
  return accepted({ ...rest, sets } as unknown as RegionDefinition)
}

function open(folder: string, files: Files, name: string, faults: Fault[]): YamlSource | null {
  const content = files[name]
  if (content === undefined) {
    faults.push({
      path: `${folder}/${name}:1:1`,
      code: 'required',
      message: `缺少文件 ${name}`,
      fix: '请对照 docs/add-a-region.md',
    })
    return null
  }
  const source = readYaml(`${folder}/${name}`, content)
  if (!source.ok) faults.push(...source.faults)
  return source.ok ? source.value : null
}

function placeIncludes(list: z.infer<typeof ruleListShape>, form: readonly Rule[], materialsTo: string): Rule[] {
  return list.flatMap((entry): readonly Rule[] => {
    if (!('include' in entry)) return [entry]
    return entry.include === 'form' ? form : [{ to: materialsTo, from: MATERIALS_MARK, only: 'out' }]
  })
}

function withNames(tables: z.infer<typeof tablesShape>): Record<string, CodeTable> {
  return Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, { name, ...table } as CodeTable]))
}

function unknownTables(folder: string, set: MappingSet): Fault[] {
  const walk = (rules: readonly Rule[]): string[] =>
    rules.flatMap((rule) => [
      ...(rule.op === 'lookup' ? [String(rule.args?.['table'])] : []),
      ...(rule.op === 'list' ? walk((rule.args?.['item'] ?? []) as unknown as Rule[]) : []),
    ])
  const used = [
    ...set.application,
    ...set.supplement,
    ...set.withdraw,
    ...set.shipment,
    ...set.progress,
    ...set.materialList.item,
  ]
  return [...new Set(walk(used))]
    .filter((name) => !set.tables[name])
    .map(
      (name): Fault => ({
        path: `${folder}/tables.yaml:1:1`,
        code: 'code',
        message: `事项 ${set.matter} 用到的码表 ${name} 没有写`,
        fix: '请在 tables.yaml 或该事项的文件里补上',
      }),
    )
}
