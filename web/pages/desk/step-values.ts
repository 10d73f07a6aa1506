import type { StepName } from '../../../core/handling/steps.ts'
import { nowText, today } from '../../parts/time.ts'
import type { Uploaded } from '../../parts/upload.ts'
import { valueAt } from '../../parts/values.ts'
import type { CaseAnswer } from '../case/case-page.tsx'

export type { StepName }

/** One thing that has to be mended. */
export interface Item {
  /** `slot MT009` or `path remark` */
  readonly of: string
  readonly label: string
  readonly reason: string
  readonly requirement: string
}

/** What a handler typed for a step; what a step does not need stays unsent. */
export interface Entered {
  readonly note: string
  readonly document: { readonly no: string; readonly title: string; readonly file: Uploaded | null }
  readonly correction: { readonly no: string; readonly dueOn: string; readonly items: readonly Item[] }
  readonly suspension: { readonly kind: string; readonly reason: string; readonly days: string }
  readonly remedy: string
  readonly licence: Readonly<Record<LicenceField, string>> & { readonly file: Uploaded | null }
  readonly shipment: { readonly waybillNo: string; readonly carrier: string }
}

export const LICENCE_FIELDS = [
  'name',
  'no',
  'certIdentifier',
  'typeCode',
  'holderName',
  'holderCode',
  'issuerName',
  'issuerCode',
  'issueDate',
  'from',
  'validTo',
] as const
export type LicenceField = (typeof LICENCE_FIELDS)[number]

/** The notice that goes with a step: its type among the notices, and its title. */
export const NOTICES: Partial<Record<StepName, readonly [string, string]>> = {
  accept: ['NTC_ACCEPT', '受理通知书'],
  correct: ['NTC_CORRECT', '补正通知书'],
  refuse: ['NTC_REFUSE', '不予受理通知书'],
  return: ['NTC_RETURN', '退件通知书'],
  suspend: ['NTC_SPECIAL', '特别程序通知书'],
  deny: ['NTC_DENY', '不予行政许可决定书'],
  approve: ['NTC_DONE', '准予决定书'],
  complete: ['NTC_DONE', '办结通知书'],
}
/** Steps that may hand a licence over. */
export const WITH_LICENCE: ReadonlySet<StepName> = new Set(['approve', 'certify', 'complete'])
/** Steps that end a case against the applicant: reason and remedy are owed. */
export const AGAINST: ReadonlySet<StepName> = new Set(['refuse', 'return', 'deny'])

/** The fields of a step as they begin: what the case and our own office say already. */
export function nothingEntered(found: CaseAnswer, home: { orgName: string; orgCode: string } | undefined): Entered {
  const text = (...paths: string[]) =>
    paths.map((path) => String(valueAt(found.form, path) ?? '')).find((one) => one !== '') ?? ''
  return {
    note: '',
    document: { no: '', title: '', file: null },
    correction: { no: '', dueOn: '', items: [] },
    suspension: { kind: 'other', reason: '', days: '' },
    remedy: '对本决定不服的,可自收到之日起 60 日内申请行政复议,或 6 个月内提起行政诉讼',
    licence: {
      name: '',
      no: '',
      certIdentifier: '',
      typeCode: '',
      holderName: text('entity.name', 'company.name.full', 'applicant.name'),
      holderCode: text('entity.uscc', 'applicant.idNo'),
      issuerName: home?.orgName ?? '',
      issuerCode: home?.orgCode ?? '',
      issueDate: today(),
      from: today(),
      validTo: '长期',
      file: null,
    },
    shipment: { waybillNo: '', carrier: '' },
  }
}

/** The step as the API takes it; groups that nobody began are left out. */
export function bodyOf(step: StepName, entered: Entered) {
  const { note, document, correction, suspension, remedy, licence, shipment } = entered
  const [type = '', title = ''] = NOTICES[step] ?? []
  const { file, ...facts } = licence
  return {
    step,
    ...(note === '' ? {} : { note }),
    ...(document.file
      ? {
          document: {
            type,
            no: document.no,
            title: document.title || title,
            date: today(),
            fileId: document.file.id,
          },
        }
      : {}),
    ...(step === 'correct'
      ? { correction: { no: correction.no, dueOn: correction.dueOn, items: correction.items.map(toItem) } }
      : {}),
    ...(step === 'suspend'
      ? {
          suspension: {
            kind: suspension.kind as 'other',
            from: nowText(),
            reason: suspension.reason,
            ...(suspension.days === '' ? {} : { days: Number(suspension.days), unit: 'G' as const }),
          },
        }
      : {}),
    ...(step === 'approve' || step === 'deny' || step === 'refuse'
      ? {
          decision: {
            result: step === 'approve' ? ('approve' as const) : ('deny' as const),
            at: nowText(),
            ...(note === '' ? {} : { reason: note }),
            ...(AGAINST.has(step) ? { remedy } : {}),
          },
        }
      : {}),
    ...(WITH_LICENCE.has(step) && file ? { licence: { ...facts, fileId: file.id } } : {}),
    ...(step === 'ship' ? { shipment: { ...shipment, sentAt: nowText() } } : {}),
  }
}

function toItem({ of, label, reason, requirement }: Item) {
  const [kind, name = ''] = of.split(' ')
  const where = kind === 'slot' ? { target: 'material' as const, slot: name } : { target: 'field' as const, path: name }
  return { ...where, label, reason, requirement }
}
