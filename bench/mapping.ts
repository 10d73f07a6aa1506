import { readdirSync, readFileSync } from 'node:fs'
import { type Packed, packJson, unpackJson } from '../core/definitions/pack.ts'
import { assemble, readShipped, type Shipped } from '../core/definitions/parts.ts'
import type { Json, JsonObject } from '../core/json.ts'
import { type GoldenPair, readGoldenPair } from '../core/mapping/golden-pair.ts'
import type { Mapping } from '../core/mapping/mapping.ts'
import { readDefinitionFiles } from '../runtime/node/definition-files.ts'

/* Mapping on one core: a form to the region's tree with its loss report, and back. The bare limit copies the same form through JSON. */

/** What one mapping does in a second. */
export interface MappingFigures {
  readonly region: string
  readonly matter: string
  readonly pair: string
  readonly bareCopyPerSecond: number
  readonly forwardPerSecond: number
  readonly backPerSecond: number
  /** the same by the processor time of the whole process (threads that collect garbage and compile among it): what counts where others use the machine */
  readonly forwardPerCpuSecond: number
  readonly backPerCpuSecond: number
  readonly forwardToBare: number
  readonly backToForward: number
}

/** How long definitions take to be ready. */
export interface LoadFigures {
  /** every file read and checked */
  readonly fromYamlMs: number
  /** the text in a Worker's bundle, made into definitions that answer; a set is compiled when a case first asks for it */
  readonly fromPreparedMs: number
  /** what that first case waits for beside it */
  readonly compileOneSetMs: number
  readonly regions: number
  readonly sets: number
}

const RUN_MS = 400
const ROUNDS = 5

/** How often work was done in a second of the clock, and of the processor. */
interface Rate {
  readonly perSecond: number
  readonly perCpuSecond: number
}

/** Medians of several rounds after one that counts for nothing, so that neither warming up nor one round of a noisy machine counts. */
function rateOf(work: () => unknown): Rate {
  runFor(RUN_MS, work)
  const rounds = Array.from({ length: ROUNDS }, () => runFor(RUN_MS, work))
  return {
    perSecond: Math.round(median(rounds.map((round) => round.perSecond))),
    perCpuSecond: Math.round(median(rounds.map((round) => round.perCpuSecond))),
  }
}

function runFor(ms: number, work: () => unknown): Rate {
  const before = process.cpuUsage()
  const startedAt = performance.now()
  let count = 0
  while (performance.now() < startedAt + ms) {
    for (let index = 0; index < 50; index += 1) work()
    count += 50
  }
  const seconds = (performance.now() - startedAt) / 1000
  const { user, system } = process.cpuUsage(before)
  return { perSecond: count / seconds, perCpuSecond: count / ((user + system) / 1_000_000) }
}

function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0
}

function medianMs(work: () => unknown): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const startedAt = performance.now()
    work()
    return performance.now() - startedAt
  })
  return Math.round(median(rounds) * 10) / 10
}

/** The golden pairs named `M07-normal`, `M01-normal` … of a region. */
function pairOf(region: string, name: string): GoldenPair | null {
  const root = new URL('../regions/', import.meta.url)
  const folder = readdirSync(root).find((entry) => entry.startsWith(region))
  try {
    const read = readGoldenPair(JSON.parse(readFileSync(new URL(`${folder}/pairs/${name}.json`, root), 'utf8')))
    return read.ok ? read.value : null
  } catch {
    return null
  }
}

/** Measures every region's M07 and M01 whose everyday golden pair is there, and how long loading takes. */
export function measureMapping(): { readonly mappings: MappingFigures[]; readonly load: LoadFigures } {
  const files = Object.fromEntries(Object.entries(readDefinitionFiles()).filter(([path]) => path.endsWith('.yaml')))
  const shipped = readShipped(files)
  if (!shipped.ok) throw new Error('the definitions are faulty')
  const prepared = JSON.stringify(packJson(JSON.parse(JSON.stringify(shipped.value)) as Json))
  const open = () => {
    const parts = unpackJson(JSON.parse(prepared) as Packed) as unknown as Shipped
    return assemble(Object.values(parts).map(({ part }) => part))
  }
  const definitions = open()
  const sets = definitions.regions.reduce((sum, region) => sum + region.sets.length, 0)
  const mappings = definitions.regions.flatMap(({ code, mappings: all }) =>
    ['M07', 'M01'].flatMap((matter): MappingFigures[] => {
      const mapping = all.get(matter)
      const pair = pairOf(code, `${matter}-normal`)
      return mapping && pair ? [measure(code, mapping, pair)] : []
    }),
  )
  const fromPreparedMs = medianMs(open)
  // the ways of a set are made ready when they are first gone: a form that goes out is part of the wait
  const openAndCompileMs = medianMs(() =>
    open().regions.map(({ mappings: all }) => [...all.values()].map((one) => one.mapForm('apply', {}, []))),
  )
  const load = {
    fromYamlMs: medianMs(() => readShipped(files)),
    fromPreparedMs,
    compileOneSetMs: Math.round(((openAndCompileMs - fromPreparedMs) / sets) * 100) / 100,
    regions: definitions.regions.length,
    sets,
  }
  return { mappings, load }
}

function measure(region: string, mapping: Mapping, { name, input, materials }: GoldenPair): MappingFigures {
  const { tree } = mapping.mapForm('apply', input, materials)
  const wire = JSON.parse(JSON.stringify(tree, (_key, value) => (value?.$file ? value.$file.id : value))) as JsonObject
  const bare = rateOf(() => JSON.parse(JSON.stringify(input)))
  const forward = rateOf(() => mapping.mapForm('apply', input, materials, { report: true }))
  const back = rateOf(() => mapping.readForm(wire))
  const ratio = (a: number, b: number) => Math.round((a / b) * 1000) / 1000
  return {
    region,
    matter: mapping.matter,
    pair: name,
    bareCopyPerSecond: bare.perSecond,
    forwardPerSecond: forward.perSecond,
    backPerSecond: back.perSecond,
    forwardPerCpuSecond: forward.perCpuSecond,
    backPerCpuSecond: back.perCpuSecond,
    forwardToBare: ratio(forward.perCpuSecond, bare.perCpuSecond),
    backToForward: ratio(back.perCpuSecond, forward.perCpuSecond),
  }
}
