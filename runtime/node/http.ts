import { Agent, request } from 'undici'
import { type Http, HttpFailure, type HttpRequest, type HttpResponse } from '../../core/ports.ts'
import { createAddressCheck } from './address-check.ts'

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
  const addresses = createAddressCheck(allowedPrivateHosts)

  async function send(message: HttpRequest): Promise<HttpResponse> {
    const allowed = await addresses.check(new URL(message.url))
    if (allowed !== 'allowed') throw new HttpFailure(allowed === 'unknown' ? 'connect' : 'address-not-allowed', false)
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
