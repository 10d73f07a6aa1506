import type { PayloadCodec } from '../../gateway.ts'
import { checkGoldenPair, readGoldenPair } from '../golden-pair.ts'
import type { Mapping } from '../mapping.ts'
import type { MappingSet } from '../rule.ts'
import type { Finding } from './finding.ts'

/** What each set must show at least: an everyday case, the largest, and one with everything that is odd. */
const KINDS = ['normal', 'largest', 'weird'] as const

/** Gate 8: the golden pairs of every set (`pairs/<matter>-<name>.json`) hold, and the three that every set needs are there. */
export function checkPairs(
  folder: string,
  files: Readonly<Record<string, string>>,
  sets: readonly MappingSet[],
  mappings: ReadonlyMap<string, Mapping>,
  codec: PayloadCodec,
): { readonly findings: Finding[]; readonly count: number } {
  const names = Object.keys(files)
    .filter((name) => /^pairs\/M\d{2}-[\w.-]+\.json$/.test(name))
    .sort()
  const findings = sets.flatMap((set) => {
    const own = names.filter((name) => name.startsWith(`pairs/${set.matter}-`))
    const mapping = mappings.get(set.matter)
    if (!mapping) return []
    return [
      ...missingKinds(folder, set.matter, own),
      ...own.flatMap((name) => checkFile(`${folder}/${name}`, files[name] ?? '', mapping, set, codec)),
    ]
  })
  return { findings, count: names.length - findings.filter(({ rule }) => rule === 'pair-draft').length }
}

function missingKinds(folder: string, matter: string, names: readonly string[]): Finding[] {
  return KINDS.filter((kind) => !names.some((name) => name === `pairs/${matter}-${kind}.json`)).map((kind) => ({
    path: `${folder}/${matter}.yaml:1:1`,
    rule: 'pairs-missing',
    severity: 'error',
    message: `事项 ${matter} 没有对照样例 pairs/${matter}-${kind}.json`,
    fix: '请照接口文档写一份,见 docs/add-a-region.md',
  }))
}

function checkFile(path: string, text: string, mapping: Mapping, set: MappingSet, codec: PayloadCodec): Finding[] {
  const fails = (message: string, fix = '请对照接口文档改规则或样例'): Finding => ({
    path: `${path}:1:1`,
    rule: 'pair-fails',
    severity: 'error',
    message,
    fix,
  })
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    return [fails('不是 JSON', '请检查引号、逗号和括号')]
  }
  const pair = readGoldenPair(raw)
  if (pair.ok && pair.value.draft)
    return [
      {
        path: `${path}:1:1`,
        rule: 'pair-draft',
        severity: 'warning',
        message: '由样例推得,还没有人核对,不算对照样例',
        fix: '请对照接口文档核对每一项,核对后删去 draft,改名为 normal、largest 或 weird',
      },
    ]
  const faults = pair.ok ? checkGoldenPair(pair.value, mapping, set, codec) : pair.faults
  return faults.map((fault) => fails(`${fault.path ? `${fault.path}:` : ''}${fault.message}`, fault.fix))
}
