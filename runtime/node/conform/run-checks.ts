import type { Check, CheckResult } from '../../../core/conformance/report.ts'
import { checkCallback, checkCorrection, checkUnknownStatus } from './answer-checks.ts'
import { CHECKS, type Finding } from './check.ts'
import { checkCertificate, checkClock, checkConnect } from './connection-checks.ts'
import type { Sample } from './golden-case.ts'
import { checkBigFile, checkDuplicate, checkSignature, sendSample } from './message-checks.ts'
import { type Accepted, notRun, type Stage } from './stage.ts'

/** Checks that need a case which the region took, in their order; the one that uses wrong keys is last. */
const AFTER_GOLDEN: readonly (readonly [
  Check,
  (stage: Stage, everyday: Accepted, accepted: readonly Accepted[]) => Promise<Finding>,
])[] = [
  [CHECKS.duplicate, checkDuplicate],
  [CHECKS.bigFile, checkBigFile],
  [CHECKS.correction, checkCorrection],
  [CHECKS.unknownStatus, checkUnknownStatus],
  [CHECKS.callback, (stage, _, accepted) => checkCallback(stage, accepted)],
  [
    CHECKS.signature,
    async (stage, everyday) =>
      stage.simulator
        ? checkSignature(stage, everyday)
        : notRun('对方可能因错误密钥锁定账号,本工具只对模拟地区做;请与对方约好后人工核对'),
  ],
]

/** Runs every check of the kit in its fixed order, the matters in `left` without sending any, each for its reason; `tell` hears of each as it ends. What cannot be checked any more is `not-run` with the reason. */
export async function runChecks(
  stage: Stage,
  samples: readonly Sample[],
  left: ReadonlyMap<string, string>,
  goldenCheck: (matter: string) => Check,
  tell: (result: CheckResult) => void,
): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  const run = async (check: Check, work: () => Promise<Finding>): Promise<Finding> => {
    const startedAt = performance.now()
    const finding = await work()
    const ms = Math.round(performance.now() - startedAt)
    const result: CheckResult = { ...check, exchanges: [], ...finding, ms }
    results.push(result)
    tell(result)
    return finding
  }
  const { verdict } = await run(CHECKS.connect, () => checkConnect(stage))
  const whenConnected = (work: () => Promise<Finding>) => async () => (verdict === 'passed' ? work() : notRun('连不上'))
  await run(
    CHECKS.certificate,
    whenConnected(() => checkCertificate(stage)),
  )
  await run(
    CHECKS.clock,
    whenConnected(() => checkClock(stage)),
  )
  const accepted: Accepted[] = []
  for (const sample of samples)
    await run(
      goldenCheck(sample.matter),
      whenConnected(async () => {
        const { finding, attempted } = await sendSample(stage, sample)
        if (attempted?.state === 'done') accepted.push({ sample, attempted })
        return finding
      }),
    )
  for (const [matter, reason] of left) await run(goldenCheck(matter), async () => notRun(reason))
  const everyday = accepted.find(({ sample }) => sample.matter === EVERYDAY) ?? accepted[0]
  const whenTaken = (work: (one: Accepted) => Promise<Finding>) => async () =>
    everyday ? work(everyday) : notRun('没有一件样例被收下,查不了')
  for (const [check, work] of AFTER_GOLDEN)
    await run(
      check,
      whenTaken((one) => work(stage, one, accepted)),
    )
  return results
}

/** The matter that every region has, with few fields and a file. */
const EVERYDAY = 'M07'
