import { randomBytes } from 'node:crypto'
import { signCallback } from './wire.ts'

/** How a call is spoilt on purpose. */
export interface Tampering {
  readonly signature?: string
  readonly time?: number
  readonly nonce?: string
}

/** 20 letters and digits. */
export const newNonce = (): string => randomBytes(10).toString('hex')

/** Calls the gateway under the callback secret (§2.3); the answer's JSON, or its text where it is none. */
export async function callGateway(
  gatewayUrl: string,
  path: string,
  body: object,
  now: number,
  tampering: Tampering = {},
): Promise<unknown> {
  const text = JSON.stringify(body)
  const time = String(Math.floor((tampering.time ?? now) / 1_000))
  const nonce = tampering.nonce ?? newNonce()
  const response = await fetch(`${gatewayUrl}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-sh-timestamp': time,
      'x-sh-nonce': nonce,
      'x-sh-signature': tampering.signature ?? signCallback(time, nonce, 'POST', path, text),
    },
    body: text,
  })
  const answer = await response.text()
  try {
    return JSON.parse(answer) as unknown
  } catch {
    return answer
  }
}

/** The inner result code of an answer, else the outer one; empty where it is no answer. */
export function codeOf(reply: unknown): string {
  const { Code, Data } = (typeof reply === 'object' && reply !== null ? reply : {}) as {
    Code?: string
    Data?: { RetCode?: string } | null
  }
  return Data?.RetCode ?? Code ?? ''
}
