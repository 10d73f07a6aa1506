import type { ProtocolAdapter } from '../../core/protocol.ts'
import { refuseReceiving, refuseSending } from '../layers/not-carried.ts'
import { type Options, readOptions } from './options.ts'
import { decodeRows, encodeRows } from './rows.ts'

/** Rows in tables of an exchange database that both sides read; the form and the files are XML in columns. */
export const exchangeTables: ProtocolAdapter<Options> = {
  name: 'exchange-tables',
  runtimes: ['node', 'workers'],
  readOptions,
  encode: (message, { options }) => encodeRows(message, options),
  decode: (payload, _kind, _matter, { options }) => decodeRows(payload, options),
  send: async () => refuseSending(),
  receive: async () => refuseReceiving(),
  reply: async () => new Response(null, { status: 501 }),
}
