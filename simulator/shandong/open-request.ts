import type { IncomingMessage } from 'node:http'
import { OPERATIONS } from './operations.ts'
import { unseal } from './seal.ts'
import { DEMO, signHeaders } from './sign.ts'
import { readStage, type Stage } from './stage.ts'

const WINDOW_MS = 300_000
const MAX_BODY_BYTES = 24 * 1024 * 1024

/** Verifies and opens the gateway's requests: the stage, or the code of the outer layer (§2, §3.1). A nonce counts once. */
export function createOpener(now: () => number) {
  const nonces = new Set<string>()

  function verify(request: IncomingMessage): string | null {
    const of = (name: string) => String(request.headers[`x-aep-${name}`] ?? '')
    const [appkey, nonce, timestamp] = [of('appkey'), of('nonce'), of('timestamp')]
    if (appkey !== DEMO.theirs.appkey) return '403'
    if (of('signature') !== signHeaders(DEMO.theirs.secret, { appkey, nonce, timestamp })) return '401'
    if (!/^\d{13}$/.test(timestamp) || Math.abs(now() - Number(timestamp)) > WINDOW_MS) return '402'
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(nonce) || nonces.has(nonce)) return '405'
    nonces.add(nonce)
    return of('encryption') === 'true' ? null : '406'
  }

  return async (request: IncomingMessage): Promise<Stage | string> => {
    const body = await readBody(request)
    const operation = /^\/ywzt\/rest\/kstb\/(\w+)$/.exec(request.url ?? '')?.[1] ?? ''
    if (request.method !== 'POST' || !Object.hasOwn(OPERATIONS, operation)) return '404'
    const refused = verify(request)
    if (refused) return refused
    const text = unseal(xmlStrOf(body))
    if (text === null || !String(request.headers['content-type']).startsWith('application/json')) return '406'
    const stage = readStage(operation, text)
    return typeof stage === 'string' ? '407' : stage
  }
}

function xmlStrOf(body: string): string {
  try {
    const { xmlStr } = JSON.parse(body) as { xmlStr?: unknown }
    return typeof xmlStr === 'string' ? xmlStr : '?'
  } catch {
    return '?'
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > MAX_BODY_BYTES) return ''
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}
