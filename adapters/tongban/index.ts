import { accepted, faulty } from '../../core/fault.ts'
import type { ProtocolAdapter } from '../../core/protocol.ts'
import { answersAtAll } from '../layers/answers-at-all.ts'
import { decodeJson, encodeJson } from '../layers/codec/json.ts'
import { fetchFile } from './fetch-file.ts'
import { mergeCorrection } from './merge-correction.ts'
import { MOST_DEPTH, type Options, readOptions } from './options.ts'
import { query } from './query.ts'
import { receive } from './receive.ts'
import { reply } from './reply.ts'
import { send, writePayload } from './send.ts'

/** Gateway to gateway: JSON over HTTPS signed both ways by RFC 9421, events pushed, files fetched at one-time addresses, corrections that carry only what changed. Both sides speak the same interface. */
export const tongban: ProtocolAdapter<Options> = {
  name: 'tongban',
  runtimes: ['node', 'workers'],
  readOptions,
  encode: ({ kind, tree, memo }) => encodeJson(writePayload(kind, tree, memo)),
  decode: (payload, _kind, _matter, { options }) => {
    const tree = decodeJson(payload, { maxBytes: options.maxBodyBytes, maxDepth: MOST_DEPTH })
    if (typeof tree !== 'string') return accepted(tree)
    return faulty([{ path: '', code: 'format', message: `报文不是可读的 JSON 对象(${tree})`, fix: '请核对报文' }])
  },
  send,
  receive: (request, _path, partner) => receive(request, partner),
  reply,
  query,
  mergeSupplement: (previous, { tree }, asked) => mergeCorrection(previous, tree, asked),
  fetchFile,
  probe: ({ http, options }) => answersAtAll(http, options.baseUrl),
}
