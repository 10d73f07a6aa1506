import { createHash, createHmac } from 'node:crypto'
import type { InboundMessage, Received } from '../../../core/message.ts'
import { openStage, pairWire } from './stage.ts'

/* The document's own samples: 2.3, 2.4, 9.2, 9.4, 9.7, and the answers that it prints for us. */

export const SECRET = '5b7e9d21c4f0a86335d2e1b09c7f4a68'
export const KEYS = { 'shanghai-client-secret': 'Demo-Secret-7f3A9c', 'shanghai-callback-secret': SECRET }
export const taken = pairWire('310000-shanghai', 'M07-files-taken').text
export const pushed = pairWire('310000-shanghai', 'M07-pushed').text

export const open = (now: string, keys: Record<string, string> = KEYS) =>
  openStage('310000', keys, now, () => ({ status: 500 }))
export type Stage = Awaited<ReturnType<typeof open>>

export interface Sent {
  method?: string
  path?: string
  body?: string | Uint8Array
  headers?: Record<string, string>
}

export const DOCUMENTED = {
  '/sh/callback': {
    'x-sh-timestamp': '1772414230',
    'x-sh-nonce': 'Zk3mQ8vT1xR7bN5pL0aD',
    'x-sh-signature': 'v1=a5999b76415c537a65c7784cb7f1753d94c33bfeaa4a596820e2044f35bbb898',
  },
  '/sh/apply/submit': {
    'x-sh-timestamp': '1772414160',
    'x-sh-nonce': 'a9Xc2LmP7qWe4RtY6uIo',
    'x-sh-signature': 'v1=497cd813efdeb93bd70aa86a8b291f2adfe35385f8c9219888bd2abbc4c21b59',
  },
} as const

export async function receive(stage: Stage, { method = 'POST', path = '/sh/callback', body, headers = {} }: Sent) {
  const content = body === undefined ? {} : { body: typeof body === 'string' ? body : body.slice() }
  const request = new Request(`https://gw.wuhou.example${path}`, { method, headers, ...content })
  return stage.adapter.receive(request, new URL(request.url).pathname, stage.partner)
}

let nonce = 0
/** Signed as the document says, by node's own HMAC. */
export function signed(stage: Stage, sent: Sent, key = SECRET, change: Record<string, string> = {}): Sent {
  const { method = 'POST', path = '/sh/callback', body = '' } = sent
  const time = String(Math.floor(stage.clock.now() / 1_000))
  const fresh = `nonce${String(nonce++).padStart(15, '0')}`
  const lines = [time, fresh, method, path, createHash('sha256').update(body).digest('hex')].join('\n')
  const signature = `v1=${createHmac('sha256', key).update(lines).digest('hex')}`
  return { ...sent, headers: { 'x-sh-timestamp': time, 'x-sh-nonce': fresh, 'x-sh-signature': signature, ...change } }
}

export function messageOf(received: Received): InboundMessage {
  if (received.kind !== 'message') throw new Error(`no message: ${JSON.stringify(received)}`)
  return received.message
}

export const at = (time: string) => `2026-03-02T${time}+08:00`
