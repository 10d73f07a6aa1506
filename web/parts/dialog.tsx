import { type ReactNode, useEffect, useId, useRef } from 'react'

/** The browser's own dialog, open as long as it is there; without `onClose` it can only be answered. */
export function Dialog({ title, onClose, unasked = false, children }: DialogProps) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
    // what is to have the focus could not take it while the dialog was closed
    if (unasked) dialog.current?.focus()
    else dialog.current?.querySelector<HTMLElement>('[data-first]')?.focus()
  }, [unasked])
  return (
    <dialog
      ref={dialog}
      tabIndex={unasked ? -1 : undefined}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose?.()
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  )
}

interface DialogProps {
  readonly title: string
  readonly onClose?: () => void
  /** it comes by itself, while somebody may be typing: what they type goes into none of its fields */
  readonly unasked?: boolean
  readonly children: ReactNode
}
