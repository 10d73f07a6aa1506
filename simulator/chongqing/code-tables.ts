const table = (codes: string): ReadonlySet<string> => new Set(codes.split(' '))

/** The code tables of the document (§5) that the matters, the envelope and the events use. */
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
  CQ_PREMISES: table('owned leased free hosted'),
  CQ_ORG_FORM: table('ltd llc'),
  CQ_CHARTER: table('template custom'),
  CQ_POSITION: table('chair director manager supervisor'),
  CQ_APPOINT: table('elected assigned engaged'),
  CQ_HOLDER: table('person company other'),
  CQ_WAY: table('cash goods ip land equity debt other'),
  CQ_BUS_FORM: table('sale catering canteen'),
  CQ_SALE: table('wholesale retail both'),
  CQ_SCALE: table('xl l m s xs'),
  CQ_FOOD_ITEM: table('Y1 Y2 S1 S2 T1 T2 T3 T4 R1 R2 R3 R4 R5 R9'),
  CQ_FOOD_FLAG: table('cooked_bulk cream home_brew'),
  CQ_STAFF: table('full part'),
  CQ_WATER: table('municipal secondary well'),
  CQ_HUKOU: table('urban rural'),
  CQ_CARD: table('first reissue replace cross_province'),
  CQ_JOB: table('employee flexible student retired other'),
  CQ_ROLE: table('move_in move_out'),
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
