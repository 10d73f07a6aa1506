import type { ServerResponse } from 'node:http'
import { already, answerText, gap, type Inner, refused, send, taken } from './answers.ts'
import type { WireError } from './field-rules.ts'
import type { createProgressPusher } from './push-progress.ts'
import type { Registered } from './registered.ts'
import type { Stage } from './stage.ts'

/** What the acts of a handling party share. */
export interface Desk {
  readonly now: () => number
  /** by SBLSH_SHORT */
  readonly cases: Map<string, Registered>
  readonly progress: ReturnType<typeof createProgressPusher>
}

export function answer({ now }: Desk, response: ServerResponse, inner: Inner): void {
  send(response, answerText('200', now(), inner))
}

export const takenBy = ({ entry }: Registered): Inner => taken(entry.caseNo, entry.partnerCaseNo)

export const invalid = (caseNo: string, errors: readonly WireError[], desc = '字段校验失败'): Inner =>
  refused(caseNo, desc, errors)

/** §1.4, §6.6: a number that was taken, or one that has to wait; null where it is the next. */
export function checkNumber(registered: Registered, { no, text, operation, caseNo }: Stage): Inner | null {
  const { entry, messages } = registered
  const first = messages.get(no)
  if (first === undefined) return no === messages.size + 1 ? null : gap(caseNo, messages.size + 1)
  entry.duplicates += 1
  if (first !== text) entry.faults?.push(`XH ${no} 重报而内容不同`)
  const desc = operation === 'receiveOnlineApply' ? '当前业务已申报' : '当前业务已处理'
  return already(caseNo, entry.partnerCaseNo, desc)
}

/** A message that was taken. */
export function remember(registered: Registered, { no, text }: Stage): void {
  registered.messages.set(no, text)
  registered.entry.messages = registered.messages.size
}
