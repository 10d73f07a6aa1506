import { toBase64 } from '../../core/base64.ts'
import type { Fault } from '../../core/fault.ts'
import type { JsonObject } from '../../core/json.ts'
import { toPointer } from '../../core/json.ts'
import type { Partner } from '../../core/protocol.ts'
import { encodeJson } from '../layers/codec/json.ts'
import type { Options } from './options.ts'
import { JSON_TYPE, PROBLEM_TYPE, signReply, UUID_V4 } from './signing.ts'

/** The problems of document 3.6 that we answer with. */
const PROBLEMS = {
  unauthorized: { status: 401, title: '未通过验证' },
  not_found: { status: 404, title: '没有此操作' },
  case_unknown: { status: 404, title: '查无此件' },
  file_unknown: { status: 404, title: '无此文件' },
  message_conflict: { status: 409, title: '同号异文' },
  case_conflict: { status: 409, title: '同号异文' },
  revision_conflict: { status: 409, title: '版本不符' },
  state_conflict: { status: 409, title: '状态不符' },
  url_used: { status: 410, title: '地址已用过' },
  url_expired: { status: 410, title: '地址已过期' },
  form_invalid: { status: 422, title: '表单校验未通过' },
  form_version: { status: 422, title: '表单版本不符' },
  matter_unknown: { status: 422, title: '没有此事项' },
  change_not_allowed: { status: 422, title: '改动未被要求' },
  rate_limited: { status: 429, title: '过于频繁' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemCode = keyof typeof PROBLEMS

type Answering = Pick<Partner<Options>, 'options' | 'keyring' | 'clock' | 'publicUrl'>

const NO_MESSAGE = '00000000-0000-0000-0000-000000000000'

/** The message id that an answer repeats: the request's, or zeros where it has none. */
export function echoOf(request: Request): string {
  const id = request.headers.get('tb-message-id') ?? ''
  return UUID_V4.test(id) ? id : NO_MESSAGE
}

/** A signed answer of JSON. */
export function answerJson(
  status: number,
  body: JsonObject,
  messageId: string,
  answering: Answering,
): Promise<Response> {
  return answer({ status, contentType: JSON_TYPE, bytes: encodeJson(body), messageId }, answering)
}

/** A signed problem (RFC 9457) with everything that is wrong. */
export function answerProblem(
  code: ProblemCode,
  detail: string,
  faults: readonly Fault[],
  messageId: string,
  answering: Answering,
  more: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const { status, title } = PROBLEMS[code]
  const type = `${answering.publicUrl}/problems/${code.replaceAll('_', '-')}`
  const errors = faults.map((fault) => ({
    pointer: fault.path === '' ? '' : toPointer(fault.path),
    code: ERROR_CODES[fault.code] ?? 'format',
    message: fault.message.slice(0, 300),
  }))
  const body = { type, title, status, code, detail, ...(errors.length > 0 ? { errors } : {}) }
  return answer({ status, contentType: PROBLEM_TYPE, bytes: encodeJson(body), messageId, more }, answering)
}

/** The one answer to whatever was not verified; only in a test environment does it show the base that we computed. */
export function answerUnauthorized(request: Request, base: string, answering: Answering): Promise<Response> {
  const explain = new TextEncoder().encode(base)
  const more: Record<string, string> =
    answering.options.environment === 'test' ? { 'tb-explain': toBase64(explain) } : {}
  return answerProblem('unauthorized', '请求未通过验证', [], echoOf(request), answering, more)
}

/** The codes of `errors[]`; what the document has no word for is a matter of form. */
const ERROR_CODES: Readonly<Record<string, string>> = {
  required: 'required',
  unexpected: 'unexpected',
  'not-asked': 'unexpected',
  'too-long': 'too_long',
  'too-large': 'too_long',
  code: 'code',
  version: 'code',
  mode: 'code',
  exempt: 'code',
  applicant: 'code',
  delivery: 'code',
  checksum: 'checksum',
  conflict: 'conflict',
  range: 'conflict',
  duplicate: 'conflict',
  'file-unknown': 'file_missing',
  'file-type': 'file_type',
  'file-size': 'file_size',
}

interface Unsigned {
  readonly status: number
  readonly contentType: string
  readonly bytes: Uint8Array
  readonly messageId: string
  readonly more?: Readonly<Record<string, string>>
  /** called once every byte has gone out */
  readonly sent?: () => Promise<void>
}

/** An answer signed over the bytes that go out. */
export async function answer(
  { status, contentType, bytes, messageId, more = {}, sent }: Unsigned,
  answering: Answering,
): Promise<Response> {
  const created = Math.floor(answering.clock.now() / 1000)
  const headers = await signReply({ status, contentType, body: bytes, messageId, created }, answering)
  const body = sent ? streamOf(bytes, sent) : (bytes as Uint8Array<ArrayBuffer>)
  return new Response(body, { status, headers: { ...headers, ...more } })
}

const CHUNK_BYTES = 65_536

/** The bytes in pieces as the reader asks for them; a reader that goes away leaves `sent` uncalled. */
function streamOf(bytes: Uint8Array, sent: () => Promise<void>): ReadableStream<Uint8Array<ArrayBuffer>> {
  let offset = 0
  return new ReadableStream({
    async pull(controller) {
      if (offset < bytes.length) {
        controller.enqueue(bytes.slice(offset, offset + CHUNK_BYTES))
        offset += CHUNK_BYTES
        return
      }
      await sent()
      controller.close()
    },
  })
}
