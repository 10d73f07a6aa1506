import type { ProtocolAdapter } from '../../core/protocol.ts'
import { refuseReceiving, refuseSending } from '../layers/not-carried.ts'
import { decodePackage, encodePackage } from './csv-package.ts'
import { decodeForm, encodeForm } from './form-json.ts'
import { type Options, readOptions } from './options.ts'

/** Packages of files put into agreed directories, with or without a call that announces them. */
export const fileDrop: ProtocolAdapter<Options> = {
  name: 'file-drop',
  runtimes: ['node', 'workers'],
  readOptions,
  encode: (message, { options }) =>
    options.dialect === 'form-json' ? encodeForm(message) : encodePackage(message, options),
  decode: (payload, _kind, matter, { options }) =>
    options.dialect === 'form-json' ? decodeForm(payload, options) : decodePackage(payload, matter, options),
  send: async () => refuseSending(),
  receive: async () => refuseReceiving(),
  reply: async () => new Response(null, { status: 501 }),
}
