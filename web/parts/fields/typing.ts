import type { Field } from '../../../core/matter.ts'

/** What was typed or pasted, as it is kept; `changed` where a person should look at it again. */
export interface Normal {
  readonly text: string
  readonly changed: boolean
}

/** Texts that are no prose: every blank in them is a slip. */
const NUMBERS = new Set([
  'idNo',
  'mobile',
  'phone',
  'postcode',
  'bankAccount',
  'bankCode',
  'uscc',
  'licenceId',
  'email',
  'url',
  'usccOrIdNumber',
  'socialNo',
])
// marks that show nothing: direction marks, zero-width blanks, byte order mark
const UNSEEN = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const FULL_WIDTH_BLANK = /[\u3000\u00a0]/g

/** Full-width digits and letters made narrow, marks that show nothing taken out, blanks at the ends too; in numbers every blank and every full-width sign. */
export function normalise(field: Pick<Field, 'type' | 'rules'>, typed: string): Normal {
  const number = field.type !== 'text' || (field.rules ?? []).some(({ rule }) => NUMBERS.has(rule))
  const seen = typed.replaceAll(UNSEEN, '').replaceAll(FULL_WIDTH_BLANK, ' ')
  const narrow = seen.replaceAll(number ? /[\uff01-\uff5e]/g : /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, toNarrow)
  const text = number ? narrow.replaceAll(/\s/g, '') : narrow.replaceAll(/\s+/g, ' ').trim()
  const upper = (field.rules ?? []).some(({ rule }) => rule === 'idNo' || rule === 'uscc') ? text.toUpperCase() : text
  return { text: upper, changed: upper.toUpperCase() !== typed.trim().toUpperCase() }
}

function toNarrow(sign: string): string {
  return String.fromCharCode(sign.charCodeAt(0) - 0xfee0)
}

/** A day as people type it: `20260302`, `2026-3-2`, `2026.3.2`, `t` for today, `+30` days or `+5y` years from it; null where it is none. */
export function readDay(text: string, today: string): string | null {
  if (/^t$/i.test(text) || text === '今天') return today
  const later = /^\+(\d{1,4})(y?)$/i.exec(text)
  if (later) return dayLater(today, Number(later[1]), later[2] !== '')
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/.exec(text)
  if (!parts) return null
  const day = `${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}`
  return isDay(day) ? day : null
}

function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}

function dayLater(today: string, count: number, years: boolean): string {
  const date = new Date(`${today}T00:00:00Z`)
  if (years) date.setUTCFullYear(date.getUTCFullYear() + count)
  else date.setUTCDate(date.getUTCDate() + count)
  return date.toISOString().slice(0, 10)
}

/** What the form keeps of what was typed; null where the type cannot be read of it. */
export function readTyped(type: Field['type'], text: string, today: string): unknown {
  if (text === '') return ''
  switch (type) {
    case 'integer':
      return /^-?\d{1,15}$/.test(text.replaceAll(',', '')) ? Number(text.replaceAll(',', '')) : null
    case 'decimal':
      return /^-?\d{1,15}(\.\d{1,10})?$/.test(text.replaceAll(',', '')) ? Number(text.replaceAll(',', '')) : null
    case 'date':
      return readDay(text, today)
    case 'expiry':
      return /^(c|长期)$/i.test(text) ? '长期' : readDay(text, today)
    case 'month':
      return /^\d{4}[-./年]?(0?[1-9]|1[0-2])月?$/.test(text) ? monthOf(text) : null
    default:
      return text
  }
}

function monthOf(text: string): string {
  const [, year = '', month = ''] = /^(\d{4})[-./年]?(\d{1,2})/.exec(text) ?? []
  return `${year}${month.padStart(2, '0')}`
}
