import type { resultsZh } from './results-zh.ts'

export const resultsEn: Readonly<Record<keyof typeof resultsZh, string>> = {
  'role.kiosk': 'Kiosk',
  'event.custody-recorded': 'A hand-over was recorded',
  'event.document-issued': 'A document was issued',
  'event.deemed-accepted': 'Five working days without a word: taken for accepted by law',
  'event.clock-warned': 'A limit runs out or has: somebody was told',
  'event.clock-moved': 'A limit was counted anew by another calendar or agreement',
  'event.reminded': 'The applicant was reminded of an end',
  'event.rated': 'The applicant rated it',
  'event.licence-revoked': 'The licence was noted as no longer good',
  'event.pickup-coded': 'A new pick-up code was made',
  'event.picked-up': 'The result was fetched by its code',
}
