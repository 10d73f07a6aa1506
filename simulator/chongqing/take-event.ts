import { answerCorrection, sendNewAddresses } from './answer-correction.ts'
import { eventFaults, moveFault } from './check-event.ts'
import type { Admission } from './check-request.ts'
import { TABLES } from './code-tables.ts'
import { fetchFile } from './fetch-file.ts'
import { asText, isObject, type JsonObject, valueAt } from './json.ts'
import type { OwnCase, Region } from './region.ts'
import { invalid, problem, type Reply } from './replies.ts'

function note(own: OwnCase, event: JsonObject, message: string): void {
  own.view.faults.push(`seq ${String(event['seq'])} ${asText(event['state'])}:${message}`)
}

async function fetchDocument(region: Region, own: OwnCase, event: JsonObject): Promise<void> {
  const file = valueAt(event, '/document/file')
  if (!isObject(file)) return
  const fetched = await fetchFile(region, file)
  if (!fetched.ok) note(own, event, `文书取件 ${fetched.reason} ${fetched.detail}`)
}

async function fetchLicence(region: Region, own: OwnCase, event: JsonObject): Promise<void> {
  const file = valueAt(event, '/licence/file')
  if (!isObject(file)) return
  const fetched = await fetchFile(region, file)
  if (!fetched.ok) {
    note(own, event, `证照取件 ${fetched.reason} ${fetched.detail}`)
    return
  }
  const sha256 = Buffer.from(asText(file['digest']).slice(9, -1), 'base64').toString('hex')
  own.view.licence = { no: asText(valueAt(event, '/licence/no')), sha256, bytes: fetched.bytes.length }
}

/** What follows from an event: fetching its files and answering what it asks for. */
async function followUp(region: Region, own: OwnCase, event: JsonObject): Promise<void> {
  await fetchDocument(region, own, event)
  await fetchLicence(region, own, event)
  if (event['type'] === 'material.reissue') await sendNewAddresses(region, own, event)
  else if (event['state'] === 'need_correction') await answerCorrection(region, own, event)
}

/** Applies the event whose turn it is, then those that were waiting for it. */
function apply(region: Region, own: OwnCase, event: JsonObject): void {
  own.early.delete(Number(event['seq']))
  const state = asText(event['state'])
  const occurredAt = asText(event['occurredAt'])
  if (occurredAt < own.lastOccurredAt) note(own, event, 'occurredAt 早于前一事件')
  own.lastOccurredAt = occurredAt
  own.view.events.push({ seq: Number(event['seq']), status: state })
  if (isObject(event['back'])) own.view.back = event['back']
  if (event['type'] === 'case.state' && TABLES.CQ_STATE.has(state)) {
    own.view.status = state
    if (event['sub'] === undefined) delete own.sub
    else own.sub = asText(event['sub'])
  }
  setTimeout(() => {
    followUp(region, own, event).catch((error) => {
      if (!region.signal.aborted) note(own, event, String(error))
    })
  }, region.stepDelayMs)
  const next = own.early.get(own.view.events.length + 1)
  if (!next) return
  const fault = moveFault(next, own)
  if (fault) note(own, next, fault)
  apply(region, own, next)
}

/** Takes one event of the gateway about a case of this region (§3.5, §6). */
export function takeEvent(region: Region, admission: Admission): Reply {
  const event = admission.json
  const own = region.own.get(asText(event['bizNo']))
  if (!own) return problem('case_unknown', '没有此件')
  const eventId = asText(event['eventId'])
  const seq = Number(event['seq'])
  const taken: JsonObject = { outcome: 'processed', eventId, seq }
  if (own.seen.has(eventId)) return { status: 200, body: { ...taken, outcome: 'duplicate' } }
  const faults = eventFaults(event, own)
  if (eventId !== admission.messageId) {
    faults.push({ pointer: '/eventId', code: 'conflict', message: '应等于 TB-Message-Id' })
  }
  if (own.view.gatewayCaseNo && event['caseNo'] !== own.view.gatewayCaseNo) {
    faults.push({ pointer: '/caseNo', code: 'conflict', message: `应为 ${own.view.gatewayCaseNo}` })
  }
  for (const fault of faults) note(own, event, `${fault.pointer} ${fault.code} ${fault.message}`)
  if (faults.length > 0) return invalid(faults)
  const expected = own.view.events.length + 1
  const move = seq === expected ? moveFault(event, own) : null
  if (seq < expected || own.early.has(seq) || move) {
    const message = move ?? `seq ${seq} 已被另一事件占用`
    note(own, event, message)
    return problem('state_conflict', message)
  }
  own.seen.set(eventId, seq)
  own.early.set(seq, event)
  if (seq === expected) apply(region, own, event)
  return { status: 200, body: taken }
}
