import type { ProtocolAdapter } from '../../core/protocol.ts'
import { answersAtAll } from '../layers/answers-at-all.ts'
import { decodeBody, encodeBody, forMatter } from './body.ts'
import { fetchFile } from './fetch-file.ts'
import { mergeSupplement } from './merge-supplement.ts'
import { type Options, readOptions } from './options.ts'
import { receive } from './receive.ts'
import { reply } from './reply.ts'
import { send } from './send.ts'

/** Messages over HTTP as a region's options describe them: bodies, credentials, signatures, answers, files and acknowledgements are data. */
export const httpMessage: ProtocolAdapter<Options> = {
  name: 'http-message',
  runtimes: ['node', 'workers'],
  readOptions,
  encode: ({ tree, matter }, { options }) => encodeBody(tree, forMatter(options, matter)),
  decode: (payload, _kind, matter, { options }) => decodeBody(payload, forMatter(options, matter)),
  send,
  receive,
  reply,
  mergeSupplement: (previous, { tree }, asked, { options }) => mergeSupplement(previous, tree, asked, options),
  fetchFile,
  probe: ({ http, options }) => answersAtAll(http, options.baseUrl),
}
