import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bundleForWorkerd, bundleWorker, SHIMS } from '../../runtime/worker/bundle.ts'

describe('the Worker bundle', () => {
  it('builds for workerd without one of Node’s modules but the shims that workerd has, at most 1 MiB gzipped', async () => {
    const code = await bundleWorker(true)
    const asked = [...code.matchAll(/(?:from\s*|require\()["']node:([\w/]+)["']/g)].map(([, name]) => name)
    expect(asked.filter((name) => !SHIMS.some((shim) => shim === name))).toEqual([])
    expect(code).not.toMatch(/createRequire|require\(["'](fs|crypto|http|net|tls|path|os|zlib)["']/)
    expect(gzipSync(code).length).toBeLessThan(1024 * 1024)
    // every definition is read and checked first, beside other tests
  }, 180_000)

  it.each([
    ["import { execFileSync } from 'node:child_process'", 'node:child_process'],
    ["import { readFileSync } from 'fs'", 'fs'],
    ["export { createHash } from 'node:crypto'", 'node:crypto'],
    ["import Database from 'better-sqlite3'", 'fs'],
    ["const net = await import('node:net')", 'node:net'],
  ])('refuses what Node alone has, however deep, by its name: %s', async (line, name) => {
    mkdirSync('.build', { recursive: true })
    const folder = mkdtempSync('.build/bundled-')
    try {
      mkdirSync(join(folder, 'deep'))
      writeFileSync(join(folder, 'deep/asks.ts'), `${line}\nexport const asked = 1\n`)
      writeFileSync(join(folder, 'entry.ts'), "export * from './deep/asks.ts'\n")
      const refused = await bundleForWorkerd(join(folder, 'entry.ts')).then(
        () => '',
        (error: Error) => error.message,
      )
      expect(refused).toContain(`Could not resolve "${name}"`)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
