import { applyCorrection } from './check-correction.ts'
import type { Admission } from './check-request.ts'
import { momentText } from './china-time.ts'
import { FILE_SHAPE, uploadsOf } from './envelope-shape.ts'
import * as drafts from './event-drafts.ts'
import { answerAgain, remember } from './idempotency.ts'
import { asArray, asText, isObject, type Json, type JsonObject } from './json.ts'
import { deliver, isEnded, stateEvent } from './push-event.ts'
import type { HandledCase, Region } from './region.ts'
import { invalid, problem, type Reply, refusal } from './replies.ts'
import { checkShape, type Shape } from './shape.ts'
import { type Fault, integer, moment, pattern, text } from './value-checks.ts'

const DECIDED = new Set(['approved', 'denied', 'issued', 'done', 'delivered', 'refused', 'returned', 'archived'])
const QUERIES_PER_MINUTE = 6

const WITHDRAWAL_SHAPE: Shape = {
  bizNo: { need: 'M', check: text(50) },
  caseNo: { need: 'M', check: text(30) },
  reason: { need: 'M', check: text(300) },
  requestedAt: { need: 'M', check: moment },
}

const ADDRESS_SHAPE: Shape = {
  bizNo: { need: 'M', check: text(50) },
  files: {
    need: 'M',
    each: {
      fileId: { ...FILE_SHAPE['fileId']!, need: 'M' },
      url: { ...FILE_SHAPE['url']!, need: 'M' },
      urlExpiresAt: { need: 'M', check: moment },
    },
  },
}

const SHIPMENT_SHAPE: Shape = {
  bizNo: { need: 'M', check: text(50) },
  caseNo: { need: 'M', check: text(30) },
  direction: { need: 'M', check: pattern(12, /^to_(handler|collector)$/, 'direction 不符') },
  waybillNo: { need: 'M', check: text(40) },
  carrier: { need: 'M', check: text(40) },
  sentAt: { need: 'M', check: moment },
  items: {
    need: 'M',
    each: {
      materialCode: { need: 'M', check: text(8) },
      name: { need: 'M', check: text(100) },
      copies: { need: 'M', check: integer(1) },
      pages: { need: 'M', check: integer(1) },
    },
  },
}

function shapeFaults(shape: Shape, message: JsonObject, numbers: { bizNo: string; caseNo: string }): Fault[] {
  const faults: Fault[] = []
  checkShape(shape, message, message, '', faults)
  for (const [key, expected] of Object.entries(numbers)) {
    const given = message[key]
    if (given !== undefined && given !== expected) {
      faults.push({ pointer: `/${key}`, code: 'conflict', message: `应为 ${expected}` })
    }
  }
  return faults
}

const numbersOf = (handled: HandledCase) => ({ bizNo: handled.view.caseNo, caseNo: handled.view.partnerCaseNo })

function registered(region: Region, bizNo: string): Reply {
  return { status: 200, body: { outcome: 'registered', bizNo, receivedAt: momentText(region.now()) } }
}

function correct(region: Region, handled: HandledCase, message: JsonObject): Reply {
  const applied = applyCorrection(handled, message)
  if ('reply' in applied) return applied.reply
  const known = new Set(uploadsOf(handled.body['files']).map((file) => file['fileId']))
  for (const file of uploadsOf(applied.body['files'])) {
    if (!known.has(file['fileId'] ?? null)) handled.missing.add(asText(file['fileId']))
  }
  handled.body = applied.body
  handled.revision += 1
  handled.view.corrections += 1
  delete handled.correction
  const { bizNo, caseNo } = numbersOf(handled)
  const receivedAt = momentText(region.now())
  return { status: 200, body: { outcome: 'registered', bizNo, caseNo, revision: handled.revision, receivedAt } }
}

function replaceAddresses(region: Region, handled: HandledCase, message: JsonObject): Reply {
  const faults = shapeFaults(ADDRESS_SHAPE, message, numbersOf(handled))
  const known = new Map(uploadsOf(handled.body['files']).map((file) => [file['fileId'], file]))
  const given = asArray(message['files']).filter(isObject)
  for (const [i, file] of given.entries()) {
    if (!known.has(file['fileId'] ?? null)) {
      faults.push({ pointer: `/files/${i}/fileId`, code: 'file_missing', message: '本件没有此 fileId' })
    }
  }
  if (faults.length > 0) return invalid(faults)
  for (const file of given) Object.assign(known.get(file['fileId'] ?? null) ?? {}, file)
  return registered(region, handled.view.caseNo)
}

