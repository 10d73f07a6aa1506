import { mkdirSync, writeFileSync } from 'node:fs'
import { PROTOCOLS } from '../../adapters/index.ts'
import { checkShipped } from '../../core/definitions/check-shipped.ts'
import { packJson } from '../../core/definitions/pack.ts'
import { readShipped } from '../../core/definitions/parts.ts'
import type { Json } from '../../core/json.ts'
import { toDate } from '../../core/time.ts'
import { readDefinitionFiles } from '../node/definition-files.ts'

// A Worker has no file system, and little time to start: its definitions travel inside the bundle, read and checked beforehand.
const files = readDefinitionFiles()
const shipped = readShipped(files)
const faults = shipped.ok
  ? checkShipped(files, shipped.value, PROTOCOLS, new Set(), toDate(Date.now()))
  : shipped.faults
for (const { path, message, fix } of faults) process.stderr.write(`${path} ${message}${fix ? `;${fix}` : ''}\n`)
if (!shipped.ok || faults.length > 0) process.exit(1)
mkdirSync('.build', { recursive: true })
const plain = JSON.parse(JSON.stringify(shipped.value)) as Json
writeFileSync('.build/definitions.json', JSON.stringify(packJson(plain)))
