import { useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { Dialog } from '../../parts/dialog.tsx'
import { Reason } from '../../parts/states.tsx'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

/** Gives a case to another handler, for a reason that is recorded: by a new draw among all who may, or to one by name. */
export function Reassign({ no }: { no: string }) {
  const say = useSay()
  const client = useQueryClient()
  const id = useId()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const [handler, setHandler] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const send = async () => {
    setBusy(true)
    setError(null)
    const to = handler.trim()
    try {
      await read(
        api.cases[':no'].reassign.$post({ param: { no }, json: { reason, ...(to === '' ? {} : { handler: to }) } }),
      )
      setOpen(false)
      await client.invalidateQueries({ queryKey: ['case', no] })
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say('reassign.ask')}</Button>
      {open && (
        <Dialog title={say('reassign.ask')} onClose={() => setOpen(false)}>
          <p>{say('reassign.lead')}</p>
          <div className="field">
            <label htmlFor={`${id}-reason`}>{say('reassign.reason')}</label>
            <Input
              id={`${id}-reason`}
              value={reason}
              maxLength={200}
              onChange={(event) => setReason(event.target.value)}
            />
          </div>
          <div className="field">
            <label htmlFor={`${id}-to`}>{say('reassign.to')}</label>
            <Input
              id={`${id}-to`}
              value={handler}
              maxLength={60}
              onChange={(event) => setHandler(event.target.value)}
            />
          </div>
          {error !== null && (
            <p className="fault" role="alert">
              <Reason error={error} />
            </p>
          )}
          <div className="row">
            <Button type="primary" loading={busy} disabled={reason.trim() === ''} onClick={() => void send()}>
              {say('reassign.send')}
            </Button>
            <Button onClick={() => setOpen(false)}>{say('do.cancel')}</Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
