import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import './made-once.ts'

/** Does something once in a run of all workers; whoever comes second waits until it is done. */
export async function onceInRun(name: string, work: () => Promise<unknown>): Promise<void> {
  const done = join(inject('runFolder'), name)
  try {
    mkdirSync(`${done}-lock`)
  } catch {
    while (!existsSync(done)) await new Promise((resolve) => setTimeout(resolve, 100))
    return
  }
  await work()
  writeFileSync(done, '')
}
