import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    readonly runFolder: string
  }
}

/** A folder that is filled by whoever asks for it first in a run of the tests, to be read and copied by all; where two ask at once both fill one, and one of them stands. */
export async function madeOnce(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const path = join(inject('runFolder'), name)
  if (existsSync(path)) return path
  const own = mkdtempSync(`${path}-`)
  await fill(own)
  try {
    renameSync(own, path)
  } catch (error) {
    if (!existsSync(path)) throw error
    rmSync(own, { recursive: true })
  }
  return path
}
