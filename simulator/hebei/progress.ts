import { randomUUID } from 'node:crypto'
import type { Behaviour } from '../contract.ts'
import { SAMPLE_OFD } from '../sample-ofd.ts'
import { beijingTime, sha256 } from './wire.ts'

export interface HandledCase {
  readonly projectNo: string
  readonly acceptNo: string
  readonly catalogCode: string
  readonly materials: readonly { materialCode: string }[]
  seq: number
}

/** A document or licence that the region offers for download, by its id. */
export interface Offered {
  readonly fileId: string
  readonly fileName: string
  readonly fileFormat: string
  readonly bytes: Buffer
}

/** The statuses that follow a registration, in order; the part after a correction waits for 3103. */
export function scriptOf(behaviour: Behaviour, catalogCode: string): { first: string[]; afterCorrection: string[] } {
  const finish = catalogCode === '002036004001' ? ['30', '50', '70'] : ['30', '40', '50', '40/4', '70']
  switch (behaviour) {
    case 'correction':
      return { first: ['11', '20'], afterCorrection: ['21', ...finish] }
    case 'refuse':
      return { first: ['11', '31'], afterCorrection: [] }
    case 'deny':
      return { first: ['11', '30', '51', '70'], afterCorrection: [] }
    case 'unknown-status':
      return { first: ['11', '30', '99'], afterCorrection: [] }
    case 'quiet':
      return { first: [], afterCorrection: [] }
    default:
      return { first: ['11', ...finish], afterCorrection: [] }
  }
}

const NOTICES: Record<string, [string, string]> = {
  '20': ['05', '补正材料通知书'],
  '30': ['04', '受理通知书'],
  '31': ['03', '不予受理通知书'],
  '50': ['14', '准予决定书'],
  '51': ['14', '不予许可决定书'],
  '70': ['14', '办结通知书'],
}

/** The next 3201 message of a case, with the files it names. */
export function progressMessage(
  handled: HandledCase,
  step: string,
  now: number,
): { body: Record<string, unknown>; offered: Offered[] } {
  const [status = '', node = ''] = step.split('/')
  const offered: Offered[] = []
  const offer = (fileName: string, fileFormat: string, text: string): Offered => {
    const bytes = Buffer.from(text)
    const file = {
      fileId: sha256(`${handled.projectNo}/${handled.seq}/${fileName}`).slice(0, 32),
      fileName,
      fileFormat,
      bytes,
    }
    offered.push(file)
    return file
  }
  handled.seq += 1
  const [docType, docName] = NOTICES[status] ?? []
  const document =
    docType && docName
      ? {
          docType,
          docNo: `冀示〔2026〕${handled.seq}号`,
          docName,
          docDate: beijingTime(now).slice(0, 10),
          fileId: offer(`${docName}.pdf`, 'pdf', `%PDF-1.4\n%${docName}\n%%EOF\n`).fileId,
        }
      : {}
  const isLicence = status === '70' && handled.catalogCode === '000131127009'
  return {
    offered,
    body: {
      messageId: randomUUID(),
      projectNo: handled.projectNo,
      acceptNo: handled.acceptNo,
      seq: String(handled.seq),
      projectStatus: status,
      nodeCode: status === '40' ? node || '2' : '',
      eventTime: beijingTime(now),
      handleOrgCode: '11130102MB0000115C',
      handleOrgName: '石家庄市长安区示例局',
      handleUserName: '审查示例甲',
      handleExplain: '',
      promiseDay: status === '30' ? '1' : '',
      promiseDayUnit: status === '30' ? '2' : '',
      promiseDate: status === '30' ? beijingTime(now + 86_400_000).slice(0, 10) : '',
      docData: document,
      correctData: status === '20' ? correction(handled, now) : {},
      fieldResult: [],
      materialResult: [],
      specialData: {},
      resultData: ['50', '51', '70'].includes(status) ? result(status, isLicence, offer, now) : {},
      expressData: {},
      backFormData: {},
    },
  }
}

function correction({ materials, seq }: HandledCase, now: number): object {
  const code = materials[0]?.materialCode ?? 'HE0701'
  return {
    correctNo: `BZ${seq}`,
    noticeTime: beijingTime(now),
    deadline: beijingTime(now + 15 * 86_400_000).slice(0, 10),
    times: '1',
    items: [
      { itemType: '1', itemPath: 'formData.memo', itemName: '备注', reason: '请补充说明', standard: '写明办理原因' },
      { itemType: '2', itemPath: code, itemName: '申请表', reason: '未签名', standard: '申请人签名' },
    ],
  }
}

function result(
  status: string,
  isLicence: boolean,
  offer: (name: string, format: string, text: string) => Offered,
  now: number,
): object {
  const day = beijingTime(now).slice(0, 10)
  const plain = {
    resultType: isLicence ? '1' : '9',
    finishCode: status === '70' ? (isLicence ? '0' : '6') : '',
    resultDate: beijingTime(now),
    resultExplain: status === '51' ? '不予许可' : '准予',
  }
  if (!isLicence) return plain
  const file = offer('营业执照.ofd', 'ofd', SAMPLE_OFD)
  return {
    ...plain,
    resultCetrName: '营业执照',
    resultCetrNo: '91130102MA0000015C',
    cetrTypeCode: '11100000000013338W001',
    certIdentifier: '1.2.156.3005.2.11100000000013338W001.11130102MB0000115C.20260000000000000088.001.2',
    holderName: '石家庄示例企业管理有限公司',
    holderCode: '91130102MA0000015C',
    issueOrgName: '石家庄市长安区示例局',
    issueOrgCode: '11130102MB0000115C',
    issueDate: day,
    validFrom: day,
    validTo: '9999-12-31',
    fileId: file.fileId,
    fileName: file.fileName,
    fileFormat: 'ofd',
    fileSha256: sha256(file.bytes),
  }
}
