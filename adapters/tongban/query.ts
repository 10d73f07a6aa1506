import { isObject, type Json } from '../../core/json.ts'
import type { Exchange, InboundMessage, QueryResult } from '../../core/message.ts'
import type { Partner, QueriedCase } from '../../core/protocol.ts'
import { decodeJson, encodeJson } from '../layers/codec/json.ts'
import { derivedUuid } from '../layers/derived-uuid.ts'
import { readAnswer } from './answers.ts'
import { checkBody } from './bodies.ts'
import { call } from './call.ts'
import { addressFaults } from './file-addresses.ts'
import { progressOf } from './inbound-message.ts'
import { MOST_DEPTH, type Options } from './options.ts'

/** Asks for a case with all of its events (3.4); they come whole, so that whatever was lost on its way is there. */
export async function query({ caseNo }: QueriedCase, partner: Partner<Options>): Promise<QueryResult> {
  const { options, clock, random } = partner
  const exchanges: Exchange[] = []
  const url = `${options.baseUrl}/tb/v1/cases/${encodeURIComponent(caseNo)}`
  const messageId = derivedUuid(random.bytes(32))
  const answer = await call({ operation: '查询', method: 'GET', url, body: null, messageId }, partner, exchanges)
  if (answer.kind !== 'answer' || answer.status !== 200) {
    const verdict = readAnswer(answer, {}, options.maxBodyBytes)
    if (verdict.verdict === 'refused')
      return { outcome: 'refused', code: verdict.code, message: verdict.message, exchanges }
    return { outcome: 'later', reason: 'reason' in verdict ? verdict.reason : '对方的应答读不懂', exchanges }
  }
  const body = decodeJson(answer.body, { maxBytes: options.maxBodyBytes, maxDepth: MOST_DEPTH })
  if (typeof body === 'string') return unreadable(body, exchanges)
  if (body['bizNo'] !== caseNo) return unreadable('写着别的办件编号', exchanges)
  const messages = readEvents(body['events'], caseNo, options, clock.now())
  if (typeof messages === 'string') return unreadable(messages, exchanges)
  return {
    outcome: 'found',
    partnerCaseNo: typeof body['caseNo'] === 'string' ? body['caseNo'] : null,
    steps: messages.map(({ tree }) => ({
      name: textOf(tree['type']),
      state: textOf(tree['state']),
      at: textOf(tree['occurredAt']),
    })),
    messages,
    exchanges,
  }
}

/** Each event as a push of its own; what is wrong with the first that is none. */
function readEvents(events: Json | undefined, bizNo: string, options: Options, at: number): InboundMessage[] | string {
  if (!Array.isArray(events)) return '没有 events'
  const messages: InboundMessage[] = []
  for (const [index, event] of events.entries()) {
    if (!isObject(event) || event['bizNo'] !== bizNo) return `第 ${index + 1} 个事件不是这个办件的`
    const [fault] = [...checkBody('events', event), ...addressFaults(event, options)]
    if (fault) return `第 ${index + 1} 个事件的 ${fault.path} ${fault.message}`
    messages.push(progressOf({ bytes: encodeJson(event), body: event, messageId: textOf(event['eventId']), at }))
  }
  return messages
}

function unreadable(reason: string, exchanges: readonly Exchange[]): QueryResult {
  return { outcome: 'later', reason: `对方的应答读不懂:${reason}`, exchanges }
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
