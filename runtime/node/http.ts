import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { Agent, request } from 'undici'
import { type Http, HttpFailure, type HttpRequest, type HttpResponse } from '../../core/ports.ts'

const privateAddresses = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  privateAddresses.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['::', 128],
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
  ['::ffff:0:0', 96],
] as const)
  privateAddresses.addSubnet(network, prefix, 'ipv6')

/** undici with pools: no redirects, size and time limits; private addresses only for the hosts allowed (`host` or `host:port`). */
export function createHttp(allowedPrivateHosts: ReadonlySet<string>): Http & { close(): Promise<void> } {
  const agents = new Map<number, Agent>()
  // undici knows the time to connect by agent, not by request
  const agentOf = (connectTimeoutMs: number): Agent => {
    const known = agents.get(connectTimeoutMs)
    if (known) return known
    const connect = { timeout: connectTimeoutMs }
    const made = new Agent({ connections: 64, pipelining: 1, keepAliveTimeout: 30_000, connect })
    agents.set(connectTimeoutMs, made)
    return made
  }
  const checkedUntil = new Map<string, number>()

  async function checkAddress(url: URL): Promise<void> {
    if (allowedPrivateHosts.has(url.host) || allowedPrivateHosts.has(url.hostname)) return
    const now = Date.now()
    if ((checkedUntil.get(url.hostname) ?? 0) > now) return
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const addresses = isIP(host)
      ? [{ address: host, family: isIP(host) }]
      : await lookup(host, { all: true }).catch(() => [])
    if (addresses.length === 0) throw new HttpFailure('connect', false)
    if (addresses.some(({ address, family }) => privateAddresses.check(address, family === 6 ? 'ipv6' : 'ipv4')))
      throw new HttpFailure('address-not-allowed', false)
    checkedUntil.set(url.hostname, now + 30_000)
  }

  async function send(message: HttpRequest): Promise<HttpResponse> {
    await checkAddress(new URL(message.url))
    try {
      const { statusCode, headers, body } = await request(message.url, {
        method: message.method,
        headers: message.headers,
        body: message.body ?? null,
        dispatcher: agentOf(message.connectTimeoutMs),
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

/** Only a connection that never stood is sure not to have delivered anything. */
function toFailure(error: unknown): HttpFailure {
  if (error instanceof HttpFailure) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (
    ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'].includes(code)
  )
    return new HttpFailure('connect', false, { cause: error })
  const timedOut =
    code.includes('TIMEOUT') ||
    (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError'))
  return new HttpFailure(timedOut ? 'timeout' : 'reset', true, { cause: error })
}
