import { isObject, type Json, type JsonObject } from './json.ts'

/** Why bytes were not taken as a JSON object. */
export type JsonFault =
  | 'too-large'
  | 'not-utf8'
  | 'not-json'
  | 'too-deep'
  | 'not-object'
  | 'forbidden-key'
  | 'duplicate-key'

export interface JsonLimits {
  readonly maxBytes: number
  /** levels of nesting, the outermost object being the first */
  readonly maxDepth: number
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])
const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c]
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]

/**
 * Reads bytes as a JSON object as I-JSON (RFC 7493) wants it: strict UTF-8 without BOM, no name twice in one object; limited in size and
 * depth before anything is built, no name that would reach a prototype.
 */
export function readJsonObject(bytes: Uint8Array, limits: JsonLimits): JsonObject | JsonFault {
  if (bytes.length > limits.maxBytes) return 'too-large'
  let text: string
  try {
    text = decoder.decode(bytes)
  } catch {
    return 'not-utf8'
  }
  const fault = scan(text, limits.maxDepth)
  if (fault) return fault
  let value: Json
  try {
    value = JSON.parse(text) as Json
  } catch {
    return 'not-json'
  }
  return isObject(value) ? value : 'not-object'
}

/** Walks over the text once, so that a deep body costs no stack and a name given twice is not lost; what is no JSON is left to the parser. */
function scan(text: string, maxDepth: number): 'too-deep' | 'duplicate-key' | 'forbidden-key' | null {
  // the names seen in each open object, null for an open list
  const open: (Set<string> | null)[] = []
  let nameComes = false
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE: {
        const end = endOfText(text, at)
        const fault = nameComes ? noteName(text.slice(at, end + 1), open.at(-1)) : null
        if (fault) return fault
        nameComes = false
        at = end
        break
      }
      case OPEN_OBJECT:
      case OPEN_LIST:
        nameComes = text.charCodeAt(at) === OPEN_OBJECT
        open.push(nameComes ? new Set() : null)
        if (open.length > maxDepth) return 'too-deep'
        break
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        open.pop()
        nameComes = false
        break
      case COMMA:
        nameComes = open.at(-1) instanceof Set
        break
    }
  }
  return null
}

function endOfText(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit === QUOTE) return at
    if (unit === BACKSLASH) at += 1
  }
  return text.length
}

function noteName(quoted: string, seen: Set<string> | null | undefined): 'duplicate-key' | 'forbidden-key' | null {
  const name = quoted.includes('\\') ? unescaped(quoted) : quoted.slice(1, -1)
  if (FORBIDDEN.has(name)) return 'forbidden-key'
  if (seen?.has(name)) return 'duplicate-key'
  seen?.add(name)
  return null
}

/** The name behind its escapes; what cannot be read is left to the parser, which refuses it. */
function unescaped(quoted: string): string {
  try {
    return String(JSON.parse(quoted))
  } catch {
    return quoted
  }
}
