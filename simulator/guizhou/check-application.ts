import { checkRules } from './business-rules.ts'
import { checkFields } from './check-fields.ts'
import { COMMON_FIELDS } from './fields.ts'
import type { FileStore } from './file-store.ts'
import { checkMaterials } from './materials.ts'
import { MATTERS, type Matter } from './matters.ts'
import { error, type Form, type WireError } from './wire.ts'

/** What every request carries beside its business (§3.1). */
export const COMMON = 'ACCOUNT KEY_NO REQ_NO REQ_TIME FORM_TOKEN SIGN'.split(' ')
const AREAS = ['520103', '520102', '520115', '520111', '520302', '520502']
const OF_PEOPLE = ['M05', 'M06', 'M07', 'M08', 'M10']

/** Everything in an application that breaks the document; its first error names the code of the answer. */
export function checkApplication(form: Form, files: FileStore): WireError[] {
  const matter = MATTERS.get(form['ITEM_CODE'] ?? '')
  if (!matter) return [error('ITEM_CODE', '3001', '事项未开放')]
  if (form['FORM_VER'] !== matter.version) return [error('FORM_VER', '2007', '表单版本停用')]
  if (!AREAS.includes(form['areaCode'] ?? '')) return [error('areaCode', '3002', '区划不在协议范围')]
  return [
    ...checkFields(form, `${COMMON_FIELDS} ${matter.fields}`, COMMON, besideOf(form, matter)),
    ...checkEnvelope(form, matter),
    ...checkMaterials(form, matter, files),
    ...checkRules(form, matter),
  ]
}

/** What the needs of keys look at that is no key: the matter, how old the person is, which side is here. */
function besideOf(form: Form, matter: Matter): Form {
  const isOlder = (years: number) => (form['APPLY_DATE'] ?? '') >= yearsLater(form['PERSON_BIRTH'] ?? '', years)
  const isHere = (key: string) => (form[key]?.startsWith('52') ? '1' : '0')
  return {
    MATTER: matter.id,
    ADULT: isOlder(18) ? '1' : '0',
    CHILD: isOlder(16) ? '0' : '1',
    FROM_HERE: isHere('OUT_AREA'),
    TO_HERE: isHere('IN_AREA'),
  }
}

const yearsLater = (day: string, years: number): string => `${Number(day.slice(0, 4)) + years}${day.slice(4)}`

function checkEnvelope(form: Form, matter: Matter): WireError[] {
  const isOfAgent = form['operatorCertificateNo'] !== undefined
  const isOneself = isOfAgent && form['operatorCertificateNo'] === (form['LEGAL_IDNO'] ?? form['UNISCID'])
  const needsPerson = OF_PEOPLE.includes(matter.id) && form['BSYHLX'] !== '0'
  return [
    ...(matter.modes.includes(form['BLMS'] ?? '') ? [] : [error('BLMS', '2005', '本事项不用此模式')]),
    ...(form['APPLY_WAY'] === '2' ? [] : [error('APPLY_WAY', '2005', '固定 2')]),
    ...(isOneself ? [error('operatorCertificateNo', '3003', '代理人不得是申请人')] : []),
    ...(needsPerson ? [error('BSYHLX', '3003', '本事项申请人须为个人')] : []),
  ]
}

/** The keys at which two messages differ, those aside that each call has anew. */
export function differences(first: Form, second: Form): string[] {
  const keys = new Set([...Object.keys(first), ...Object.keys(second)])
  return [...keys].filter((key) => !COMMON.includes(key) && first[key] !== second[key])
}
