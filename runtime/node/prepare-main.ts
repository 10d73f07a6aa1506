import type { Preparation } from './prepare-apart.ts'
import { quickStart } from './quick-start.ts'

/* The process of `prepareApart`: takes one preparation, tells its faults, ends. */

quickStart()
const [{ PROTOCOLS }, { checkShipped }, { readShippedOnce }] = await Promise.all([
  import('../../adapters/index.ts'),
  import('../../core/definitions/check-shipped.ts'),
  import('./prepared-definitions.ts'),
])

process.once('message', (given) => {
  const { files, preparedPath, known, today } = given as Preparation
  const read = readShippedOnce(files, preparedPath)
  const faults = read.ok ? checkShipped(files, read.value, PROTOCOLS, known, today) : read.faults
  process.send?.(faults, undefined, undefined, () => process.disconnect?.())
})
