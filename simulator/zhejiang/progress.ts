import { licenceId } from '../check-digits.ts'
import type { Behaviour } from '../contract.ts'
import type { FileStore } from './file-store.ts'
import type { Matter } from './matters.ts'
import { type Body, beijingDay, dayStart, newId, parse, WITHOUT_END } from './wire.ts'

export interface HandledCase {
  readonly businessCode: string
  readonly applyNo: string
  readonly matter: Matter
  /** as it stands after supplements */
  body: Body
  seq: number
  isDenied: boolean
  /** number of the correction that is asked for */
  correctNo: string
}

/** The events that follow a registration, in order; the part after a correction waits for it. */
export function scriptOf(behaviour: Behaviour, { id }: Matter): { first: string[]; afterCorrection: string[] } {
  const finish = id === 'M07' ? ['ACCEPT', 'DECIDE', 'FINISH'] : ['ACCEPT', 'NODE', 'DECIDE', 'CERT', 'FINISH']
  switch (behaviour) {
    case 'correction':
      return { first: ['SIGN', 'CORRECT'], afterCorrection: ['CORRECT_RECV', ...finish] }
    case 'refuse':
      return { first: ['SIGN', 'NOT_ACCEPT'], afterCorrection: [] }
    case 'deny':
      return { first: ['SIGN', 'ACCEPT', 'NODE', 'DENY', 'FINISH'], afterCorrection: [] }
    case 'unknown-status':
      return { first: ['SIGN', 'ACCEPT', 'JOINT'], afterCorrection: [] }
    case 'quiet':
      return { first: [], afterCorrection: [] }
    default:
      return { first: ['SIGN', ...finish], afterCorrection: [] }
  }
}

/** By step: event_type, apply_status (§3.7), and type and title of the document that goes with it. `JOINT` is no step of the document. */
const STEPS: Readonly<Record<string, readonly [type: string, status: string, document?: readonly [string, string]]>> = {
  SIGN: ['SIGN', '11'],
  NOT_ACCEPT: ['NOT_ACCEPT', '21', ['03', '不予受理通知书']],
  ACCEPT: ['ACCEPT', '20', ['02', '受理通知书']],
  CORRECT: ['CORRECT', '30', ['04', '补正通知书']],
  CORRECT_RECV: ['CORRECT_RECV', '31'],
  NODE: ['NODE', '40'],
  JOINT: ['NODE', '45'],
  DECIDE: ['DECIDE', '60', ['06', '准予许可决定书']],
  DENY: ['DECIDE', '61', ['07', '不予许可决定书']],
  CERT: ['CERT', '70'],
  FINISH: ['FINISH', '80', ['08', '办结通知书']],
  WITHDRAWN: ['WITHDRAWN', '90'],
}

/** The status that a step leaves. */
export const statusOf = (step: string): string => STEPS[step]?.[1] ?? ''

/** The next event of §3.7 about a case. */
export function eventOf(handled: HandledCase, step: string, now: number, files: FileStore): Body {
  handled.seq += 1
  if (step === 'DENY') handled.isDenied = true
  const [event_type, apply_status, document] = STEPS[step] ?? []
  const { office, itemCode } = handled.matter
  const doc_list = document ? [documentOf(document, handled, files)] : []
  const content = { ...contentOf(handled, step, now, files), ...(document ? { doc_list } : {}) }
  return {
    event_id: newId(),
    event_type,
    event_seq: handled.seq,
    form_business_code: handled.businessCode,
    apply_no: handled.applyNo,
    item_code: itemCode,
    apply_status,
    event_time: now,
    operator_name: '经办一号',
    operator_org_name: office.name,
    operator_org_code: office.code,
    event_content: JSON.stringify(content),
  }
}

function documentOf([doc_type, title]: readonly [string, string], handled: HandledCase, files: FileStore): Body {
  const doc_no = `杭示〔2026〕${String(handled.seq).padStart(4, '0')}号`
  const bytes = Buffer.from(`%PDF-1.4\n%${title} ${handled.applyNo}\n%%EOF\n`)
  return { doc_type, doc_name: `${title}.pdf`, doc_no, ...files.describe(`${title}.pdf`, bytes) }
}

