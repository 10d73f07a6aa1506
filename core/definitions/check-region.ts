import { pathSteps } from '../json.ts'
import { checkPairs } from '../mapping/lint/check-pairs.ts'
import { type Finding, findingsIn } from '../mapping/lint/finding.ts'
import { lintRegion, sortFindings } from '../mapping/lint/lint-region.ts'
import { openRegionFiles, readRegion } from '../mapping/read-region.ts'
import type { ProtocolAdapter } from '../protocol.ts'
import { bindWays, openCodec } from './bind-protocol.ts'
import { type Config, compileRegion } from './config.ts'

/** What the gates say of one region's folder. */
export interface RegionReport {
  readonly folder: string
  readonly findings: readonly Finding[]
  /** matters whose mapping was checked */
  readonly sets: readonly string[]
  readonly goldenPairs: number
}

/** Runs every gate on a region's folder (`files` by name, with `pairs/*.json`). `today` is yyyy-MM-dd. */
export function checkRegion(
  folder: string,
  files: Readonly<Record<string, string>>,
  config: Config,
  adapters: readonly ProtocolAdapter[],
  today: string,
): RegionReport {
  const findings = lintRegion(folder, files, config.matters, config.codes, today)
  const read = readRegion(folder, files)
  if (!read.ok) return { folder, findings, sets: [], goldenPairs: 0 }
  const { mappings, sets } = compileRegion(read.value, config)
  const wrong = protocolFindings(folder, files, adapters)
  const codec = openCodec(read.value, config.home, adapters)
  if (!codec.ok) return { folder, findings: sortFindings([...findings, ...wrong]), sets: [], goldenPairs: 0 }
  const pairs = checkPairs(folder, files, sets, mappings, codec.value)
  return {
    folder,
    findings: sortFindings([...findings, ...pairs.findings]),
    sets: [...mappings.keys()],
    goldenPairs: pairs.count,
  }
}

/** What is wrong with the protocol that a region names, or with its options there; nothing for a folder that cannot be read. */
export function protocolFindings(
  folder: string,
  files: Readonly<Record<string, string>>,
  adapters: readonly ProtocolAdapter[],
): Finding[] {
  const opened = openRegionFiles(folder, files)
  if (!opened.ok) return []
  const { source } = opened.value.region
  const read = readRegion(folder, files)
  if (!read.ok) return []
  const bound = bindWays(read.value, adapters)
  if (bound.ok) return []
  const { error } = findingsIn(source)
  return bound.faults.map(({ path, message, fix }) =>
    error(pathSteps(path), 'not-readable', `“${path}” ${message}`, fix ?? '请对照协议的说明改正'),
  )
}
