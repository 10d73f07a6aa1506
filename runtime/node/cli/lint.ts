import { PROTOCOLS } from '../../../adapters/index.ts'
import { checkRegion, type RegionReport } from '../../../core/definitions/check-region.ts'
import { toDate } from '../../../core/time.ts'
import { readRegionFolders } from '../region-files.ts'
import { projectConfig } from './config.ts'
import { colour } from './print.ts'

/** The last line of the lint. */
export interface LintSummary {
  readonly regions: number
  readonly matters: number
  readonly sets: number
  readonly goldenPairs: number
  readonly errors: number
  readonly warnings: number
}

/** Checks the regions below a folder and prints what is wrong; exit code 1 where there is an error. With `json` one object a line, the summary last. */
export function lintCommand(root: string | undefined, json: boolean | undefined, nowMs: number): number {
  const config = projectConfig()
  const reports = readRegionFolders(root).map(({ folder, files }) =>
    checkRegion(folder, files, config, PROTOCOLS, toDate(nowMs)),
  )
  const summary = summarise(reports)
  if (json) {
    for (const finding of reports.flatMap(({ findings }) => findings))
      process.stdout.write(`${JSON.stringify(finding)}\n`)
    process.stdout.write(`${JSON.stringify(summary)}\n`)
  } else show(reports, summary)
  return summary.errors > 0 ? 1 : 0
}

function summarise(reports: readonly RegionReport[]): LintSummary {
  const findings = reports.flatMap((report) => report.findings)
  const count = (wanted: string) => findings.filter(({ severity }) => severity === wanted).length
  return {
    regions: reports.length,
    matters: new Set(reports.flatMap(({ sets }) => sets)).size,
    sets: reports.reduce((sum, { sets }) => sum + sets.length, 0),
    goldenPairs: reports.reduce((sum, { goldenPairs }) => sum + goldenPairs, 0),
    errors: count('error'),
    warnings: count('warning'),
  }
}

function show(reports: readonly RegionReport[], summary: LintSummary): void {
  for (const { path, severity, rule, message, fix } of reports.flatMap(({ findings }) => findings)) {
    const word = severity === 'error' ? colour('red', '错误') : colour('yellow', '提醒')
    process.stdout.write(`${path} ${word} ${message} ${colour('dim', `[${rule}]`)}\n    ${fix}\n`)
  }
  const { regions, matters, sets, goldenPairs, errors, warnings } = summary
  process.stdout.write(
    `${regions} 个地区、${matters} 个事项、${sets} 套映射、${goldenPairs} 份对照样例:${errors} 处错误,${warnings} 处提醒\n`,
  )
}
