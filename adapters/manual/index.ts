import type { ProtocolAdapter } from '../../core/protocol.ts'
import { decodePackage, encodePackage } from '../layers/csv-package/tables.ts'
import { type Options, readOptions } from './options.ts'
import { readSlip, slipForm } from './read-slip.ts'
import { handOver } from './send.ts'

/** What people do: a package and a dossier that somebody carries, answers that somebody copies and another confirms. */
export const manual: ProtocolAdapter<Options> = {
  name: 'manual',
  runtimes: ['node', 'workers'],
  readOptions,
  encode: (message, { options }) => encodePackage(message, options),
  decode: (payload, _kind, matter, { options }) => decodePackage(payload, matter, options),
  send: handOver,
  slipForm,
  readSlip,
  receive: async () => ({ kind: 'answered', response: notByHttp() }),
  reply: async () => notByHttp(),
}

function notByHttp(): Response {
  return new Response('这个地区由人办理,这里不收报文', {
    status: 404,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  })
}
