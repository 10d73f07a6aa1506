import { accepted, faulty } from '../../core/fault.ts'
import type { ProtocolAdapter } from '../../core/protocol.ts'
import { answersAtAll } from '../layers/answers-at-all.ts'
import { decodeUtf8 } from '../layers/codec/xml.ts'
import { limitsOf, type Options, readOptions } from './options.ts'
import { correlationOf, planMessage, writePlan } from './outbound.ts'
import { readPackage } from './package.ts'
import { receive } from './receive.ts'
import { readRecords } from './records-tree.ts'
import { reply } from './reply.ts'
import { send } from './send.ts'
import { mergeSupplement } from './supplement.ts'

/** Paired SOAP services (公安 KSTB): both sides publish one WSDL and call each other; a PACKAGE of records travels as a text, files inside it. */
export const soapPair: ProtocolAdapter<Options> = {
  name: 'soap-pair',
  runtimes: ['node', 'workers'],
  readOptions,
  encode(message, setting) {
    const plan = planMessage(message, setting)
    return new TextEncoder().encode(writePlan(plan, plan.toRecords(plan.tree), setting.options, message.at))
  },
  decode(payload, kind, matter, { options }) {
    const read = readPackage(decodeUtf8(payload) ?? '', limitsOf(options))
    const known = options.matters[matter]
    if (!read || !known || kind === 'shipment' || kind === 'reissue')
      return faulty([{ path: '', code: 'format', message: '报文不是可读的 PACKAGE', fix: '请核对报文' }])
    const { tree, faults } = readRecords(read.records, kind, known, options, '')
    if (faults.length === 0) return accepted(tree)
    return faulty(
      faults.map(({ sid, no, field, code, message }) => ({ path: `${sid}[${no}].${field}`, code, message })),
    )
  },
  send,
  receive,
  reply,
  correlationOf,
  probe: ({ http, options }) => answersAtAll(http, options.baseUrl),
  mergeSupplement: (previous, message) => accepted(mergeSupplement(previous, message)),
}
