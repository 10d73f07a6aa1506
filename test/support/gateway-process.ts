import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashToken } from '../../api/access.ts'
import { readKeyText } from '../../core/key-text.ts'
import { migrate } from '../../core/store/migrate.ts'
import { openStore } from '../../core/store/store.ts'
import { openFileKeyring } from '../../runtime/node/file-keyring.ts'
import { openLocalGateway } from '../../runtime/node/local-gateway.ts'
import { createLog } from '../../runtime/node/ports.ts'
import { readSettings } from '../../runtime/node/settings.ts'
import { openSqliteDriver } from '../../runtime/node/sqlite-driver.ts'
import { GATEWAY_KEYS } from '../../simulator/registry.ts'
import { roleOf, TOKENS } from './gateway.ts'

const MASTER_KEY = '07'.repeat(32)

let template: Promise<string> | null = null

/** A data folder with a migrated database that has the definitions, the demonstration keys and everybody's token; made once for a test file, then copied. */
export async function prepareFolder(): Promise<string> {
  template ??= makeFolder()
  const folder = mkdtempSync(join(tmpdir(), 'tongban-process-'))
  cpSync(await template, folder, { recursive: true })
  return folder
}

async function makeFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tongban-template-'))
  const keyring = openFileKeyring(join(folder, 'keys.json'), Buffer.from(MASTER_KEY, 'hex'))
  for (const [name, text] of Object.entries(GATEWAY_KEYS)) keyring.set(name, readKeyText(text))
  const driver = openSqliteDriver(join(folder, 'tongban.sqlite'))
  await migrate(driver)
  const { operations } = openStore(driver)
  for (const [name, token] of Object.entries(TOKENS))
    await operations.addStaff(
      { id: `${name}1`, name: `${name}示例`, role: roleOf(name), matters: [] },
      hashToken(token),
      1,
    )
  const settings = readSettings({ TONGBAN_DATA: folder, TONGBAN_MASTER_KEY: MASTER_KEY })
  const { close } = await openLocalGateway(driver, settings, { log: createLog('silent'), doorbell: { ring() {} } })
  await close()
  await driver.close()
  return folder
}

export interface GatewayProcess {
  readonly child: ChildProcess
  /** resolves once it has ended */
  readonly ended: Promise<{ code: number | null; signal: string | null; stderr: string }>
  /** resolves once it answers; throws where it ended before */
  ready(): Promise<void>
}

/** The gateway as a process of its own; `entry` starts it another way than people do. */
export function startProcess(setting: {
  folder: string
  port: number
  regionUrls?: string
  env?: Record<string, string>
  entry?: string
}): GatewayProcess {
  const env = {
    ...process.env,
    TONGBAN_DATA: setting.folder,
    TONGBAN_PORT: String(setting.port),
    TONGBAN_MASTER_KEY: MASTER_KEY,
    TONGBAN_ALLOW_PRIVATE: '127.0.0.1',
    TONGBAN_REGION_URLS: setting.regionUrls ?? '',
    TONGBAN_LOG: 'silent',
    ...setting.env,
  }
  const entry = setting.entry ?? 'runtime/node/main.ts'
  const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  let over = false
  const ended = new Promise<{ code: number | null; signal: string | null; stderr: string }>((resolve) => {
    child.on('close', (code, signal) => {
      over = true
      resolve({ code, signal, stderr })
    })
  })
  const ready = async () => {
    for (;;) {
      const answered = await fetch(`http://127.0.0.1:${setting.port}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      )
      if (answered) return
      if (over) throw new Error(`the gateway ended: ${stderr}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  return { child, ended, ready }
}
