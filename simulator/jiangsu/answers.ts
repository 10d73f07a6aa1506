import { createHash } from 'node:crypto'
import { beijingDay, beijingDigits, beijingTime } from '../beijing-time.ts'
import { licenceId } from '../check-digits.ts'
import type { Behaviour } from '../contract.ts'
import { MASKED_ID, officerOf } from '../spoil.ts'
import { PAPERS } from './code-tables.ts'
import { attributed, isProblem, readDocument, textIn } from './documents.ts'
import { divisionOf } from './matters.ts'
import type { Handled } from './region.ts'
import { answerTail, type Row, rowId, textOf } from './rows.ts'

/** One thing that the gateway is told: an event of EV, 受理, or a result of RT. */
export type Step =
  | 'SJ'
  | 'SL'
  | 'BZ'
  | 'BZSL'
  | 'SH'
  | 'PZ'
  | 'TBKS'
  | 'TBJS'
  | 'CH'
  | '99'
  | `RT ${'01' | '02' | '03' | '04' | '07'}`

/** A row with its table. */
export type Answer = readonly [table: string, row: Row]

/** What follows registration; the part after a correction waits for it. */
export function scriptOf(behaviour: Behaviour, matter: Handled['matter']): { first: Step[]; afterCorrection: Step[] } {
  // §4.1: 食品经营 is looked at where it will be
  const looked: Step[] = matter.id === 'M03' ? ['TBKS', 'TBJS'] : []
  const finish: Step[] = matter.licence ? ['SL', ...looked, 'SH', 'PZ', 'RT 01'] : ['SL', 'SH', 'RT 07']
  switch (behaviour) {
    case 'quiet':
      return { first: [], afterCorrection: [] }
    case 'correction':
      return { first: ['SJ', 'BZ'], afterCorrection: ['BZSL', ...finish] }
    case 'refuse':
      return { first: ['SJ', 'RT 03'], afterCorrection: [] }
    case 'deny':
      return { first: ['SJ', 'SL', 'SH', 'RT 02'], afterCorrection: [] }
    case 'unknown-status':
      return { first: ['SJ', 'SL', '99'], afterCorrection: [] }
    default:
      return { first: ['SJ', ...finish], afterCorrection: [] }
  }
}

const EVENTS: Readonly<Record<string, readonly [code: string, name: string, explained: string]>> = {
  SJ: ['01', '收件', '材料已收'],
  BZ: ['03', '补正告知', '表单须写明;申请书签名处不清晰'],
  BZSL: ['04', '补正受理', '补正材料已收'],
  SH: ['06', '审核', '符合条件'],
  PZ: ['07', '批准', '同意'],
  CH: ['11', '撤回', '申请人撤回'],
  99: ['99', '会商', '示例'],
}

/** BJ after a step; of others it stays. */
export const STATES: Readonly<Partial<Record<Step, string>>> = {
  SJ: '1',
  SL: '2',
  BZ: '3',
  SH: '4',
  TBKS: '7',
  TBJS: '4',
  PZ: '4',
  CH: '9',
  'RT 01': '5',
  'RT 02': '5',
  'RT 03': '6',
  'RT 04': '9',
  'RT 07': '5',
}

const OFFICER = '经办一号'
const DAY_MS = 86_400_000
const YEAR_MS = 365 * DAY_MS

const paper = (title: string, no: string) => Buffer.from(`%PDF-1.4\n%${title} ${no}\n%%EOF\n`)

/** The rows of a step, numbered on from the case's last (§3.6); a decision with its licence is one step (§6.5). */
export function answersOf(handled: Handled, step: Step, now: number): Answer[] {
  const tail = () => answerTail(handled.entry.caseNo, ++handled.seqNo, now)
  const head = { row_guid: rowId(), project_no: handled.entry.partnerCaseNo }
  if (step === 'SL')
    return [
      ['up_pro_accept', { ...head, ...acceptance(handled, now), ...tail() }],
      document(handled, 'SL', '受理通知书', tail()),
    ]
  if (step === 'TBKS' || step === 'TBJS')
    return [['up_pro_special_procedure', { ...head, ...inspection(step, now), ...tail() }]]
  if (!step.startsWith('RT')) return [['up_pro_process', { ...head, ...event(handled, step, now), ...tail() }]]
  const result: Answer = ['up_pro_result', { ...head, ...decision(handled, step.slice(3), now), ...tail() }]
  if (step === 'RT 01') return [result, ...licence(handled, now, tail(), tail())]
  if (step === 'RT 02') return [result, document(handled, 'JD', '不予许可决定书', tail())]
  return step === 'RT 03' ? [result, document(handled, 'BS', '不予受理通知书', tail())] : [result]
}

