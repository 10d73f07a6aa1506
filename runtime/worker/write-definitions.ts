import { mkdirSync, writeFileSync } from 'node:fs'
import { readDefinitionFiles } from '../node/definition-files.ts'

// A Worker has no file system: its definitions travel inside the bundle.
mkdirSync('.build', { recursive: true })
writeFileSync('.build/definitions.json', JSON.stringify(readDefinitionFiles()))
