import { licenceId } from '../check-digits.ts'
import type { PushVariant } from '../contract.ts'
import { dateText, momentText } from './china-time.ts'
import type { FileReference } from './file-shelf.ts'
import type { Json, JsonObject } from './json.ts'
import { gatewayMatterCode, MATTERS, type PushedMatter } from './matters.ts'
import type { Region } from './region.ts'
import { ADDRESS_OF_APPLICANT, SAMPLE_FORMS } from './sample-forms.ts'

const DAY_MS = 86_400_000

/** A JPEG of one grey pixel. */
const ONE_PIXEL_JPEG =
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z'

const COMPANY = { name: '成都示例企业管理有限公司', uscc: '91510107MA0000007C', representative: '贾示例' }

/** Bytes of a demonstration file of a media type; `label` makes them unlike any other. */
export function demoBytes(mediaType: string, label: string): Uint8Array {
  if (mediaType === 'image/jpeg') {
    return Buffer.concat([Buffer.from(ONE_PIXEL_JPEG, 'base64'), Buffer.from(`\n%demo ${label}\n`)])
  }
  return Buffer.from(`%PDF-1.4\n%demo ${label}\n%%EOF\n`)
}

function uploadOf(materialCode: string, reference: FileReference): JsonObject {
  const { fileId, url, urlExpiresAt, ...rest } = reference
  return { fileId, materialCode, ...rest, form: 'electronic', copies: 1, originalSeen: true, url, urlExpiresAt }
}

/** Puts a new file on the shelf and describes it as an upload of a case. */
export function newUpload(
  region: Region,
  bizNo: string,
  materialCode: string,
  name: string,
  mediaType: string,
): JsonObject {
  const bytes = demoBytes(mediaType, `${bizNo} ${materialCode} ${region.nextNumber()}`)
  return uploadOf(materialCode, region.shelf.put(bytes, name, mediaType))
}

function envelope(region: Region, matter: PushedMatter, bizNo: string, mode = 'online'): JsonObject {
  const { basicCode, formVersion } = MATTERS[matter]
  const ago = (minutes: number): string => momentText(region.now() - minutes * 60_000)
  return {
    specVersion: '1.4',
    bizNo,
    matterCode: gatewayMatterCode(basicCode),
    basicCode,
    formVersion,
    mode,
    divisionCode: '510107000000',
    submittedAt: ago(0),
    delivery: { method: 'elicence' },
    verification: { method: 'eid', passed: true, at: ago(9) },
    consent: { signedAt: ago(7), version: '2026-01' },
    pledge: { signedAt: ago(1) },
    intake: {
      divisionCode: '500191000000',
      orgCode: '11500107MB00001078',
      orgName: '重庆高新区政务服务中心(示例)',
      clerkName: '窗口示例丁',
    },
  }
}

const PERSON = {
  subjectType: 'PERSON',
  subjectName: '贾示例',
  certType: '01',
  certNo: '500107190003050010',
  certExpiry: '2035-06-30',
  gender: 'M',
  ethnicity: 'HA',
  nationality: 'CN',
  birthDate: '1900-03-05',
  phone: '13800000006',
}

const ORGANISATION = {
  subjectType: 'ORG',
  subjectName: COMPANY.name,
  certType: '51',
  certNo: COMPANY.uscc,
  phone: '13800000006',
}

function exemption(region: Region, materialCode: string, kind: string, source: string, id?: string): JsonObject {
  const at = momentText(region.now() - 8 * 60_000)
  return { materialCode, exempt: { kind, ...(id ? { licenceId: id } : {}), source, at } }
}

function medicalFiling(region: Region, bizNo: string, variant: PushVariant): JsonObject {
  const isAssigned = variant === 'correction'
  const startDate = dateText(region.now())
  const permit = licenceId('11100000000013338W011', '11500107MB00001078', '20260000000000000012')
  const consent = newUpload(region, bizNo, 'CQ-99-01', '同意书.pdf', 'application/pdf')
  const files: Json[] = [
    newUpload(region, bizNo, 'CQ-07-01', '备案表.pdf', 'application/pdf'),
    isAssigned
      ? newUpload(region, bizNo, 'CQ-07-05', '派驻证明.pdf', 'application/pdf')
      : exemption(region, 'CQ-07-02', 'elicence', '电子证照库', permit),
    exemption(region, 'CQ-07-07', 'data_check', '公安人口库'),
    exemption(region, 'CQ-07-08', 'data_check', '公安人口库'),
    consent,
  ]
  const category = isAssigned
    ? { category: 'assigned_work', reason: 'other' }
    : { category: 'long_stay', residenceProof: 'permit' }
  return {
    ...envelope(region, 'M07', bizNo),
    ...PERSON,
    consent: { signedAt: momentText(region.now() - 7 * 60_000), version: '2026-01', fileId: consent['fileId'] ?? '' },
    form: {
      insuranceKind: 'employee',
      insuredDivision: '510107000000',
      visitDivision: '500107000000',
      ...category,
      linkMode: 'interprovincial',
      awayAddr: '重庆市九龙坡区示例街道示例大道18号',
      startDate,
      openEnded: true,
    },
    files,
  }
}

