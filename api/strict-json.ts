import type { MiddlewareHandler } from 'hono'
import { GatewayError } from '../core/gateway-error.ts'
import { type JsonFault, readJsonObject } from '../core/json-text.ts'
import { declaredBytes, limitRequest } from './limited-body.ts'

/** What most routes take; files have their own way and limit. */
const MOST_BYTES = 2 * 1024 * 1024
/** A form is four levels deep, a step's correction five. */
const MOST_DEPTH = 16

const WORDS: Readonly<Record<JsonFault, string>> = {
  'too-large': '请求体超过上限',
  'not-utf8': '请求体不是 UTF-8,或带有字节序标记',
  'not-json': '请求体不是完整的 JSON',
  'too-deep': `请求体嵌套超过 ${MOST_DEPTH} 层`,
  'not-object': '请求体应为 JSON 对象',
  'forbidden-key': '请求体里有不允许的键(__proto__、constructor、prototype)',
  'duplicate-key': '请求体的同一个对象里有两个相同的键',
}

const decoder = new TextDecoder()

/** Reads a JSON body before anything else does: its media type, size, encoding, depth and names; what passes is parsed by the route's validator. */
export function strictJson(maxBytes = MOST_BYTES): MiddlewareHandler {
  return async (c, next) => {
    const declared = declaredBytes(c.req.raw.headers)
    if (declared === 0 || c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    if (declared !== null) requireJson(c.req.raw.headers)
    const limited = limitRequest(c.req.raw, maxBytes)
    const tooLarge = () => new GatewayError('body-too-large', `请求体超过 ${maxBytes / 1_048_576} MB`)
    if (limited.isOver()) throw tooLarge()
    const bytes = await limited.request.arrayBuffer().catch((error: unknown) => {
      throw limited.isOver() ? tooLarge() : error
    })
    if (bytes.byteLength === 0) return next()
    requireJson(c.req.raw.headers)
    const read = readJsonObject(new Uint8Array(bytes), { maxBytes, maxDepth: MOST_DEPTH })
    if (typeof read === 'string') throw new GatewayError('body-invalid', WORDS[read])
    // hono reads the body from here, as a promise whatever the type says, and need not make a response of the bytes to get at their text
    c.req.bodyCache.text = Promise.resolve(decoder.decode(bytes)) as unknown as string
    return next()
  }
}

function requireJson(headers: Headers): void {
  const [type = '', ...parameters] = (headers.get('content-type') ?? '').toLowerCase().split(';')
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('charset='))
  const encoding = headers.get('content-encoding') ?? 'identity'
  if (encoding.toLowerCase() !== 'identity')
    throw new GatewayError('media-type', `请求体不收 ${encoding.slice(0, 20)} 压缩`)
  if (type.trim() !== 'application/json')
    throw new GatewayError('media-type', type === '' ? '没有 Content-Type' : `请求体不收 ${type.trim().slice(0, 60)}`)
  if (charset !== undefined && !/^charset="?utf-8"?$/.test(charset))
    throw new GatewayError('media-type', `请求体不收 ${charset.slice(8, 40)} 字符集`)
}
