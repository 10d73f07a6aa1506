import type { savedFiltersZh } from './saved-filters-zh.ts'

/** Words of the conditions that people keep. */
export const savedFiltersEn: Readonly<Record<keyof typeof savedFiltersZh, string>> = {
  'filters.title': 'My saved filters',
  'filters.name': 'A name for these conditions',
  'filters.save': 'Save filter',
  'filters.hint': 'Seen by you alone; no applicant’s name or number, please.',
  'filters.delete': 'Delete “{name}”',
  'filters.saved': 'Saved as “{name}”',
  'filters.deleted': 'Deleted “{name}”',
}
