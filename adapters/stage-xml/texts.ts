import type { Json } from '../../core/json.ts'

const NAME = /^(?!constructor$|prototype$)[A-Za-z]\w{0,62}$/

/** Whether a word from outside may become a key of a tree. */
export function isName(word: string): boolean {
  return NAME.test(word)
}

/** A leaf of a tree as it is written; what is no single value is nothing. */
export function textOf(value: Json | undefined): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
