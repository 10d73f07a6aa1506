import type { ClipboardEvent, FocusEvent, KeyboardEvent } from 'react'
import { goToNext } from '../fields/form-context.tsx'
import type { ServedField } from '../matter.ts'
import { isNothing } from '../values.ts'
import { cellsOf } from './paste.ts'
import { type List, rowButton } from './use-list.ts'

interface Given {
  readonly field: ServedField
  readonly list: List
  readonly disabled: boolean
  onPaste(text: string): void
}

/** The keys of a list: Enter and Ctrl+Enter add, arrows go from row to row, Alt+Delete takes out, Ctrl+D copies from above, Ctrl+Z takes back. */
export function useRowKeys({ field, list, disabled, onPaste }: Given) {
  return {
    onKeyDown(event: KeyboardEvent) {
      if (disabled || event.nativeEvent.isComposing || event.defaultPrevented) return
      if (act(keyOf(event), event.target as HTMLElement, rowOf(event), field, list)) event.preventDefault()
    },
    onPaste(event: ClipboardEvent) {
      const text = event.clipboardData.getData('text/plain')
      if (disabled || event.defaultPrevented || cellsOf(text) === null) return
      event.preventDefault()
      onPaste(text)
    },
    onBlur(event: FocusEvent) {
      const to = event.relatedTarget
      if (!disabled && to && !event.currentTarget.contains(to)) list.dropEmpty()
    },
  }
}

/** The row of the list that hears the event, not one of a list in it or around it. */
function rowOf({ target, currentTarget }: KeyboardEvent): HTMLElement | null {
  let row = (target as Element).closest<HTMLElement>('[data-row]')
  while (row && row.parentElement?.closest('.elements') !== currentTarget)
    row = row.parentElement?.closest<HTMLElement>('[data-row]') ?? null
  return row
}

const keyOf = (event: KeyboardEvent) =>
  `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`

/** Does what a key means here; tells whether it means anything. */
function act(key: string, target: HTMLElement, row: HTMLElement | null, field: ServedField, list: List): boolean {
  const inRow = row !== null
  const index = Number(row?.dataset['row'])
  const onButton = target.hasAttribute('data-opens')
  const cell = target.closest<HTMLElement>('[data-field]')?.dataset['field'] ?? ''
  const goTo = (to: number) => {
    if (to < 0 || to >= list.elements.length) return false
    if (onButton) rowButton(field.path, to)?.focus()
    else settled(target, () => list.show(to, cell.replace(`${field.path}[${index}]`, `${field.path}[${to}]`)))
    return true
  }
  switch (key) {
    case 'Ctrl+Enter':
      settled(target, list.add)
      return true
    case 'Enter':
      return inRow && !field.path.includes('[') && target.tagName === 'INPUT' && enter(target, row, list)
    case 'Alt+Delete':
      if (inRow) list.remove(index)
      return inRow
    case 'Ctrl+z':
      if (target.tagName === 'INPUT' || !list.undo) return false
      list.takeBack()
      return true
    case 'Ctrl+d':
      if (inRow && index > 0 && cell !== '') list.copyAbove(index, cell)
      return inRow
    case 'ArrowUp':
    case 'ArrowDown':
      return onButton && goTo(index + (key === 'ArrowUp' ? -1 : 1))
    case 'Ctrl+ArrowUp':
    case 'Ctrl+ArrowDown':
      return inRow && goTo(index + (key === 'Ctrl+ArrowUp' ? -1 : 1))
    case 'Escape':
      if (!inRow || onButton || list.open === null) return false
      settled(target, () => list.close(index))
      return true
    default:
      return false
  }
}

/** Enter in a row: on to what is to do in it, else to the next row, else to a new one; out of the list from a row with nothing in it. */
function enter(target: HTMLElement, row: HTMLElement, list: List): boolean {
  const index = Number(row.dataset['row'])
  const cells = [...row.querySelectorAll<HTMLElement>('[data-field]')]
  const own = cells.indexOf(target.closest('[data-field]') as HTMLElement)
  const isEmpty = isNothing(list.now()[index]) && (target as HTMLInputElement).value === ''
  if (!isEmpty && cells.some((one, at) => at > own && one.dataset['todo'] === 'yes')) return false
  // a choice may ask for more: the check tells, and goes on
  if (!isEmpty && target.getAttribute('role') === 'combobox' && own < cells.length - 1) return false
  const whole = row.parentElement?.closest('[data-field]')
  settled(target, () => {
    if (list.now().length - 1 !== index) list.show(index + 1)
    else if (!list.dropEmpty()) list.add()
    else if (whole) goToNext(whole)
  })
  return true
}

/** Leaves a field, which settles what was typed in it, and goes on when that is in the form. */
function settled(target: HTMLElement, next: () => void): void {
  target.blur()
  setTimeout(next, 0)
}
