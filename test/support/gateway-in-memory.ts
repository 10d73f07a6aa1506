import { createHash } from 'node:crypto'
import { PROTOCOLS } from '../../adapters/index.ts'
import { createDispatcher } from '../../core/delivery/dispatcher.ts'
import type { Gateway } from '../../core/gateway.ts'
import type { Http } from '../../core/ports.ts'
import { composeGateway, type Platform } from '../../runtime/compose.ts'
import { projectDefinitions } from './definitions.ts'
import { createFakeClock } from './fake-clock.ts'
import { openMemoryDriver } from './memory-driver.ts'
import { NO_LINKS } from './no-links.ts'

/** The whole gateway with a store and files in memory, a clock that stands, and these answers to what it sends. */
export async function gatewayInMemory(
  at: string,
  secrets: Readonly<Record<string, string>>,
  http: Http,
  more: Partial<Platform> = {},
) {
  const driver = await openMemoryDriver()
  const blobs = new Map<string, Uint8Array>()
  const clock = createFakeClock(Date.parse(at))
  let drawn = 0
  const gateway: Gateway = composeGateway(projectDefinitions(), PROTOCOLS, {
    runtime: 'node',
    driver,
    blobs: {
      async put(given) {
        const bytes = given instanceof Uint8Array ? given : new Uint8Array(await new Response(given).arrayBuffer())
        const sha256 = createHash('sha256').update(bytes).digest('hex')
        blobs.set(sha256, bytes)
        return { sha256, sizeBytes: bytes.length, head: bytes.subarray(0, 4_096) }
      },
      async join(parts, sha256) {
        const bytes = Buffer.concat(parts.map((part) => blobs.get(part) ?? new Uint8Array()))
        if (createHash('sha256').update(bytes).digest('hex') !== sha256) return 'differs'
        blobs.set(sha256, bytes)
        return { sha256, sizeBytes: bytes.length, head: bytes.subarray(0, 4_096) }
      },
      read: async (sha256) => blobs.get(sha256) ?? null,
      remove: async (sha256) => void blobs.delete(sha256),
    },
    http,
    keyring: { secret: async (name) => (secrets[name] ? new TextEncoder().encode(secrets[name]) : null) },
    applicantIndexKey: secrets['applicant-index'] ? new TextEncoder().encode(secrets['applicant-index']) : null,
    clock,
    random: { bytes: (length) => createHash('sha512').update(String(drawn++)).digest().subarray(0, length) },
    log: { info() {}, warn() {}, error() {} },
    doorbell: { ring() {} },
    publicUrl: 'https://gateway.wuhou.example',
    regionUrls: {},
    links: NO_LINKS,
    pollAtMostMs: Number.POSITIVE_INFINITY,
    ...more,
  })
  return { gateway, clock, blobs, dispatcher: createDispatcher(gateway, 'test') }
}
