import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { BlobStore, StoredBlob } from '../../core/ports.ts'

const HEAD_BYTES = 4_096

/** Files under `<folder>/ab/<sha256>`; written beside, flushed, then renamed, so that a file that is there is whole. */
export function openDiskBlobs(folder: string): BlobStore {
  const isAddress = (sha256: string) => /^[0-9a-f]{64}$/.test(sha256)
  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256)

  /** Writes the bytes; nothing is left where there are more than `maxBytes`, or they are not those that are `wanted`. */
  async function write(
    bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    maxBytes: number,
    wanted?: string,
  ): Promise<StoredBlob | null> {
    await mkdir(folder, { recursive: true })
    const beside = join(folder, `.${randomUUID()}.part`)
    const file = await open(beside, 'wx')
    const hash = createHash('sha256')
    const head: Uint8Array[] = []
    let sizeBytes = 0
    try {
      for await (const chunk of bytes) {
        if (sizeBytes < HEAD_BYTES) head.push(chunk.slice(0, HEAD_BYTES - sizeBytes))
        sizeBytes += chunk.length
        if (sizeBytes > maxBytes) return null
        hash.update(chunk)
        await file.write(chunk)
      }
      await file.sync()
      const sha256 = hash.digest('hex')
      if (wanted !== undefined && sha256 !== wanted) return null
      await mkdir(join(folder, sha256.slice(0, 2)), { recursive: true })
      await rename(beside, pathOf(sha256))
      return { sha256, sizeBytes, head: Buffer.concat(head) }
    } finally {
      await file.close()
      await rm(beside, { force: true })
    }
  }

  return {
    put: async (bytes, maxBytes) =>
      (await write(bytes instanceof Uint8Array ? [bytes] : bytes, maxBytes)) ?? 'too-large',
    async join(parts, sha256, sizeBytes) {
      try {
        return (await write(inTurn(parts.filter(isAddress).map(pathOf)), sizeBytes, sha256)) ?? 'differs'
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'differs'
        throw error
      }
    },
    async read(sha256) {
      if (!isAddress(sha256)) return null
      return readFile(pathOf(sha256)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw error
      })
    },
    async remove(sha256, putBefore) {
      if (!isAddress(sha256)) return
      const path = pathOf(sha256)
      const aside = join(folder, `.${randomUUID()}.gone`)
      try {
        // looked at where no one else can put it: what was put meanwhile goes back
        await rename(path, aside)
        if ((await stat(aside)).mtimeMs >= putBefore) await rename(aside, path)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      } finally {
        await rm(aside, { force: true })
      }
    },
  }
}

/** The bytes of several files, one behind the other. */
async function* inTurn(paths: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const path of paths) yield* createReadStream(path)
}
