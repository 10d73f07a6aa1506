import type { Fault } from '../../core/fault.ts'
import { isObject, type Json, type JsonObject } from '../../core/json.ts'
import { decodeJson } from '../layers/codec/json.ts'
import type { Answer } from './call.ts'
import { MOST_DEPTH } from './options.ts'
import { fromPointer } from './pointer.ts'

/** What an answer means, read at its deepest level (document 3.6). */
export type Verdict =
  | { readonly verdict: 'done' | 'already'; readonly data: JsonObject }
  | { readonly verdict: 'later'; readonly reason: string; readonly afterMs: number | null; readonly unknown: boolean }
  | { readonly verdict: 'refused'; readonly code: string; readonly message: string; readonly faults: readonly Fault[] }

/** Outcomes of a 2xx answer: a refusal and a busy office are HTTP 200 too. */
const OUTCOMES: Readonly<Record<string, 'done' | 'already' | 'refused' | 'busy'>> = {
  registered: 'done',
  processed: 'done',
  duplicate: 'already',
  refused: 'refused',
  busy: 'busy',
}

/** Reads an answer; `names` are members that it must repeat from the message, so that it is this message's. */
export function readAnswer(answer: Answer, names: Readonly<Record<string, Json>>, maxBytes: number): Verdict {
  if (answer.kind === 'none') return unknown(answer.reason)
  const { status, retryAfterMs } = answer
  if (status === 429 || status >= 500)
    return { verdict: 'later', reason: `对方答复 HTTP ${status}`, afterMs: retryAfterMs, unknown: false }
  if (status === 401) {
    const reason = '对方两次都说请求未通过验证,请核对密钥编号、公钥登记、主机名与时钟'
    return { verdict: 'later', reason, afterMs: null, unknown: false }
  }
  const data = decodeJson(answer.body, { maxBytes, maxDepth: MOST_DEPTH })
  if (typeof data === 'string') return unknown(`HTTP ${status} 的应答不是约定的 JSON(${data})`)
  if (status >= 400)
    return refusal(textOf(data['code']) || String(status), textOf(data['detail']) || textOf(data['title']), data)
  if (status >= 300 || status < 200) return unknown(`对方答复 HTTP ${status}`)
  return readOutcome(data, names)
}

function readOutcome(data: JsonObject, names: Readonly<Record<string, Json>>): Verdict {
  const outcome = textOf(data['outcome'])
  const meaning = Object.hasOwn(OUTCOMES, outcome) ? OUTCOMES[outcome] : undefined
  if (!meaning) return unknown(`应答的 outcome“${outcome.slice(0, 40)}”不在约定之内`)
  const strange = Object.entries(names).find(([name, value]) => data[name] !== value)
  if (strange) return unknown(`应答的 ${strange[0]} 不是这条报文的`)
  switch (meaning) {
    case 'done':
    case 'already':
      return { verdict: meaning, data }
    case 'refused':
      return refusal(textOf(data['reasonCode']), textOf(data['reason']), data)
    case 'busy': {
      const seconds = data['retryAfterSeconds']
      const afterMs = typeof seconds === 'number' && seconds >= 0 ? seconds * 1000 : null
      return { verdict: 'later', reason: `对方繁忙:${textOf(data['reason'])}`, afterMs, unknown: false }
    }
  }
}

function unknown(reason: string): Verdict {
  return { verdict: 'later', reason, afterMs: null, unknown: true }
}

function refusal(code: string, message: string, data: JsonObject): Verdict {
  return { verdict: 'refused', code, message, faults: toFaults(data['errors']) }
}

function toFaults(errors: Json | undefined): Fault[] {
  if (!Array.isArray(errors)) return []
  return errors
    .slice(0, 200)
    .filter(isObject)
    .map((error) => ({
      path: fromPointer(textOf(error['pointer'])),
      code: textOf(error['code']),
      message: textOf(error['message']),
    }))
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value.slice(0, 500) : ''
}
