import { join } from 'node:path'
import { PROTOCOLS } from '../../adapters/index.ts'
import type { Definitions } from '../../core/definitions/config.ts'
import { loadDefinitions, readDefinitions, seedDefinitions } from '../../core/definitions/load.ts'
import type { Gateway } from '../../core/gateway.ts'
import type { Doorbell, Log } from '../../core/ports.ts'
import type { SqlDriver } from '../../core/store/driver.ts'
import { openStore, type Store } from '../../core/store/store.ts'
import { composeGateway } from '../compose.ts'
import { readDefinitionFiles } from './definition-files.ts'
import { openDiskBlobs } from './disk-blobs.ts'
import { openFileKeyring } from './file-keyring.ts'
import { createHttp } from './http.ts'
import { createSystemRandom, systemClock } from './ports.ts'
import type { Settings } from './settings.ts'

/** A gateway over a migrated database with this machine's disk, keys and network; `close` ends the network only. */
export interface LocalGateway {
  readonly gateway: Gateway
  readonly shipped: Readonly<Record<string, string>>
  close(): Promise<void>
}

/** Puts a gateway together in this process: what came with the program is seeded, what is in force is loaded. Throws, with file:line:column, where a definition is faulty. */
export async function openLocalGateway(
  driver: SqlDriver,
  settings: Settings,
  around: { readonly log: Log; readonly doorbell: Doorbell },
): Promise<LocalGateway> {
  const shipped = readDefinitionFiles()
  const definitions = await inForceDefinitions(openStore(driver), shipped)
  const http = createHttp(settings.allowedPrivateHosts)
  const gateway = composeGateway(definitions, PROTOCOLS, {
    runtime: 'node',
    driver,
    blobs: openDiskBlobs(join(settings.dataFolder, 'blobs')),
    http,
    keyring: openFileKeyring(join(settings.dataFolder, 'keys.json'), settings.masterKey),
    clock: systemClock,
    random: createSystemRandom(),
    ...around,
    publicUrl: settings.publicUrl,
    regionUrls: settings.regionUrls,
  })
  return { gateway, shipped, close: () => http.close() }
}

/** What came with the program is read first, whatever the store has: a fault in it stops the start. */
async function inForceDefinitions(store: Store, shipped: Readonly<Record<string, string>>): Promise<Definitions> {
  const own = readDefinitions(shipped)
  if (own.ok) await seedDefinitions(store, shipped, systemClock.now())
  const read = own.ok ? await loadDefinitions(store, shipped) : own
  if (read.ok) return read.value
  const lines = read.faults.map(({ path, message, fix }) => `  ${path} ${message}${fix ? `;${fix}` : ''}`)
  throw new Error(`定义文件有 ${read.faults.length} 处问题:\n${lines.join('\n')}`)
}
