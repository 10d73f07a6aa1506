import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Those that take longest, in this order; the others fill what is left, so that no worker ends long before the other. */
const LONGEST = [/mapping\/properties/, /runtime\/(sigkill|edge)/, /flows\/.*(workerd|hostile)/, /runtime\//, /flows\//]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const long = LONGEST.flatMap((pattern) => sorted.filter(({ moduleId }) => pattern.test(moduleId)))
    return [...new Set([...long, ...sorted])]
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/run-setup.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // every file would read all modules anew, which costs as much as its tests
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
})
