import type { Fault } from '../../core/fault.ts'
import { isObject, type Json, type JsonObject } from '../../core/json.ts'

/** What an answer means, read at its deepest level. */
export type Verdict =
  | { readonly verdict: 'done' | 'already'; readonly data: JsonObject }
  | { readonly verdict: 'renew-secret'; readonly reason: string }
  | { readonly verdict: 'later'; readonly reason: string; readonly afterMs: number | null; readonly unknown: boolean }
  | { readonly verdict: 'refused'; readonly code: string; readonly message: string; readonly faults: readonly Fault[] }

type Meaning = 'done' | 'already' | 'renew-secret' | 'later' | 'refused'
interface CodeRow {
  readonly meaning: Meaning
  readonly afterMs?: number
}

/** The exchange layer's codes; numbers and texts mean the same. */
const OUTER: Readonly<Record<string, CodeRow>> = {
  '10001': { meaning: 'refused' },
  '10002': { meaning: 'refused' },
  '10003': { meaning: 'renew-secret' },
  '10004': { meaning: 'later' },
  '10005': { meaning: 'refused' },
  '10006': { meaning: 'later', afterMs: 0 },
  '10007': { meaning: 'renew-secret' },
  '10008': { meaning: 'later', afterMs: 60_000 },
  '10009': { meaning: 'later' },
  '10010': { meaning: 'refused' },
  '10099': { meaning: 'later' },
}

/** The handling service's codes. */
const INNER: Readonly<Record<string, CodeRow>> = {
  '200': { meaning: 'done' },
  '201': { meaning: 'already' },
  '309': { meaning: 'already' },
  '500': { meaning: 'later' },
  '503': { meaning: 'later', afterMs: 600_000 },
}

/** Reads the two-layer answer: only the inner code can say that it is done. */
export function readAnswer(answer: JsonObject): Verdict {
  const outer = String(answer['code'] ?? '')
  if (outer !== '0') return toVerdict(OUTER[outer] ?? { meaning: 'refused' }, outer, textOf(answer['message']), {}, [])
  const inner = answer['data']
  if (!isObject(inner) || inner['code'] === undefined)
    return { verdict: 'later', reason: '应答缺少内层 code', afterMs: null, unknown: true }
  const code = String(inner['code'])
  const data = isObject(inner['data']) ? inner['data'] : {}
  return toVerdict(
    INNER[code] ?? { meaning: 'refused' },
    code,
    textOf(inner['message']),
    data,
    toFaults(inner['errors']),
  )
}

function toVerdict(
  { meaning, afterMs }: CodeRow,
  code: string,
  message: string,
  data: JsonObject,
  faults: readonly Fault[],
): Verdict {
  switch (meaning) {
    case 'done':
    case 'already':
      return { verdict: meaning, data }
    case 'renew-secret':
      return { verdict: 'renew-secret', reason: `${code} ${message}` }
    case 'later':
      return { verdict: 'later', reason: `对方答复 ${code}:${message}`, afterMs: afterMs ?? null, unknown: false }
    case 'refused':
      return { verdict: 'refused', code, message, faults }
  }
}

function toFaults(errors: Json | undefined): Fault[] {
  if (!Array.isArray(errors)) return []
  return errors
    .slice(0, 200)
    .flatMap((error) =>
      isObject(error)
        ? [{ path: textOf(error['path']), code: textOf(error['code']), message: textOf(error['message']) }]
        : [],
    )
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string'
    ? value.slice(0, 500)
    : value === undefined || value === null
      ? ''
      : String(value).slice(0, 500)
}
