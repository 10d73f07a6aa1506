import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { DEMO, send } from './wire.ts'

const VALID_MS = 1_800_000
const AFTER_NEXT_MS = 60_000
const BASIC = `Basic ${Buffer.from(`${DEMO.clientId}:${DEMO.clientSecret}`).toString('base64')}`
const ASKED = 'grant_type=client_credentials&scope=apply.write+apply.read+file.read'

/** §2.1: tokens for client credentials; with a new one the old ones end within a minute. */
export function createTokenOffice(now: () => number) {
  const ends = new Map<string, number>()
  return {
    issue(request: IncomingMessage, text: string, response: ServerResponse) {
      if (request.headers.authorization !== BASIC) return send(response, { error: 'invalid_client' }, 401)
      if (text !== ASKED) return send(response, { error: 'invalid_request' }, 400)
      for (const [token, end] of ends) ends.set(token, Math.min(end, now() + AFTER_NEXT_MS))
      const token = `shdemo.${randomBytes(32).toString('base64url')}`
      ends.set(token, now() + VALID_MS)
      const scope = 'apply.write apply.read file.read'
      send(response, { access_token: token, token_type: 'Bearer', expires_in: VALID_MS / 1_000, scope })
    },
    /** Ends every token before its time. */
    expire: () => ends.clear(),
    isBearer(request: IncomingMessage): boolean {
      const [, token = ''] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '') ?? []
      return (ends.get(token) ?? 0) > now()
    },
  }
}

export type TokenOffice = ReturnType<typeof createTokenOffice>
