import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

const IN_MEMORY = '/dev/shm'
const ENOUGH_BYTES = 2 * 1024 ** 3

/** Gives the whole run one folder for all that its tests write, and in it what is made once and used by many files (`made-once.ts`); takes it away at its end. */
export default function setup({ provide }: TestProject): () => void {
  // Node's own cache of compiled modules stays where the next run finds it
  process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'node-compile-cache')
  const folder = mkdtempSync(join(hasRoom(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'tongban-run-'))
  // PostgreSQL runs as another user and must get through
  chmodSync(folder, 0o711)
  process.env['TMPDIR'] = folder
  provide('runFolder', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}

/** Memory where the machine has it: each commit of the thousands waits for a disk, and no test cuts the power. */
function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize >= ENOUGH_BYTES
  } catch {
    return false
  }
}
