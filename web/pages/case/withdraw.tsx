import { useQueryClient } from '@tanstack/react-query'
import { Input } from 'antd'
import { useId, useState } from 'react'
import { StepDialog } from '../../parts/step-dialog.tsx'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

/** Takes a case back at the applicant's wish; the region may have to agree. */
export function Withdraw({ no }: { no: string }) {
  const say = useSay()
  const client = useQueryClient()
  const id = useId()
  const [reason, setReason] = useState('')
  const send = async () => {
    await read(api.cases[':no'].withdraw.$post({ param: { no }, json: { reason } }))
    await client.invalidateQueries({ queryKey: ['case', no] })
  }
  return (
    <StepDialog
      ask={say('withdraw.ask')}
      title={say('withdraw.title')}
      lead={say('withdraw.lead')}
      send={say('withdraw.send')}
      danger
      ready={reason.trim() !== ''}
      onSend={send}
    >
      <div className="field">
        <label htmlFor={id}>{say('withdraw.reason')}</label>
        <Input id={id} value={reason} onChange={(event) => setReason(event.target.value)} />
      </div>
    </StepDialog>
  )
}
