import { describe, expect, it } from 'vitest'
import type { SqlDriver } from '../../core/store/driver.ts'
import { openStore } from '../../core/store/store.ts'

/** What every engine must do with probes of regions. */
export function testRegionProbes(open: () => SqlDriver): void {
  describe('probes of regions', () => {
    it('keep the newest of each region', async () => {
      const { regionProbes } = openStore(open())
      const first = { region: '630000', failures: 1, at: 1_772_414_100_000, answeredAt: 0 }
      const newest = { ...first, failures: 0, at: 1_772_414_107_000, answeredAt: 1_772_414_107_000 }
      const other = { ...first, region: '640000' }
      await regionProbes.save(first)
      await regionProbes.save(other)
      await regionProbes.save(newest)
      const all = await regionProbes.all()
      expect([all.get('630000'), all.get('640000')]).toEqual([newest, other])
    })
  })
}
