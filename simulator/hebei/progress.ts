import { randomUUID } from 'node:crypto'
import { licenceId } from '../check-digits.ts'
import type { Behaviour } from '../contract.ts'
import { SAMPLE_OFD } from '../sample-ofd.ts'
import { backFormOf, numberOf } from './issued.ts'
import type { Licence, Matter } from './matters.ts'
import { type Body, beijingTime, sha256 } from './wire.ts'

export interface HandledCase {
  readonly projectNo: string
  readonly acceptNo: string
  readonly matter: Matter
  /** the application as it was registered */
  readonly body: Body
  seq: number
  suspendedAt?: string
  isDenied?: boolean
}

/** A document or licence that the region offers for download, by its id. */
export interface Offered {
  readonly fileId: string
  readonly fileName: string
  readonly fileFormat: string
  readonly bytes: Buffer
}

/** The statuses that follow a registration, in order; the part after a correction waits for 3103. */
export function scriptOf(behaviour: Behaviour, { steps }: Matter): { first: string[]; afterCorrection: string[] } {
  const finish = steps.split(' ')
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
  '41': ['08', '特别程序通知书'],
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
  const { matter } = handled
  if (status === '41') handled.suspendedAt = beijingTime(now)
  if (status === '51') handled.isDenied = true
  const issued = status === '70' && !handled.isDenied ? matter.licence : null
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
      handleOrgCode: officeOf(handled),
      handleOrgName: matter.office,
      handleUserName: '审查示例甲',
      handleExplain: '',
      promiseDay: status === '30' ? String(matter.promiseDays) : '',
      promiseDayUnit: status === '30' ? '2' : '',
      promiseDate: status === '30' ? beijingTime(now + matter.promiseDays * 86_400_000).slice(0, 10) : '',
      docData: document,
      correctData: status === '20' ? correction(handled, now) : {},
      fieldResult: [],
      materialResult: [],
      specialData: status === '41' || status === '42' ? inspection(handled, status, now) : {},
      resultData: ['50', '51', '70'].includes(status) ? result(handled, status, issued, offer, now) : {},
      expressData: {},
      backFormData: status === '70' && !handled.isDenied ? backFormOf(matter.id, handled, now) : {},
    },
  }
}

const officeOf = ({ body }: HandledCase): string => String(body['taskCode']).slice(0, 18)

/** §6.3: an inspection on the spot. */
function inspection({ suspendedAt }: HandledCase, status: string, now: number): object {
  return {
    specialType: '2',
    specialName: '现场核查',
    beginTime: suspendedAt ?? beijingTime(now),
    endTime: status === '42' ? beijingTime(now) : '',
    days: '5',
    daysUnit: '2',
    reason: '需现场核查',
  }
}

function correction({ matter, seq }: HandledCase, now: number): object {
  const [form] = matter.materials
  const [itemPath, itemName] = matter.asked
  return {
    correctNo: `BZ${seq}`,
    noticeTime: beijingTime(now),
    deadline: beijingTime(now + 15 * 86_400_000).slice(0, 10),
    times: '1',
    items: [
      { itemType: '1', itemPath, itemName, reason: '请补充说明', standard: '写明办理原因' },
      { itemType: '2', itemPath: form?.code, itemName: form?.name, reason: '未签名', standard: '申请人签名' },
    ],
  }
}

function result(
  handled: HandledCase,
  status: string,
  issued: Licence | null,
  offer: (name: string, format: string, text: string) => Offered,
  now: number,
): object {
  const day = beijingTime(now).slice(0, 10)
  const plain = {
    resultType: issued ? '1' : '9',
    finishCode: status === '70' ? (issued ? '0' : '6') : '',
    resultDate: beijingTime(now),
    resultExplain: handled.isDenied ? '不予许可' : '准予',
  }
  if (!issued) return plain
  const { body, matter } = handled
  const file = offer(`${issued.name}.ofd`, 'ofd', SAMPLE_OFD)
  return {
    ...plain,
    resultCetrName: issued.name,
    resultCetrNo: numberOf(issued, handled),
    cetrTypeCode: issued.typeCode,
    certIdentifier: licenceId(issued.typeCode, officeOf(handled), '20260000000000000088'),
    holderName: body['applyerName'],
    holderCode: body['applyerPageCode'],
    issueOrgName: matter.office,
    issueOrgCode: officeOf(handled),
    issueDate: day,
    validFrom: day,
    validTo: '9999-12-31',
    fileId: file.fileId,
    fileName: file.fileName,
    fileFormat: 'ofd',
    fileSha256: sha256(file.bytes),
  }
}
