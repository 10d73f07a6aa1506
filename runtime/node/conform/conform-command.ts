import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CheckResult, ConformanceReport } from '../../../core/conformance/report.ts'
import { GatewayError } from '../../../core/gateway-error.ts'
import { openRegion } from '../cli/open-rules.ts'
import { colour } from '../cli/print.ts'
import { openFileKeyring } from '../file-keyring.ts'
import { readSettings } from '../settings.ts'
import { conform } from './conform.ts'
import { openEndpoint, openSimulator } from './other-side.ts'
import { inWords, toHtml, VERDICTS } from './report.ts'

/** How the checks are to be run. */
export interface ConformOptions {
  readonly endpoint?: string
  readonly publicUrl?: string
  readonly port: string
  readonly wait: string
  readonly matters?: string
  readonly behave: string
  readonly html?: string
  readonly json?: boolean
}

/** Checks a region's own interface, or its simulator, against what we know of it, and prints the report; exit code 1 where a check failed. */
export async function conformCommand(wanted: string, options: ConformOptions): Promise<number> {
  const report = await conformFolder(wanted, options, (result) => {
    if (!options.json) process.stdout.write(`${lineOf(result)}\n`)
  })
  if (options.html) writeFileSync(options.html, toHtml(report))
  if (options.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
  else process.stdout.write(`\n${inWords(report)}\n`)
  return report.summary.failed > 0 ? 1 : 0
}

function lineOf({ title, verdict, detail, fix }: CheckResult): string {
  const shade = { passed: 'green', failed: 'red', 'not-run': 'dim' } as const
  const advice = verdict === 'failed' ? `\n        怎么办:${fix}` : ''
  return `${colour(shade[verdict], VERDICTS[verdict])} ${title}:${detail}${advice}`
}

/** Runs the checks for a region of the project's folder, or of another; throws a known fault where the region or an option is none. */
export async function conformFolder(
  wanted: string,
  { endpoint, publicUrl, port, wait, matters, behave }: ConformOptions,
  tell?: (result: CheckResult) => void,
): Promise<ConformanceReport> {
  const { config, region, files } = openRegion(wanted)
  return conform(
    {
      config,
      region,
      files,
      openSide: async (doorUrl) => {
        if (endpoint === undefined) return openSimulator(region.code, doorUrl, behave)
        const { dataFolder, masterKey } = readSettings(process.env)
        return openEndpoint(endpoint, openFileKeyring(join(dataFolder, 'keys.json'), masterKey))
      },
      ...(publicUrl === undefined ? {} : { publicUrl: publicUrl.replace(/\/+$/, '') }),
      port: numberOf('--port', port),
      waitMs: numberOf('--wait', wait) * 1000,
      ...(matters === undefined ? {} : { matters: matters.split(',').map((matter) => matter.trim()) }),
    },
    tell,
  )
}

function numberOf(option: string, text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new GatewayError('body-invalid', `${option} 应是 0 至 65535 的整数,收到“${text}”`)
  return Number(text)
}
