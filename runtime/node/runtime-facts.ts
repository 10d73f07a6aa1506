import { statfs } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { RuntimeFacts } from '../../core/health/health.ts'
import { systemClock } from './clock.ts'

/** What this process, its machine and its disk can tell. */
export function openRuntimeFacts(
  dataFolder: string,
  others: Pick<RuntimeFacts, 'chores' | 'clocks' | 'schemaNumber'>,
): RuntimeFacts {
  const late = monitorEventLoopDelay({ resolution: 20 })
  late.enable()
  return {
    ...others,
    process() {
      const lateMs = Math.max(0, Math.round(late.percentile(99) / 1e6 - 20))
      late.reset()
      const confined = process.constrainedMemory()
      return {
        node: process.version,
        startedAt: Math.round(systemClock.now() - process.uptime() * 1_000),
        memoryBytes: process.memoryUsage.rss(),
        memoryMostBytes: confined > 0 ? Math.min(confined, totalmem()) : totalmem(),
        lateMs,
      }
    },
    async disk() {
      const { bavail, blocks, bsize } = await statfs(dataFolder)
      return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
    },
  }
}
