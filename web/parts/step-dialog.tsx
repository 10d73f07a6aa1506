import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useSay } from '../words/language.tsx'
import { Dialog } from './dialog.tsx'
import { Reason } from './states.tsx'

interface StepProps {
  /** what opens it, and its heading */
  readonly ask: string
  readonly title: string
  readonly lead: string
  readonly send: string
  readonly danger?: boolean
  /** whether all that the step needs is there */
  readonly ready: boolean
  /** does it; what it throws is said and the dialog stays */
  readonly onSend: () => Promise<unknown>
  readonly children: ReactNode
}

/** A step that is asked once more before it is taken: a button, and a dialog with what the step needs. */
export function StepDialog({ ask, title, lead, send, danger = false, ready, onSend, children }: StepProps) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const take = async () => {
    setBusy(true)
    setError(null)
    try {
      await onSend()
      setOpen(false)
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>{ask}</Button>
      {open && (
        <Dialog title={title} onClose={() => setOpen(false)}>
          <p>{lead}</p>
          {children}
          {error !== null && (
            <p className="fault" role="alert">
              <Reason error={error} />
            </p>
          )}
          <div className="row">
            <Button type="primary" danger={danger} loading={busy} disabled={!ready} onClick={() => void take()}>
              {send}
            </Button>
            <Button onClick={() => setOpen(false)}>{say('do.cancel')}</Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
