import { sm3 } from 'sm-crypto-v2'
import { accepted, type Checked, faulty } from '../../core/fault.ts'
import { isObject, type JsonObject } from '../../core/json.ts'
import { decodeJson } from '../layers/codec/json.ts'
import type { JsonBody } from './options/bodies.ts'

type Texts = JsonBody['texts']

/** The tree with each of these members as JSON text, its digest right before it. */
export function writeTexts(tree: JsonObject, texts: Texts): JsonObject {
  if (!texts.some(({ at }) => isObject(tree[at]))) return tree
  const written: JsonObject = {}
  for (const [key, value] of Object.entries(tree)) {
    const text = texts.find(({ at }) => at === key)
    if (!text || !isObject(value)) {
      written[key] = value
      continue
    }
    const words = JSON.stringify(value)
    if (text.digest) written[text.digest.at] = sm3(words)
    written[key] = words
  }
  return written
}

/** The tree with these texts read; a fault where one is no JSON object (`text`) or not what its digest says (`digest`). */
export function readTexts(
  tree: JsonObject,
  texts: Texts,
  limits: { readonly maxBytes: number; readonly maxDepth: number },
): Checked<JsonObject> {
  const read: JsonObject = { ...tree }
  for (const { at, digest } of texts) {
    const words = tree[at]
    if (words === undefined) continue
    const inner = typeof words === 'string' ? decodeJson(new TextEncoder().encode(words), limits) : 'not-json'
    if (typeof inner === 'string' || typeof words !== 'string')
      return faulty([{ path: at, code: 'text', message: `“${at}”不是 JSON 对象的文字`, fix: '请核对报文' }])
    if (digest && tree[digest.at] !== sm3(words))
      return faulty([{ path: digest.at, code: 'digest', message: `“${digest.at}”与“${at}”不符`, fix: '请重新计算' }])
    if (digest) delete read[digest.at]
    read[at] = inner
  }
  return accepted(read)
}
