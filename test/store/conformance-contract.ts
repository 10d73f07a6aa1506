import { describe, expect, it } from 'vitest'
import type { CheckResult } from '../../core/conformance/report.ts'
import { type ConformanceRun, insertConformanceRun, updateConformanceRun } from '../../core/store/conformance-runs.ts'
import type { SqlDriver } from '../../core/store/driver.ts'
import { openStore } from '../../core/store/store.ts'

const RUN: ConformanceRun = {
  id: 'run-1',
  region: '130000',
  version: 3,
  against: 'sandbox',
  address: 'https://test.he.example',
  actor: 'guanli',
  startedAt: 5,
  endedAt: 0,
  passed: 0,
  failed: 0,
  left: 0,
  reason: '',
}
const CHECK: CheckResult = {
  id: 'clock',
  title: '时钟',
  proves: '',
  fix: '',
  verdict: 'failed',
  detail: '相差 \' " ? 𠮷',
  ms: 7,
  exchanges: [],
}

/** What every engine must do with runs of the conformance checks. */
export function testConformanceRuns(open: () => SqlDriver): void {
  describe('runs of the conformance checks', () => {
    it('are kept with who, when and against what, are told as they come on, and are listed by region, newest first', async () => {
      const store = openStore(open())
      await store.commit([insertConformanceRun(RUN)])
      expect(await store.conformanceRuns.byId(RUN.id)).toEqual({ run: RUN, checks: [] })
      const ended = { ...RUN, endedAt: 9, failed: 1 }
      await store.commit([updateConformanceRun(ended, [CHECK])])
      expect(await store.conformanceRuns.byId(RUN.id)).toEqual({ run: ended, checks: [CHECK] })
      const later = { ...RUN, id: 'run-0', startedAt: 6 }
      await store.commit([insertConformanceRun(later), insertConformanceRun({ ...RUN, id: 'run-9', region: '310000' })])
      expect((await store.conformanceRuns.ofRegion('130000', 10)).map(({ id }) => id)).toEqual(['run-0', 'run-1'])
      expect(await store.conformanceRuns.ofRegion('130000', 1)).toEqual([later])
      expect(await store.conformanceRuns.byId('nothing')).toBeNull()
    })
  })
}
