import { checkIndustry, checkScopeItemCode, checkShopName, checkUsccOrIdNumber } from './company.ts'
import {
  checkBankAccount,
  checkBankCode,
  checkEmail,
  checkMobile,
  checkPhone,
  checkPostcode,
  checkUrl,
} from './contact.ts'
import { checkIdDocument, checkIdTypeOfKind } from './id-document.ts'
import { checkLicenceId } from './licence-id.ts'
import { checkOrgName, checkPersonName, checkRealName } from './names.ts'
import { checkDocumentNo, checkFundLetterNo, checkPoliceUnit, checkSocialNo, checkUnitNo } from './official-numbers.ts'
import { checkAuthorityCode, checkDrivingClasses, checkFoodLicenceNo, checkQualificationNo } from './permits.ts'
import type { Wrong } from './plain-text.ts'
import { checkUscc } from './uscc.ts'

/** What a rule may know besides the value: `given(name)` is what the field says beside the rule's name (the value of a path, or the value itself), '' where nothing. */
export interface RuleContext {
  given(name: string): string
  /** `yyyy-MM-dd`, Beijing */
  readonly today: string
  /** whether a canonical code table has the code */
  knows(table: string, code: string): boolean
}

export type Rule = (text: string, context: RuleContext) => Wrong | null

/** The rules that a matter's fields may name. Each sees plain, non-blank text. */
export const RULES: Readonly<Record<string, Rule>> = {
  applicantName: (text, { given }) =>
    given('kind') === '1' ? checkPersonName(text, given('idType')) : checkOrgName(text),
  personName: (text, { given }) => checkPersonName(text, given('idType')),
  longName: (text, { given }) => checkPersonName(text, given('idType'), 100),
  recipientName: (text) => (checkOrgName(text) ? checkPersonName(text) : null),
  orgName: checkOrgName,
  realName: checkRealName,
  idTypeOfKind: (text, { given }) => checkIdTypeOfKind(text, given('kind')),
  idNo: (text, { given, today }) => checkIdDocument(text, given('idType'), today),
  uscc: (text, { given }) => checkUscc(text, given('department')),
  licenceId: checkLicenceId,
  mobile: checkMobile,
  phone: checkPhone,
  postcode: checkPostcode,
  bankAccount: checkBankAccount,
  bankCode: checkBankCode,
  email: checkEmail,
  url: checkUrl,
  shopName: checkShopName,
  scopeItemCode: checkScopeItemCode,
  industry: (text, { given, knows }) => checkIndustry(text, (code) => knows(given('table'), code)),
  usccOrIdNumber: (text, { given, today }) => checkUsccOrIdNumber(text, given('kind'), today),
  foodLicenceNo: checkFoodLicenceNo,
  qualificationNo: checkQualificationNo,
  drivingClasses: checkDrivingClasses,
  authorityCode: checkAuthorityCode,
  socialNo: checkSocialNo,
  policeUnit: checkPoliceUnit,
  unitNo: checkUnitNo,
  documentNo: checkDocumentNo,
  fundLetterNo: (text, { given }) => checkFundLetterNo(text, given('date')),
}

/** The rule of that name; only names of the table itself count. */
export function ruleNamed(name: string): Rule | undefined {
  return Object.hasOwn(RULES, name) ? RULES[name] : undefined
}
