import type { archiveZh } from './archive-zh.ts'

/** Words of filing a case, and of what happens to it beside its course. */
export const archiveEn: Readonly<Record<keyof typeof archiveZh, string>> = {
  'event.custody-recorded': 'A hand-over was recorded',
  'event.document-issued': 'A document was issued',
  'event.deemed-accepted': '{region} said nothing for five working days: taken for accepted by law',
  'event.clock-warned': 'A stage runs out, or has',
  'event.clock-moved': 'Calendar or limit changed: the end was computed anew',
  'event.reminded': 'The applicant was reminded',
  'event.rated': 'The applicant rated',
  'event.archived': 'Filed',
  'closing.title': 'Filing',
  'closing.there': 'There',
  'closing.archive': 'File the case',
  'closing.lead': 'Once filed the case does not change any more; all of it becomes one package.',
  'closing.evidence': 'Download the evidence pack',
  'closing.evidenceLead':
    'Form, materials, documents, messages and events, to be checked offline; taking it stands in the audit trail.',
  'closing.package': 'Archive package',
}
