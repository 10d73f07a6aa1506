import type { Behaviour } from '../contract.ts'
import { maskedIn, NEW_FIELD } from '../spoil.ts'
import { checkCase, matterOf } from './check-case.ts'
import type { Admission } from './check-request.ts'
import { dateText, momentText } from './china-time.ts'
import { uploadsOf } from './envelope-shape.ts'
import { answerAgain, remember } from './idempotency.ts'
import { asArray, asText, differences, isObject, type Json, type JsonObject } from './json.ts'
import type { HandledCase, Region } from './region.ts'
import { invalid, problem, type Reply, refusal } from './replies.ts'
import { HANDLED_HERE } from './side.ts'

const AGREEMENT_ENDS = Date.parse('2029-02-01T00:00:00+08:00')
const OPERATION = 'POST /tb/v1/cases'

/** How a new case is to be answered; `handled` is set where it was registered now. */
export interface Registration {
  reply: Reply
  handled?: HandledCase
  behaviour: Behaviour
}

/** The message without the addresses, which change from try to try (§3.1). */
function withoutAddresses(body: JsonObject): JsonObject {
  const files = asArray(body['files']).map((file): Json => {
    if (!isObject(file)) return file
    const { url: _url, urlExpiresAt: _expires, ...rest } = file
    return rest
  })
  return { ...body, files }
}

export function registeredReply(handled: HandledCase): JsonObject {
  return {
    outcome: 'registered',
    bizNo: handled.view.caseNo,
    caseNo: handled.view.partnerCaseNo,
    revision: handled.revision,
    receivedAt: handled.receivedAt,
    sla: { hours: handled.matter.slaHours, basis: 'work' },
    ...maskedIn(handled.behaviour, 'applicantIdNo'),
    files: uploadsOf(handled.body['files']).map((file) => {
      const fileId = asText(file['fileId'])
      return { fileId, state: handled.missing.has(fileId) ? 'pending' : 'fetched' }
    }),
  }
}

const shown = (value: Json | undefined): string => (value === undefined ? '无' : JSON.stringify(value).slice(0, 80))

function answerKnownCase(known: HandledCase, body: JsonObject): Reply {
  const found = differences(known.registered, withoutAddresses(body))
  if (found.length === 0) {
    known.view.duplicates += 1
    return { status: 200, body: { ...registeredReply(known), outcome: 'duplicate' } }
  }
  return problem(
    'case_conflict',
    'bizNo 已登记且内容不同',
    found.map(({ pointer, before, after }) => ({
      pointer,
      code: 'conflict',
      message: `已登记 ${shown(before)},本次 ${shown(after)}`,
    })),
  )
}

function register(region: Region, body: JsonObject, behaviour: Behaviour): HandledCase | Reply {
  const matter = matterOf(body, HANDLED_HERE)
  if (!matter) {
    return invalid([{ pointer: '/matterCode', code: 'code', message: '本方没有此事项' }], 'matter_unknown')
  }
  const faults = checkCase(body, matter, HANDLED_HERE)
  const isWrongVersion = faults.some((fault) => fault.pointer === '/formVersion')
  if (faults.length > 0) return invalid(faults, isWrongVersion ? 'form_version' : 'form_invalid')
  const bizNo = asText(body['bizNo'])
  if (region.now() >= AGREEMENT_ENDS) return refusal(bizNo, 'agreement_expired', '协议已期满,不收新件')
  const refused = matter.refuses?.(body)
  if (refused) return refusal(bizNo, refused.reasonCode, refused.reason)
  if (behaviour === 'error-in-200') return refusal(bizNo, 'condition_unmet', '申请人不符合办理条件')
  if (behaviour === 'busy') {
    const why = { reasonCode: 'backend_busy', reason: '后台繁忙', retryable: true, retryAfterSeconds: 1 }
    return { status: 200, body: { outcome: 'busy', bizNo, ...why } }
  }
  const day = dateText(region.now()).replaceAll('-', '')
  const county = asText(body['divisionCode']).slice(0, 6)
  return {
    view: {
      caseNo: bizNo,
      partnerCaseNo: `CQ${county}${day}${String(region.nextNumber()).padStart(6, '0')}`,
      matter: matter.matter,
      status: 'submitted',
      messages: 1,
      duplicates: 0,
      corrections: 0,
      callbackReplies: [],
    },
    behaviour,
    matter,
    body: structuredClone(body),
    registered: withoutAddresses(body),
    revision: 1,
    receivedAt: momentText(region.now()),
    seq: 0,
    events: [],
    missing: new Set(uploadsOf(body['files']).map((file) => asText(file['fileId']))),
    wake: () => undefined,
  }
}

/** Forms that are refused though they are right. */
const WRONG_FORMS: Readonly<Partial<Record<Behaviour, Parameters<typeof invalid>>>> = {
  'new-codes': [[{ pointer: '/applicant/idType', code: 'code', message: '码值不在现行码表' }]],
  'new-form': [[{ pointer: `/form/${NEW_FIELD}`, code: 'required', message: '新版表单必填' }], 'form_version'],
}

/** The numbers of a case that somebody else sent. */
const OTHER = { bizNo: 'WH51010720260101000001', caseNo: 'CQ50010720260101999999' }

/** Takes `POST /tb/v1/cases`: message number, case number, form, in this order; a registered case uses one behaviour. */
export function receiveCase(region: Region, admission: Admission): Registration {
  const body = admission.json
  const bizNo = asText(body['bizNo'])
  const known = region.handled.get(bizNo)
  const again = answerAgain(region, admission, OPERATION)
  if (again) {
    if (again.status === 200 && known) known.view.duplicates += 1
    return { reply: again, behaviour: 'ok' }
  }
  if (known) return { reply: answerKnownCase(known, body), behaviour: 'ok' }
  const candidate = register(region, body, region.behaviours.current())
  if ('status' in candidate && candidate.status !== 200) return { reply: candidate, behaviour: 'ok' }
  const behaviour = region.behaviours.take()
  if ('status' in candidate) return { reply: candidate, behaviour }
  if (behaviour === 'hang' || behaviour === 'html' || behaviour === 'flood')
    return { reply: { status: 200, body: {} }, behaviour }
  const wrong = WRONG_FORMS[behaviour]
  if (wrong) return { reply: invalid(...wrong), behaviour }
  if (behaviour === 'other-case-answer')
    return { reply: { status: 201, body: { ...registeredReply(candidate), ...OTHER } }, behaviour }
  region.handled.set(bizNo, candidate)
  const reply = registeredReply(candidate)
  remember(region, admission, OPERATION, reply)
  return { reply: { status: 201, body: reply }, handled: candidate, behaviour }
}
