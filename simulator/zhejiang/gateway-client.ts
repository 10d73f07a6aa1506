import { type Body, DEMO, newId, parse, signCallback } from './wire.ts'

/** How a call is spoilt on purpose. */
export interface Tampering {
  readonly signature?: string
  readonly time?: number
}

/** Calls the gateway under the callback secret (§2.3); the text of its answer. */
export async function callGateway(
  gatewayUrl: string,
  place: string,
  type: string,
  bytes: Uint8Array,
  now: number,
  tampering: Tampering = {},
): Promise<Buffer> {
  const requestTime = String(tampering.time ?? now)
  const sign = tampering.signature ?? signCallback(requestTime, bytes)
  const query = new URLSearchParams({ appKey: DEMO.appKey, sign, requestTime })
  const response = await fetch(`${gatewayUrl}/partner/330000/${place}?${query}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: new Uint8Array(bytes),
  })
  return Buffer.from(await response.arrayBuffer())
}

/** The same with a tree; the answer's, or its text where it is none. */
export async function postJson(
  gatewayUrl: string,
  place: string,
  body: Body,
  now: number,
  tampering?: Tampering,
): Promise<unknown> {
  const bytes = Buffer.from(JSON.stringify(body))
  const type = 'application/json; charset=UTF-8'
  const text = (await callGateway(gatewayUrl, place, type, bytes, now, tampering)).toString()
  return parse(text) ?? text
}

/** §3.3 I3: uploads a file; its name at the gateway, '' where that gave none. */
export async function upload(
  gatewayUrl: string,
  texts: Readonly<Record<string, string>>,
  bytes: Buffer,
  now: number,
): Promise<string> {
  const boundary = `----zj${newId()}`
  const parts = Object.entries(texts).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const head = `${parts.join('')}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${texts['file_name']}"\r\nContent-Type: application/pdf\r\n\r\n`
  const whole = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)])
  const type = `multipart/form-data; boundary=${boundary}`
  const answer = innerOf(parse((await callGateway(gatewayUrl, 'upload', type, whole, now)).toString()))
  return String(answer['file_id'] ?? '')
}

/** The business object of an answer; its code in `result_code`, the gateway's own where that is all there is. */
export function innerOf(reply: unknown): Body {
  const { code, datas } = (reply ?? {}) as { code?: unknown; datas?: unknown }
  return parse(datas) ?? { result_code: typeof code === 'string' ? code : '' }
}

export const codeOf = (reply: unknown): string => String(innerOf(reply)['result_code'] ?? '')
