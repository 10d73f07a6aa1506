import type { Exchange } from '../../../core/message.ts'
import type { Partner } from '../../../core/protocol.ts'
import { printTables } from '../../layers/csv-package/evidence.ts'
import type { CsvPackageOptions } from '../options.ts'
import type { OpenPackage } from './open-package.ts'

/** A package of the region's as evidence. */
export function exchangeOf({ name, files }: OpenPackage, { clock }: Partner<CsvPackageOptions>): Exchange {
  const now = clock.now()
  return { operation: name, sentAt: now, receivedAt: now, request: printTables(files), response: null, status: null }
}
