/** How a check ended; `not-run` never counts as passed. */
export type Verdict = 'passed' | 'failed' | 'not-run'

/** What a check is called, what may be concluded where it passes, and what to look at where it fails. */
export interface Check {
  readonly id: string
  readonly title: string
  readonly proves: string
  readonly fix: string
}

/** One exchange with the region as a check saw it: texts as the evidence keeps them (`base64:` where they are not UTF-8), cut to a length that reads. */
export interface SeenExchange {
  readonly direction: 'out' | 'in'
  readonly operation: string
  readonly httpStatus: number
  readonly ms: number
  readonly request: string
  readonly response: string
  readonly verdict: string
}

/** A check with what came of it; `detail` is a Chinese sentence or a few, without a secret. */
export interface CheckResult extends Check {
  readonly verdict: Verdict
  readonly detail: string
  readonly ms: number
  readonly exchanges: readonly SeenExchange[]
}

/** What a run found, as it is exported. */
export interface ConformanceReport {
  readonly region: string
  readonly name: string
  readonly protocol: string
  /** what was spoken with: `simulator`, or the endpoint given */
  readonly against: string
  /** RFC 3339 */
  readonly startedAt: string
  readonly ms: number
  readonly summary: Readonly<Record<Verdict, number>>
  readonly checks: readonly CheckResult[]
}

/** How many checks ended each way. */
export function summarise(checks: readonly Pick<CheckResult, 'verdict'>[]): ConformanceReport['summary'] {
  const count = (wanted: Verdict) => checks.filter(({ verdict }) => verdict === wanted).length
  return { passed: count('passed'), failed: count('failed'), 'not-run': count('not-run') }
}