function contentOf(handled: HandledCase, step: string, now: number, files: FileStore): Body {
  switch (step) {
    case 'SIGN':
      return { sign_time: now }
    case 'NOT_ACCEPT':
      return { reason: '不符合条件(示例)', other_authority: '', remedy: '' }
    case 'ACCEPT':
      return acceptance(handled, now)
    case 'CORRECT':
      return correction(handled, now)
    case 'CORRECT_RECV':
      return { correct_no: handled.correctNo, recv_time: now }
    case 'NODE':
    case 'JOINT':
      return { node_name: '审查', node_result: '进行中', opinion: '' }
    case 'DECIDE':
    case 'DENY':
      return decision(handled, step === 'DENY', now, files)
    case 'CERT':
      return { cert_name: '营业执照', begin_time: now }
    case 'FINISH':
      return { result_type: handled.isDenied ? '2' : '1', result_explain: '', finish_date: now }
    default:
      return { withdraw_time: now, reason: '申请人撤回' }
  }
}

function acceptance({ matter, seq }: HandledCase, now: number): Body {
  const [promise_value, promise_unit] = matter.promise
  return {
    accept_no: `杭受〔2026〕${String(seq).padStart(6, '0')}号`,
    accept_time: now,
    promise_value,
    promise_unit,
    promise_date: dayStart(now + 86_400_000),
  }
}

/** A field, and the application form once more; everything else is as it should be (§9.3). */
function correction(handled: HandledCase, now: number): Body {
  const { asked } = handled.matter
  handled.correctNo = `BZ330106${beijingDay(now)}${String(handled.seq).padStart(4, '0')}`
  const attachments = (handled.body['attach_list'] as Body[]).filter(({ exempt_by }) => exempt_by === 'N')
  const named = attachments.map(({ attach_code, files }) => ({
    attach_code,
    file_id: (files as Body[])[0]?.['file_id'],
  }))
  const poor = { result: '2', reason_code: 'M104', reason: '申请人没有签名' }
  return {
    correct_no: handled.correctNo,
    limit_value: 10,
    limit_unit: 'G',
    deadline: dayStart(now + 15 * 86_400_000) - 1_000,
    reason: '申请表未签名',
    field_results: [
      {
        path: `biz.${asked.key}`,
        label: asked.label,
        result: '2',
        reason_code: 'F203',
        reason: '请补充说明',
        expect: '',
      },
    ],
    material_results: named.map((one) => ({ ...one, ...(one.attach_code === 'C009' ? poor : { result: '1' }) })),
  }
}

function decision(handled: HandledCase, isDenied: boolean, now: number, files: FileStore): Body {
  return {
    decision: isDenied ? '2' : '1',
    decision_no: `杭示准〔2026〕${String(handled.seq).padStart(4, '0')}号`,
    decision_date: dayStart(now),
    legal_basis: '',
    reason: isDenied ? '不符合条件(示例)' : '',
    remedy: isDenied ? '六十日内可申请行政复议' : '',
    licences: !isDenied && handled.matter.id === 'M02' ? [licence(handled, now, files)] : [],
    outcome:
      handled.matter.id === 'M07' ? { out_fil_upld_stas: '2', begndate: dayStart(now), enddate: WITHOUT_END } : {},
  }
}

function licence({ matter, body, applyNo }: HandledCase, now: number, files: FileStore): Body {
  const biz = (parse(body['form_content'])?.['biz'] ?? {}) as Body
  const cert_type_code = '11100000000013338W001'
  return {
    cert_type_code,
    cert_name: '营业执照',
    cert_no: biz['entity_uscc'],
    cert_identifier: licenceId(cert_type_code, matter.office.code, '20260305000000000001'),
    holder_name: biz['entity_name'],
    holder_card_type: '49',
    holder_card_number: biz['entity_uscc'],
    issuer_name: matter.office.name,
    issuer_code: matter.office.code,
    issue_date: dayStart(now),
    valid_from: dayStart(now),
    valid_to: WITHOUT_END,
    ...files.describe('营业执照.pdf', Buffer.from(`%PDF-1.4\n%营业执照 ${applyNo}\n%%EOF\n`)),
  }
}
