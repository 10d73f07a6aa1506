import { createHash } from 'node:crypto'

/** The demonstration keys of the interface document, §2. */
export const DEMO = {
  theirs: { deptCode: '11510107000000000U', key: 'gdDemoSystemKey0001' },
  ours: { deptCode: '11440000MB00000199', key: 'gdDemoSystemKey0002' },
  rest: { paasid: 'sc510107ksth', token: 'gdDemoPaasToken0001' },
} as const

const hash = (text: string) => createHash('sha256').update(text).digest('hex')

export interface Call {
  readonly deptCode: string
  readonly tableName: string
  /** as decoded from the envelope */
  readonly xml: string
  readonly identify: string
}

/** §2.1; `ts` in seconds, 10 digits. */
export function identifyOf(
  key: string,
  { deptCode, tableName, xml }: Omit<Call, 'identify'>,
  ts: string,
  nonce: string,
): string {
  return `${ts}.${nonce}.${hash(`${ts}${key}${nonce}${deptCode}${tableName}${hash(xml)}${ts}`)}`
}

/** §2.2; `timestamp` in seconds. */
export function tifSignature(timestamp: string, nonce: string): string {
  return hash(`${timestamp}${DEMO.rest.token}${nonce}${timestamp}`)
}

const WINDOW_S = 300
const TABLES = /^EX_GDBS_(SB|SBCL|WSYSL|SL|BJGZ|BJSL|SPCL|TBCXSQ|TBCXJG|BJ|LQDJ)$/

/** Checks who calls in the order of §2.1, 5: the code, null where it passes. A nonce counts once its digest was right. */
export function createGate(now: () => number) {
  const nonces = new Set<string>()
  return (call: Call): string | null => {
    if (call.deptCode !== DEMO.theirs.deptCode) return '30'
    const [, ts = '', nonce = ''] = /^(\d{10})\.([0-9a-f]{16})\.[0-9a-f]{64}$/.exec(call.identify) ?? []
    if (!(Math.abs(now() / 1_000 - Number(ts || Number.NaN)) <= WINDOW_S)) return '20'
    if (nonces.has(nonce)) return '41'
    if (call.identify !== identifyOf(DEMO.theirs.key, call, ts, nonce)) return '40'
    nonces.add(nonce)
    return TABLES.test(call.tableName) ? null : '60'
  }
}
