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
  isNeeded(path: string): boolean
  isClosed(path: string): boolean
  set(path: string, value: unknown): void
  /** somebody left the field: what is wrong with it may be said */
  leave(path: string): void
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

/** Goes to the first control after this one that is still to do; Enter does this. */
export function goToNext(from: Element): void {
  const all = [...document.querySelectorAll<HTMLElement>('[data-field]')]
  const own = from.closest('[data-field]')
  const after = all.slice(own ? all.indexOf(own as HTMLElement) + 1 : 0)
  const next = after.find((one) => one.dataset['todo'] === 'yes')
  const target = next?.querySelector<HTMLElement>('input:not([type=hidden]), select, button')
  if (target) target.focus()
  else document.querySelector<HTMLElement>('[data-primary]')?.focus()
}
