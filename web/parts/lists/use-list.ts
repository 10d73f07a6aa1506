import { useEffect, useRef, useState } from 'react'
import { controlId, useForm } from '../fields/form-context.tsx'
import type { ServedField } from '../matter.ts'
import { isNothing, valueAt } from '../values.ts'

type Undo =
  | { readonly at: 'removed'; readonly index: number; readonly element: unknown }
  | { readonly at: 'pasted'; readonly count: number; readonly before: readonly unknown[]; readonly after: unknown }

/** The elements of a list and what can be done with them; the last removal, and a paste that nothing followed, can be taken back. */
export function useList({ path }: ServedField, members: readonly ServedField[]) {
  const { form, derived, set } = useForm()
  const [last, setLast] = useState<Undo | null>(null)
  const elements = (valueAt(form, path) ?? NONE) as readonly unknown[]
  // keys act on what stands there when they act
  const newest = useRef(elements)
  newest.current = elements
  const now = () => newest.current
  const inner = `${path}[]`
  const plain = members.find((one) => one.path === inner)
  const own = plain ? [plain] : members
  const [open, setOpen] = useState<number | null>(elements.length === 1 ? 0 : null)
  const fieldsAt = (index: number) => own.map((one) => boundTo(one, one.path.replace(inner, `${path}[${index}]`)))
  // where the keys go on is there only when what was just done is on the page
  const [then, goOn] = useState<{ focus(): void } | null>(null)
  useEffect(() => then?.focus(), [then])
  const focus = (find: () => HTMLElement | null | undefined) => goOn({ focus: () => find()?.focus() })
  const show = (index: number, wanted?: string) => {
    setOpen(index)
    focus(() => controlIn(path, index, wanted))
  }
  const add = () => {
    set(path, [...now(), plain ? '' : {}])
    show(now().length)
  }
  const remove = (index: number) => {
    setLast({ at: 'removed', index, element: now()[index] })
    set(path, now().toSpliced(index, 1))
    setOpen(null)
    const next = Math.min(index, now().length - 2)
    focus(() => rowButton(path, next) ?? document.getElementById(controlId(path)))
  }
  /** takes the last row out where nothing is in it; tells whether it did */
  const dropEmpty = () => {
    if (now().length === 0 || !isNothing(now().at(-1))) return false
    set(path, now().slice(0, -1))
    setOpen(null)
    return true
  }
  const paste = (rows: readonly unknown[]) => {
    const kept = isNothing(now().at(-1)) ? now().slice(0, -1) : now()
    const after = [...kept, ...rows]
    set(path, after)
    setLast({ at: 'pasted', count: rows.length, before: kept, after })
    setOpen(null)
    focus(() => rowButton(path, kept.length))
  }
  const copyAbove = (index: number, field: string) => {
    const above = valueAt(form, field.replace(`${path}[${index}]`, `${path}[${index - 1}]`))
    if (!isNothing(above)) set(field, above)
  }
  const undo = last?.at === 'pasted' && last.after !== elements ? null : last
  const takeBack = () => {
    if (undo?.at === 'pasted') set(path, undo.before)
    if (undo?.at === 'removed') {
      set(path, now().toSpliced(undo.index, 0, undo.element))
      focus(() => rowButton(path, undo.index))
    }
    setLast(null)
  }
  const derivedElements = (valueAt(derived, path) ?? NONE) as readonly unknown[]
  return {
    elements,
    now,
    derivedElements,
    own,
    open,
    undo,
    fieldsAt,
    show,
    /** folds the row that is open; the keys stay on it */
    close(index: number) {
      setOpen(null)
      focus(() => rowButton(path, index))
    },
    add,
    remove,
    dropEmpty,
    paste,
    copyAbove,
    takeBack,
  }
}

export type List = ReturnType<typeof useList>

const NONE: readonly unknown[] = []
const bound = new WeakMap<ServedField, Map<string, ServedField>>()

/** A field at its place in a row; the same one each time, so that what did not change is not drawn again. */
function boundTo(field: ServedField, path: string): ServedField {
  const known = bound.get(field) ?? new Map<string, ServedField>()
  bound.set(field, known)
  const found = known.get(path) ?? { ...field, path }
  known.set(path, found)
  return found
}

function listElement(path: string): HTMLElement | null {
  return document.querySelector(`[data-field="${CSS.escape(path)}"]`)
}

/** The button that a row of the table is opened by. */
export function rowButton(path: string, index: number): HTMLElement | null {
  return listElement(path)?.querySelector<HTMLElement>(`[data-row="${index}"] [data-opens]`) ?? null
}

/** The control of a row that is wanted, else the first one that is to do, else the first. */
function controlIn(path: string, index: number, wanted: string | undefined) {
  const row = [...(listElement(path)?.querySelectorAll<HTMLElement>(`[data-row="${index}"]`) ?? [])].at(-1)
  const fields = [...(row?.querySelectorAll<HTMLElement>('[data-field]') ?? [])]
  const field =
    fields.find((one) => one.dataset['field'] === wanted) ?? fields.find((one) => one.dataset['todo'] === 'yes')
  return (field ?? row)?.querySelector<HTMLElement>('input:not([type=hidden], [type=file]), button:not([data-opens])')
}
