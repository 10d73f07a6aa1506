import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readShipped, type Shipped } from '../../core/definitions/parts.ts'
import type { Checked } from '../../core/fault.ts'
import { accepted } from '../../core/fault.ts'

const core = fileURLToPath(new URL('../../core', import.meta.url))

interface Prepared {
  readonly key: string
  readonly shipped: Shipped
}

/** What `readShipped` makes of the files, kept at `path` for the next start of the same program with the same files; what cannot be read is read anew each time. Whoever can write there can write the database beside it. */
export function readShippedOnce(files: Readonly<Record<string, string>>, path: string): Checked<Shipped> {
  const key = keyOf(files)
  const kept = readKept(path)
  if (kept?.key === key) return accepted(kept.shipped)
  const read = readShipped(files)
  if (read.ok) keep(path, { key, shipped: read.value })
  return read
}

/** Changes with any byte of a definition, and of the code that reads them. */
function keyOf(files: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256')
  const add = (name: string, text: string) => hash.update(`${name}\0${text.length}\0`).update(text)
  for (const path of Object.keys(files).sort()) if (path.endsWith('.yaml')) add(path, files[path] ?? '')
  for (const name of readdirSync(core, { recursive: true, encoding: 'utf8' }).sort())
    if (name.endsWith('.ts')) add(name, readFileSync(join(core, name), 'utf8'))
  return hash.digest('hex')
}

function readKept(path: string): Prepared | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Prepared
  } catch {
    return null
  }
}

function keep(path: string, prepared: Prepared): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(prepared), { mode: 0o600 })
  renameSync(`${path}.${process.pid}`, path)
}
