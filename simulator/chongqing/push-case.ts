import { randomUUID } from 'node:crypto'
import type { PushVariant } from '../contract.ts'
import { uploadsOf } from './envelope-shape.ts'
import { callGateway, callUntilAnswered, type GatewayReply, type GatewayRequest, headersFor } from './gateway-client.ts'
import { asText, type JsonObject } from './json.ts'
import { MATTERS, type PushedMatter } from './matters.ts'
import type { OwnCase, Region } from './region.ts'
import { sampleCase } from './sample-cases.ts'

const STALE_SECONDS = 900

/** What the gateway answered, as tests want to see it. */
export interface PushReply {
  status: number
  body: JsonObject
  /** why the reply proves nothing; null where it is signed and readable */
  fault: string | null
}

function brokenSignature(headers: Record<string, string>): Record<string, string> {
  const signature = headers['signature'] ?? ''
  const flipped = signature[5] === 'A' ? 'B' : 'A'
  return { ...headers, signature: `tb=:${flipped}${signature.slice(6)}` }
}

/** Sends the case as the variant says and returns the reply the variant is about. */
async function send(region: Region, request: GatewayRequest, variant: PushVariant): Promise<GatewayReply[]> {
  if (variant === 'bad-signature') {
    return [await callGateway(region, { ...request, headers: brokenSignature(headersFor(region, request)) })]
  }
  if (variant === 'stale') {
    const created = Math.floor(region.now() / 1000) - STALE_SECONDS
    return [await callGateway(region, { ...request, created })]
  }
  if (variant === 'replayed') {
    const same = { ...request, headers: headersFor(region, request) }
    return [await callGateway(region, same), await callGateway(region, same)]
  }
  const first = await callUntilAnswered(region, request)
  if (variant === 'duplicate') return [first, await callUntilAnswered(region, request)]
  if (variant === 'conflict') {
    const body = { ...request.body, phone: '13800000009' }
    return [first, await callUntilAnswered(region, { ...request, body, messageId: randomUUID() })]
  }
  return [first]
}

function replyFaults(own: OwnCase, reply: GatewayReply): string[] {
  const faults = reply.fault ? [`报件应答:${reply.fault}`] : []
  if (reply.json['outcome'] !== 'registered') return faults
  if (reply.status !== 201) faults.push(`报件登记应回 201,实为 ${reply.status}`)
  if (reply.json['bizNo'] !== own.view.partnerCaseNo) faults.push('报件应答没有回显 bizNo')
  for (const key of ['caseNo', 'revision', 'receivedAt', 'sla', 'files']) {
    if (reply.json[key] === undefined) faults.push(`报件应答缺 ${key}`)
  }
  return faults
}

/** Sends a case of this region to the gateway (§1.4) and keeps it to take its progress. */
export async function pushCase(
  region: Region,
  matter: PushedMatter,
  variant: PushVariant,
): Promise<{ partnerCaseNo: string; reply: PushReply }> {
  const body = sampleCase(region, matter, variant)
  const partnerCaseNo = asText(body['bizNo'])
  if (variant === 'worn-address') region.shelf.wearOut(asText(uploadsOf(body['files'])[0]?.['fileId']))
  const own: OwnCase = {
    view: { partnerCaseNo, gatewayCaseNo: '', status: 'submitted', events: [], faults: [] },
    matter: MATTERS[matter],
    body,
    revision: 1,
    seen: new Map(),
    early: new Map(),
    lastOccurredAt: '',
  }
  region.own.set(partnerCaseNo, own)
  const url = `${region.gatewayUrl}/tb/v1/cases`
  const replies = await send(region, { method: 'POST', url, body, messageId: randomUUID() }, variant)
  for (const reply of replies) {
    own.view.faults.push(...replyFaults(own, reply))
    if (own.view.gatewayCaseNo === '') own.view.gatewayCaseNo = asText(reply.json['caseNo'])
  }
  const last = replies.at(-1)
  return { partnerCaseNo, reply: { status: last?.status ?? 0, body: last?.json ?? {}, fault: last?.fault ?? null } }
}
