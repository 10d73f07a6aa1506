import type { Json } from '../../../core/json.ts'

export { type JsonFault, readJsonObject as decodeJson } from '../../../core/json-text.ts'

/** UTF-8 bytes of the JSON text: keys in the order they were put, nothing escaped that need not be. */
export function encodeJson(value: Json): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}
