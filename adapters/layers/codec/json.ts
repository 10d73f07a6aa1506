import { isObject, type Json, type JsonObject } from '../../../core/json.ts'

/** Why bytes were not taken as a JSON object. */
export type JsonFault = 'too-large' | 'not-utf8' | 'not-json' | 'too-deep' | 'not-object' | 'forbidden-key'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Reads bytes as a JSON object: strict UTF-8 without BOM, limited in size and depth, no key that would reach a prototype. */
export function decodeJson(bytes: Uint8Array, limits: { maxBytes: number; maxDepth: number }): JsonObject | JsonFault {
  if (bytes.length > limits.maxBytes) return 'too-large'
  let text: string
  try {
    text = decoder.decode(bytes)
  } catch {
    return 'not-utf8'
  }
  if (isDeeper(text, limits.maxDepth)) return 'too-deep'
  let value: Json
  try {
    value = JSON.parse(text) as Json
  } catch {
    return 'not-json'
  }
  if (!isObject(value)) return 'not-object'
  return hasForbiddenKey(value) ? 'forbidden-key' : value
}

/** Counts brackets outside texts before parsing, so that a deep body costs no stack. */
function isDeeper(text: string, maxDepth: number): boolean {
  let depth = 0
  let inText = false
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charCodeAt(index)
    if (inText) {
      if (character === 0x5c) index += 1
      else if (character === 0x22) inText = false
    } else if (character === 0x22) inText = true
    else if (character === 0x7b || character === 0x5b) {
      depth += 1
      if (depth > maxDepth) return true
    } else if (character === 0x7d || character === 0x5d) depth -= 1
  }
  return false
}

function hasForbiddenKey(value: Json): boolean {
  if (Array.isArray(value)) return value.some(hasForbiddenKey)
  if (!isObject(value)) return false
  return Object.keys(value).some(
    (key) => key === '__proto__' || key === 'constructor' || key === 'prototype' || hasForbiddenKey(value[key] as Json),
  )
}

/** UTF-8 bytes of the JSON text: keys in the order they were put, nothing escaped that need not be. */
export function encodeJson(value: Json): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}
