import { randomBytes } from 'node:crypto'
import { beijingDigits, DEMO, type Form, signForm, writeForm } from './wire.ts'

/** How a call is spoilt on purpose. */
export interface Tampering {
  readonly signature?: string
  readonly time?: number
}

/** Calls the gateway under the callback key (§3.3); the answer's JSON, or its text where it is none. */
export async function callGateway(
  gatewayUrl: string,
  operation: string,
  form: Form,
  now: number,
  tampering: Tampering = {},
): Promise<unknown> {
  const sealed = {
    ...form,
    ACCOUNT: DEMO.ownAccount,
    KEY_NO: 'C1',
    REQ_NO: randomBytes(16).toString('hex'),
    REQ_TIME: beijingDigits(tampering.time ?? now),
  }
  const SIGN = tampering.signature ?? signForm(sealed, DEMO.callbackKey)
  const response = await fetch(`${gatewayUrl}/partner/520000/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
    body: writeForm({ ...sealed, SIGN }),
  })
  const text = await response.text()
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

/** The code of an answer; empty where it is none. */
export function codeOf(reply: unknown): string {
  return (typeof reply === 'object' && reply !== null ? (reply as { CODE?: string }).CODE : '') ?? ''
}
