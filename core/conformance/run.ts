import { recordAudit } from '../audit-trail.ts'
import { compileRegion } from '../definitions/config.ts'
import { readSubject } from '../definitions/parts.ts'
import { readVersion } from '../definitions/publish.ts'
import { regionFolderOf } from '../definitions/subjects.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { newId } from '../ids.ts'
import { type ConformanceRun, insertConformanceRun, updateConformanceRun } from '../store/conformance-runs.ts'
import type { Staff } from '../store/people.ts'
import { toTime } from '../time.ts'
import type { Against, Checked, ConformanceDesk, ConformanceKit, ToldRun } from './kit.ts'
import { type CheckResult, type ConformanceReport, summarise } from './report.ts'

/** What a run takes at most; one that is older and has not ended has been broken off with its process. */
const LONGEST_MS = 900_000
const LEASE = 'conformance'

/** Whether a run goes on, as far as can be known. */
function stateOf({ startedAt, endedAt, reason }: ConformanceRun, now: number) {
  if (endedAt > 0) return reason === '' ? 'ended' : 'not-made'
  return now - startedAt < LONGEST_MS ? 'running' : 'broken-off'
}

/** Begins to check the version of a region that is in force; `ended` resolves when all of it is kept. One run at a time in all processes. */
async function begin(
  gateway: Gateway,
  kit: ConformanceKit,
  { code, against, staff }: { readonly code: string; readonly against: Against; readonly staff: Pick<Staff, 'id'> },
): Promise<{ run: ConformanceRun; ended: Promise<void> }> {
  const about = await checkedVersion(gateway, kit, code, against)
  const { store, clock, random } = gateway
  const now = clock.now()
  const run: ConformanceRun = {
    id: newId(clock, random),
    region: code,
    version: about.version,
    against,
    address: against === 'sandbox' ? (kit.sandboxOf(code) ?? '') : '',
    actor: staff.id,
    startedAt: now,
    endedAt: 0,
    passed: 0,
    failed: 0,
    left: 0,
    reason: '',
  }
  if (!(await store.leases.take(LEASE, run.id, now, now + LONGEST_MS)))
    throw new GatewayError('busy', '正在联调一个地区,一次只做一个')
  await store.commit([insertConformanceRun(run)])
  await recordAudit(gateway, staff, 'region.conform', { object: code, facts: { run: run.id, against } })
  return { run, ended: follow(gateway, kit, run, about) }
}

async function follow(gateway: Gateway, kit: ConformanceKit, run: ConformanceRun, about: Checked): Promise<void> {
  const { store, clock, log } = gateway
  const seen: CheckResult[] = []
  let kept = Promise.resolve()
  const keep = (change: Partial<ConformanceRun>) => {
    const { 'not-run': left, ...counts } = summarise(seen)
    const statement = updateConformanceRun({ ...run, ...counts, left, ...change }, seen)
    const before = kept
    // a step that could not be kept is told with the next
    kept = before.catch(() => {}).then(async () => void (await store.commit([statement])))
    return kept
  }
  let reason = ''
  try {
    await kit.run(about, (result) => {
      seen.push(result)
      keep({}).catch(() => {})
    })
  } catch (error) {
    const known = error instanceof GatewayError
    if (!known) log.error('conformance', { run: run.id, error: error instanceof Error ? error.name : 'unknown' })
    reason = known ? error.detail : '本系统一侧的问题,没有做完'
  }
  await keep({ endedAt: clock.now(), reason })
  await store.leases.giveBack(LEASE, run.id, clock.now())
}

/** The version in force, with what its checks need. */
async function checkedVersion(
  gateway: Gateway,
  kit: ConformanceKit,
  code: string,
  against: Against,
): Promise<Checked & { version: number }> {
  const current = (await gateway.store.definitions.inForce()).find(({ subject }) => subject === code)
  if (!current || !gateway.regions.has(code)) throw new GatewayError('not-found', `没有编号为 ${code} 的地区在用`)
  const can = against === 'simulator' ? await kit.hasSimulator(code) : kit.sandboxOf(code) !== null
  if (!can)
    throw new GatewayError(
      'state-conflict',
      against === 'simulator'
        ? '这个地区没有模拟,只能对它的测试环境联调'
        : '没有设置这个地区的测试环境地址:请运维在 TONGBAN_SANDBOX_URLS 里写明',
    )
  const { texts } = await readVersion(gateway, code, current.number)
  const yaml = Object.entries(texts).filter(([path]) => path.endsWith('.yaml'))
  const read = readSubject(code, Object.fromEntries(yaml))
  if (!read.ok || read.value.kind !== 'region')
    throw new GatewayError('definition-invalid', `${code} 第 ${current.number} 版读不成`)
  const region = compileRegion(read.value.region, gateway.config)
  const { suspended } = region.agreement
  if (suspended !== undefined) throw new GatewayError('agreement-suspended', `${region.name}现在不能联调:${suspended}`)
  return { version: current.number, config: gateway.config, region, files: regionFolderOf(texts).files, against }
}

function toReport(
  gateway: Gateway,
  { region, against, address, startedAt, endedAt }: ConformanceRun,
  checks: readonly CheckResult[],
): ConformanceReport {
  const { name = region, protocol = '' } = gateway.regions.get(region) ?? {}
  return {
    region,
    name,
    protocol,
    against: against === 'simulator' ? against : address,
    startedAt: toTime(startedAt),
    ms: Math.max(0, endedAt - startedAt),
    summary: summarise(checks),
    checks,
  }
}

const MOST_RUNS = 30

/** The checks of the regions' interfaces as people have them made: begun, followed, kept and taken along. */
export function createConformanceDesk(gateway: Gateway, kit: ConformanceKit): ConformanceDesk {
  const { conformanceRuns } = gateway.store
  const told = (run: ConformanceRun): ToldRun => ({ ...run, state: stateOf(run, gateway.clock.now()) })
  const requireRun = async (id: string) => {
    const found = await conformanceRuns.byId(id)
    if (!found) throw new GatewayError('not-found', '没有这次联调检查')
    return found
  }
  const report = async (id: string) => {
    const { run, checks } = await requireRun(id)
    return { run, report: toReport(gateway, run, checks) }
  }
  return {
    async ofRegion(code) {
      const [simulator, runs] = await Promise.all([kit.hasSimulator(code), conformanceRuns.ofRegion(code, MOST_RUNS)])
      return { simulator, sandbox: kit.sandboxOf(code), runs: runs.map(told) }
    },
    async begin(about) {
      const { run, ended } = await begin(gateway, kit, about)
      return { run: told(run), ended }
    },
    async byId(id) {
      const { run, checks } = await requireRun(id)
      return { ...told(run), checks: checks.map((one) => ({ ...one, exchanges: one.exchanges.length })) }
    },
    async html(id) {
      return kit.toHtml((await report(id)).report)
    },
    async json(id) {
      const { run, report: found } = await report(id)
      const { actor, version, against, address } = run
      return { id, actor, version, ...found, against, address }
    },
  }
}
