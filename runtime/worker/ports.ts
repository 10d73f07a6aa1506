import type { R2Bucket } from '@cloudflare/workers-types'
import { bytesToHex } from '@noble/hashes/utils.js'
import { readKeyText } from '../../core/key-text.ts'
import type { Links } from '../../core/links.ts'
import {
  type BlobStore,
  type Clock,
  type Http,
  HttpFailure,
  type Keyring,
  type Log,
  type Random,
} from '../../core/ports.ts'

/** The Worker's clock; it stands still between two awaits, which is no harm here. */
export const workerClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}

export const workerRandom: Random = { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) }

/** JSON lines on the Worker's console, which is its log. */
export const workerLog: Log = {
  info: (event, facts) => console.log(JSON.stringify({ level: 'info', event, ...facts })),
  warn: (event, facts) => console.warn(JSON.stringify({ level: 'warn', event, ...facts })),
  error: (event, facts) => console.error(JSON.stringify({ level: 'error', event, ...facts })),
}

/** The platform's fetch, without redirects and with limits; it has no time of its own to connect, so only the whole is limited. Workers cannot reach private networks, so no address is checked. */
export const workerHttp: Http = {
  async send(request) {
    let response: Response
    try {
      response = await fetch(request.url, {
        method: request.method,
        headers: request.headers,
        redirect: 'manual',
        signal: AbortSignal.timeout(request.timeoutMs),
        ...(request.body ? { body: request.body as Uint8Array<ArrayBuffer> } : {}),
      })
    } catch (error) {
      const timedOut = error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')
      throw new HttpFailure(timedOut ? 'timeout' : 'reset', true, { cause: error })
    }
    const body = await readAll(response.body, request.maxResponseBytes)
    if (body === 'too-large') throw new HttpFailure('too-large', true)
    return { status: response.status, headers: Object.fromEntries(response.headers), body }
  },
}

/** Workers have no SFTP, no folders and no PostgreSQL: protocols that need them are suspended here and never get this far. */
export const workerLinks: Links = {
  drop() {
    throw new Error('no drop on Workers')
  },
  database() {
    throw new Error('no exchange database on Workers')
  },
}

/** Secrets of the Worker: `KEY_<NAME>` with dashes as underscores, or hex after `hex:`. */
export function createSecretKeyring(env: Readonly<Record<string, unknown>>): Keyring {
  return {
    async secret(name) {
      const text = env[`KEY_${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`]
      if (typeof text !== 'string' || text === '') return null
      return readKeyText(text)
    },
  }
}

/** What tells the type of a file. */
const HEAD_BYTES = 4_096

/** The platform's own: a stream that says beforehand how long it is. */
const { FixedLengthStream } = globalThis as unknown as {
  readonly FixedLengthStream: new (bytes: number) => TransformStream<Uint8Array, Uint8Array>
}

/** R2 by content address. The bytes are held while they are hashed: the address must be known before the object is made. */
export function openR2Blobs(bucket: R2Bucket): BlobStore {
  return {
    async put(bytes, maxBytes) {
      const whole =
        bytes instanceof Uint8Array ? (bytes.length > maxBytes ? 'too-large' : bytes) : await readAll(bytes, maxBytes)
      if (whole === 'too-large') return 'too-large'
      const sha256 = bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', whole as Uint8Array<ArrayBuffer>)))
      await bucket.put(sha256, whole as never)
      return { sha256, sizeBytes: whole.length, head: whole.slice(0, HEAD_BYTES) }
    },
    async join(parts, sha256, sizeBytes) {
      // R2 takes a stream only where its length is known, and itself refuses what does not come to the hash
      const { readable, writable } = new FixedLengthStream(sizeBytes)
      const feed = async () => {
        for (const part of parts) {
          const object = await bucket.get(part)
          if (!object) throw new Error('a part is gone')
          await object.body.pipeTo(writable as never, { preventClose: true })
        }
        await writable.close()
      }
      const fed = feed().catch((error: unknown) => writable.abort(error))
      try {
        await bucket.put(sha256, readable as never, { sha256 })
        await fed
      } catch {
        return 'differs'
      }
      const head = await bucket.get(sha256, { range: { offset: 0, length: HEAD_BYTES } })
      return head ? { sha256, sizeBytes, head: new Uint8Array(await head.arrayBuffer()) } : 'differs'
    },
    async read(sha256) {
      const object = await bucket.get(sha256)
      return object ? new Uint8Array(await object.arrayBuffer()) : null
    },
    async remove(sha256, putBefore) {
      const object = await bucket.head(sha256)
      if (object && object.uploaded.getTime() < putBefore) await bucket.delete(sha256)
    },
  }
}

async function readAll(stream: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<Uint8Array | 'too-large'> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = stream?.getReader()
  for (;;) {
    const next = await reader?.read()
    if (!next || next.done) break
    size += next.value.length
    if (size > maxBytes) {
      await reader?.cancel()
      return 'too-large'
    }
    chunks.push(next.value)
  }
  const whole = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    whole.set(chunk, offset)
    offset += chunk.length
  }
  return whole
}
