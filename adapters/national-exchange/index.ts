import { fromBase64 } from '../../core/base64.ts'
import { accepted, faulty } from '../../core/fault.ts'
import type { ProtocolAdapter } from '../../core/protocol.ts'
import { answersAtAll } from '../layers/answers-at-all.ts'
import { decodeJson, encodeJson } from '../layers/codec/json.ts'
import { derivedUuid } from '../layers/derived-uuid.ts'
import { call } from './call.ts'
import { MOST_DEPTH, type Options, readOptions } from './options.ts'
import { receive } from './receive.ts'
import { reply } from './reply.ts'
import { send } from './send.ts'

/** The national data exchange platform (`gjgxjhpt_*`) and the national service platform (`gjzwfwpt_*`): signed headers, two-stage secret, JSON. */
export const nationalExchange: ProtocolAdapter<Options> = {
  name: 'national-exchange',
  runtimes: ['node', 'workers'],
  readOptions,
  encode: ({ tree }) => encodeJson(tree),
  decode: (payload, _kind, _matter, { options }) => {
    const tree = decodeJson(payload, { maxBytes: options.maxBodyBytes, maxDepth: MOST_DEPTH })
    if (typeof tree !== 'string') return accepted(tree)
    return faulty([{ path: '', code: 'format', message: `报文不是可读的 JSON 对象(${tree})`, fix: '请核对报文' }])
  },
  send,
  probe: ({ http, options }) => answersAtAll(http, options.baseUrl),
  receive: (request, _path, partner) => receive(request, partner),
  reply,
  // 3103 sends the whole form and list again, but not the envelope
  mergeSupplement: (previous, { tree }) =>
    accepted({ ...previous, formData: tree['formData'] ?? {}, materialData: tree['materialData'] ?? [] }),
  async fetchFile({ ref, caseNo }, partner) {
    const verdict = await call(
      partner,
      'download',
      { messageId: derivedUuid(partner.random.bytes(32)), projectNo: caseNo, fileId: ref },
      [],
    )
    if (verdict.verdict === 'refused') return null
    if (verdict.verdict !== 'done' && verdict.verdict !== 'already')
      throw new Error('the file could not be fetched now')
    return fromBase64(String(verdict.data['fileContent'] ?? ''))
  },
}
