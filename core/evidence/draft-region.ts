import { dump } from 'js-yaml'
import { type Config, compileRegion } from '../definitions/config.ts'
import { type ModelRegion, type NewRegion, regionAfterModel } from '../definitions/region-after-model.ts'
import { readYaml } from '../definitions/yaml-source.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { readRegion } from '../mapping/read-region.ts'
import type { Matter } from '../matter.ts'
import { draftRules } from './draft-rules.ts'
import { leavesOf } from './leaves.ts'
import type { LineProposal } from './propose.ts'
import type { Sample } from './sample.ts'
import { simulatorDefinition } from './simulator-definition.ts'

/** The region whose protocol a way of writing starts from. */
export const MODELS: Readonly<Record<Sample['format'], string>> = {
  json: '310000',
  openapi: '310000',
  form: '520000',
  xml: '420000',
  wsdl: '420000',
  csv: '540000',
}

/** A draft folder's files by name, and what a person has to look at. */
export interface DraftRegion {
  readonly folder: string
  readonly files: Readonly<Record<string, string>>
  readonly open: readonly { readonly field: string; readonly reason: string }[]
}

/**
 * Writes a region's folder of what the samples tell and a person confirmed: rules and tables of one matter, golden drafts, what a simulator needs.
 * All of it is marked as not checked; protocol, files, answers and progress are those of `model` and stand for the partner's document.
 */
export function draftRegion(
  config: Config,
  given: {
    readonly region: Omit<NewRegion, 'matters'>
    readonly matter: Matter
    readonly lines: readonly LineProposal[]
    readonly samples: readonly Sample[]
    readonly model: ModelRegion
  },
): DraftRegion {
  const { region, matter, lines, samples, model } = given
  const leaves = leavesOf(samples)
  const { form, tables, open } = draftRules(lines, leaves, matter)
  const folder = `regions/${region.code}-${region.pinyin}`
  const envelope = groupIn(model, 'envelope.yaml')
  const files: Record<string, string> = {
    'region.yaml': regionAfterModel(
      model,
      { ...region, matters: [matter.id] },
      {
        carries: ['apply', 'progress'],
        charset: samples[0]?.charset ?? 'utf-8',
        absent: 'omit',
        emptyGroups: [],
        ignored: [],
        dropped: {},
        losses: {},
      },
    ),
    'envelope.yaml': dump({
      application: [{ include: 'form' }, { include: 'materials' }],
      materialList: envelope['materialList'] ?? { to: 'files', sort: 'listed', item: [] },
    }),
    'progress.yaml': model.files['progress.yaml'] ?? 'progress: []\n',
    'tables.yaml': dump(
      { tables: usedTables(model, envelope['materialList'] ?? null) },
      { flowLevel: 4, lineWidth: 160 },
    ),
    [`${matter.id}.yaml`]: matterText(matter, lines, form, tables, open),
    'simulator.yaml': dump(
      simulatorDefinition(
        { code: region.code, name: region.name, options: groupIn(model, 'region.yaml')['options'] ?? null },
        matter,
        lines,
        samples,
      ),
      { lineWidth: 160 },
    ),
  }
  for (const [name, text] of Object.entries(pairsOf(folder, files, config, matter, samples))) files[name] = text
  return { folder, files, open }
}

function groupIn(model: ModelRegion, name: string): JsonObject {
  const read = readYaml(name, model.files[name] ?? '')
  return read.ok && isObject(read.value.value) ? read.value.value : {}
}

/** The model's tables that its progress and its material list name: nothing else of them is the new region's. */
function usedTables(model: ModelRegion, materialList: Json): JsonObject {
  const { tables } = groupIn(model, 'tables.yaml')
  const named = `${JSON.stringify(groupIn(model, 'progress.yaml'))}${JSON.stringify(materialList)}`
  return Object.fromEntries(
    Object.entries(isObject(tables) ? tables : {}).filter(([name]) => new RegExp(`\\b${name}\\b`).test(named)),
  )
}

function matterText(
  matter: Matter,
  lines: readonly LineProposal[],
  form: readonly JsonObject[],
  tables: JsonObject,
  open: DraftRegion['open'],
): string {
  const code = lines.find(({ constant }) => constant !== undefined && /^[0-9A-Z]{31}$/.test(constant))
  const own = {
    matter: matter.id,
    version: '样例',
    matterCodes: code ? { [code.field]: `${matter.implementationCode}` } : {},
    form,
    materials: [],
    ...(Object.keys(tables).length > 0 ? { tables } : {}),
  }
  const notes = open.map(({ field, reason }) => `# 未写:${field}(${reason})`.replace(/[\r\n]/g, ' '))
  const head = `# ${matter.name}:由样例推得,未核。材料清单、码表里的“待核”与下列各项须照接口文档补齐。`
  return [head, ...notes, dump(own, { flowLevel: 2, lineWidth: 200 })].join('\n')
}

/** A golden draft for every sample: what the drafted rules read of it beside its bytes. Nothing where the drafted rules do not read. */
function pairsOf(
  folder: string,
  files: Readonly<Record<string, string>>,
  config: Config,
  matter: Matter,
  samples: readonly Sample[],
): Record<string, string> {
  const read = readRegion(folder, files)
  const mapping = read.ok ? compileRegion(read.value, config).mappings.get(matter.id) : undefined
  return Object.fromEntries(
    samples.map((sample, index) => {
      const name = `${matter.id}-sample-${index + 1}`
      const form = mapping ? mapping.readForm(sample.tree).form : {}
      const draft: JsonObject = {
        name,
        kind: 'apply',
        draft: true,
        source: `样例 ${sample.name}:由程序推得,未核`,
        input: form as Json as JsonObject,
        materials: [],
        wire: sample.text,
        charset: sample.charset,
      }
      return [`pairs/${name}.json`, `${JSON.stringify(draft, null, 1)}\n`]
    }),
  )
}
