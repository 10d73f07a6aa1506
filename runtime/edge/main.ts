import { createServer } from 'node:net'
import { parseArgs } from 'node:util'
import { SIMULATED_REGIONS } from '../../simulator/registry.ts'
import { type DemoTokens, enrolPeople } from '../node/demo/people.ts'
import { type SimulatorProcess, startSimulatorProcess } from '../node/demo/simulator-processes.ts'
import { startWorkerd } from './workerd.ts'

const { values: flags } = parseArgs({
  options: {
    port: { type: 'string', default: '8787' },
    'sweep-seconds': { type: 'string', default: '60' },
  },
})

async function main(): Promise<void> {
  const told = untilTold()
  const port = readNumber('port', 65_535)
  const sweepSeconds = readNumber('sweep-seconds', 3_600)
  await expectFree(port)
  const gatewayUrl = `http://127.0.0.1:${port}`
  const simulators = await Promise.all(
    SIMULATED_REGIONS.filter(({ beside }) => !beside).map((region) => startSimulatorProcess(region, gatewayUrl)),
  )
  const regionUrls = Object.fromEntries(simulators.map(({ region, url }) => [region.code, url]))
  const workerd = await startWorkerd({ port, regionUrls, sweepEveryMs: sweepSeconds * 1_000 })
  process.stdout.write(describe(gatewayUrl, simulators, await enrolPeople(workerd.store), sweepSeconds))
  await told
  await workerd.stop()
}

/** Throws where it is no whole number up to `max`. */
function readNumber(name: 'port' | 'sweep-seconds', max: number): number {
  const number = Number(flags[name])
  if (Number.isInteger(number) && number >= 1 && number <= max) return number
  throw new Error(`--${name} 应是 1 到 ${max} 的整数,收到“${flags[name]}”`)
}

function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve())
  })
}

function describe(
  url: string,
  simulators: readonly SimulatorProcess[],
  tokens: DemoTokens,
  sweepSeconds: number,
): string {
  const first = simulators[0]
  return `
通办网关在 workerd 里运行:${url}
  办件与投递在 D1,材料在 R2,铃在 Queues,兜底每 ${sweepSeconds} 秒看一遍;都只在这个进程里,结束即清空。
  模拟地区(示例):
${simulators.map(({ region, url: address }) => `    ${region.name} ${region.code}  ${address}`).join('\n')}

令牌只显示这一次:
  窗口 ${tokens.window}
  经办 ${tokens.handler}
  管理员 ${tokens.admin}

可以打开:
  ${url}/reference        接口说明
  ${url}/readyz           是否就绪
${simulators.map(({ region, url: address }) => `  ${address}/_sim/   ${region.name}(模拟)收到了什么`).join('\n')}

让${first?.region.name}推来一件,再看办件列表:
  curl -X POST ${first?.url}/_sim/push -d '{"matter":"M07"}'
  curl -H 'Authorization: Bearer ${tokens.handler}' '${url}/api/cases?direction=in'

按 Ctrl-C 结束。
`
}

/** Before anything is started: workerd says only after seconds, and not in Chinese, that a port is taken. */
function expectFree(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', () => reject(new Error(`127.0.0.1:${port} 已被占用;请结束占用它的程序,或用 --port 换一个`)))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()))
  })
}

try {
  await main()
  process.exit(0)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : '启动失败'}\n`)
  process.exit(1)
}
