import type { Fault } from '../fault.ts'
import type { Field } from '../matter.ts'
import type { Wrong } from './plain-text.ts'

/** A fault of this field; its sentence begins with the field's label. */
export function toFault(field: Pick<Field, 'path' | 'label'>, wrong: Wrong, below = ''): Fault {
  return { path: field.path + below, code: wrong.code, message: `“${field.label}”${wrong.message}`, fix: wrong.fix }
}

/** Keeps what somebody typed from flooding a sentence. */
export function clip(text: string): string {
  const points = [
    ...text
      .slice(0, 80)
      .toWellFormed()
      .replace(/[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, ''),
  ]
  return points.length > 30 ? `${points.slice(0, 30).join('')}…` : points.join('')
}
