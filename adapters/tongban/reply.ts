import { isObject, type Json, type JsonObject } from '../../core/json.ts'
import type { InboundMessage, InboundOutcome, PromisedLimit } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import { toTime } from '../../core/time.ts'
import { withFileLinks } from './file-links.ts'
import type { Options } from './options.ts'
import { answerJson, answerProblem, type ProblemCode } from './respond.ts'

type NotAllowed = Extract<InboundOutcome, { outcome: 'not-allowed' }>

/** Refusals inside HTTP 200 by what core says (document 3.6). */
const REFUSALS: Readonly<Record<string, string>> = {
  'direction-closed': 'direction_closed',
  'agreement-expired': 'agreement_expired',
}

/** Our signed acknowledgement. */
export async function reply(
  outcome: InboundOutcome,
  message: InboundMessage,
  partner: Partner<Options>,
): Promise<Response> {
  const messageId = String(message.reply['messageId'] ?? '')
  const bizNo = message.reply['bizNo'] ?? ''
  const json = (status: number, body: JsonObject) => answerJson(status, body, messageId, partner)
  const problem = (code: ProblemCode, detail: string, faults: Parameters<typeof answerProblem>[2] = []) =>
    answerProblem(code, detail, faults, messageId, partner)
  switch (outcome.outcome) {
    case 'registered':
      return message.kind === 'apply'
        ? json(outcome.duplicate ? 200 : 201, registered(outcome, message))
        : json(200, amended(outcome, bizNo))
    case 'processed':
      return json(200, processed(outcome, message))
    case 'conflict': {
      const faults = outcome.differences.map(({ path }) => ({ path, code: 'conflict', message: '与已登记的内容不同' }))
      if (outcome.of === 'twin') return problem('case_conflict', 'bizNo 已登记且内容不同', faults)
      if (outcome.of === 'number') return problem('state_conflict', '这个 seq 已是另一事件', faults)
      return problem('message_conflict', '这个 TB-Message-Id 已用于别的内容', faults)
    }
    case 'invalid':
      return problem(codeOf(outcome.faults), `共 ${outcome.faults.length} 处问题`, outcome.faults)
    case 'unknown-case':
      return problem('case_unknown', '没有此件')
    case 'not-allowed':
      return notAllowed(outcome, message, json, problem)
    case 'gap':
      return json(200, busy(bizNo, `前面还缺第 ${outcome.expected} 个事件`, 2))
    case 'busy':
      return json(200, busy(bizNo, '同一办件正在处理', Math.ceil(outcome.retryAfterMs / 1000)))
    case 'state':
      return json(200, await stateOf(outcome, message, partner))
    case 'stored':
    case 'file':
      throw new Error(`this protocol has no answer for ${outcome.outcome}`)
  }
}

function registered(outcome: Extract<InboundOutcome, { outcome: 'registered' }>, { tree }: InboundMessage): JsonObject {
  const files = Array.isArray(tree['files']) ? tree['files'].filter(isObject) : []
  return {
    outcome: outcome.duplicate ? 'duplicate' : 'registered',
    bizNo: tree['bizNo'] ?? '',
    caseNo: outcome.caseNo,
    revision: outcome.revision,
    receivedAt: toTime(outcome.at),
    ...(outcome.promise ? { sla: slaOf(outcome.promise) } : {}),
    files: files.flatMap(({ fileId }) => (fileId === undefined ? [] : [{ fileId, state: 'pending' }])),
  }
}

/** A working day is eight working hours (document 1.5), a calendar day twenty-four. */
function slaOf({ value, unit }: PromisedLimit): JsonObject {
  switch (unit) {
    case 'G':
      return { hours: value * 8, basis: 'work' }
    case 'H':
      return { hours: value, basis: 'work' }
    case 'Z':
      return { hours: value * 24, basis: 'calendar' }
    case 'M':
      return { hours: Math.ceil(value / 60), basis: 'calendar' }
  }
}

function amended(outcome: Extract<InboundOutcome, { outcome: 'registered' }>, bizNo: Json): JsonObject {
  const { duplicate, caseNo, revision, at } = outcome
  return { outcome: duplicate ? 'duplicate' : 'registered', bizNo, caseNo, revision, receivedAt: toTime(at) }
}

function processed(outcome: Extract<InboundOutcome, { outcome: 'processed' }>, message: InboundMessage): JsonObject {
  const { eventId = '', seq = 0, bizNo = '' } = message.reply
  if (message.kind === 'progress') return { outcome: outcome.duplicate ? 'duplicate' : 'processed', eventId, seq }
  return { outcome: outcome.duplicate ? 'duplicate' : 'registered', bizNo, receivedAt: toTime(outcome.at) }
}

function codeOf(faults: readonly { code: string }[]): ProblemCode {
  if (faults.some(({ code }) => code === 'version')) return 'form_version'
  return faults.some(({ code }) => code === 'not-asked') ? 'change_not_allowed' : 'form_invalid'
}

function notAllowed(
  { code, message: reason }: NotAllowed,
  { kind, reply: { bizNo = '' } }: InboundMessage,
  json: (status: number, body: JsonObject) => Promise<Response>,
  problem: (code: ProblemCode, detail: string, faults?: Parameters<typeof answerProblem>[2]) => Promise<Response>,
): Promise<Response> {
  const refusal = kind === 'withdraw' && code === 'state-conflict' ? 'already_decided' : REFUSALS[code]
  if (refusal) return json(200, { outcome: 'refused', bizNo, reasonCode: refusal, reason, retryable: false })
  switch (code) {
    case 'matter-unknown':
      return problem('matter_unknown', reason, [{ path: 'matterCode', code: 'code', message: reason }])
    case 'mode-closed':
      return problem('form_invalid', reason, [{ path: 'mode', code: 'code', message: reason }])
    case 'revision-conflict':
      return problem('revision_conflict', reason, [{ path: 'baseRevision', code: 'conflict', message: reason }])
    default:
      return problem('state_conflict', reason)
  }
}

function busy(bizNo: Json, reason: string, retryAfterSeconds: number): JsonObject {
  return { outcome: 'busy', bizNo, reasonCode: 'backend_busy', reason, retryable: true, retryAfterSeconds }
}

/** Where a case stands, with every event that we pushed and fresh addresses for their files. */
async function stateOf(
  outcome: Extract<InboundOutcome, { outcome: 'state' }>,
  { partnerCaseNo }: InboundMessage,
  partner: Partner<Options>,
): Promise<JsonObject> {
  const { events } = await withFileLinks({ events: [...outcome.events] }, null, partner)
  const pushed = Array.isArray(events) ? events.filter(isObject) : []
  const last = pushed.at(-1)
  return {
    bizNo: partnerCaseNo ?? '',
    caseNo: outcome.caseNo,
    revision: outcome.revision,
    state: last?.['state'] ?? 'submitted',
    ...(last?.['sub'] === undefined ? {} : { sub: last['sub'] }),
    seq: outcome.seq,
    events: pushed,
  }
}
