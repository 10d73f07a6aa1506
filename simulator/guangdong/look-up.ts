import type { IncomingMessage } from 'node:http'
import { fieldOf } from './ex-info.ts'
import { DEMO, tifSignature } from './identify.ts'
import type { Registered } from './registered.ts'
import { STEP_TIMES } from './table-rules.ts'

/** §2.2: the code by which a query is refused; null where it passes. A nonce counts once. */
export function createTifGate(now: () => number) {
  const nonces = new Set<string>()
  return (request: IncomingMessage): number | null => {
    const of = (name: string) => String(request.headers[`x-tif-${name}`] ?? '')
    const [timestamp, nonce] = [of('timestamp'), of('nonce')]
    const age = now() / 1_000 - Number(timestamp)
    const isFresh = /^\d{10}$/.test(timestamp) && age >= -1 && age <= 180
    if (of('paasid') !== DEMO.rest.paasid) return 400_000_403
    if (!isFresh || !/^[0-9a-f]+-[0-9a-f]{8}$/.test(nonce) || nonce.length > 20 || nonces.has(nonce)) return 400_000_400
    if (of('signature').toLowerCase() !== tifSignature(timestamp, nonce)) return 400_000_401
    nonces.add(nonce)
    return null
  }
}

/** The field of each table that its state is read from. */
const STATES: Readonly<Record<string, string>> = {
  WSYSL: 'YSLZTDM',
  SL: 'SLZTDM',
  BJSL: 'BJSLZTDM',
  BJ: 'BJJGDM',
  LQDJ: 'LQZTDM',
}

/** §3.6: where a case stands, by its steps and materials. */
export function lookUp({ application, entry, version, told, messages }: Registered): object {
  const steps = told.map((info) => {
    const name = info.table.slice('EX_GDBS_'.length)
    const state =
      name === 'SPCL' ? `${fieldOf(info, 'SPHJDM')}-${fieldOf(info, 'SPZTDM')}` : fieldOf(info, STATES[name] ?? '')
    return {
      tableName: info.table,
      version: Number(fieldOf(info, 'VERSION')),
      state,
      time: fieldOf(info, STEP_TIMES[name] ?? ''),
    }
  })
  const materials = [...messages.values()]
    .filter(({ table }) => table === 'EX_GDBS_SBCL')
    .map((info) => ({ stuffSeq: fieldOf(info, 'STUFF_SEQ'), version: Number(fieldOf(info, 'VERSION')), recFlag: '1' }))
  return {
    sblshShort: fieldOf(application, 'SBLSH_SHORT'),
    projectCode: entry.partnerCaseNo,
    version,
    steps,
    materials,
  }
}
