import { useQueryClient } from '@tanstack/react-query'
import { Input } from 'antd'
import { useId, useState } from 'react'
import { StepDialog } from '../../parts/step-dialog.tsx'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

const PERIOD = /^\d{4}(-(0[1-9]|1[0-2]|Q[1-4]))?$/

/** Fills in an indicator that nobody computes: for which period, what, and where the figure comes from. */
export function FillValue({ code, name, unit }: { code: string; name: string; unit: string }) {
  const say = useSay()
  const client = useQueryClient()
  const id = useId()
  const [texts, setTexts] = useState({ period: '', value: '', source: '' })
  const value = Number(texts.value)
  const ready =
    PERIOD.test(texts.period) && texts.value.trim() !== '' && Number.isFinite(value) && texts.source.trim() !== ''
  const send = async () => {
    await read(api.indicators.registry.values.$post({ json: { ...texts, code, value } }))
    await client.invalidateQueries({ queryKey: ['indicator-registry'] })
  }
  return (
    <StepDialog
      ask={say('registry.fill')}
      title={say('registry.fillTitle', { name })}
      lead={say('registry.fillLead')}
      send={say('registry.fillSend')}
      ready={ready}
      onSend={send}
    >
      {(['period', 'value', 'source'] as const).map((part) => (
        <div className="field" key={part}>
          <label htmlFor={`${id}-${part}`}>{say(`registry.fill.${part}`, { unit })}</label>
          <Input
            id={`${id}-${part}`}
            value={texts[part]}
            maxLength={part === 'source' ? 200 : 20}
            inputMode={part === 'value' ? 'decimal' : 'text'}
            onChange={({ target }) => setTexts({ ...texts, [part]: target.value })}
          />
        </div>
      ))}
    </StepDialog>
  )
}
