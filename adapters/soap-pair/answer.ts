import type { Json } from '../../core/json.ts'
import { type FaultCode, writeFault } from '../layers/codec/soap.ts'
import type { RecordFault } from './check-records.ts'
import { meaningOf } from './codes.ts'
import { type Sealing, sealEnvelope } from './envelope.ts'
import { toHead } from './head.ts'
import { type PackageRecord, SIDS, writePackage } from './package.ts'

/** What an answer repeats of the call it answers. */
export type About = { readonly operation: string; readonly class: string; readonly ywxtbh: string } & {
  readonly [key: string]: Json
}

/** A code with the words for it. */
export interface Outcome {
  readonly code: string
  readonly message?: string
}

/** An answer as the region words it: the head turned round with CODE and MSG, and records where there is something to say of them. */
export async function answer(
  about: About,
  { code, message = meaningOf(code) }: Outcome,
  records: readonly PackageRecord[],
  partner: Sealing,
): Promise<Response> {
  const { options, clock } = partner
  const head = toHead(options, about, clock.now(), { code, message: clip(message) })
  const text = writePackage(head, records)
  return xml(200, await sealEnvelope(partner, `${about.operation}Response`, [['return', text]]))
}

/** -41 with every record that has errors, in the order records have in a package; each bears the code of its first one. */
export async function answerFaults(about: About, faults: readonly RecordFault[], partner: Sealing): Promise<Response> {
  const records = Map.groupBy(faults, ({ sid, no }) => `${sid} ${no}`)
  const listed = [...records.values()].map((own): PackageRecord => {
    const [{ sid, no, code }] = own as [RecordFault, ...RecordFault[]]
    const errors = own.map((fault) => ({ field: fault.field, code: fault.code, message: clip(fault.message) }))
    return { sid, no, fields: [], code, message: meaningOf(code), errors }
  })
  const rank = ({ sid }: PackageRecord) => (sid === about['sid'] ? 0 : sid === SIDS.file ? 2 : 1)
  listed.sort((a, b) => rank(a) - rank(b) || Number(a.sid) - Number(b.sid) || a.no - b.no)
  return answer(about, { code: '-41' }, listed, partner)
}

/** A SOAP Fault: the call was not understood as one. */
export function answerFault(code: FaultCode, reason: string): Response {
  return xml(500, writeFault(code, reason))
}

/** An answer that is XML, whatever it says. */
export function xml(status: number, body: string): Response {
  return new Response(body, { status, headers: { 'content-type': 'text/xml; charset=UTF-8' } })
}

function clip(text: string): string {
  return [...text].slice(0, 200).join('')
}
