import { randomUUID } from 'node:crypto'
import { licenceId } from '../check-digits.ts'
import type { Behaviour } from '../contract.ts'
import { SAMPLE_OFD } from '../sample-ofd.ts'
import type { FileShelf } from './file-shelf.ts'
import { backFormOf, numberOf } from './issued.ts'
import type { Licence, Matter } from './matters.ts'
import { type Body, shanghaiDay, shanghaiTime } from './wire.ts'

export interface HandledCase {
  readonly applyNo: string
  readonly caseNo: string
  readonly matter: Matter
  /** as it stands after supplements */
  body: Body
  seq: number
  /** number of the supplement that is asked for */
  supplementNo: string
  pausedAt?: string | null
  isDenied?: boolean
}

/** The statuses that follow a registration, in order; the part after a correction waits for the supplement. */
export function scriptOf(
  behaviour: Behaviour,
  { steps: finish }: Matter,
): { first: string[]; afterCorrection: string[] } {
  switch (behaviour) {
    case 'correction':
      return { first: ['已签收', '待补正'], afterCorrection: ['已补正', ...finish] }
    case 'refuse':
      return { first: ['已签收', '不予受理'], afterCorrection: [] }
    case 'deny':
      return { first: ['已签收', '已受理', '审批不通过', '已办结'], afterCorrection: [] }
    case 'unknown-status':
      return { first: ['已签收', '已受理', '联审中'], afterCorrection: [] }
    case 'quiet':
      return { first: [], afterCorrection: [] }
    default:
      return { first: ['已签收', ...finish], afterCorrection: [] }
  }
}

const NOTICES: Readonly<Record<string, readonly [string, string]>> = {
  待补正: ['SUP', '补正材料通知书'],
  已受理: ['ACP', '受理通知书'],
  暂停: ['SPE', '特别程序通知书'],
  不予受理: ['NAC', '不予受理通知书'],
  审批通过: ['SAL', '准予许可决定书'],
  审批不通过: ['NSA', '不予许可决定书'],
}

/** The next message of §3.5 about a case; `step` is a status, or the event that says which files came or did not. */
export function progressMessage(
  handled: HandledCase,
  step: string,
  now: number,
  shelf: FileShelf,
  fileIds: readonly string[],
): Body {
  const isStatus = !step.startsWith('FILE_')
  // inner events are not pushed: the numbers have gaps (§6.2)
  handled.seq += step === '已补正' ? 3 : 1
  if (step === '审批不通过') handled.isDenied = true
  const { matter } = handled
  const isDone = step === '已办结' && !handled.isDenied
  return {
    MessageId: randomUUID(),
    EventType: isStatus ? 'STATUS' : step,
    ApplyNo: handled.applyNo,
    CaseNo: handled.caseNo,
    EventSeq: handled.seq,
    EventTime: shanghaiTime(now),
    Status: isStatus ? step : null,
    Handler: { ...handled.matter.depart, UserName: isStatus ? '审查示例甲' : '采集程序' },
    Opinion: null,
    PromiseTime: step === '已受理' ? matter.promiseTime : null,
    Notice: noticeOf(step, handled.seq, now, shelf),
    Supplement: step === '待补正' ? supplementOf(handled, now) : null,
    FieldResults: [],
    StuffResults: [],
    Pause: pauseOf(handled, step, now),
    Decision: decisionOf(step, now),
    Licence: isDone && matter.licence ? licenceOf(handled, matter.licence, now, shelf) : null,
    Express: null,
    FileIds: isStatus ? [] : fileIds,
    BackForm: isDone ? backFormOf(matter.id, handled.caseNo, now) : null,
  }
}

function noticeOf(step: string, seq: number, now: number, shelf: FileShelf): Body | null {
  const [Type, Title] = NOTICES[step] ?? []
  if (!Type || !Title) return null
  const File = shelf.offer(`${Title}.pdf`, Buffer.from(`%PDF-1.4\n%${Title}\n%%EOF\n`))
  return { Type, No: `沪示〔2026〕${seq}号`, Title, Date: shanghaiDay(now), File }
}

/** §6.3: an inspection on the spot; what goes on after it says when it ended. */
function pauseOf(handled: HandledCase, step: string, now: number): Body | null {
  const isBegun = step === '暂停'
  if (isBegun) handled.pausedAt = shanghaiTime(now)
  const BeginTime = handled.pausedAt
  if (!BeginTime || !(isBegun || step === '审批中')) return null
  if (!isBegun) handled.pausedAt = null
  return { Kind: 'B', Reason: '现场核查', BeginTime, EndTime: isBegun ? null : shanghaiTime(now) }
}

function decisionOf(step: string, now: number): Body | null {
  const Time = shanghaiTime(now)
  if (step === '审批通过') return { Result: '准予', Time, Reason: null, Remedy: null }
  if (step !== '审批不通过') return null
  return { Result: '不予', Time, Reason: '不符合条件(示例)', Remedy: '六十日内可申请行政复议' }
}

function supplementOf(handled: HandledCase, now: number): Body {
  const { asked } = handled.matter
  const [file] = (handled.body['Attachments'] as Body[]).filter(({ ExemptType }) => ExemptType === '0')
  handled.supplementNo = `BZ${handled.caseNo}${handled.seq}`
  return {
    Round: 1,
    SupplementNo: handled.supplementNo,
    Deadline: shanghaiDay(now + 14 * 86_400_000),
    Fields: [{ Path: `ApplyForm.${asked.key}`, Label: asked.label, Reason: '请补充说明' }],
    Stuffs: [{ StuffCode: file?.['StuffCode'], FileId: file?.['FileId'], Reason: '未签名', Standard: '申请人签名' }],
  }
}

function licenceOf(handled: HandledCase, licence: Licence, now: number, shelf: FileShelf): Body {
  const { DepartCode, DepartName } = handled.matter.depart
  const { typeCode, name } = licence
  return {
    TypeCode: typeCode,
    Name: name,
    No: numberOf(licence, handled),
    CertificateID: licenceId(typeCode, DepartCode, '20260000000000000277'),
    HolderName: handled.body['Username'],
    HolderCode: handled.body['ApplyerPageCode'],
    IssuerName: DepartName,
    IssuerCode: DepartCode,
    IssueDate: shanghaiDay(now),
    ValidFrom: shanghaiDay(now),
    ValidTo: '长期',
    File: shelf.offer(`${name}.ofd`, Buffer.from(SAMPLE_OFD, 'latin1')),
  }
}
