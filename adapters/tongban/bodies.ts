import { z } from 'zod'
import type { Fault } from '../../core/fault.ts'
import type { Json, JsonObject } from '../../core/json.ts'

const text = (most: number) =>
  z
    .string()
    .min(1)
    .refine((value) => [...value].length <= most, { params: { code: 'too-long' }, error: `最多 ${most} 个字` })
const moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3])(:[0-5]\d){2}\+08:00$/, { error: '应为 +08:00 的时刻,无小数秒' })
const fileId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, { error: '不是约定写法的 fileId' })
const whole = z.int().min(0)
const count = z.int().min(1)
const pointer = z.string().max(200).startsWith('/', { error: '应为 JSON Pointer' })
const url = text(300)
const specVersion = z.literal('1.4')

const upload = z.strictObject({
  fileId,
  materialCode: text(8),
  name: text(100).regex(/^[^/\\:*?"<>|\p{Cc}]+$/u, { error: '文件名含不许的字符' }),
  mediaType: z.enum(['application/pdf', 'application/ofd', 'image/jpeg']),
  sizeBytes: count,
  digest: z.string().regex(/^sha-256=:[A-Za-z0-9+/]{43}=:$/, { error: '应为 sha-256=:Base64:' }),
  form: text(20),
  copies: count,
  originalSeen: z.boolean(),
  url,
  urlExpiresAt: moment,
})
const exempted = z.strictObject({
  materialCode: text(8),
  exempt: z.strictObject({ kind: text(20), licenceId: text(100).exactOptional(), source: text(100), at: moment }),
})
/** An entry with an exemption has that and its code alone, any other is an upload: each is held against what it is meant to be. */
const file = z.unknown().superRefine((value, context) => {
  const shape = typeof value === 'object' && value !== null && 'exempt' in value ? exempted : upload
  const read = shape.safeParse(value)
  for (const issue of read.error?.issues ?? []) context.addIssue({ ...issue } as Parameters<typeof context.addIssue>[0])
})
const files = z.array(file).max(50, { error: '每件材料最多 50 份' })

/** The part of a case that is the protocol's own; what the region's mapping reads it checks itself. */
const application = z.looseObject({
  bizNo: z.string().regex(/^[0-9A-Za-z-]{8,50}$/, { error: '不是约定写法的办件编号' }),
  files,
})

const change = z.strictObject({
  op: z.enum(['add', 'replace', 'remove']),
  path: pointer,
  value: z.json().exactOptional(),
})

const correction = z.strictObject({
  specVersion,
  bizNo: text(50),
  caseNo: text(30),
  correctionNo: text(40),
  baseRevision: count,
  submittedAt: moment,
  changes: z.array(change).min(1).max(200).exactOptional(),
  files: files.exactOptional(),
  removeFileIds: z.array(fileId).min(1).max(50).exactOptional(),
})

const addresses = z.strictObject({
  bizNo: text(50),
  files: z
    .array(z.strictObject({ fileId, url, urlExpiresAt: moment }))
    .min(1)
    .max(50),
})

const withdrawal = z.strictObject({ bizNo: text(50), caseNo: text(30), reason: text(300), requestedAt: moment })

const shipment = z.strictObject({
  bizNo: text(50),
  caseNo: text(30),
  direction: z.enum(['to_handler', 'to_collector']),
  waybillNo: text(40),
  carrier: text(40),
  sentAt: moment,
  items: z
    .array(z.strictObject({ materialCode: text(8), name: text(100), copies: count, pages: count }))
    .min(1)
    .max(50),
})

const reference = z.strictObject({
  fileId,
  name: text(100),
  mediaType: z.enum(['application/pdf', 'application/ofd', 'image/jpeg']),
  sizeBytes: count,
  digest: z.string().regex(/^sha-256=:[A-Za-z0-9+/]{43}=:$/, { error: '应为 sha-256=:Base64:' }),
  url,
  urlExpiresAt: moment,
})
const day = z.iso.date()
const result = z.enum(['pass', 'fail', 'waived'])

/** An event; a word for a state that nobody knows is for a person to recognise, and no fault. */
const event = z.strictObject({
  specVersion,
  eventId: z.string().max(36),
  type: z.enum(['case.state', 'material.reissue']),
  bizNo: text(50),
  caseNo: text(30),
  seq: count,
  occurredAt: moment,
  state: text(40),
  sub: text(20).exactOptional(),
  officer: z.strictObject({ orgCode: text(18), orgName: text(100), name: text(50) }),
  note: text(500).exactOptional(),
  sla: z.strictObject({ hours: whole, basis: text(20), dueAt: moment }).exactOptional(),
  document: z
    .strictObject({ type: text(30), no: text(60), title: text(100), date: day, file: reference })
    .exactOptional(),
  correction: z
    .strictObject({
      no: text(40),
      issuedAt: moment,
      dueAt: moment,
      round: z.int().min(1).max(3),
      baseRevision: count,
      items: z
        .array(
          z.strictObject({
            target: z.enum(['field', 'material']),
            pointer: pointer.exactOptional(),
            materialCode: text(8).exactOptional(),
            fileId: fileId.exactOptional(),
            label: text(100),
            reason: text(300),
            requirement: text(300),
          }),
        )
        .min(1)
        .max(200),
    })
    .exactOptional(),
  fieldResults: z
    .array(z.strictObject({ pointer, result, reason: text(300).exactOptional() }))
    .min(1)
    .exactOptional(),
  materialResults: z
    .array(
      z.strictObject({
        materialCode: text(8),
        fileId: fileId.exactOptional(),
        result,
        reason: text(300).exactOptional(),
      }),
    )
    .min(1)
    .exactOptional(),
  suspension: z
    .strictObject({ kind: text(20), reason: text(300), from: moment, to: moment.exactOptional() })
    .exactOptional(),
  decision: z
    .strictObject({
      result: text(20),
      decidedAt: moment,
      reason: text(500).exactOptional(),
      remedy: text(300).exactOptional(),
    })
    .exactOptional(),
  licence: z
    .strictObject({
      typeCode: text(21),
      name: text(100),
      no: text(60),
      licenceId: text(100),
      holderName: text(200),
      holderCode: text(50),
      issuerName: text(100),
      issuerCode: text(18),
      issuedOn: day,
      validFrom: day,
      validTo: day.exactOptional(),
      openEnded: z.boolean(),
      file: reference,
    })
    .exactOptional(),
  shipment: z.strictObject({ waybillNo: text(40), carrier: text(40), sentAt: moment }).exactOptional(),
  reissue: z
    .strictObject({
      fileIds: z.array(fileId).min(1).max(50),
      reason: z.enum(['expired', 'unreachable', 'digest_mismatch', 'type_mismatch']),
    })
    .exactOptional(),
  back: z.record(z.string(), z.json()).exactOptional(),
})

/** The shapes of the bodies by operation (document 3.3–3.5). */
export const BODIES = {
  cases: application,
  corrections: correction,
  files: addresses,
  withdrawal,
  shipments: shipment,
  events: event,
}

/** Everything in a body that is not as the document has it, one fault a place, at dotted paths: what its shape does not know, and values that must not stand anywhere. */
export function checkBody(operation: keyof typeof BODIES, body: JsonObject): Fault[] {
  const read = BODIES[operation].safeParse(body)
  const all = [...blankFaults(body, ''), ...(read.error?.issues ?? []).flatMap(toFaults)]
  const first = new Map(all.toReversed().map((fault) => [fault.path, fault]))
  return all.filter((fault) => first.get(fault.path) === fault).slice(0, 200)
}

/** A key without a value must not be there (3.1). */
function blankFaults(value: Json, path: string): Fault[] {
  const mayBeEmpty = path === 'form' || path === 'files' || path === 'back'
  if (value === null || value === '') return [wrong(path, 'format', '没有值的键不得出现')]
  if (typeof value !== 'object') return []
  const members: [string, Json][] = Array.isArray(value)
    ? value.map((element, index) => [`${path}[${index}]`, element])
    : Object.entries(value).map(([key, member]) => [path === '' ? key : `${path}.${key}`, member])
  if (members.length === 0 && !mayBeEmpty && path !== '') return [wrong(path, 'format', '没有内容的键不得出现')]
  return members.flatMap(([place, member]) => blankFaults(member, place))
}

function toFaults(issue: z.core.$ZodIssue): Fault[] {
  const path = issue.path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '')
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => wrong(path === '' ? key : `${path}.${key}`, 'unexpected', '接口文档没有这一项'))
  if (issue.code === 'invalid_type' && issue.input === undefined) return [wrong(path, 'required', '缺这一项')]
  if (issue.code === 'too_big') return [wrong(path, 'too-long', issue.message)]
  if (issue.code === 'custom') return [wrong(path, String(issue.params?.['code'] ?? 'format'), issue.message)]
  const code = issue.code === 'invalid_value' ? 'code' : 'format'
  return [wrong(path, code, issue.code === 'invalid_format' ? issue.message : '不是约定的值')]
}

function wrong(path: string, code: string, message: string): Fault {
  return { path, code, message, fix: '请按接口规范填写' }
}
