import { randomBytes } from 'node:crypto'
import { licenceId } from '../check-digits.ts'
import type { Behaviour } from '../contract.ts'
import type { FileStore } from './file-store.ts'
import type { Matter } from './matters.ts'
import { beijingDay, beijingTime, type Form, listOf, sm3 } from './wire.ts'

const YEAR_MS = 365 * 86_400_000

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

/** §6.1: M05–M08 say nothing between acceptance and decision; M03 is held up by a look at the place (§8.10). */
function examined({ id, inspects }: Matter): string[] {
  if (['M05', 'M06', 'M07', 'M08'].includes(id)) return []
  return inspects ? ['3K', '3G', '3H'] : ['3K']
}

/** The states that follow a registration, in order, as (PROC_STATE, PROC_RESULT); the part after a correction waits for it. */
export function scriptOf(behaviour: Behaviour, matter: Matter): { first: string[]; afterCorrection: string[] } {
  const finish = ['2Y', ...examined(matter), '3Z', ...(matter.licence ? ['6M'] : []), '4B']
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
  '3G': ['11', '特别程序通知书'],
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
      return { promiseDay: String(handled.matter.promise[0]), promiseDayUnit: handled.matter.promise[1] }
    case '3G':
      return { SUSPEND_KIND: 'XCHC', SUSPEND_DAYS: '10', OPINION: '现场核查' }
    case '3H':
      return { SUSPEND_END: beijingDay(now) }
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
      return handled.isDenied ? {} : { ...licenceOf(handled, now, files), ...feedbackOf(handled, now) }
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
  const { licence, org, orgCode } = matter
  if (!licence) return {}
  const { type, typeCode, name, no, holder, years } = licence
  const bytes = Buffer.from(`%PDF-1.4\n%${name} ${gzNo}\n%%EOF\n`)
  const [year = '', month, day] = beijingDay(now).split('-')
  return {
    LIC_TYPE: type,
    LIC_NO: form[no] ?? `黔${type}${gzNo.slice(2)}`,
    LIC_NAME: name,
    LIC_HOLDER: form[holder] ?? '',
    LIC_ISSUER: org,
    FZRQ_YEAR: year,
    FZRQ_MONTH: String(Number(month)),
    FZRQ_DAY: String(Number(day)),
    LIC_FROM: beijingDay(now),
    LIC_TO: years === null ? '9999-12-31' : beijingDay(now + years * YEAR_MS),
    LIC_IDENT: licenceId(typeCode, orgCode, `20260305${gzNo.slice(-12)}`),
    LIC_FILE_ID: files.put(`${name}.pdf`, bytes),
    LIC_FILE_SM3: sm3(bytes),
  }
}

/** What M06, M08 and M09 bring back with the end (§4.8, §4.10, §4.11). */
function feedbackOf({ form, matter: { id }, gzNo }: HandledCase, now: number): Form {
  if (id === 'M06') return { XXB_NO: `XX${gzNo.slice(2)}` }
  if (id === 'M08')
    return { FK_CODE: '00', FK_MSG: '已完成', ZY_BJ: '36500.00', ZY_LX: '120.50', JZ_NY: beijingDay(now).slice(0, 7) }
  if (id !== 'M09') return {}
  const people = listOf(form, 'QY_COUNT', 'QY_NAME').flatMap((name, index) => [
    [`${index}QY_CERT_NO`, `黔迁${gzNo.slice(-8)}`],
    [`${index}QY_HOLDER_NAME`, name],
    [`${index}QY_HOLDER_IDNO`, form[`${index}QY_IDNO`] ?? ''],
    [`${index}QY_HOLDER_GX`, 'BR'],
    [`${index}QY_MARRY`, 'YH'],
  ])
  return { QY_COUNT: form['QY_COUNT'] ?? '0', ...Object.fromEntries(people) } as Form
}
