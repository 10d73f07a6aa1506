import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { SimulatedRegion } from '../../../simulator/registry.ts'

/** A simulated region as a process of its own. */
export interface SimulatorProcess {
  readonly region: SimulatedRegion
  readonly url: string
  /** what stands for the region's addresses in settings */
  readonly reachedAt: string
}

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGTERM')
})

/** Starts a region's simulator as a process of its own on a free port, calling back at `gatewayUrl`; it ends with this process at the latest. Rejects where it ends before it answers. */
export async function startSimulatorProcess(region: SimulatedRegion, gatewayUrl: string): Promise<SimulatorProcess> {
  const main = fileURLToPath(new URL(`../../../simulator/${region.folder}/main.ts`, import.meta.url))
  const child = spawn(process.execPath, [main, '--gateway', gatewayUrl], { stdio: ['ignore', 'pipe', 'inherit'] })
  running.add(child)
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).once('line', resolve)
    child.once('exit', (code) => reject(new Error(`${region.name}模拟地区没有启动(${code})`)))
  })
  const { url, reachedAt } = JSON.parse(line) as { url: string; reachedAt: string }
  return { region, url, reachedAt }
}