function acceptance({ row, matter, entry, behaviour }: Handled, now: number): Row {
  const kind = PAPERS[textOf(row, 'applicant_paper_type')] ?? ''
  return {
    catalog_code: matter.item,
    task_code: matter.rightNo.slice(0, 31),
    local_task_code: matter.rightNo,
    task_handle_item: `${matter.rightNo}01`,
    task_name: matter.name,
    task_version: matter.taskVersion,
    applyer_name: textOf(row, 'applicant_name'),
    applyer_type: textOf(row, 'applicant_type'),
    applyer_page_type: kind,
    applyer_page_code: behaviour === 'masked-id' ? MASKED_ID : textOf(row, 'applicant_paper_code'),
    apply_date: textOf(row, 'apply_date'),
    apply_type: textOf(row, 'apply_type'),
    org_name: matter.organisation.name,
    org_code: matter.organisation.id,
    handle_user_name: officerOf(behaviour, OFFICER),
    accept_date: beijingTime(now),
    accept_doc_no: `宁玄示受〔2026〕${entry.partnerCaseNo.slice(-4)}号`,
    project_name: textOf(row, 'transact_affair_name'),
    project_type: '2',
    promise_date: beijingTime(now + DAY_MS),
  }
}

function event(handled: Handled, step: string, now: number): Row {
  const [code = '', name = '', explained = ''] = EVENTS[step] ?? []
  const at = beijingTime(now)
  return {
    process_name: name,
    event_name: code,
    handle_user_name: officerOf(handled.behaviour, OFFICER),
    handle_explain: explained,
    event_start_time: at,
    event_end_time: step === 'BZ' ? null : at,
    remark:
      step === 'BZ' ? notice(handled, now) : step === 'BZSL' ? attributed('BZ', { XH: handled.correctionNo }) : null,
  }
}

/** §3.6: 现场核查 has a row when it begins and another when it has ended. */
function inspection(step: 'TBKS' | 'TBJS', now: number): Row {
  const ended = step === 'TBJS' ? { end_time: beijingTime(now), result: '符合要求' } : {}
  return {
    special_type: '04',
    special_name: '现场核查',
    special_time: beijingTime(now),
    special_reason: '须现场核查经营场所',
    handle_user: OFFICER,
    ...ended,
  }
}

/** §3.6: what has to be mended, a field and a material. */
function notice(handled: Handled, now: number): string {
  handled.correctionNo = `BZ${beijingDigits(now)}${handled.entry.partnerCaseNo.slice(-4)}`
  const [element, name] = handled.matter.asked
  const field = attributed('ZD', { LJ: `F/${element}`, MC: name, DM: 'F101', SM: '须写明原因', QW: '' })
  const material = attributed('CL', { BM: 'CL09', SEQ: '1', WJM: '', JG: '2', DM: 'M102', SM: '签名处不清晰' })
  const due = `${beijingDay(now + 7 * DAY_MS)} 23:59:59`
  return attributed('BZ', { XH: handled.correctionNo, QX: '5', DW: '1', JZ: due }, field + material)
}

function decision(handled: Handled, code: string, now: number): Row {
  const { entry, matter } = handled
  const granted = code === '01' ? licenceOf(handled) : null
  const refusal = code === '02' || code === '03' ? '不符合条件(示例)' : ''
  const paperNo = `宁玄示字〔2026〕${entry.partnerCaseNo.slice(-4)}号`
  const decided = attributed('JD', { WH: paperNo, RQ: beijingDay(now), YJ: '示例依据', LY: refusal })
  return {
    handle_user_name: OFFICER,
    result_date: beijingTime(now),
    result_type: code,
    result_cetr_name: granted?.name ?? null,
    result_cetr_no: granted?.number ?? null,
    result_explain: refusal || (code === '04' ? '申请人撤回' : `准予${matter.name}`),
    is_delivery_results: '0',
    remark: code === '07' ? attributed('FW', servedOf(handled, now)) : code === '04' ? null : decided,
  }
}

