import { mkdirSync, writeFileSync } from 'node:fs'
import { readShipped } from '../../core/definitions/parts.ts'
import { readDefinitionFiles } from '../node/definition-files.ts'

// A Worker has no file system, and little time to start: its definitions travel inside the bundle, read and checked beforehand.
const shipped = readShipped(readDefinitionFiles())
if (!shipped.ok) {
  for (const { path, message, fix } of shipped.faults)
    process.stderr.write(`${path} ${message}${fix ? `;${fix}` : ''}\n`)
  process.exit(1)
}
mkdirSync('.build', { recursive: true })
writeFileSync('.build/definitions.json', JSON.stringify(shipped.value))
