const table = (codes: string): ReadonlySet<string> => new Set(codes.split(' '))

/** The code tables of the document (§5) that M02, M06, M07, M08, M10, the envelope and the events use. */
export const TABLES = {
  CQ_SUBJECT: table('PERSON ORG'),
  CQ_CERT: table('01 02 04 05 06 07 08 09 51 99'),
  CQ_GENDER: table('M F X'),
  CQ_MODE: table('online collect joint remote'),
  CQ_DELIVERY: table('window mail kiosk elicence'),
  CQ_VERIFY: table('card_face card_manual eid video manual'),
  CQ_RELATION: table('self householder spouse son daughter parent father mother grandparent sibling other'),
  CQ_MEDIA: table('application/pdf application/ofd image/jpeg'),
  CQ_MAT_FORM: table('original copy both electronic'),
  CQ_EXEMPT: table('elicence data_check prior_case'),
  CQ_EVENT: table('case.state material.reissue'),
  CQ_STATE: table(
    'submitted received need_correction corrected accepted refused returned in_review suspended approved denied issued done delivered withdrawn terminated archived',
  ),
  CQ_SUB: table('making mailed'),
  CQ_BASIS: table('work calendar'),
  CQ_DOC: table('acceptance_notice refusal_notice correction_notice return_notice special_notice decision_letter'),
  CQ_TARGET: table('field material'),
  CQ_RESULT: table('pass fail waived'),
  CQ_SUSPEND: table('inspection publicity hearing extension other'),
  CQ_DECISION: table('approve deny'),
  CQ_REISSUE_WHY: table('expired unreachable digest_mismatch type_mismatch'),
  CQ_ENT_KIND: table('llc llc_sole_person llc_sole_corp llc_soe jsc'),
  CQ_REISSUE: table('lost damaged add_copy after_change'),
  CQ_LOSS_WAY: table('gsxt newspaper'),
  CQ_INSURE: table('employee resident'),
  CQ_FILING: table('retired_relocation long_stay assigned_work referral other_trip'),
  CQ_FILING_WHY: table('with_children assignment cannot_treat other'),
  CQ_LINK: table('interprovincial intraprovincial'),
  CQ_PROOF: table('permit pledge'),
  CQ_EMPLOYER: table('enterprise public social other'),
  CQ_PENSION: table('enterprise_pension'),
  CQ_MOVE: table('job hukou benefit_place other'),
  CQ_BANK: table('ICBC ABC BOC CCB BCM PSBC'),
  CQ_EDU: table('postgraduate bachelor college secondary high junior primary other'),
  CQ_QUALI: table('passenger freight'),
  CQ_CREDIT: table('AAA AA A B'),
  CQ_M10: table('renew replace change transfer'),
  CQ_MARITAL: table('single married widowed divorced unstated'),
  CQ_ETHNICITY: table(
    'HA MG HU ZA UG MH YI ZH BY CS MA DO YA BA TJ HN KZ DA LI LS VA SH GS LH SU DX NX JP KG TU DU ML QI BL SL MN GL XB AC PM TA NU UZ RS EW DE BN YG GI TT DR OR HZ MB LB JN ZZ RJ',
  ),
} as const

export type TableName = keyof typeof TABLES

/** Codes of functional areas that only this region may send, never the gateway (§5). */
export const PSEUDO_DIVISIONS = table('500190000000 500191000000 500192000000')

const REGIONS = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

/** Whether two letters name a country of GB/T 2659. */
export function isCountry(text: string): boolean {
  return /^[A-Z]{2}$/.test(text) && REGIONS.of(text) !== undefined
}