/** §3.6: what a service ends in. */
function servedOf({ entry, matter }: Handled, now: number): Readonly<Record<string, string>> {
  const no = entry.partnerCaseNo.slice(-7)
  const day = beijingDay(now)
  const served: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    M05: { KH: `A0${no}` },
    M06: { LXHBH: `LX320102${no}`, LXHRQ: day, XXBBH: `XX320102${no}` },
    M07: { SCZT: '2', KSRQ: day, JSRQ: beijingDay(now + YEAR_MS) },
    M08: { FKDM: '00', FKXX: '已完成', ZYBJ: '36500.00', ZYLX: '120.50', JZNY: day.slice(0, 7).replace('-', '') },
    M09: { QYZBH: `苏迁${no}`, HYZK: '已婚' },
  }
  return served[matter.id] ?? {}
}

interface Granted {
  readonly name: string
  readonly typeCode: string
  readonly number: string
  readonly holder: string
  readonly holderCode: string
  readonly holderType: string
}

/** A new company gets a code of its own, as in 9.4; other new licences a number of the office. */
const NEW_COMPANY = '91320102MA0000015M'

function licenceOf({ entry, row, matter: { licence } }: Handled): Granted | null {
  if (!licence) return null
  const form = readDocument(row['form'] as Buffer, 'F', Number.POSITIVE_INFINITY)
  const of = (name: string) => (isProblem(form) || name === '' ? '' : textIn(form, name))
  const made =
    licence.holderCode === '' ? NEW_COMPANY : `JS${licence.typeCode.slice(-3)}${entry.partnerCaseNo.slice(2)}`
  return {
    name: licence.name,
    typeCode: licence.typeCode,
    number: of(licence.number) || made,
    holder: of(licence.holder),
    holderCode: of(licence.holderCode) || made,
    holderType: licence.holderType,
  }
}

function document({ entry }: Handled, type: string, title: string, tail: Row): Answer {
  const bytes = paper(title, entry.caseNo)
  return [
    'up_pro_material',
    { ...fileRow(entry.partnerCaseNo, title, `宁玄示${type}〔2026〕1号`, bytes), doc_type: type, ...tail },
  ]
}

const fileRow = (project_no: string, title: string, no: string, bytes: Buffer): Row => ({
  row_guid: rowId(),
  project_no,
  material_name: title,
  get_type: '1',
  get_num: 1,
  material_attach_name: `${title}.pdf`,
  doc_no: no,
  attach_content: bytes,
  attach_md5: createHash('md5').update(bytes).digest('hex'),
})

function licence(handled: Handled, now: number, first: Row, second: Row): Answer[] {
  const { entry, matter } = handled
  const granted = licenceOf(handled)
  if (!granted) return []
  const { name, number } = granted
  const years = matter.licence?.years ?? null
  const file: Row = {
    ...fileRow(entry.partnerCaseNo, name, number, paper(name, entry.caseNo)),
    doc_type: 'ZZ',
    ...first,
  }
  const data = {
    row_guid: rowId(),
    project_no: entry.partnerCaseNo,
    certificate_type: name,
    certificate_type_code: granted.typeCode,
    certificate_name: name,
    certificate_number: number,
    certificate_source_id: licenceId(
      granted.typeCode,
      matter.organisation.id,
      beijingDigits(now) + entry.partnerCaseNo.slice(-6),
    ),
    certificate_area_code: `${divisionOf(matter)}000000`,
    certificate_holder: granted.holder,
    certificate_holder_code: granted.holderCode,
    certificate_holder_type: granted.holderType,
    issue_dept: matter.organisation.name,
    issue_dept_code: matter.organisation.id,
    issue_date: `${beijingDay(now)} 00:00:00`,
    valid_from: `${beijingDay(now)} 00:00:00`,
    ...(years === null ? {} : { valid_to: `${beijingDay(now + years * YEAR_MS)} 00:00:00` }),
    attach_row_guid: textOf(file, 'row_guid'),
    ...second,
  }
  return [
    ['up_pro_material', file],
    ['up_lic_data', data],
  ]
}
