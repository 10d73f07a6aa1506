import { randomUUID } from 'node:crypto'
import { readXml } from '../xml-reader.ts'
import type { Inner } from './answers.ts'
import { seal, unseal } from './seal.ts'
import { DEMO, signHeaders } from './sign.ts'
import { textOf } from './stage.ts'

/** How a call is spoilt on purpose. */
export interface Tampering {
  readonly signature?: string
  readonly timestamp?: number
  readonly nonce?: string
}

/** The gateway's answer, both layers read; `inner` is null where the outer one carries none. */
export interface Reply {
  readonly status: string
  readonly inner: Inner | null
}

/** Calls an operation of the gateway; throws where no answer of §3.1 comes. */
export async function callGateway(
  gatewayUrl: string,
  operation: string,
  text: string,
  now: number,
  tampering: Tampering = {},
): Promise<Reply> {
  const { appkey, secret } = DEMO.ours
  const nonce = tampering.nonce ?? randomUUID()
  const timestamp = String(tampering.timestamp ?? now)
  const response = await fetch(`${gatewayUrl}/partner/370000/${operation}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json;charset=utf-8',
      'x-aep-appkey': appkey,
      'x-aep-nonce': nonce,
      'x-aep-timestamp': timestamp,
      'x-aep-signature': tampering.signature ?? signHeaders(secret, { appkey, nonce, timestamp }),
      'x-aep-encryption': 'true',
    },
    body: JSON.stringify({ xmlStr: seal(text) }),
  })
  return readReply(await response.text())
}

function readReply(text: string): Reply {
  const root = readXml(text)
  if ('fault' in root || root.name !== 'RESULT') throw new Error('应答不是 RESULT')
  const opened = unseal(textOf(root, 'data'))
  return { status: textOf(root, 'STATUS'), inner: opened ? (JSON.parse(opened) as Inner) : null }
}

/** The status of the deepest layer that there is. */
export function statusOf({ status, inner }: Reply): string {
  return inner?.status ?? status
}
