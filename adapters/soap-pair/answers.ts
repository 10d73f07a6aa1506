import type { Fault } from '../../core/fault.ts'
import type { Package, PackageRecord } from './package.ts'

/** What an answer means: PACKAGEHEAD/CODE first, then RECORD/@code. */
export type Verdict =
  | { readonly verdict: 'done'; readonly duplicate: boolean; readonly partnerNo: string | null }
  | { readonly verdict: 'later'; readonly reason: string; readonly unknown: boolean; readonly afterMs: number | null }
  | { readonly verdict: 'refused'; readonly code: string; readonly message: string; readonly faults: readonly Fault[] }

const WAIT_MS = 60_000

/** Codes that say: send the same again. -63 and -65: something else must come first. */
const LATER: Readonly<Record<string, number | null>> = { '-99': null, '-52': null, '-63': WAIT_MS, '-65': WAIT_MS }

/** Reads the answer to a package whose main record had `mainSid`; `pathOf` names a field of what was sent. */
export function readVerdict(
  { head, records }: Package,
  { ywxtbh, mainSid }: { readonly ywxtbh: string; readonly mainSid: string },
  pathOf: (record: PackageRecord, field: string) => string,
): Verdict {
  const code = head['CODE']
  if (code === undefined) return unknown('应答缺少 CODE')
  const message = (head['MSG'] ?? '').slice(0, 200)
  if (Object.hasOwn(LATER, code)) return later(code, message)
  const refusing = records.find((record) => record.code !== undefined && record.code !== '10' && record.code !== '-61')
  if (code === '10' || code === '-61') {
    if (head['YWXTBH'] !== ywxtbh) return unknown('应答的业务协同编号不是所发的那一个')
    if (!refusing) return { verdict: 'done', duplicate: code === '-61', partnerNo: numberOf(records, mainSid) }
    if (Object.hasOwn(LATER, refusing.code ?? '')) return later(refusing.code ?? '', refusing.message ?? '')
  }
  const deepest = code === '10' || code === '-61' ? refusing : undefined
  return {
    verdict: 'refused',
    code: deepest?.code ?? code.slice(0, 20),
    message: deepest?.message ?? message,
    faults: records.flatMap((record) => toFaults(record, pathOf)).slice(0, 200),
  }
}

function numberOf(records: readonly PackageRecord[], mainSid: string): string | null {
  const main = records.find(({ sid }) => sid === mainSid)
  return main?.fields.find(([name]) => name === 'YWLSH')?.[1] ?? null
}

function toFaults(record: PackageRecord, pathOf: (record: PackageRecord, field: string) => string): Fault[] {
  return (record.errors ?? []).map(({ field, code, message }) => ({
    path: pathOf(record, field),
    code,
    message: message.slice(0, 500),
  }))
}

/** The partner may have it, or may have meant anything: the same goes again. */
export function unknown(reason: string): Verdict {
  return { verdict: 'later', reason, unknown: true, afterMs: null }
}

function later(code: string, message: string): Verdict {
  return { verdict: 'later', reason: `对方答复 ${code}:${message}`, unknown: false, afterMs: LATER[code] ?? null }
}
