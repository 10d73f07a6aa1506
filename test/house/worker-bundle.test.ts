import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bundleWorker, SHIMS } from '../support/worker-bundle.ts'

describe('the Worker bundle', () => {
  it('builds for workerd without one of Node’s modules but the shims that workerd has, at most 1 MiB gzipped', async () => {
    const code = await bundleWorker(true)
    const asked = [...code.matchAll(/(?:from\s*|require\()["']node:([\w/]+)["']/g)].map(([, name]) => name)
    expect(asked.filter((name) => !SHIMS.some((shim) => shim === name))).toEqual([])
    expect(code).not.toMatch(/createRequire|require\(["'](fs|crypto|http|net|tls|path|os|zlib)["']/)
    expect(gzipSync(code).length).toBeLessThan(1024 * 1024)
  })
})
