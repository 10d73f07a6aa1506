import type { findZh } from './find-zh.ts'

/** Words of finding cases, taking lists along and giving cases to others. */
export const findEn: Readonly<Record<keyof typeof findZh, string>> = {
  'find.label': 'Find cases',
  'find.find': 'Find',
  'find.hint': 'A number, ID or mobile number, a name, or how a company begins; searches stand in the audit trail',
  'find.found': '{n} found (by {by})',
  'find.more': 'There are more; type more of it.',
  'find.by.no': 'case number',
  'find.by.partnerNo': 'the region’s number',
  'find.by.idNo': 'ID number',
  'find.by.mobile': 'mobile number',
  'find.by.name': 'name',
  'find.by.company': 'beginning of a company’s name',
  'export.take': 'Export this list',
  'export.hint': 'CSV, narrowed as above, applicants masked; stands in the audit trail',
  'reassign.ask': 'Reassign',
  'reassign.lead': 'Without a name it is drawn anew among those who may; never to oneself.',
  'reassign.reason': 'Reason',
  'reassign.to': 'Handler’s account (optional)',
  'reassign.send': 'Reassign',
}
