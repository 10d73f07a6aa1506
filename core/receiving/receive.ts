import { evidenceStatements } from '../delivery/record-exchanges.ts'
import type { Gateway, Region } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { newId } from '../ids.ts'
import type { JsonObject } from '../json.ts'
import type { InboundMessage, InboundOutcome } from '../message.ts'
import { KeyTaken } from '../store/driver.ts'
import { receiveApplication } from './application.ts'
import { answerDownload, answerQuery, storeUpload } from './files.ts'
import { receiveMaterials } from './materials.ts'
import { receiveProgress } from './progress.ts'
import { receiveReissue } from './reissue.ts'
import { receiveShipment, receiveSupplement, receiveWithdrawal } from './supplement.ts'

const TRIES = 3

/** Takes one request of a region: verified by its protocol, decided here, answered in the region's own acknowledgement. */
export async function receive(gateway: Gateway, region: Region, request: Request, path: string): Promise<Response> {
  const received = await region.link.receive(request, path)
  switch (received.kind) {
    case 'answered':
      return received.response
    case 'refused':
      gateway.log.warn('inbound-refused', {
        region: region.code,
        reason: received.refusal.reason,
        detail: received.refusal.detail.slice(0, 200),
      })
      return received.response
    case 'message': {
      const outcome = await decide(gateway, region, received.message)
      await keepEvidence(gateway, region, received.message, outcome)
      return region.link.reply(outcome, received.message, () => memoOf(gateway, outcome))
    }
  }
}

async function memoOf(gateway: Gateway, outcome: InboundOutcome): Promise<JsonObject> {
  const value = 'caseNo' in outcome ? await gateway.store.cases.byNo(outcome.caseNo) : null
  return value?.memo ?? {}
}

/** Two racers with one key: the loser reads what the winner wrote and answers the same. */
async function decide(gateway: Gateway, region: Region, message: InboundMessage): Promise<InboundOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await outcomeOf(gateway, region, message)
    } catch (error) {
      if (error instanceof GatewayError) return toOutcome(error)
      if (!(error instanceof KeyTaken)) throw error
      if (attempt === TRIES) return { outcome: 'busy', retryAfterMs: 2_000 }
    }
  }
}

async function outcomeOf(gateway: Gateway, region: Region, message: InboundMessage): Promise<InboundOutcome> {
  switch (message.kind) {
    case 'apply':
      return receiveApplication(gateway, region, message)
    case 'progress':
      return receiveProgress(gateway, region, message)
    case 'supplement':
      return receiveSupplement(gateway, region, message)
    case 'materials':
      return receiveMaterials(gateway, region, message)
    case 'withdraw':
      return receiveWithdrawal(gateway, region, message)
    case 'shipment':
      return receiveShipment(gateway, region, message)
    case 'upload':
      return storeUpload(gateway, region, message)
    case 'download':
      return answerDownload(gateway, region, message)
    case 'reissue':
      return receiveReissue(gateway, region, message)
    case 'query':
      return answerQuery(gateway, region, message)
  }
}

function toOutcome(error: GatewayError): InboundOutcome {
  switch (error.code) {
    case 'case-unknown':
    case 'not-found':
      return { outcome: 'unknown-case' }
    case 'busy':
      return { outcome: 'busy', retryAfterMs: 2_000 }
    case 'form-invalid':
      return { outcome: 'invalid', faults: error.faults }
    default:
      return { outcome: 'not-allowed', code: error.code, message: error.detail }
  }
}

async function keepEvidence(
  gateway: Gateway,
  region: Region,
  message: InboundMessage,
  outcome: InboundOutcome,
): Promise<void> {
  if (message.kind === 'query' || message.kind === 'download') return
  const caseNo = 'caseNo' in outcome ? outcome.caseNo : null
  const value = caseNo ? await gateway.store.cases.byNo(caseNo) : null
  const about = {
    caseId: value?.id ?? '',
    deliveryId: newId(gateway.clock, gateway.random),
    region: region.code,
    direction: 'in' as const,
    attempt: 1,
    verdict: outcome.outcome,
  }
  await gateway.store.commit(evidenceStatements(gateway, about, [message.exchange]))
}
