import { mkdirSync, writeFileSync } from 'node:fs'
import { readDefinitionFiles } from '../node/definition-files.ts'

// A Worker has no file system: its definitions travel inside the bundle; golden pairs, which only gate publication, stay outside.
const running = Object.entries(readDefinitionFiles()).filter(([path]) => path.endsWith('.yaml'))
mkdirSync('.build', { recursive: true })
writeFileSync('.build/definitions.json', JSON.stringify(Object.fromEntries(running)))
