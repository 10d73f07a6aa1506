import { licenceId } from '../check-digits.ts'
import { officerOf } from '../spoil.ts'
import { dayText, timeText } from './china-time.ts'
import type { LicenceRule, Matter } from './matter.ts'
import { type Fields, fieldOf, type PackageRecord } from './package.ts'
import type { Feedback, HandledCase } from './region.ts'

const DAY_MS = 86_400_000
const CORRECTION_DAYS = 7

/** The document that a feedback must carry (§3.3): its type and its name. */
export const DOCUMENTS: Readonly<Record<string, readonly [type: string, name: string]>> = {
  '02': ['04', '受理通知书'],
  '03': ['03', '不予受理通知书'],
  '04': ['05', '补正通知书'],
  '09': ['16', '决定书'],
  '10': ['16', '决定书'],
  '11': ['14', '办结通知书'],
  '12': ['09', '退件通知书'],
}

/** A page without content, 303 bytes: the sample PDF of §9. */
export const SAMPLE_PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
xref
0 4
0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>
startxref
164
%%EOF
`

/** A record of 011000 with a PDF. */
export function pdfRecord(no: number, number: number, code: string, name: string, form: string): PackageRecord {
  const fields: Record<string, string> = {
    CLLBDM: code,
    CLMC: name,
    CLGS: 'pdf',
    CLNR: Buffer.from(SAMPLE_PDF).toString('base64'),
    SXH: String(number),
    CLXSDM: form,
    MTJDM: 'N',
  }
  return { no: String(no), sid: '011000', fields: Object.entries(fields) }
}

/** The smallest that begins and ends as a JPEG. */
const SAMPLE_JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex')

/** A record of 011000 with a picture. */
export function jpegRecord(number: number, code: string, name: string, form: string): PackageRecord {
  const { no, sid, fields } = pdfRecord(number, number, code, name, form)
  const picture: Readonly<Record<string, string>> = { CLGS: 'jpg', CLNR: SAMPLE_JPEG.toString('base64') }
  return { no, sid, fields: fields.map(([field, value]) => [field, picture[field] ?? value] as const) }
}

const record = (sid: string, fields: Record<string, string>, no = 1): PackageRecord => ({
  no: String(no),
  sid,
  fields: Object.entries(fields).filter(([, value]) => value !== ''),
})

function correctionRecords({ matter, materials }: HandledCase): PackageRecord[] {
  const { field, reason, passed, material } = matter.flagged
  const numberOf = (code: string) =>
    fieldOf(materials.find(({ fields }) => fieldOf(fields, 'CLLBDM') === code)?.fields ?? [], 'SXH')
  const place = { JLSID: matter.applySid, JLNO: '1' }
  return [
    record('010007', { ...place, ZDM: field, JGDM: '2', YY: reason }),
    record('010007', { ...place, ZDM: passed, JGDM: '1' }, 2),
    record('010008', { CLLBDM: material, SXH: numberOf(material), JGDM: '2', YY: '申请人未签名' }),
    record('010008', { CLLBDM: '0001', SXH: numberOf('0001'), JGDM: '1' }, 2),
  ]
}

function licenceRecord({ form, matter, caseNumber }: HandledCase, rule: LicenceRule, now: number): PackageRecord {
  const serial = `HB${dayText(now).slice(0, 4)}${caseNumber.slice(-12)}`
  return record('010009', {
    ZZLXDM: rule.typeCode,
    ZZMC: rule.name,
    ZZBH: rule.number(form, serial),
    ZZBS: licenceId(rule.typeCode, '11420106MB00001231', serial),
    CZR_MC: fieldOf(form, rule.holder),
    CZR_DM: rule.holderCode(form, serial),
    FZJG_MC: matter.office.name,
    FZRQ: dayText(now),
    YXQQ: dayText(now),
    YXQZ: '99991231',
    WJSXH: '2',
  })
}

/** The fields that a feedback has beyond those that all have (§3.3). */
function ownFields(
  type: string,
  isDenied: boolean,
  number: string,
  now: number,
  matter: Matter,
): Record<string, string> {
  const [legal, promised, unit] = matter.days
  switch (type) {
    case '02':
      return { SLBH: number, FDSX: legal, FDSXDW: unit, CNSX: promised, CNSXDW: unit }
    case '03':
      return { FKYJ: '不属于本单位受理范围' }
    case '04':
      return { FKYJ: '申请信息及材料需补正', BZQX: dayText(now + CORRECTION_DAYS * DAY_MS) }
    case '05':
      return { FKYJ: '补正材料齐全' }
    case '06':
      return { HJDM: '2' }
    case '09':
      return { FKYJ: `准予${matter.title}` }
    case '10':
      return { FKYJ: '不符合法定条件' }
    case '11':
      return {
        FKYJ: isDenied ? '不予办理' : `准予${matter.title}`,
        BLJGDM: isDenied ? '2' : '1',
        SFJE: '0.00',
        ...matter.returns.values,
      }
    case '13':
      return { FKYJ: '同意撤回' }
    default:
      return {}
  }
}

function mainRecord(handled: HandledCase, type: string, fields: Record<string, string>, now: number): PackageRecord {
  const { office, feedbackSid } = handled.matter
  return record(feedbackSid, {
    YWLSH: handled.view.partnerCaseNo,
    FKXH: String(handled.feedbacks.length + 1),
    FKLXDM: type,
    FKSJ: timeText(now),
    FKDW_JGDM: office.code,
    FKDW_JGMC: office.name,
    FKR_XM: officerOf(handled.behaviour, '胡示例'),
    ...fields,
  })
}

/** The next feedback of a case, with the documents and the licence that its type needs. */
export function buildFeedback(handled: HandledCase, type: string, now: number): Feedback {
  const { matter, feedbacks, caseNumber } = handled
  const isDenied = feedbacks.some((earlier) => earlier.type === '10')
  const [documentType, documentName] = DOCUMENTS[type] ?? []
  const year = dayText(now).slice(0, 4)
  const number = `${matter.office.sign}${type}〔${year}〕第${Number(caseNumber.slice(-6))}号`
  const licence = type === '11' && !isDenied ? matter.licence : null
  const records = [mainRecord(handled, type, ownFields(type, isDenied, number, now, matter), now)]
  if (type === '04') records.push(...correctionRecords(handled))
  if (licence) records.push(licenceRecord(handled, licence, now))
  if (documentType && documentName) {
    records.push(record('010010', { WSLXDM: documentType, WSBH: number, WJSXH: '1' }))
    records.push(pdfRecord(1, 1, `98${documentType}`, documentName, '4'))
  }
  if (licence) records.push(pdfRecord(2, 2, '9901', licence.name, '4'))
  return { number: feedbacks.length + 1, type, time: timeText(now), records }
}

/** What a feedback's main record says, for the query. */
export function feedbackRow({ number, type, time }: Feedback): Fields {
  return Object.entries({ FKXH: String(number), FKLXDM: type, FKSJ: time })
}
