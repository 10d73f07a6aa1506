import { hashToken } from '../../api/access.ts'
import { startWorkerd } from '../../runtime/edge/workerd.ts'
import { freePort } from './free-port.ts'
import { roleOf, type TestGateway, TOKENS } from './gateway.ts'
import { startSimulators } from './simulators.ts'
import { createTestClient } from './test-client.ts'

/** The Worker in a real workerd with D1, R2 and Queues, the region simulators beside it; rings and cron come quicker than deployed. */
export async function startEdgeGateway(): Promise<TestGateway> {
  const port = await freePort()
  const simulators = await startSimulators(`http://127.0.0.1:${port}`)
  const { url, store, stop } = await startWorkerd({
    port,
    regionUrls: simulators.urls,
    sweepEveryMs: 50,
    gatherSeconds: 0.02,
  })
  for (const [name, token] of Object.entries(TOKENS))
    await store.operations.addStaff(
      { id: `${name}1`, name: `${name}示例`, role: roleOf(name), matters: [] },
      hashToken(token),
      Date.now(),
    )
  return {
    ...createTestClient(url, (role) => TOKENS[role]),
    url,
    simulator: simulators.of,
    async stop() {
      await simulators.close()
      await stop()
    },
  }
}
