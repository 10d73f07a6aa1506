import { randomBytes } from 'node:crypto'
import { licenceId } from '../check-digits.ts'
import type { Behaviour } from '../contract.ts'
import type { FileStore } from './file-store.ts'
import type { Matter } from './matters.ts'
import { beijingDay, beijingTime, type Form, sm3 } from './wire.ts'

export interface HandledCase {
  readonly exeId: string
  readonly gzNo: string
  readonly matter: Matter
  /** as it stands after supplements */
  form: Form
  seq: number
  isDenied: boolean
  /** number of the correction that is asked for */
  correctNo: string
}

/** The states that follow a registration, in order, as (PROC_STATE, PROC_RESULT); the part after a correction waits for it. */
export function scriptOf(behaviour: Behaviour, { id }: Matter): { first: string[]; afterCorrection: string[] } {
  const finish = id === 'M07' ? ['2Y', '3Z', '4B'] : ['2Y', '3K', '3Z', '6M', '4B']
  switch (behaviour) {
    case 'correction':
      return { first: ['1S', '9B'], afterCorrection: ['9Y', ...finish] }
    case 'refuse':
      return { first: ['1S', '2N'], afterCorrection: [] }
    case 'deny':
      return { first: ['1S', '2Y', '3F', '4B'], afterCorrection: [] }
    case 'unknown-status':
      return { first: ['1S', '2Y', '7Q'], afterCorrection: [] }
    case 'quiet':
      return { first: [], afterCorrection: [] }
    default:
      return { first: ['1S', ...finish], afterCorrection: [] }
  }
}

/** Document type and title by state (§6.1). */
const DOCUMENTS: Readonly<Record<string, readonly [string, string]>> = {
  '2Y': ['04', '受理通知书'],
  '2N': ['03', '不予受理通知书'],
  '9B': ['05', '补正通知书'],
  '3F': ['14', '不予许可决定书'],
  '4B': ['14', '办结通知书'],
}

/** The next message of §6.2 about a case. */
export function progressMessage(handled: HandledCase, step: string, now: number, files: FileStore): Form {
  handled.seq += 1
  if (step === '3F') handled.isDenied = true
  const [type, title] = DOCUMENTS[step] ?? []
  const document =
    type && title
      ? {
          DOC_TYPE: type,
          DOC_NO: `黔示〔2026〕${handled.seq}号`,
          DOC_FILE_ID: files.put(`${title}.pdf`, Buffer.from(`%PDF-1.4\n%${title} ${handled.gzNo}\n%%EOF\n`)),
        }
      : {}
  return {
    EXE_ID: handled.exeId,
    GZ_NO: handled.gzNo,
    EVENT_NO: randomBytes(16).toString('hex'),
    EVENT_SEQ: String(handled.seq),
    PROC_STATE: step.slice(0, 1),
    PROC_RESULT: step.slice(1),
    STATE_TIME: beijingTime(now),
    HANDLE_ORG: handled.matter.org,
    HANDLE_NAME: '示例科员',
    ...document,
    ...detailsOf(handled, step, now, files),
  }
}

function detailsOf(handled: HandledCase, step: string, now: number, files: FileStore): Form {
  switch (step) {
    case '1S':
      return { SIGN_TIME: beijingTime(now) }
    case '2Y':
      return { promiseDay: '1', promiseDayUnit: 'GZR' }
    case '2N':
    case '3F':
      return { OPINION: '不符合条件(示例)' }
    case '4C':
      return { OPINION: '申请人撤回' }
    case '9B':
      return correctionOf(handled, now)
    case '9Y':
      return { CORRECT_NO: handled.correctNo }
    case '4B':
      return handled.matter.id === 'M02' && !handled.isDenied ? licenceOf(handled, now, files) : {}
    default:
      return {}
  }
}

function correctionOf(handled: HandledCase, now: number): Form {
  handled.correctNo = `BZ${handled.gzNo.slice(2, 10)}${String(handled.seq).padStart(4, '0')}`
  return {
    CORRECT_NO: handled.correctNo,
    CORRECT_DEADLINE: beijingDay(now + 7 * 86_400_000),
    OPINION: '申请表未签名',
    ERR_COUNT: '1',
    '0ERR_KEY': handled.matter.asked,
    '0ERR_MSG': '请补充说明',
    CL_COUNT: '2',
    '0CL_CODE': 'GZCL99',
    '0CL_RESULT': 'HG',
    '1CL_CODE': 'GZCL06',
    '1CL_RESULT': 'BHG',
    '1CL_OPINION': '未签名,请申请人签名后重新扫描',
  }
}

function licenceOf({ form, matter, gzNo }: HandledCase, now: number, files: FileStore): Form {
  const bytes = Buffer.from(`%PDF-1.4\n%营业执照 ${gzNo}\n%%EOF\n`)
  const [year = '', month, day] = beijingDay(now).split('-')
  return {
    LIC_TYPE: 'YYZZ',
    LIC_NO: form['ENT_UNISCID'] ?? '',
    LIC_NAME: '营业执照',
    LIC_HOLDER: form['ENT_NAME'] ?? '',
    LIC_ISSUER: matter.org,
    FZRQ_YEAR: year,
    FZRQ_MONTH: String(Number(month)),
    FZRQ_DAY: String(Number(day)),
    LIC_FROM: beijingDay(now),
    LIC_TO: '9999-12-31',
    LIC_IDENT: licenceId('11100000000013338W001', '11520103MB00000198', '20260305000000000001'),
    LIC_FILE_ID: files.put('营业执照.pdf', bytes),
    LIC_FILE_SM3: sm3(bytes),
  }
}
