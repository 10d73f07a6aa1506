import type { IncomingHttpHeaders } from 'node:http'
import { DEMO, sealSecret, sign } from './wire.ts'

/** §2.4: headers, requester, service, time, secret, signature, replay, in this order; the code of the first that fails, or the service number. */
export function createGate(now: () => number) {
  const seen = new Set<string>()
  return (headers: IncomingHttpHeaders, isSecret: boolean): { code: string } | { service: string } => {
    const [rid, sid, rtime, signature] = ['rid', 'sid', 'rtime', 'sign'].map((name) =>
      String(headers[`gjgxjhpt_${name}`] ?? ''),
    ) as [string, string, string, string]
    if (!rid || !sid || !rtime || !signature) return { code: '10001' }
    if (rid !== DEMO.gatewayRid) return { code: '10002' }
    if (!sid.startsWith(DEMO.ownPrefix)) return { code: '10005' }
    if (Math.abs(now() - Number(rtime)) > 300_000) return { code: '10004' }
    if (signature !== sign(isSecret ? DEMO.appKey : DEMO.secret, sid, rid, rtime)) return { code: '10003' }
    const key = `${rid}${sid}${rtime}`
    if (seen.has(key)) return { code: '10006' }
    seen.add(key)
    if (seen.size > 200_000) seen.clear()
    return { service: sid.slice(DEMO.ownPrefix.length) }
  }
}

/** §2.2 */
export function secretAnswer(now: number): object {
  return {
    code: '0',
    message: 'success',
    data: { secret: sealSecret(DEMO.appKey, DEMO.secret), secretEndTime: String(now + 7_200_000) },
  }
}

export const newAcceptNo = (taskCode: string, number: number, day: string): string =>
  `${taskCode}${day}${String(number).padStart(4, '0')}`