function withdraw(region: Region, handled: HandledCase, message: JsonObject): Reply {
  const faults = shapeFaults(WITHDRAWAL_SHAPE, message, numbersOf(handled))
  if (faults.length > 0) return invalid(faults)
  const bizNo = handled.view.caseNo
  if (handled.view.status === 'withdrawn') {
    const again = registered(region, bizNo)
    return { ...again, body: { ...again.body, outcome: 'duplicate' } }
  }
  if (DECIDED.has(handled.view.status) || isEnded(handled)) return refusal(bizNo, 'already_decided', '本件已决定')
  const event = stateEvent(region, handled, drafts.withdrawn())
  setTimeout(() => void deliver(region, handled, event).catch(() => undefined), region.stepDelayMs)
  return registered(region, bizNo)
}

function ship(region: Region, numbers: { bizNo: string; caseNo: string }, message: JsonObject): Reply {
  const faults = shapeFaults(SHIPMENT_SHAPE, message, numbers)
  return faults.length > 0 ? invalid(faults) : registered(region, numbers.bizNo)
}

/** Takes a follow-up to a case: corrections, files, withdrawal or shipments (§3.4). */
export function amendCase(region: Region, bizNo: string, kind: string, admission: Admission): Reply {
  const operation = `POST /tb/v1/cases/${bizNo}/${kind}`
  const handled = region.handled.get(bizNo)
  const again = answerAgain(region, admission, operation)
  if (again) {
    if (again.status === 200 && handled) handled.view.duplicates += 1
    return again
  }
  const own = region.own.get(bizNo)
  let reply = problem('case_unknown', '没有此件')
  if (handled && kind === 'corrections') reply = correct(region, handled, admission.json)
  else if (handled && kind === 'files') reply = replaceAddresses(region, handled, admission.json)
  else if (handled && kind === 'withdrawal') reply = withdraw(region, handled, admission.json)
  else if (handled && kind === 'shipments') reply = ship(region, numbersOf(handled), admission.json)
  else if (own && kind === 'shipments') {
    reply = ship(region, { bizNo, caseNo: own.view.gatewayCaseNo }, admission.json)
  }
  if (reply.body['outcome'] === 'registered') {
    remember(region, admission, operation, reply.body)
    if (handled) handled.view.messages += 1
  }
  handled?.wake()
  return reply
}

/** Events as a query shows them: every address of a file made anew (§8, 10). */
function withFreshAddresses(region: Region, value: Json): Json {
  if (Array.isArray(value)) return value.map((entry) => withFreshAddresses(region, entry))
  if (!isObject(value)) return value
  const copy: JsonObject = {}
  for (const [key, entry] of Object.entries(value)) copy[key] = withFreshAddresses(region, entry)
  const fresh = 'url' in copy ? region.shelf.renew(asText(copy['fileId'])) : null
  return fresh ? { ...copy, ...fresh } : copy
}

/** Answers queries, at most six a minute for each case (§3.4). */
export function createQuery(region: Region): (bizNo: string) => Reply {
  const asked = new Map<string, number[]>()
  return (bizNo) => {
    const handled = region.handled.get(bizNo)
    if (!handled) return problem('case_unknown', '没有此件')
    const recent = (asked.get(bizNo) ?? []).filter((at) => region.now() - at < 60_000)
    if (recent.length >= QUERIES_PER_MINUTE) return problem('rate_limited', `每件每分钟不超过 ${QUERIES_PER_MINUTE} 次`)
    asked.set(bizNo, [...recent, region.now()])
    const { view, revision, sub, seq, events } = handled
    return {
      status: 200,
      body: {
        bizNo,
        caseNo: view.partnerCaseNo,
        revision,
        state: view.status,
        ...(sub ? { sub } : {}),
        seq,
        events: withFreshAddresses(region, events),
      },
    }
  }
}
