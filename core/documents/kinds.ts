import { isOver } from '../case/moves.ts'
import { type About, lastTold, textAt } from './about.ts'
import { collectionSlip, collectionVoucher, NOT_ACCEPTED } from './collection-voucher.ts'
import { deliveriesOf, deliveryReceipt } from './delivery-receipt.ts'
import { handOver, parcelsOfKind } from './hand-over.ts'
import type { Html } from './html.ts'
import { addressConfirmation, completionNotice, correctionNotice, preCheckNotice } from './notices.ts'
import type { Paper } from './print-page.ts'
import { serviceGuide } from './service-guide.ts'

/** One kind of document that is made of a case. */
export interface DocumentKind {
  readonly title: string
  /** canonical code of the document */
  readonly code: string
  /** what its number begins with */
  readonly prefix: string
  /** why there is none yet, null where there is */
  missing(about: About): string | null
  body(about: About): Html
  /** the lines of the same on a slip, and the sentence that stands out */
  readonly slip?: { lines(about: About): string[]; readonly warning: string }
  readonly dense?: boolean
}

/** Every kind, by its name in addresses and commands. */
export const DOCUMENTS = {
  'collection-voucher': {
    title: '收件凭证',
    code: 'RCPT_COLLECT',
    prefix: 'SJ',
    missing: ({ value }) => (value.status === 'DRAFT' ? '还没有收件' : null),
    body: collectionVoucher,
    slip: { lines: collectionSlip, warning: NOT_ACCEPTED },
  },
  'pre-check-notice': {
    title: '一次性告知书（预检提示）',
    code: 'NTC_PRECHECK',
    prefix: 'YJ',
    missing: ({ value, faults }) =>
      value.status !== 'DRAFT' ? '已经收件,不再预检' : faults.length === 0 ? '预检没有问题' : null,
    body: preCheckNotice,
  },
  'correction-notice': {
    title: '补正通知',
    code: 'NTC_CORRECT',
    prefix: 'BZ',
    missing: ({ events }) => (lastTold(events, 'correction') ? null : '办理方没有要求补正'),
    body: correctionNotice,
  },
  'material-hand-over': {
    title: '材料交接单',
    code: 'HANDOVER_IN',
    prefix: 'CJ',
    missing: (about) => (parcelsOfKind(about, 'materials').length > 0 ? null : '没有登记过材料交接'),
    body: (about) => handOver(about, 'materials'),
  },
  'licence-hand-over': {
    title: '办结证件交接单',
    code: 'HANDOVER_OUT',
    prefix: 'ZJ',
    missing: (about) => (parcelsOfKind(about, 'licence').length > 0 ? null : '没有登记过证件交接'),
    body: (about) => handOver(about, 'licence'),
  },
  'address-confirmation': {
    title: '邮递地址确认单',
    code: 'ADDR_CONFIRM',
    prefix: 'DZ',
    missing: (about) => (textAt(about, 'delivery.method') === '1' ? null : '结果不是邮寄'),
    body: addressConfirmation,
  },
  'completion-notice': {
    title: '办结通知',
    code: 'NTC_DONE',
    prefix: 'BJ',
    missing: ({ value }) => (isOver(value.status) && value.status !== 'WITHDRAWN' ? null : '还没有办结'),
    body: completionNotice,
  },
  'delivery-receipt': {
    title: '送达回证',
    code: 'RCPT_DELIVER',
    prefix: 'SD',
    missing: (about) => (deliveriesOf(about).length > 0 ? null : '没有登记过送达'),
    body: deliveryReceipt,
  },
  'service-guide': {
    title: '办事指南',
    code: 'GUIDE',
    prefix: 'ZN',
    missing: () => null,
    body: ({ matter, codes, place, differences }) => serviceGuide(matter, codes, place, differences),
    dense: true,
  },
} as const satisfies Readonly<Record<string, DocumentKind>>

export type DocumentName = keyof typeof DOCUMENTS

/** Whether a word names a kind of document. */
export function isDocumentName(word: string): word is DocumentName {
  return Object.hasOwn(DOCUMENTS, word)
}

/** A kind by its name, with all that it may have. */
export function documentKind(name: DocumentName): DocumentKind {
  return DOCUMENTS[name]
}

/** What it may be printed on. */
export function papersOf({ slip }: DocumentKind): readonly Paper[] {
  return slip ? ['a4', 'a4-large', '80mm'] : ['a4', 'a4-large']
}
