import type { JsonObject } from './json.ts'
import type { Fault } from './value-checks.ts'

/** What is answered; signed when sent. */
export interface Reply {
  status: number
  body: JsonObject
}

const TITLES: Readonly<Record<string, [status: number, title: string]>> = {
  unauthorized: [401, '未通过验证'],
  case_unknown: [404, '没有此件'],
  file_unknown: [404, '没有此文件'],
  not_found: [404, '没有此操作'],
  message_conflict: [409, '同一消息号异文'],
  case_conflict: [409, '同号异文'],
  revision_conflict: [409, '版本不符'],
  state_conflict: [409, '状态不符'],
  url_used: [410, '地址已用'],
  url_expired: [410, '地址已过期'],
  form_invalid: [422, '表单校验未通过'],
  form_version: [422, '表单版本不符'],
  matter_unknown: [422, '没有此事项'],
  change_not_allowed: [422, '改动未被要求'],
  rate_limited: [429, '请求过频'],
}

/** An error of the document (§3.6) with its faults, if any. */
export function problem(code: string, detail: string, errors: Fault[] = []): Reply {
  const [status, title] = TITLES[code] ?? [500, '内部错误']
  const type = `https://tb.cq.example/problems/${code.replaceAll('_', '-')}`
  const listed = errors.length > 0 ? { errors: errors.map((error) => ({ ...error })) } : {}
  return { status, body: { type, title, status, code, detail, ...listed } }
}

export function invalid(errors: Fault[], code = 'form_invalid'): Reply {
  return problem(code, `共 ${errors.length} 处问题`, errors)
}

/** A refusal in HTTP 200 (§3.6). */
export function refusal(bizNo: string, reasonCode: string, reason: string): Reply {
  return { status: 200, body: { outcome: 'refused', bizNo, reasonCode, reason, retryable: false } }
}
