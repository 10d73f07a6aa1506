import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startWorkerd } from '../../runtime/edge/workerd.ts'
import { bundleWorker } from '../../runtime/worker/bundle.ts'
import { freePort } from '../../simulator/free-port.ts'
import type { TestGateway } from './gateway.ts'
import { madeOnce } from './made-once.ts'
import { enrol, TOKENS } from './people.ts'
import { startSimulators } from './simulators.ts'
import { createTestClient } from './test-client.ts'

const QUICK = { sweepEveryMs: 100, gatherSeconds: 0.02 }
/** While it is prepared no region stands beside it to be asked. */
const NEVER = { sweepEveryMs: 3_600_000 }

/** The Worker's bundle, and a D1 that a first start has prepared and everybody's token is in. */
async function fillFolder(folder: string): Promise<void> {
  const bundle = await bundleWorker()
  writeFileSync(join(folder, 'worker.js'), bundle)
  const prepared = { port: await freePort(), regionUrls: {}, bundle, d1Folder: join(folder, 'd1') }
  const { store, stop } = await startWorkerd({ ...prepared, ...NEVER })
  await enrol(store)
  await stop()
}

/** The Worker in a real workerd with D1, R2 and Queues, the region simulators beside it; rings and cron come quicker than deployed. */
export async function startEdgeGateway(): Promise<TestGateway> {
  const template = await madeOnce('edge', fillFolder)
  const folder = mkdtempSync(join(tmpdir(), 'tongban-edge-'))
  cpSync(template, folder, { recursive: true })
  const port = await freePort()
  const simulators = await startSimulators(`http://127.0.0.1:${port}`)
  const prepared = { bundle: readFileSync(join(folder, 'worker.js'), 'utf8'), d1Folder: join(folder, 'd1') }
  const { url, stop } = await startWorkerd({ port, regionUrls: simulators.urls, ...prepared, ...QUICK })
  return {
    ...createTestClient(url, (role) => TOKENS[role]),
    url,
    simulator: simulators.of,
    async stop() {
      await simulators.close()
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
