import type { CompiledRegion, Config } from '../definitions/config.ts'
import type { ConformanceRun } from '../store/conformance-runs.ts'
import type { Staff } from '../store/people.ts'
import type { CheckResult, ConformanceReport } from './report.ts'

/** Whom a run speaks with: the region's simulator, or the test environment that whoever runs the gateway has named for it. */
export type Against = 'simulator' | 'sandbox'

/** What a run checks. */
export interface Checked {
  readonly config: Config
  readonly region: CompiledRegion
  /** the files of the region's folder, golden pairs among them */
  readonly files: Readonly<Record<string, string>>
  readonly against: Against
}

/** The checks of a region's interface, where the runtime can make them. */
export interface ConformanceKit {
  /** the address of a region's test environment; null where none is named: nobody types one, because a run speaks with the region's own keys */
  sandboxOf(region: string): string | null
  hasSimulator(region: string): Promise<boolean>
  /** Makes the checks, one after another; `tell` hears of each as it ends and is waited for. Throws a known fault where they cannot be made. */
  run(about: Checked, tell: (result: CheckResult) => void): Promise<ConformanceReport>
  /** The report as a page that stands alone. */
  toHtml(report: ConformanceReport): Promise<string>
}

/** A run and whether it goes on; `broken-off`: its process ended before it did. */
export interface ToldRun extends ConformanceRun {
  readonly state: 'running' | 'ended' | 'not-made' | 'broken-off'
}

/** What people do with the checks. Throws known faults. */
export interface ConformanceDesk {
  /** whom a region may be checked against, and its runs, newest first */
  ofRegion(code: string): Promise<{ simulator: boolean; sandbox: string | null; runs: ToldRun[] }>
  /** Begins a run of the version in force, one at a time in all processes; `ended` resolves when all of it is kept. */
  begin(about: {
    readonly code: string
    readonly against: Against
    readonly staff: Pick<Staff, 'id'>
  }): Promise<{ run: ToldRun; ended: Promise<void> }>
  /** a run with what its checks found so far, without the messages */
  byId(id: string): Promise<ToldRun & { checks: (Omit<CheckResult, 'exchanges'> & { exchanges: number })[] }>
  /** the report as a page that stands alone */
  html(id: string): Promise<string>
  /** the report with every message */
  json(id: string): Promise<object>
}
