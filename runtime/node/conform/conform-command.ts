import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CompiledRegion } from '../../../core/definitions/config.ts'
import { GatewayError } from '../../../core/gateway-error.ts'
import { readGoldenPair } from '../../../core/mapping/golden-pair.ts'
import { createCollector } from '../../../core/receiving/collect.ts'
import { toTime } from '../../../core/time.ts'
import { openRegion } from '../cli/open-rules.ts'
import { colour } from '../cli/print.ts'
import { systemClock } from '../clock.ts'
import { openFileKeyring } from '../file-keyring.ts'
import { createHttp } from '../http.ts'
import { readSettings } from '../settings.ts'
import { type CheckResult, goldenCheck } from './check.ts'
import type { Sample } from './golden-case.ts'
import { hostsOf, type OtherSide, openEndpoint, openSimulator } from './other-side.ts'
import { type ConformanceReport, inWords, summarise, toHtml, VERDICTS } from './report.ts'
import { runChecks } from './run-checks.ts'
import type { Stage } from './stage.ts'
import { type Door, openDoor, openTemporaryGateway } from './temporary-gateway.ts'

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
  const report = await conform(wanted, options, (result) => {
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

/** Runs the checks; throws a known fault where the region or an option is none, or the region's agreement is suspended. */
export async function conform(
  wanted: string,
  options: ConformOptions,
  tell: (result: CheckResult) => void = () => {},
): Promise<ConformanceReport> {
  const startedAt = systemClock.now()
  const { config, region, files } = openRegion(wanted)
  const { suspended } = region.agreement
  if (suspended !== undefined) throw new GatewayError('agreement-suspended', `${region.name}现在不能联调:${suspended}`)
  const definitions = { ...config, regions: [region] }
  const door = await openDoor(numberOf('--port', options.port))
  const side = await openSide(region.code, door, options)
  const allowedPrivateHosts = hostsOf(side)
  const http = createHttp(allowedPrivateHosts, side.keyring)
  const publicUrl = options.publicUrl?.replace(/\/+$/, '') ?? door.url
  const openWith = (keyring: OtherSide['keyring']) =>
    openTemporaryGateway({ definitions, baseUrl: side.reachedAt, publicUrl, keyring, http, allowedPrivateHosts })
  const temporary = await openWith(side.keyring)
  const { gateway } = temporary
  const ending = new AbortController()
  const collecting = createCollector(gateway, 'conform').run(ending.signal)
  try {
    door.lead(gateway)
    const bound = gateway.regions.get(region.code)
    if (!bound) throw new Error(`the gateway lacks ${region.code}`)
    const stage: Stage = {
      gateway,
      region: bound,
      url: side.url,
      simulator: side.simulator,
      reachedBack: side.simulator !== null || options.publicUrl !== undefined,
      waitMs: numberOf('--wait', options.wait) * 1000,
      http,
      keyring: side.keyring,
      openWith,
    }
    const names = new Map(config.matters.map(({ id, name }) => [id, name]))
    const { asked, left } = mattersOf(options, side, region)
    const samples = samplesOf(files, asked)
    const checks = await runChecks(stage, samples, left, (matter) => goldenCheck(matter, names.get(matter) ?? ''), tell)
    return {
      region: region.code,
      name: region.name,
      protocol: region.protocol,
      against: side.simulator ? 'simulator' : side.url,
      startedAt: toTime(startedAt),
      ms: systemClock.now() - startedAt,
      summary: summarise(checks),
      checks,
    }
  } finally {
    ending.abort()
    await collecting
    await side.close()
    await door.close()
    await http.close()
    await temporary.close()
  }
}

async function openSide(region: string, door: Door, { endpoint, behave }: ConformOptions): Promise<OtherSide> {
  try {
    if (endpoint === undefined) return await openSimulator(region, door.url, behave)
    const { dataFolder, masterKey } = readSettings(process.env)
    return openEndpoint(endpoint, openFileKeyring(join(dataFolder, 'keys.json'), masterKey))
  } catch (error) {
    await door.close()
    throw error
  }
}

const BY_HAND = '这个事项由人送卷宗、录回告单,没有报文可查'
const NOT_PLAYED = '模拟地区不演示这个事项,请用 --endpoint 对测试环境查'

/** The matters to send: those that were named, else those of the agreement that go out; `left` are those of them that the other side does not promise, or that people carry, each with why it is left. */
function mattersOf(
  { matters: named }: ConformOptions,
  { matters: promised }: OtherSide,
  { agreement: { matters: agreed }, ways = [] }: CompiledRegion,
): { asked: string[]; left: ReadonlyMap<string, string> } {
  const carried = new Set(ways.filter(({ protocol }) => protocol === 'manual').flatMap(({ matters }) => matters))
  const out = Object.keys(agreed).filter((matter) => agreed[matter]?.directions.includes('out'))
  out.sort()
  if (named === undefined) {
    const asked = out.filter((matter) => !carried.has(matter) && (promised?.includes(matter) ?? true))
    const left = out.filter((matter) => !asked.includes(matter))
    return { asked, left: new Map(left.map((matter) => [matter, carried.has(matter) ? BY_HAND : NOT_PLAYED])) }
  }
  const asked = named.split(',').map((matter) => matter.trim())
  const strange = asked.filter((matter) => !out.includes(matter))
  if (strange.length > 0)
    throw new GatewayError('matter-unknown', `协议不报出事项 ${strange.join('、')},可选:${out.join('、')}`)
  return { asked: asked.sort(), left: new Map() }
}

/** The everyday golden pair of each matter, out of the region's folder. */
function samplesOf(files: Readonly<Record<string, string>>, matters: readonly string[]): Sample[] {
  return matters.map((matter) => {
    const path = `pairs/${matter}-normal.json`
    const text = files[path]
    if (text === undefined) throw new GatewayError('not-found', `这个地区没有对照样例 ${path}`)
    const read = readGoldenPair(JSON.parse(text))
    if (!read.ok) throw new GatewayError('definition-invalid', `${path} 不是对照样例,请先用 tongban region lint 检查`)
    return { matter, pair: read.value }
  })
}

function numberOf(option: string, text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new GatewayError('body-invalid', `${option} 应是 0 至 65535 的整数,收到“${text}”`)
  return Number(text)
}
