import { letOthersPass } from '../case/commit.ts'
import type { Gateway, Region } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import type { JsonObject } from '../json.ts'
import type { InboundMessage, InboundOutcome } from '../message.ts'
import { KeyTaken } from '../store/driver.ts'
import { receiveApplication } from './application.ts'
import { answerDownload, answerQuery, storeUpload } from './files.ts'
import { findCase } from './find-case.ts'
import { receiveMaterials } from './materials.ts'
import { receiveProgress } from './progress.ts'
import { receiveReissue } from './reissue.ts'
import { inboundEvidence } from './remember.ts'
import { receiveShipment, receiveSupplement, receiveWithdrawal } from './supplement.ts'

/** Each reads anew what was taken meanwhile; a region that is told to come again waits a minute or more. */
const TRIES = 20

/** Decides a verified message of a region: the case, the evidence and what the region is to be told, whichever way it came. The same message again is told the same. */
export async function takeMessage(gateway: Gateway, region: Region, message: InboundMessage): Promise<InboundOutcome> {
  const outcome = await decide(gateway, region, message)
  gateway.meter.inbound(region.code, outcome.outcome)
  await keepEvidence(gateway, region, message, outcome)
  return outcome
}

/** What the case that an outcome is about remembers now; {} where it is about none. */
export async function memoOf(gateway: Gateway, outcome: InboundOutcome): Promise<JsonObject> {
  const value = 'caseNo' in outcome ? await gateway.store.cases.byNo(outcome.caseNo) : null
  return value?.memo ?? {}
}

/** Two racers with one key: the loser reads what the winner wrote and answers the same. Who meets others at work on its case waits for them. */
async function decide(gateway: Gateway, region: Region, message: InboundMessage): Promise<InboundOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await outcomeOf(gateway, region, message)
    } catch (error) {
      const overtaken = error instanceof KeyTaken || (error instanceof GatewayError && error.code === 'busy')
      if (overtaken && attempt < TRIES) await letOthersPass(gateway)
      else if (overtaken) return { outcome: 'busy', retryAfterMs: 2_000 }
      else if (error instanceof GatewayError) return toOutcome(error)
      else throw error
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
    case 'form-invalid':
      return { outcome: 'invalid', faults: error.faults }
    default:
      return { outcome: 'not-allowed', code: error.code, message: error.detail }
  }
}

/** What came of a new message is in its own batch; what changed nothing is noted here. */
async function keepEvidence(
  gateway: Gateway,
  region: Region,
  message: InboundMessage,
  outcome: InboundOutcome,
): Promise<void> {
  if (message.kind === 'query' || message.kind === 'download') return
  if ((outcome.outcome === 'registered' || outcome.outcome === 'processed') && !outcome.duplicate) return
  const value =
    'caseNo' in outcome ? await gateway.store.cases.byNo(outcome.caseNo) : await findCase(gateway, region, message)
  await gateway.store.commit(inboundEvidence(gateway, region, message, outcome, value?.id ?? ''))
}
