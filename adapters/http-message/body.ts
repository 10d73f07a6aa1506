import { utf8ToBytes } from '@noble/hashes/utils.js'
import { type Checked, faulty } from '../../core/fault.ts'
import type { JsonObject } from '../../core/json.ts'
import { decodeJson, encodeJson } from '../layers/codec/json.ts'
import type { Call } from './call.ts'
import { decodeForm, flattenTree, writeForm } from './form-body.ts'
import { readTexts, writeTexts } from './json-texts.ts'
import type { Options } from './options.ts'
import { readXmlForm, writeXmlForm } from './xml-form.ts'

/** The options of the channel that a matter goes through: the region's own, but for what that channel has otherwise. */
export function forMatter(options: Options, matter: string): Options {
  const channel = options.channels.find(({ matters }) => matters.includes(matter))
  if (!channel) return options
  const { body, headers, operations, line, send, correlation } = channel
  return {
    ...options,
    body,
    calls: { ...options.calls, headers, operations },
    files: { ...options.files, send },
    ...(line ? { line } : {}),
    ...(correlation === undefined ? {} : { correlation }),
  }
}

/** The tree as the bytes of a body. */
export function encodeBody(tree: JsonObject, { body }: Options): Uint8Array {
  switch (body.format) {
    case 'json':
      return encodeJson(writeTexts(tree, body.texts))
    case 'xml-form':
      return writeXmlForm(tree, body)
    case 'form':
      return utf8ToBytes(writeForm(flattenTree(tree, body)))
  }
}

/** The tree as what a call sends: bytes, or fields to which the call adds its own. */
export function bodyOf(tree: JsonObject, options: Options): Call['body'] {
  return options.body.format === 'form' ? { fields: flattenTree(tree, options.body) } : encodeBody(tree, options)
}

/** The tree of a body; its fault says why it is none. */
export function decodeBody(bytes: Uint8Array, { body, maxBodyBytes, maxDepth }: Options): Checked<JsonObject> {
  const limits = { maxBytes: maxBodyBytes, maxDepth }
  if (body.format === 'form') return decodeForm(bytes, body, maxBodyBytes)
  if (body.format === 'xml-form') return readXmlForm(bytes, body, limits)
  const tree = decodeJson(bytes, limits)
  if (typeof tree !== 'string') return readTexts(tree, body.texts, limits)
  const code = tree === 'too-large' ? 'too-large' : 'format'
  return faulty([{ path: '', code, message: `报文不是可读的 JSON 对象(${tree})`, fix: '请核对报文' }])
}
