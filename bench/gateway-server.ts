import { mkdtempSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readKeyText } from '../core/key-text.ts'
import { openFileKeyring } from '../runtime/node/file-keyring.ts'
import { quickStart } from '../runtime/node/quick-start.ts'
import { GATEWAY_KEYS } from '../simulator/registry.ts'

/* The gateway as it ships, started as `npm start` does, on SQLite with synchronous=FULL, for measuring; `--pause` keeps it from delivering. */

quickStart()
const { startServer } = await import('../runtime/node/server.ts')
const { hashToken } = await import('../api/access.ts')

const { values } = parseArgs({
  options: {
    simulator: { type: 'string', default: 'http://127.0.0.1:1' },
    pause: { type: 'boolean', default: false },
    port: { type: 'string' },
  },
})
const folder = mkdtempSync(join(tmpdir(), 'tongban-bench-'))
const masterKey = new Uint8Array(32).fill(1)
const keyring = openFileKeyring(join(folder, 'keys.json'), masterKey)
for (const [name, text] of Object.entries(GATEWAY_KEYS)) keyring.set(name, readKeyText(text))
const port = Number(values.port)
const { gateway, url } = await startServer({
  host: '127.0.0.1',
  port,
  dataFolder: folder,
  databaseUrl: '',
  publicUrl: `http://127.0.0.1:${port}`,
  masterKey,
  logLevel: 'error',
  allowedPrivateHosts: new Set(['127.0.0.1']),
  regionUrls: { '130000': values.simulator },
  pollAtMostMs: Number.POSITIVE_INFINITY,
})
const token = 'bench-token-000000000000000'
await gateway.store.people.addWithToken(
  { id: 'bench', name: '窗口示例一', roles: ['window'], matters: [] },
  hashToken(token),
  Date.now(),
)
if (values.pause) await gateway.store.operations.savePause('130000', true, 'bench', Date.now())
const usage = () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  return { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, rssMib: Math.round(maxRSS / 1024) }
}
process.on('message', async (question) => {
  if (question === 'usage') process.send?.(usage())
  if (question === 'done')
    process.send?.(
      (await gateway.store.deliveries.counts())
        .filter(({ state }) => state === 'done')
        .reduce((sum, { count }) => sum + count, 0),
    )
})
process.once('SIGINT', () => process.exit(0))
flushCompileCache()
process.send?.({ url, token })
