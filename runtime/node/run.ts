import { startServer } from './server.ts'
import { readSettings } from './settings.ts'
import { showSettings } from './show-settings.ts'

/** Starts the gateway by the environment's settings and runs it until SIGTERM or SIGINT; exit code 1 where it cannot start or did not stop well. */
export async function run(): Promise<void> {
  dieQuietly()
  try {
    const server = await startServer({ ...readSettings(process.env), shown: showSettings(process.env) })
    process.stderr.write(`通办网关已启动:${server.url}\n`)
    if (server.setUpCode !== null)
      process.stderr.write(
        `还没有管理员:请打开 ${server.url}/setup,输入一次性设置码 ${server.setUpCode}(24 小时内有效)\n`,
      )
    stopOnSignal(server.stop)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : '启动失败'}\n`)
    process.exit(1)
  }
}

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
}

/** Rows survive a crash; the message of an error may hold personal data and is not printed. */
function dieQuietly(): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => {
      const { name, stack = '' } = error instanceof Error ? error : { name: 'unknown' }
      const where = stack.split('\n').find((line) => line.trim().startsWith('at ')) ?? ''
      process.stderr.write(`${JSON.stringify({ level: 60, event, error: name, where: where.trim() })}\n`)
      process.exit(1)
    })
}
