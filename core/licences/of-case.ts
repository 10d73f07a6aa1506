import type { Case } from '../case/case.ts'
import { checkUscc } from '../form/uscc.ts'
import type { Gateway } from '../gateway.ts'
import { isObject, valueAt } from '../json.ts'
import { maskName } from '../mask.ts'
import { licenceIdOf } from '../reminders/due-dates.ts'
import type { Statement } from '../store/driver.ts'
import { deleteLicence, upsertLicence } from '../store/licences.ts'
import { type Licence, textIn } from './licence.ts'

/** What a step of a case says anew of the licence that it came to, for the batch of the step. */
export function licenceStatements(
  gateway: Pick<Gateway, 'applicantIndex' | 'clock'>,
  before: Case | null,
  after: Case,
): Statement[] {
  if (!isObject(after.memo['licence']) || same(before?.memo['licence'], after.memo['licence'])) return []
  const licence = licenceOf(gateway, after)
  if (!licence) return []
  const was = before && isObject(before.memo['licence']) ? licenceIdOf(before) : licence.id
  // its number was mended: what stood under the wrong one goes
  return [...(was === licence.id ? [] : [deleteLicence(was, after.id)]), upsertLicence(licence)]
}

/** The licence that a case remembers; null where it has none, or one without name and number. */
export function licenceOf(
  { applicantIndex, clock }: Pick<Gateway, 'applicantIndex' | 'clock'>,
  value: Case,
): Licence | null {
  const { memo, form } = value
  const said = memo['licence']
  if (!isObject(said)) return null
  const text = (name: string) => textIn(said, name)
  if (text('name') === '' && text('no') === '') return null
  const applicant = (name: string) => String(valueAt(form, `applicant.${name}`) ?? '')
  const holderCode = text('holderCode') || applicant('idNo')
  const uscc = checkUscc(holderCode) === null ? holderCode : ''
  const holderName = text('holderName') || applicant('name')
  return {
    id: licenceIdOf(value),
    caseId: value.id,
    caseNo: value.no,
    matter: value.matter,
    region: value.region,
    name: text('name'),
    typeCode: text('typeCode'),
    no: text('no'),
    certIdentifier: text('certIdentifier'),
    holderShown: uscc === '' ? maskName(holderName) : holderName,
    holderKey: applicantIndex.digest('idNo', holderCode),
    applicantKey: applicantIndex.digest('idNo', applicant('idNo')),
    uscc,
    issuerName: text('issuerName'),
    issuerCode: text('issuerCode'),
    issuedOn: text('issueDate').slice(0, 10),
    validFrom: text('from').slice(0, 10),
    validTo: text('validTo').slice(0, 10),
    revocation: '',
    revokedOn: '',
    revokedWhy: '',
    recordedAt: clock.now(),
  }
}

function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}
