import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readShipped, type Shipped } from '../../core/definitions/parts.ts'
import type { Checked } from '../../core/fault.ts'

const core = fileURLToPath(new URL('../../core', import.meta.url))

interface Prepared {
  /** changes with any byte of the code that reads definitions */
  readonly program: string
  readonly shipped: Shipped
}

/** What `readShipped` makes of the files, kept at `path` for the next start of the same program: only a subject whose files differ is read anew then, and one with a fault each time. Whoever can write there can write the database beside it. */
export function readShippedOnce(files: Readonly<Record<string, string>>, path: string): Checked<Shipped> {
  const program = programDigest()
  const kept = readKept(path, program)
  const read = readShipped(files, kept)
  const isNew = ([subject, { digest }]: [string, Shipped[string]]) => kept[subject]?.digest !== digest
  if (read.ok && Object.entries(read.value).some(isNew)) keep(path, { program, shipped: read.value })
  return read
}

function programDigest(): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(core, { recursive: true, encoding: 'utf8' }).sort())
    if (name.endsWith('.ts')) hash.update(`${name}\0`).update(readFileSync(join(core, name)))
  return hash.digest('hex')
}

/** Nothing where there is none, it is not whole, or another program kept it. */
function readKept(path: string, program: string): Shipped {
  try {
    const kept = JSON.parse(readFileSync(path, 'utf8')) as Partial<Prepared>
    return (kept.program === program && kept.shipped) || {}
  } catch {
    return {}
  }
}

function keep(path: string, prepared: Prepared): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(prepared), { mode: 0o600 })
  renameSync(`${path}.${process.pid}`, path)
}
