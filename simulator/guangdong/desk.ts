import type { ServerResponse } from 'node:http'
import { maskedIn } from '../spoil.ts'
import { type Result, resultText, send } from './answers.ts'
import type { ExInfo } from './ex-info.ts'
import type { WireError } from './field-rules.ts'
import type { createProgressPusher } from './push-progress.ts'
import { countsOf, differences, keyOf, type Registered } from './registered.ts'

/** What the acts of a handling party share. */
export interface Desk {
  readonly now: () => number
  /** by SBLSH_SHORT */
  readonly cases: Map<string, Registered>
  readonly progress: ReturnType<typeof createProgressPusher>
}

export function answer({ now }: Desk, info: ExInfo, response: ServerResponse, result: Result): void {
  send(response, resultText(info, result, now()))
}

export const takenBy = (registered: Registered, flag: '1' | '2' = '1'): Result => ({
  flag,
  message: flag === '1' ? '接收成功' : '此前已接收',
  projectCode: registered.entry.partnerCaseNo,
  counts: countsOf(registered),
  more: Object.entries(maskedIn(registered.behaviour, 'SQRZJHM')),
})

export const refusedFor = (errors: readonly WireError[]): Result => ({ flag: '0', message: '业务校验未通过', errors })

export const refusal = (code: string, field: string, msg: string): Result => refusedFor([{ code, field, msg }])

/** What to say to a message under a known key; null where it is new. */
export function repeated(registered: Registered, info: ExInfo): Result | null {
  const first = registered.messages.get(keyOf(info))
  if (!first) return null
  const names = differences(first, info)
  if (names.length > 0)
    return refusedFor(names.map((name) => ({ code: 'G104', field: `SB/${name}`, msg: '同键内容不一致' })))
  registered.entry.duplicates += 1
  return takenBy(registered, '2')
}

/** A message that was taken. */
export function remember(registered: Registered, info: ExInfo): void {
  registered.messages.set(keyOf(info), info)
  registered.entry.messages = registered.messages.size
}
