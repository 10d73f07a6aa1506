import { startServer } from './server.ts'
import { readSettings } from './settings.ts'

try {
  const server = await startServer(readSettings(process.env))
  process.stderr.write(`通办网关已启动:${server.url}\n`)
  let stopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      server.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : '启动失败'}\n`)
  process.exit(1)
}
