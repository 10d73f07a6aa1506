import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readKeyText } from '../../core/key-text.ts'
import { migrate } from '../../core/store/migrate.ts'
import { openStore } from '../../core/store/store.ts'
import { openFileKeyring } from '../../runtime/node/file-keyring.ts'
import { openLocalGateway } from '../../runtime/node/local-gateway.ts'
import { createLog } from '../../runtime/node/ports.ts'
import { readSettings } from '../../runtime/node/settings.ts'
import { openSqliteDriver } from '../../runtime/node/sqlite-driver.ts'
import { GATEWAY_KEYS } from '../../simulator/registry.ts'
import { madeOnce } from './made-once.ts'
import { enrol } from './people.ts'

/** What the keys of a prepared folder are sealed with, in hex. */
export const MASTER_KEY = '07'.repeat(32)

/** A data folder of one's own with a migrated database that has the definitions, the demonstration keys and everybody's token; whoever asks removes it. */
export async function prepareFolder(): Promise<string> {
  const template = await madeOnce('data', fillFolder)
  const folder = mkdtempSync(join(tmpdir(), 'tongban-data-'))
  cpSync(template, folder, { recursive: true })
  return folder
}

async function fillFolder(folder: string): Promise<void> {
  const keyring = openFileKeyring(join(folder, 'keys.json'), Buffer.from(MASTER_KEY, 'hex'))
  for (const [name, text] of Object.entries(GATEWAY_KEYS)) keyring.set(name, readKeyText(text))
  const driver = openSqliteDriver(join(folder, 'tongban.sqlite'))
  await migrate(driver)
  await enrol(openStore(driver))
  const settings = readSettings({ TONGBAN_DATA: folder, TONGBAN_MASTER_KEY: MASTER_KEY })
  const { close } = await openLocalGateway(driver, settings, { log: createLog('silent'), doorbell: { ring() {} } })
  await close()
  await driver.close()
}
