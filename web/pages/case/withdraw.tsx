import { useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { Dialog } from '../../parts/dialog.tsx'
import { Reason } from '../../parts/states.tsx'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

/** Takes a case back at the applicant's wish; the region may have to agree. */
export function Withdraw({ no }: { no: string }) {
  const say = useSay()
  const client = useQueryClient()
  const id = useId()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const send = async () => {
    setBusy(true)
    setError(null)
    try {
      await read(api.cases[':no'].withdraw.$post({ param: { no }, json: { reason } }))
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
      <Button onClick={() => setOpen(true)}>{say('withdraw.ask')}</Button>
      {open && (
        <Dialog title={say('withdraw.title')} onClose={() => setOpen(false)}>
          <p>{say('withdraw.lead')}</p>
          <div className="field">
            <label htmlFor={id}>{say('withdraw.reason')}</label>
            <Input id={id} value={reason} onChange={(event) => setReason(event.target.value)} />
          </div>
          {error !== null && (
            <p className="fault" role="alert">
              <Reason error={error} />
            </p>
          )}
          <div className="row">
            <Button type="primary" danger loading={busy} disabled={reason.trim() === ''} onClick={() => void send()}>
              {say('withdraw.send')}
            </Button>
            <Button onClick={() => setOpen(false)}>{say('do.cancel')}</Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
