import type { Fault } from '../../core/fault.ts'
import { isObject, type Json, type JsonObject, valueAt } from '../../core/json.ts'

/**
 * What a code of an answer means. `inner` leaves it to the next level; `renew` is a credential that is no longer good;
 * `laterMs` says in how many ms to come again (null, like plain `later`, leaves it to the region's policy); `unknown` that the partner may have taken the message.
 */
export type Meaning =
  | 'inner'
  | 'done'
  | 'already'
  | 'renew'
  | 'later'
  | 'refused'
  | { readonly laterMs: number | null; readonly unknown?: boolean | undefined }

/** One layer of an answer that wraps another. */
export interface AnswerLevel {
  /** path of the layer in the answer, '' for its root */
  readonly at: string
  /** the layer travels as JSON text */
  readonly text?: boolean | undefined
  /** names of the members that hold code and sentence */
  readonly code: string
  readonly message: string
  /** by code, numbers and texts alike */
  readonly meanings: Readonly<Record<string, Meaning>>
  /** of a code that is not listed */
  readonly other: Meaning
  /** path, from the layer, of how long to wait, in seconds; read where the meaning says `later` */
  readonly waitSeconds?: string | undefined
}

/** How a partner's answer is read, from the outside in: the first level that says anything but `inner` decides, and the last always does. */
export interface AnswerRule {
  readonly levels: readonly AnswerLevel[]
  /** path of the list of faults from the innermost layer that was reached, and the members of one */
  readonly faults?:
    | {
        readonly at: string
        readonly path: string
        readonly code: string
        readonly message: string
        /** the group of our message in which a path starts that begins with one of these names */
        readonly within?: { readonly at: string; readonly names: readonly string[] } | undefined
      }
    | undefined
}

/** What an answer means. `data` is the layer that decided; a refusal of our own has none. */
export type Verdict =
  | { readonly verdict: 'done' | 'already'; readonly data: JsonObject }
  | { readonly verdict: 'renew'; readonly reason: string }
  | { readonly verdict: 'later'; readonly reason: string; readonly afterMs: number | null; readonly unknown: boolean }
  | {
      readonly verdict: 'refused'
      readonly code: string
      readonly message: string
      readonly faults: readonly Fault[]
      readonly data?: JsonObject
    }

const MOST_FAULTS = 200
const MOST_TEXT = 500
const MOST_WAIT_SECONDS = 86_400

/** Reads an answer at its deepest level. `parseText` reads a layer that travels as text; a layer that is not there leaves the outcome unknown. */
export function readAnswer(
  answer: JsonObject,
  { levels, faults }: AnswerRule,
  parseText: (text: string) => JsonObject | null,
): Verdict {
  let layer = answer
  for (const level of levels) {
    const next = layerAt(layer, level, parseText)
    const code = next?.[level.code]
    if (!next || (typeof code !== 'string' && typeof code !== 'number'))
      return unknown(`应答缺少${level.at === '' ? '' : `“${level.at}”里的`} ${level.code}`)
    layer = next
    const meaning = meant(code, level)
    if (meaning === 'inner') continue
    return toVerdict(meaning, String(code), layer, level, faults)
  }
  return unknown('应答没有写明结果')
}

function meant(code: string | number, { meanings, other }: AnswerLevel): Meaning {
  return (Object.hasOwn(meanings, String(code)) && meanings[String(code)]) || other
}

/** What a layer means that was read otherwise than as JSON: as told, or by its code on this level. */
export function meaningOf(told: Exclude<Meaning, 'inner'> | null, data: JsonObject, level: AnswerLevel): Verdict {
  const code = String(data[level.code] ?? '')
  const meaning = told ?? meant(code, level)
  return meaning === 'inner' ? unknown('应答没有写明结果') : toVerdict(meaning, code, data, level, undefined)
}

function layerAt(
  layer: JsonObject,
  { at, text }: AnswerLevel,
  parseText: (text: string) => JsonObject | null,
): JsonObject | null {
  const value = at === '' ? layer : valueAt(layer, at)
  if (text) return typeof value === 'string' ? parseText(value) : null
  return isObject(value) ? value : null
}

function unknown(reason: string): Verdict {
  return { verdict: 'later', reason, afterMs: null, unknown: true }
}

function toVerdict(
  meaning: Exclude<Meaning, 'inner'>,
  code: string,
  data: JsonObject,
  level: AnswerLevel,
  faults: AnswerRule['faults'],
): Verdict {
  const message = shortText(data[level.message])
  if (typeof meaning === 'object' || meaning === 'later') {
    const { laterMs, unknown } = meaning === 'later' ? PLAINLY_LATER : meaning
    const afterMs = askedWaitMs(data, level) ?? laterMs
    return { verdict: 'later', reason: `对方答复 ${code}:${message}`, afterMs, unknown: unknown ?? false }
  }
  switch (meaning) {
    case 'done':
    case 'already':
      return { verdict: meaning, data }
    case 'renew':
      return { verdict: 'renew', reason: `${code} ${message}` }
    case 'refused':
      return { verdict: 'refused', code, message, faults: faults ? readFaults(data, faults) : [], data }
  }
}

const PLAINLY_LATER = { laterMs: null, unknown: false }

function askedWaitMs(data: JsonObject, { waitSeconds }: AnswerLevel): number | null {
  const asked = waitSeconds === undefined ? undefined : valueAt(data, waitSeconds)
  const seconds = typeof asked === 'string' || typeof asked === 'number' ? Number(asked) : Number.NaN
  return seconds >= 0 && seconds <= MOST_WAIT_SECONDS ? seconds * 1_000 : null
}

function readFaults(data: JsonObject, { at, path, code, message, within }: NonNullable<AnswerRule['faults']>): Fault[] {
  const list = valueAt(data, at)
  if (!Array.isArray(list)) return []
  return list
    .slice(0, MOST_FAULTS)
    .filter(isObject)
    .map((fault) => ({
      path: placed(shortText(fault[path]), within),
      code: shortText(fault[code]),
      message: shortText(fault[message]),
    }))
}

function placed(path: string, within: NonNullable<AnswerRule['faults']>['within']): string {
  const [start = ''] = path.split(/[.[]/)
  return within?.names.includes(start) ? `${within.at}.${path}` : path
}

function shortText(value: Json | undefined): string {
  if (value === undefined || value === null || typeof value === 'object') return ''
  return String(value).slice(0, MOST_TEXT)
}