function licenceReissue(region: Region, bizNo: string, variant: PushVariant): JsonObject {
  const consent = newUpload(region, bizNo, 'CQ-99-01', '同意书.pdf', 'application/pdf')
  const lossDay = dateText(region.now() - 5 * DAY_MS)
  const files: Json[] = [
    newUpload(region, bizNo, 'CQ-02-01', '补换申请书.pdf', 'application/pdf'),
    newUpload(region, bizNo, 'CQ-02-02', '遗失公示.pdf', 'application/pdf'),
    newUpload(region, bizNo, 'CQ-02-03', '人像面.jpg', 'image/jpeg'),
    newUpload(region, bizNo, 'CQ-02-04', '国徽面.jpg', 'image/jpeg'),
    consent,
  ]
  return {
    ...envelope(region, 'M02', bizNo),
    ...ORGANISATION,
    consent: { signedAt: momentText(region.now() - 7 * 60_000), version: '2026-01', fileId: consent['fileId'] ?? '' },
    form: {
      entity: {
        name: COMPANY.name,
        uscc: COMPANY.uscc,
        kind: 'llc_sole_person',
        repName: variant === 'correction' ? '贾样例' : COMPANY.representative,
      },
      reissue: {
        kind: 'lost',
        originals: 1,
        duplicates: 1,
        lossNotice: { way: 'gsxt', no: `GS${bizNo.slice(-8)}`, date: lossDay },
        lostOn: dateText(region.now() - 6 * DAY_MS),
      },
    },
    files,
  }
}

/** Where the envelope has the applicant's address whatever the mode is (§3.3). */
const ADDRESSED: readonly string[] = ['M05', 'M06', 'M09', 'M10']

/** A case of a matter whose form is told by its sample. */
function sampled(region: Region, matter: keyof typeof SAMPLE_FORMS, bizNo: string): JsonObject {
  const sample = SAMPLE_FORMS[matter]
  const consent = newUpload(region, bizNo, 'CQ-99-01', '同意书.pdf', 'application/pdf')
  const uploads = sample.uploads.map(([code, name]) =>
    newUpload(region, bizNo, code, name, name.endsWith('.jpg') ? 'image/jpeg' : 'application/pdf'),
  )
  const photo = uploads.find(({ materialCode }) => materialCode === sample.photo)
  const isAddressed = sample.mode === 'collect' || ADDRESSED.includes(matter)
  return {
    ...envelope(region, matter, bizNo, sample.mode),
    ...(sample.subject === 'person' ? PERSON : ORGANISATION),
    ...(isAddressed ? { addr: ADDRESS_OF_APPLICANT } : {}),
    consent: { signedAt: momentText(region.now() - 7 * 60_000), version: '2026-01', fileId: consent['fileId'] ?? '' },
    form: {
      ...(sample.formAt?.(region.now()) ?? sample.form),
      ...(photo ? { photoFileId: photo['fileId'] ?? '' } : {}),
    },
    files: [
      ...uploads,
      ...sample.exempt.map(([code, kind, source, id]) => exemption(region, code, kind, source, id)),
      consent,
    ],
  }
}

function bodyOf(region: Region, matter: PushedMatter, bizNo: string, variant: PushVariant): JsonObject {
  if (matter === 'M02') return licenceReissue(region, bizNo, variant)
  return matter === 'M07' ? medicalFiling(region, bizNo, variant) : sampled(region, matter, bizNo)
}

/** A case of this region for the gateway, its files already on the shelf. */
export function sampleCase(region: Region, matter: PushedMatter, variant: PushVariant): JsonObject {
  const day = dateText(region.now()).replaceAll('-', '')
  const bizNo = `CQ500107${day}B${String(region.nextNumber()).padStart(5, '0')}`
  const body = bodyOf(region, matter, bizNo, variant)
  if (variant === 'bad-id') body['certNo'] = body['certType'] === '51' ? '91510107MA0000007D' : '500107190003050011'
  return body
}
