import type { LookUp } from '../field-needs.ts'
import { brokenRules, isMinor } from './business-rules.ts'
import { checkFields } from './check-fields.ts'
import { checkAttachment, checkStuffs } from './check-materials.ts'
import { ENVELOPE, FORMS } from './fields.ts'
import { MATTERS, type Matter } from './matters.ts'
import type { Body, WireError } from './wire.ts'

/** Why an application is not taken: the inner code of §3.6, and each fault. */
export interface Refusal {
  readonly code: string
  readonly errors: WireError[]
}

const error = (Path: string, ErrCode: string, ErrMsg: string): WireError => ({ Path, ErrCode, ErrMsg })

/** What of an application breaks the document, all at once, with the inner code it is refused by; null where nothing does. */
export function checkApplication(body: Body): Refusal | null {
  const matter = MATTERS[String(body['BaseCode'])]
  if (!matter || body['FormVersion'] !== matter.version || body['itemCode'] !== matter.itemCode)
    return { code: '2002', errors: [error('BaseCode', 'Code', '事项或表单版本不符')] }
  const stuffs = (body['Attachments'] as Body[] | null) ?? []
  const lookUp = lookUpIn(body)
  const rules = brokenRules(matter.id, body, stuffs)
  const errors = [
    ...checkFields(body, ENVELOPE, ''),
    ...checkEnvelope(body, matter),
    ...checkFields(body['ApplyForm'], FORMS[matter.id], 'ApplyForm.', lookUp),
    ...rules.filter(({ code }) => !/^\d/.test(code)).map(({ path, code }) => error(path, code, '与规定不符')),
    ...stuffs.flatMap((stuff, index) => checkAttachment(stuff, `Attachments[${index}]`, body)),
  ]
  if (errors.length > 0) return { code: '2001', errors }
  const missing = checkStuffs(stuffs, matter.materials, lookUp)
  if (missing.length > 0) return { code: '2005', errors: missing }
  const [first] = rules
  return first ? { code: first.code, errors: rules.map(({ path }) => error(path, 'Conflict', '条件不符')) } : null
}

/** What conditions look at: the form, the envelope, and what follows from them. */
function lookUpIn(body: Body): LookUp {
  const form = (body['ApplyForm'] ?? {}) as Body
  const derived: Readonly<Record<string, boolean>> = {
    fromHere: String(form['OutArea']).startsWith('310'),
    staffed: Number(form['StaffNum']) > 0,
    minor: isMinor(body['Birthday'], body['ApplyTime']),
  }
  return (name) => String(name in derived ? Number(derived[name]) : (form[name] ?? body[name] ?? ''))
}

/** The attachments that come as files. */
export function filesOf(body: Body): Body[] {
  return ((body['Attachments'] as Body[] | null) ?? []).filter(({ ExemptType }) => ExemptType === '0')
}

/** §3.3 and §4.1: what the envelope must say together. */
function checkEnvelope(body: Body, matter: Matter): WireError[] {
  const consent = (body['Attachments'] as Body[] | null)?.find(({ StuffCode }) => StuffCode === 'SH9901')
  const rows: readonly (readonly [holds: boolean, path: string, code: string, message: string])[] = [
    [body['ItemName'] === matter.name, 'ItemName', 'Conflict', '与事项编码不符'],
    [body['PromiseType'] === matter.promiseType, 'PromiseType', 'Conflict', '与事项的件型不符'],
    [matter.modes.includes(String(body['HandleMode'])), 'HandleMode', 'Code', '本事项不用此方式'],
    [body['UsePurpose'] === `办理${matter.name}`, 'UsePurpose', 'Conflict', '与事项名称不一致'],
    [
      !consent || (body['Consent'] as Body | null)?.['FileId'] === consent['FileId'],
      'Consent.FileId',
      'Conflict',
      '不是材料 SH9901',
    ],
  ]
  return rows.filter(([holds]) => !holds).map(([, path, code, message]) => error(path, code, message))
}

const LOOSE = new Set(['MessageId', 'PullUrl', 'PullExpire'])

/** The paths at which two messages differ, those aside that may (§3.1). */
export function differences(first: unknown, second: unknown, path = ''): string[] {
  if (JSON.stringify(first) === JSON.stringify(second)) return []
  if (typeof first !== 'object' || typeof second !== 'object' || !first || !second) return [path]
  const inList = Array.isArray(first)
  return [...new Set([...Object.keys(first), ...Object.keys(second)])]
    .filter((key) => !LOOSE.has(key))
    .flatMap((key) => {
      const inner = inList ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
      return differences((first as Body)[key], (second as Body)[key], inner)
    })
}
