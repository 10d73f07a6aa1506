import type { Fault } from '../fault.ts'
import type { JsonObject } from '../json.ts'
import type { CaseMaterial, Matter } from '../matter.ts'
import { checkField } from './check-field.ts'
import { checkMaterials } from './check-materials.ts'
import { checkSize, checkUnexpected } from './check-unexpected.ts'
import { brokenFields, checkSame, runCheck } from './checks/registry.ts'
import type { Codes } from './codes.ts'
import { clip } from './field-fault.ts'
import { createWalk, type Walk } from './form-walk.ts'

/** What is checked, against what, and on which day (`yyyy-MM-dd`, Beijing). */
export interface FormToCheck {
  readonly matter: Matter
  readonly codes: Codes
  readonly form: JsonObject
  readonly materials: readonly CaseMaterial[]
  /** CT_MODE */
  readonly mode: string
  readonly today: string
  /** `region`: a partner sent it and vouches for its exemptions, so their proof may be missing; `window` where left out */
  readonly from?: 'window' | 'region'
}

/** Everything wrong with a form and its materials by the matter's own rules, all at once; never throws, whatever JSON comes. */
export function checkForm(given: FormToCheck): Fault[] {
  const oversized = checkSize(given.form)
  if (oversized) return [oversized]
  const walk = createWalk(given)
  const faults = [...checkUnexpected(walk), ...checkMode(walk), ...checkApplicantKind(walk), ...checkDelivery(walk)]
  for (const field of walk.matter.fields) faults.push(...checkField(walk, field))
  const broken = brokenFields(faults)
  const between = [
    ...walk.matter.same.flatMap((pair) => checkSame(walk, pair, broken)),
    ...walk.matter.checks.flatMap((check) => (check.warn ? [] : runCheck(walk, check, broken))),
  ]
  return [...faults, ...between, ...checkMaterials(walk, given.materials, given.from ?? 'window')]
}

function checkMode({ matter, codes, form, mode }: Walk): Fault[] {
  const inForm = (form['case'] as JsonObject | undefined | null)?.['mode']
  if (typeof inForm === 'string' && inForm !== '' && inForm !== mode) {
    const message = '“办理方式”与本次选择的办理方式不同'
    return [{ path: 'case.mode', code: 'conflict', message, fix: '请重新选择办理方式' }]
  }
  if (matter.modes.includes(mode)) return []
  const choices = matter.modes.map((code) => `“${codes.label('CT_MODE', code) ?? code}”`).join('、')
  const chosen = codes.label('CT_MODE', mode) ?? clip(String(mode))
  const message = `“办理方式”不能是“${chosen}”，“${matter.name}”只有${choices}`
  return [{ path: 'case.mode', code: 'mode', message, fix: `请改选${choices}` }]
}

function checkApplicantKind({ matter, codes, form }: Walk): Fault[] {
  const kind = (form['applicant'] as JsonObject | undefined | null)?.['kind']
  if (typeof kind !== 'string' || !codes.has('CT_APPLICANT_KIND', kind) || matter.applicants.includes(kind)) return []
  const who = matter.applicants.map((code) => `“${codes.label('CT_APPLICANT_KIND', code) ?? code}”`).join('、')
  const message = `“申请人类型”不对，“${matter.name}”的申请人只能是${who}`
  return [{ path: 'applicant.kind', code: 'applicant', message, fix: `请改选${who}` }]
}

function checkDelivery({ matter, codes, form }: Walk): Fault[] {
  const method = (form['delivery'] as JsonObject | undefined | null)?.['method']
  if (typeof method !== 'string' || !codes.has('CT_DELIVERY', method) || matter.result.delivery.includes(method))
    return []
  const ways = matter.result.delivery.map((code) => `“${codes.label('CT_DELIVERY', code) ?? code}”`).join('、')
  const message = `“结果领取方式”不对，“${matter.name}”的结果只能${ways}`
  return [{ path: 'delivery.method', code: 'delivery', message, fix: `请改选${ways}` }]
}
