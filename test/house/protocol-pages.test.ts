import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PROTOCOLS } from '../../adapters/index.ts'
import { readDefinitionFiles } from '../../runtime/node/definition-files.ts'
import { GATEWAY_KEYS } from '../../simulator/registry.ts'

const page = (name: string) => readFileSync(`docs/protocols/${name}.md`, 'utf8')
const regions = Object.entries(readDefinitionFiles()).filter(([path]) => path.endsWith('/region.yaml'))

describe('docs/protocols', () => {
  it('has a page for each protocol and no other', () => {
    const pages = readdirSync('docs/protocols').map((name) => name.replace(/\.md$/, ''))
    expect(pages.sort()).toEqual(PROTOCOLS.map(({ name }) => name).sort())
  })

  it('names on it every region that speaks it, and no other', () => {
    for (const [path, text] of regions) {
      const code = /regions\/(\d{6})-/.exec(path)?.[1] ?? ''
      const spoken = [...text.matchAll(/^(?: {2}- )?protocol: (.+)$/gm)].map(([, name = '']) => name)
      const naming = PROTOCOLS.map(({ name }) => name).filter((name) => page(name).includes(code))
      expect(naming, path).toEqual(PROTOCOLS.map(({ name }) => name).filter((name) => spoken.includes(name)))
    }
  })

  it('names no key that no region has', () => {
    const known = regions.map(([, text]) => text).join('\n')
    for (const { name } of PROTOCOLS)
      for (const [, key = ''] of page(name).matchAll(/`([a-z]+-[a-z0-9-]+-(?:key|secret|code|seed))`/g)) {
        expect(known, key).toContain(key)
        expect(Object.keys(GATEWAY_KEYS), key).toContain(key)
      }
  })
})
