import { type CheckResult, type ConformanceReport, summarise } from '../../../core/conformance/report.ts'
import type { CompiledRegion, Config } from '../../../core/definitions/config.ts'
import { GatewayError } from '../../../core/gateway-error.ts'
import { readGoldenPair } from '../../../core/mapping/golden-pair.ts'
import { createCollector } from '../../../core/receiving/collect.ts'
import { toTime } from '../../../core/time.ts'
import { systemClock } from '../clock.ts'
import { createHttp } from '../http.ts'
import { goldenCheck } from './check.ts'
import type { Sample } from './golden-case.ts'
import type { OtherSide } from './other-side.ts'
import { runChecks } from './run-checks.ts'
import type { Stage } from './stage.ts'
import { openDoor, openTemporaryGateway } from './temporary-gateway.ts'

/** What is to be checked, and how. */
export interface Conforming {
  readonly config: Config
  readonly region: CompiledRegion
  /** the files of the region's folder, golden pairs among them */
  readonly files: Readonly<Record<string, string>>
  /** the other side, told where it reaches us */
  openSide(doorUrl: string): Promise<OtherSide>
  /** where the region reaches us; left out: it does not */
  readonly publicUrl?: string
  readonly port: number
  readonly waitMs: number
  /** only these; left out: all that the agreement sends and the other side promises */
  readonly matters?: readonly string[]
}

/** Runs the checks; throws a known fault where the region's agreement is suspended, a matter is not in it or a golden pair is missing. */
export async function conform(
  { config, region, files, openSide, publicUrl, port, waitMs, matters }: Conforming,
  tell: (result: CheckResult) => void = () => {},
): Promise<ConformanceReport> {
  const startedAt = systemClock.now()
  const { suspended } = region.agreement
  if (suspended !== undefined) throw new GatewayError('agreement-suspended', `${region.name}现在不能联调:${suspended}`)
  const door = await openDoor(port)
  const side = await openSide(door.url).catch(async (error: unknown) => {
    await door.close()
    throw error
  })
  const { allowedPrivateHosts } = side
  const http = createHttp(allowedPrivateHosts, side.keyring)
  const openWith = (keyring: OtherSide['keyring']) =>
    openTemporaryGateway({
      definitions: { ...config, regions: [region] },
      baseUrl: side.reachedAt,
      publicUrl: publicUrl ?? door.url,
      keyring,
      http,
      allowedPrivateHosts,
    })
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
      reachedBack: side.simulator !== null || publicUrl !== undefined,
      waitMs,
      http,
      keyring: side.keyring,
      openWith,
    }
    const names = new Map(config.matters.map(({ id, name }) => [id, name]))
    const { asked, left } = mattersOf(matters, side, region)
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

const BY_HAND = '这个事项由人送卷宗、录回告单,没有报文可查'
const NOT_PLAYED = '模拟地区不演示这个事项,请对测试环境查'

/** The matters to send: those that were named, else those of the agreement that go out; `left` are those of them that the other side does not promise, or that people carry, each with why it is left. */
function mattersOf(
  named: readonly string[] | undefined,
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
  const strange = named.filter((matter) => !out.includes(matter))
  if (strange.length > 0)
    throw new GatewayError('matter-unknown', `协议不报出事项 ${strange.join('、')},可选:${out.join('、')}`)
  return { asked: named.toSorted(), left: new Map() }
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
