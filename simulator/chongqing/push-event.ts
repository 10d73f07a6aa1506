import { randomUUID } from 'node:crypto'
import { type FirstSpoilt, firstSpoilt, officerOf } from '../spoil.ts'
import { momentText } from './china-time.ts'
import type { EventDraft } from './event-drafts.ts'
import { callGateway, callUntilAnswered, headersFor } from './gateway-client.ts'
import type { JsonObject } from './json.ts'
import type { HandledCase, Region } from './region.ts'

/** Fifteen seconds at least: a gateway that starts anew is waited for. */
const EVENT_TRIES = 12
const ENDED = new Set(['withdrawn', 'terminated', 'refused', 'returned', 'archived'])

/** The driver stops: the case ended from outside, or the gateway does not know it. */
export class CaseEnded extends Error {}

export function isEnded(handled: HandledCase): boolean {
  return ENDED.has(handled.view.status)
}

function envelope(region: Region, handled: HandledCase, type: string, state: string, occurredAt?: string): JsonObject {
  const { matter, view } = handled
  handled.seq += 1
  return {
    specVersion: '1.4',
    eventId: randomUUID(),
    type,
    bizNo: view.caseNo,
    caseNo: view.partnerCaseNo,
    seq: handled.seq,
    occurredAt: occurredAt ?? momentText(region.now()),
    state,
    officer: {
      orgCode: matter.officeCode,
      orgName: matter.officeName,
      name: officerOf(handled.behaviour, '审查示例甲'),
    },
  }
}

/** Moves the case and writes the event of it, taking the next seq; nothing is sent yet. */
export function stateEvent(region: Region, handled: HandledCase, draft: EventDraft, occurredAt?: string): JsonObject {
  const { state, ...groups } = draft
  const event = { ...envelope(region, handled, 'case.state', state, occurredAt), ...groups }
  handled.view.status = state
  if (draft.sub === undefined) delete handled.sub
  else handled.sub = draft.sub
  handled.events.push(event)
  return event
}

/** Asks for new addresses of files; the state stays. */
export function reissueEvent(region: Region, handled: HandledCase, fileIds: string[], reason: string): JsonObject {
  const event = envelope(region, handled, 'material.reissue', handled.view.status)
  event['reissue'] = { fileIds, reason }
  handled.events.push(event)
  return event
}

async function deliverSpoilt(
  region: Region,
  handled: HandledCase,
  event: JsonObject,
  { isSigned, at }: FirstSpoilt,
): Promise<void> {
  const url = `${region.gatewayUrl}/tb/v1/events`
  const request = {
    method: 'POST',
    url,
    body: event,
    messageId: String(event['eventId']),
    created: Math.floor(at / 1_000),
  } as const
  // signed for another body
  const headers = headersFor(region, isSigned ? request : { ...request, body: {} })
  const { status, json } = await callGateway(region, { ...request, headers })
  handled.view.callbackReplies.push({ status, code: json['code'] ?? '' })
}

/** Delivers one event until answered and keeps the reply with the case. */
export async function deliver(region: Region, handled: HandledCase, event: JsonObject): Promise<void> {
  const spoilt = event['seq'] === 1 ? firstSpoilt(handled.behaviour, region.now()) : null
  if (spoilt) await deliverSpoilt(region, handled, event, spoilt)
  const times = handled.behaviour === 'duplicate-callback' ? 2 : 1
  for (let time = 0; time < times; time += 1) {
    const messageId = String(event['eventId'])
    const url = `${region.gatewayUrl}/tb/v1/events`
    const reply = await callUntilAnswered(region, { method: 'POST', url, body: event, messageId }, EVENT_TRIES)
    const { status, json, fault } = reply
    const echoes = json['eventId'] === event['eventId'] && json['seq'] === event['seq']
    const isTaken = status === 200 && ['processed', 'duplicate'].includes(String(json['outcome']))
    handled.view.callbackReplies.push({
      seq: event['seq'] ?? 0,
      state: event['state'] ?? '',
      status,
      outcome: json['outcome'] ?? null,
      body: json,
      fault: fault ?? (isTaken && !echoes ? '应答没有回显 eventId、seq' : null),
    })
    if (json['code'] === 'case_unknown' || (status === 0 && fault)) throw new CaseEnded(`seq ${event['seq']}`)
  }
}
