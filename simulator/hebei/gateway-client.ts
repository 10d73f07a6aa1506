import { DEMO, sign } from './wire.ts'

let lastRtime = 0

/** Calls one of the gateway's services under the reverse key; the answer's JSON, or its text where it is none. */
export async function callGateway(
  gatewayUrl: string,
  service: string,
  body: object,
  now: number,
  tamper?: { signature?: string; rtime?: string },
): Promise<unknown> {
  lastRtime = Math.max(now, lastRtime + 1)
  const rtime = tamper?.rtime ?? String(lastRtime)
  const sid = DEMO.gatewayPrefix + service
  const response = await fetch(`${gatewayUrl}/gateway/httpproxy`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json;charset=UTF-8',
      gjgxjhpt_rid: DEMO.ownRid,
      gjgxjhpt_sid: sid,
      gjgxjhpt_rtime: rtime,
      gjgxjhpt_sign: tamper?.signature ?? sign(DEMO.reverseSecret, sid, DEMO.ownRid, rtime),
    },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
