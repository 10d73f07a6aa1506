import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Miniflare } from 'miniflare'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unstable_getMiniflareWorkerOptions as readWranglerFile } from 'wrangler'
import type { BlobStore } from '../../core/ports.ts'
import { openDiskBlobs } from '../../runtime/node/disk-blobs.ts'
import { bundleForWorkerd } from '../../runtime/worker/bundle.ts'

const HOUR_MS = 3_600_000
const bytes = (text: string) => new TextEncoder().encode(text)
const addressOf = (text: string) => createHash('sha256').update(text).digest('hex')

/** What every store of files must do. */
function testBlobs(where: string, open: () => Promise<{ blobs: BlobStore; close(): Promise<void> }>): void {
  describe(`files ${where}`, () => {
    let blobs: BlobStore
    let close: () => Promise<void>
    beforeAll(async () => {
      const opened = await open()
      blobs = opened.blobs
      close = opened.close
    }, 60_000)
    afterAll(() => close())

    it('lie under the SHA-256 of their bytes, as a whole or as a stream', async () => {
      const whole = await blobs.put(bytes('一份材料'), 100)
      expect(whole).toMatchObject({ sha256: addressOf('一份材料'), sizeBytes: 12 })
      const stream = new Blob(['a', 'b']).stream() as ReadableStream<Uint8Array>
      expect(await blobs.put(stream, 100)).toMatchObject({ sha256: addressOf('ab'), sizeBytes: 2 })
      expect(new TextDecoder().decode((await blobs.read(addressOf('ab'))) ?? undefined)).toBe('ab')
      expect(await blobs.read(addressOf('other'))).toBeNull()
    })

    it('that are too large leave nothing', async () => {
      expect(await blobs.put(bytes('0123456789'), 9)).toBe('too-large')
      expect(await blobs.read(addressOf('0123456789'))).toBeNull()
    })

    it('are put together of parts in their order, where that comes to what it should be', async () => {
      const parts = [addressOf('一份'), addressOf('材料'), addressOf('一份')]
      await blobs.put(bytes('一份'), 100)
      await blobs.put(bytes('材料'), 100)
      const whole = addressOf('一份材料一份')
      expect(await blobs.join(parts, whole, 18)).toEqual({ sha256: whole, sizeBytes: 18, head: expect.anything() })
      expect(new TextDecoder().decode((await blobs.read(whole)) ?? undefined)).toBe('一份材料一份')
      expect(await blobs.join(parts.slice(1), addressOf('别的'), 12)).toBe('differs')
      expect(await blobs.join([...parts, addressOf('gone')], addressOf('没有'), 20)).toBe('differs')
      expect(await blobs.join([...parts, '../../etc/passwd'], addressOf('没有'), 20)).toBe('differs')
      for (const text of ['别的', '没有']) expect(await blobs.read(addressOf(text))).toBeNull()
    })

    it('are removed unless they were put after the moment that is named', async () => {
      await blobs.put(bytes('old'), 100)
      await blobs.remove(addressOf('old'), Date.now() - HOUR_MS)
      expect(await blobs.read(addressOf('old'))).not.toBeNull()
      await blobs.remove(addressOf('old'), Date.now() + HOUR_MS)
      expect(await blobs.read(addressOf('old'))).toBeNull()
      await blobs.remove(addressOf('old'), Date.now() + HOUR_MS)
      await blobs.remove('../../etc/passwd', Date.now() + HOUR_MS)
    })
  })
}

const folder = mkdtempSync(join(tmpdir(), 'tongban-blobs-'))
testBlobs('on disk', async () => ({
  blobs: openDiskBlobs(folder),
  close: async () => {
    // nothing half written, nothing half removed
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
    rmSync(folder, { recursive: true })
  },
}))

testBlobs('in R2', async () => {
  const { compatibilityDate, compatibilityFlags } = readWranglerFile('wrangler.toml').workerOptions
  const contents = await bundleForWorkerd('test/store/blobs-worker.ts')
  const modules = [{ type: 'ESModule', path: 'worker.js', contents }]
  const options = { modules, compatibilityDate, compatibilityFlags, r2Buckets: ['BLOBS'] }
  const worker = new Miniflare(options as unknown as ConstructorParameters<typeof Miniflare>[0])
  const call = async (method: string, ...given: readonly unknown[]) => {
    const answer = await worker.dispatchFetch('http://blobs/', {
      method: 'POST',
      body: JSON.stringify({ method, given }),
    })
    return answer.json() as never
  }
  const base64 = async (given: ReadableStream<Uint8Array> | Uint8Array) =>
    Buffer.from(await new Response(given as Uint8Array<ArrayBuffer>).arrayBuffer()).toString('base64')
  return {
    blobs: {
      put: async (given, maxBytes) => call('put', await base64(given), maxBytes, given instanceof Uint8Array),
      join: (parts, sha256, sizeBytes) => call('join', parts, sha256, sizeBytes),
      async read(sha256) {
        const text = (await call('read', sha256)) as string | null
        return text === null ? null : new Uint8Array(Buffer.from(text, 'base64'))
      },
      remove: (sha256, putBefore) => call('remove', sha256, putBefore),
    },
    close: () => worker.dispose(),
  }
})
