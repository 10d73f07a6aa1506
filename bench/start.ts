import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { NODE_ENV, NODE_FLAGS } from './node-flags.ts'

const PORT = 18_786
const STARTS = 5

/** From the start of the process to its first answer at `/healthz`, on SQLite: the first start in a new folder (schema and definitions are put in), and the median of the starts after it. */
export async function measureStart(): Promise<{ start: { firstMs: number; againMs: number } }> {
  const folder = mkdtempSync(join(tmpdir(), 'tongban-bench-start-'))
  const firstMs = await startOnce(folder)
  const again: number[] = []
  for (let count = 0; count < STARTS; count += 1) again.push(await startOnce(folder))
  rmSync(folder, { recursive: true, force: true })
  return { start: { firstMs, againMs: again.sort((a, b) => a - b)[Math.floor(STARTS / 2)] ?? 0 } }
}

async function startOnce(folder: string): Promise<number> {
  const env = { ...process.env, ...NODE_ENV, TONGBAN_DATA: folder, TONGBAN_PORT: String(PORT), TONGBAN_LOG: 'silent' }
  const startedAt = performance.now()
  const child = spawn(process.execPath, [...NODE_FLAGS, 'runtime/node/main.ts'], { env, stdio: 'ignore' })
  const ended = once(child, 'exit')
  const answers = () =>
    fetch(`http://127.0.0.1:${PORT}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    )
  while (!(await answers())) {
    if (child.exitCode !== null) throw new Error(`the gateway did not start (exit code ${child.exitCode})`)
    await sleep(5)
  }
  const ms = Math.round(performance.now() - startedAt)
  child.kill('SIGTERM')
  await ended
  return ms
}
