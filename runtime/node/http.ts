import { Agent, request } from 'undici'
import {
  type Http,
  HttpFailure,
  type HttpRequest,
  type HttpResponse,
  type Keyring,
  type RegionTls,
} from '../../core/ports.ts'
import { requireSecret } from '../../core/secrets.ts'
import { createAddressCheck } from './address-check.ts'
import { toFailure } from './http-failure.ts'

/** undici with pools: no redirects, size and time limits; private addresses only for the hosts allowed (`host` or `host:port`). Keys of client certificates come from the keyring; where one is missing, `KeyMissing` is thrown and nothing was sent. */
export function createHttp(
  allowedPrivateHosts: ReadonlySet<string>,
  keyring: Keyring,
): Http & { close(): Promise<void> } {
  const agents = new Map<string, Agent>()
  // undici knows the time to connect, and who connects, by agent and not by request
  const agentOf = async ({ connectTimeoutMs, tls }: HttpRequest): Promise<Agent> => {
    const secured = tls ? await securedBy(tls, keyring) : {}
    const name = JSON.stringify([connectTimeoutMs, secured])
    const known = agents.get(name)
    if (known) return known
    const connect = { timeout: connectTimeoutMs, ...secured }
    const made = new Agent({ connections: 64, pipelining: 1, keepAliveTimeout: 30_000, connect })
    agents.set(name, made)
    return made
  }
  const addresses = createAddressCheck(allowedPrivateHosts)

  async function send(message: HttpRequest): Promise<HttpResponse> {
    const allowed = await addresses.check(new URL(message.url))
    if (allowed !== 'allowed') throw new HttpFailure(allowed === 'unknown' ? 'connect' : 'address-not-allowed', false)
    const dispatcher = await agentOf(message)
    try {
      const { statusCode, headers, body } = await request(message.url, {
        method: message.method,
        headers: message.headers,
        body: message.body ?? null,
        dispatcher,
        headersTimeout: message.timeoutMs,
        bodyTimeout: message.timeoutMs,
        signal: AbortSignal.timeout(message.timeoutMs),
      })
      return { status: statusCode, headers: flatten(headers), body: await readLimited(body, message.maxResponseBytes) }
    } catch (error) {
      throw toFailure(error)
    }
  }

  return { send, close: async () => void (await Promise.all([...agents.values()].map((agent) => agent.close()))) }
}

/** What the connection is made with, so that another certificate or key, once it is in force, is another connection. */
async function securedBy({ client, authorities }: RegionTls, keyring: Keyring): Promise<Record<string, string>> {
  const own = client
    ? { cert: client.certificate, key: new TextDecoder().decode(await requireSecret(keyring, client.key)) }
    : {}
  return { ...own, ...(authorities === undefined ? {} : { ca: authorities }) }
}

async function readLimited(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > maxBytes) throw new HttpFailure('too-large', true)
    chunks.push(chunk)
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  )
}
