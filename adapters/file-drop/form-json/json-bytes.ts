import type { JsonObject } from '../../../core/json.ts'

const SHORT: Readonly<Record<string, string>> = { b: '\\u0008', t: '\\u0009', f: '\\u000c', r: '\\u000d' }

/** Without white space; of control characters the line feed alone has a short form (610000 document 3.1). */
export function toJsonText(value: JsonObject): string {
  return JSON.stringify(value).replaceAll(/\\(.)/g, (whole, letter: string) => SHORT[letter] ?? whole)
}

export const toJsonBytes = (value: JsonObject): Uint8Array => new TextEncoder().encode(toJsonText(value))
