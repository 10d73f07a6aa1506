import type { LookUp } from '../field-needs.ts'
import { brokenRules, isMinor } from './business-rules.ts'
import { checkFields } from './check-fields.ts'
import { checkMaterials, type Uploaded } from './check-materials.ts'
import { ENVELOPE, FORMS } from './fields.ts'
import { MATTERS, type Matter } from './matters.ts'
import type { Body, WireError } from './wire.ts'

/** Why an application is not taken: the inner code of §3.8, and each fault. */
export interface Refusal {
  readonly code: string
  readonly errors: WireError[]
}

/** Everything in an application that breaks the document, or null. */
export function checkApplication(body: Body, uploaded: (id: string) => Uploaded | undefined): Refusal | null {
  const matter = MATTERS.get(String(body['catalogCode']))
  if (!matter) return refusal('303', 'catalogCode', 'E04', '事项编码不在清单内')
  if (body['taskVersion'] !== matter.taskVersion) return refusal('303', 'taskVersion', 'E06', '表单版本不符')
  const materials = Array.isArray(body['materialData']) ? (body['materialData'] as Body[]) : []
  const lookUp = lookUpIn(body)
  const rules = brokenRules(matter.id, body, {
    idOf: (code) => String(materials.find(({ materialCode }) => materialCode === code)?.['id'] ?? ''),
    countOf: (code) => materials.filter(({ materialCode }) => materialCode === code).length,
    files: materials.filter(({ id }) => id !== '').length,
  })
  const errors = [
    ...checkFields(body, ENVELOPE, ''),
    ...checkEnvelope(body, matter),
    ...checkFields(body['formData'], FORMS[matter.id], 'formData.', lookUp),
    ...rules.filter(({ code }) => code !== '308').map((one) => ({ ...one, message: '与他项不一致或不合规定' })),
    ...checkMaterials(materials, matter.materials, lookUp, uploaded),
    ...(uploaded(String(body['consentFileId'])) ? [] : [fault('consentFileId', 'E08', '附件不存在')]),
  ]
  if (errors.length > 0) return { code: codeOf(errors), errors }
  const unmet = rules.map(({ path }) => fault(path, 'E06', '条件不符'))
  if (!matter.modes.includes(String(body['handleMode']))) unmet.push(fault('handleMode', 'E04', '此事项没有这种方式'))
  return unmet.length > 0 ? { code: '308', errors: unmet } : null
}

const fault = (path: string, code: string, message: string): WireError => ({ path, code, message })
const refusal = (code: string, ...about: Parameters<typeof fault>): Refusal => ({ code, errors: [fault(...about)] })

/** §3.8: one code for all of them. */
function codeOf(errors: readonly WireError[]): string {
  if (errors.every(({ code }) => code === 'E04')) return '302'
  return errors.every(({ code }) => code === 'E08' || code === 'E09') ? '307' : '301'
}

/** What conditions look at: the form, the envelope, and what follows from them. */
function lookUpIn(body: Body): LookUp {
  const form = (body['formData'] ?? {}) as Body
  const derived: Readonly<Record<string, boolean>> = {
    fromHere: String(form['AAB301_OUT']).startsWith('13'),
    staffed: Number(form['empNum']) > 0,
    minor: isMinor(String(form['AAC006']), String(body['applyDate'])),
  }
  return (name) => String(name in derived ? Number(derived[name]) : (form[name] ?? body[name] ?? ''))
}

/** §3.3 and §4.1: what the envelope must say together. */
function checkEnvelope(body: Body, matter: Matter): WireError[] {
  const task = String(body['taskCode'])
  const isSelf = body['entrustFlag'] === '0'
  const rows: readonly (readonly [holds: boolean, path: string])[] = [
    [body['dataVersion'] === '1', 'dataVersion'],
    [body['taskName'] === matter.taskName, 'taskName'],
    [body['projectType'] === matter.projectType, 'projectType'],
    [/^[0-9A-Z]{18}[234]$/.test(task.slice(0, 19)) && task.slice(19) === matter.catalogCode, 'taskCode'],
    [body['taskHandleItem'] === `${task}01`, 'taskHandleItem'],
    [body['projectName'] === `${String(body['applyerName'])}——${matter.taskName}`, 'projectName'],
    [body['applyerType'] !== '2' || !isSelf, 'entrustFlag'],
    [!isSelf || body['contactName'] === body['applyerName'], 'contactName'],
    [!isSelf || body['contactPageCode'] === body['applyerPageCode'], 'contactPageCode'],
    [matter.id !== 'M09' || body['address'] !== '', 'address'],
  ]
  return rows.filter(([holds]) => !holds).map(([, path]) => fault(path, 'E06', '与规定的内容不一致'))
}

/** The paths at which two bodies differ, `messageId` aside. */
export function differences(first: unknown, second: unknown, path = ''): string[] {
  if (path === 'messageId' || JSON.stringify(first) === JSON.stringify(second)) return []
  if (typeof first === 'object' && typeof second === 'object' && first && second) {
    return [...new Set([...Object.keys(first), ...Object.keys(second)])].flatMap((key) =>
      differences((first as Body)[key], (second as Body)[key], path === '' ? key : `${path}.${key}`),
    )
  }
  return [path]
}
