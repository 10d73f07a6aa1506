import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Miniflare } from 'miniflare'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BlobStore } from '../../core/ports.ts'
import { openDiskBlobs } from '../../runtime/node/disk-blobs.ts'
import { openR2Blobs } from '../../runtime/worker/ports.ts'

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
    })
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
  const script = 'export default { fetch: () => new Response() }'
  const miniflare = new Miniflare({ modules: true, script, compatibilityDate: '2026-07-01', r2Buckets: ['BLOBS'] })
  return {
    blobs: openR2Blobs((await miniflare.getR2Bucket('BLOBS')) as never),
    close: () => miniflare.dispose(),
  }
})
