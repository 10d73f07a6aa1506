import { useQueryClient } from '@tanstack/react-query'
import { Input } from 'antd'
import { useId, useState } from 'react'
import { StepDialog } from '../../parts/step-dialog.tsx'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

/** Gives a case to another handler, for a reason that is recorded: by a new draw among all who may, or to one by name. */
export function Reassign({ no }: { no: string }) {
  const say = useSay()
  const client = useQueryClient()
  const id = useId()
  const [reason, setReason] = useState('')
  const [handler, setHandler] = useState('')
  const send = async () => {
    const to = handler.trim()
    const json = { reason, ...(to === '' ? {} : { handler: to }) }
    await read(api.cases[':no'].reassign.$post({ param: { no }, json }))
    await client.invalidateQueries({ queryKey: ['case', no] })
  }
  return (
    <StepDialog
      ask={say('reassign.ask')}
      title={say('reassign.ask')}
      lead={say('reassign.lead')}
      send={say('reassign.send')}
      ready={reason.trim() !== ''}
      onSend={send}
    >
      <div className="field">
        <label htmlFor={`${id}-reason`}>{say('reassign.reason')}</label>
        <Input id={`${id}-reason`} value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
      </div>
      <div className="field">
        <label htmlFor={`${id}-to`}>{say('reassign.to')}</label>
        <Input id={`${id}-to`} value={handler} maxLength={60} onChange={(event) => setHandler(event.target.value)} />
      </div>
    </StepDialog>
  )
}
