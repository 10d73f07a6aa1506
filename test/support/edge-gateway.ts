import { Miniflare } from 'miniflare'
import { hashToken } from '../../api/access.ts'
import { seedDefinitions } from '../../core/definitions/load.ts'
import { migrate } from '../../core/store/migrate.ts'
import { openStore } from '../../core/store/store.ts'
import { readDefinitionFiles } from '../../runtime/node/definition-files.ts'
import { openD1Driver } from '../../runtime/worker/d1-driver.ts'
import { GATEWAY_KEYS } from '../../simulator/registry.ts'
import { freePort } from './free-port.ts'
import { roleOf, type TestGateway, TOKENS } from './gateway.ts'
import { startSimulators } from './simulators.ts'
import { createTestClient } from './test-client.ts'
import { bundleWorker } from './worker-bundle.ts'

/** The Worker in a real workerd with D1, R2 and Queues, the region simulators beside it. */
export async function startEdgeGateway(): Promise<TestGateway> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const simulators = await startSimulators(url)
  const miniflare = new Miniflare({
    modules: [{ type: 'ESModule', path: 'worker.js', contents: await bundleWorker() }],
    compatibilityDate: '2026-07-01',
    compatibilityFlags: ['nodejs_compat'],
    host: '127.0.0.1',
    port,
    d1Databases: ['DB'],
    r2Buckets: ['BLOBS'],
    queueProducers: { BELL: 'tongban-bell' },
    queueConsumers: { 'tongban-bell': { maxBatchSize: 10, maxBatchTimeout: 0.02, maxRetries: 1 } },
    bindings: {
      PUBLIC_URL: url,
      REGION_URLS: Object.entries(simulators.urls)
        .map(([code, address]) => `${code}=${address}`)
        .join(','),
      ...Object.fromEntries(
        Object.entries(GATEWAY_KEYS).map(([name, secret]) => [
          `KEY_${name.toUpperCase().replaceAll('-', '_')}`,
          secret,
        ]),
      ),
    },
  })
  const driver = openD1Driver((await miniflare.getD1Database('DB')) as never)
  await migrate(driver)
  const store = openStore(driver)
  await seedDefinitions(store, readDefinitionFiles(), Date.now())
  const { operations } = store
  for (const [name, token] of Object.entries(TOKENS))
    await operations.addStaff(
      { id: `${name}1`, name: `${name}示例`, role: roleOf(name), matters: [] },
      hashToken(token),
      Date.now(),
    )
  // the cron trigger, which miniflare does not fire by itself
  const worker = await miniflare.getWorker()
  let stopped = false
  const cron = (async () => {
    while (!stopped) {
      await worker.scheduled({ cron: '* * * * *' }).catch(() => {})
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })()
  return {
    ...createTestClient(url, (role) => TOKENS[role]),
    url,
    simulator: simulators.of,
    async stop() {
      stopped = true
      await cron
      await simulators.close()
      await miniflare.dispose()
    },
  }
}
