import type { Admission } from './check-request.ts'
import type { JsonObject } from './json.ts'
import type { Region } from './region.ts'
import { problem, type Reply } from './replies.ts'

/** The answer to a message that was accepted before (§3.1); undefined for a new one. */
export function answerAgain(region: Region, admission: Admission, operation: string): Reply | undefined {
  const before = region.answered.get(admission.messageId)
  if (!before) return undefined
  if (before.digest !== admission.digest || before.operation !== operation) {
    return problem('message_conflict', 'TB-Message-Id 已用于另一报文')
  }
  return { status: 200, body: { ...before.reply, outcome: 'duplicate' } }
}

/** Remembers what an accepted message was answered with. */
export function remember(region: Region, admission: Admission, operation: string, reply: JsonObject): void {
  region.answered.set(admission.messageId, { digest: admission.digest, operation, reply })
}
