import type { receiptZh } from './receipt-zh.ts'

/** The same in English. */
export const receiptEn: Readonly<Record<keyof typeof receiptZh, string>> = {
  'receipt.title': 'Collection voucher',
  'receipt.collected': 'Collected {no}',
  'receipt.print': 'Print the voucher',
  'receipt.next': 'Next applicant',
  'receipt.open': 'Open the case',
  'receipt.applicant': 'Applicant',
  'receipt.idNo': 'ID number',
  'receipt.noAcceptance': 'This voucher does not mean acceptance.',
  'receipt.materials': '{n} materials checked, {m} originals seen, {k} exempt',
  'receipt.how': 'How handed in',
  'receipt.electronic': 'Electronic',
  'receipt.note.only':
    'This window only collects materials and checks their form; whether to accept or approve is decided in {region}.',
  'receipt.note.next': 'Next: {region} decides on acceptance; what must be corrected is told at once.',
  'receipt.note.ask': 'Enquiries: with no. {no} at any window, or call {phone}.',
  'receipt.note.lost': 'If lost, it is printed again at any window against the ID card.',
  'receipt.note.privacy': 'Personal data goes only to the handling office in {region}, for {matter}.',
}
