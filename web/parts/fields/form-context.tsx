import { createContext, useContext } from 'react'
import type { Values } from '../values.ts'

/** What fields read and write: the form, what follows from it, what is wrong, what must be filled and what may not be. */
export interface FormState {
  readonly form: Values
  /** the form with what follows from the rest filled in */
  readonly derived: Values
  /** the day of Beijing, `yyyy-MM-dd` */
  readonly today: string
  faultOf(path: string): string | undefined
  /** something stands there that is wrong, whether it may be said at the field yet or not; left out: what `faultOf` says */
  isWrong?(path: string): boolean
  /** how the rules of a field changed while one types, in words */
  changeOf?(path: string): string | undefined
  isNeeded(path: string): boolean
  isClosed(path: string): boolean
  set(path: string, value: unknown): void
  /** somebody left the field: what is wrong with it may be said */
  leave(path: string): void
  /** goes on to the next control that is to do, once it is known what a choice just made asks; left out: at once */
  goOn?(from: Element): void
  /** may not be changed */
  isLocked?(path: string): boolean
}

export const FormContext = createContext<FormState | null>(null)

export function useForm(): FormState {
  const form = useContext(FormContext)
  if (!form) throw new Error('outside of a form')
  return form
}

/** The id of a field's control, by its path. */
export const controlId = (path: string) => `f-${path.replaceAll(/[^\w]/g, '-')}`

/** What is handed in, signed and verified comes after every field. */
const LAST = /^(materials|verify|consent)/

/** Goes to the next control that is to do: a field after this one, else one before it, else what is signed or handed in, else the page's one next step; Enter does this. */
export function goToNext(from: Element): void {
  const all = [...document.querySelectorAll<HTMLElement>('[data-field]')]
  const own = all.indexOf(from.closest('[data-field]') as HTMLElement)
  const todo = all.filter((one, at) => at !== own && one.dataset['todo'] === 'yes')
  const fields = todo.filter((one) => !LAST.test(one.dataset['field'] ?? ''))
  const isAfter = (one: HTMLElement) => all.indexOf(one) > own
  const next = fields.find(isAfter) ?? fields[0] ?? todo.find(isAfter) ?? todo[0]
  const target = next?.querySelector<HTMLElement>('input:not([type=hidden], [type=file]), select, button')
  if (target) target.focus()
  else document.querySelector<HTMLElement>('[data-primary]')?.focus()
}
