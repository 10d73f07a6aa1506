import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe } from 'vitest'
import { momentText } from '../../simulator/chongqing/china-time.ts'
import { faultOfReply, signRequest } from '../../simulator/chongqing/http-signature.ts'
import { readSecrets } from '../../simulator/chongqing/secrets.ts'
import { badMessages } from '../support/bad-messages.ts'
import { type NodeGateway, startGateway } from '../support/gateway.ts'
import { type Knock, refusals } from './door.ts'

const SECRETS = readSecrets()
const MB = 1024 * 1024
const WINDOW_SECONDS = 300
/** A key that nobody registered: the scalar of the demonstration key with its last digit changed. */
const OTHER_KEY = { sm2PrivateKey: SECRETS.sm2PrivateKey.replace(/.$/, '9') }

interface Change {
  readonly secrets?: Record<string, string>
  /** seconds from now */
  readonly late?: number
  readonly body?: string | Uint8Array
  /** what is sent in place of what was signed */
  readonly sent?: string
  /** the path that the signature is for, where it is not the one that is asked */
  readonly signedFor?: string
  readonly headers?: (headers: Record<string, string>) => void
}

function eventText(messageId: string): string {
  return JSON.stringify({
    specVersion: '1.4',
    eventId: messageId,
    type: 'case.state',
    bizNo: 'WH51010720260101000001',
    caseNo: 'CQ50010720260101999999',
    seq: 1,
    occurredAt: momentText(Date.now()),
    state: 'received',
    officer: { orgCode: '11500107000000000U', orgName: '示例', name: '审查示例甲' },
  })
}

function signed(url: URL, { secrets = {}, late = 0, ...change }: Change) {
  const messageId = randomUUID()
  const body = Buffer.from(change.body ?? eventText(messageId))
  const created = Math.floor(Date.now() / 1000) + late
  const target = new URL(change.signedFor ?? url.pathname, url)
  const headers = signRequest({ method: 'POST', url: target, body, messageId, created }, { ...SECRETS, ...secrets })
  change.headers?.(headers)
  return { messageId, init: { method: 'POST', headers, body: change.sent ?? body } as RequestInit }
}

/** Sends it and reads the answer as the region does: whatever it says, it must be signed. */
async function exchange(url: URL, init: RequestInit, messageId: string): Promise<Response> {
  const response = await fetch(url, init)
  const body = new Uint8Array(await response.clone().arrayBuffer())
  const fault = faultOfReply({ status: response.status, headers: response.headers, body }, messageId, SECRETS)
  if (fault) throw new Error(fault)
  return response
}

const knock = (what: string, reason: string, change: Change): Knock => ({
  what,
  reason,
  status: 401,
  answer: /"code":"unauthorized"/,
  send(gatewayUrl) {
    const url = new URL('/tb/v1/events', gatewayUrl)
    const { init, messageId } = signed(url, change)
    return exchange(url, init, messageId)
  },
})

const replayed: Knock = {
  ...knock('a replay', 'replayed', {}),
  async send(gatewayUrl) {
    const url = new URL('/tb/v1/events', gatewayUrl)
    const { init, messageId } = signed(url, {})
    await exchange(url, init, messageId)
    return exchange(url, init, messageId)
  },
}

const KNOCKS: Knock[] = [
  knock('no signature', 'signature-missing', { headers: (headers) => void delete headers['signature'] }),
  knock('no signature input', 'signature-missing', { headers: (headers) => void delete headers['signature-input'] }),
  knock('an unknown sender', 'unknown-sender', { secrets: { partnerId: '510000000000' } }),
  knock('a message for somebody else', 'not-for-us', { secrets: { gatewayId: '500000000000' } }),
  knock('a key that nobody registered', 'signature-missing', { secrets: { sm2Keyid: 'cq-sm2-2020z' } }),
  knock('a signature by another key', 'signature-wrong', { secrets: OTHER_KEY }),
  knock('a body that was changed on the way', 'signature-wrong', { sent: '{"specVersion":"1.4"}' }),
  knock('a signature for another path', 'signature-wrong', { signedFor: '/tb/v1/cases' }),
  knock('a stale time', 'stale', { late: -WINDOW_SECONDS - 2 }),
  knock('a time to come', 'stale', { late: WINDOW_SECONDS + 2 }),
  replayed,
  knock('no JSON', 'malformed', { body: '<xml/>' }),
  knock('no UTF-8', 'malformed', { body: Buffer.from('{"bizNo":"\xd5\xe7"}', 'latin1') }),
  knock('a name twice', 'malformed', { body: '{"bizNo":"A","bizNo":"B"}' }),
  knock('a prototype', 'malformed', { body: '{"__proto__":{"bizNo":"A"}}' }),
  knock('JSON too deep', 'malformed', { body: `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}` }),
  knock('10 MB of XML', 'too-large', { body: `<a>${'x'.repeat(10 * MB)}</a>` }),
]

badMessages('tongban', KNOCKS, ({ what }) => what)

describe('what comes in from 重庆 and is not taken', () => {
  let gateway: NodeGateway
  beforeAll(async () => {
    gateway = await startGateway()
  })
  afterAll(() => gateway.stop())

  refusals({ region: '500000', mount: '/tb/v1', knocks: KNOCKS }, () => gateway)
})
