import type { SqlDriver } from '../../core/store/driver.ts'
import { testNews } from './news-contract.ts'
import { testRegionProbes } from './region-probes-contract.ts'

/** What the live board is made of: what changed, and whether regions answer. */
export function testLive(driver: () => SqlDriver): void {
  testNews(driver)
  testRegionProbes(driver)
}
