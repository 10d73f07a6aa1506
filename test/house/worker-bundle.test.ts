import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bundleWorker } from '../support/worker-bundle.ts'

describe('the Worker bundle', () => {
  it('builds for workerd without one of Node’s modules, at most 1 MiB gzipped', async () => {
    const code = await bundleWorker(true)
    expect(code).not.toMatch(/from\s*["']node:|createRequire|require\(["'](node:|fs|crypto|stream|buffer|path)/)
    expect(gzipSync(code).length).toBeLessThan(1024 * 1024)
  })
})
