import { Button, Input } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { Note } from '../../parts/note.tsx'
import { Reason } from '../../parts/states.tsx'
import { today } from '../../parts/time.ts'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import type { ShownLicence } from './licence-table.tsx'

const HOW = ['revoked', 'withdrawn', 'cancelled', 'suspended'] as const

/** Records what an issuer decided about a licence; `done` is told what it is worth now. */
export function Revoke({ licence, done }: { licence: ShownLicence; done: (licence: ShownLicence) => void }) {
  const say = useSay()
  const id = useId()
  const [how, setHow] = useState<(typeof HOW)[number]>('cancelled')
  const [on, setOn] = useState(today())
  const [why, setWhy] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      const json = { revocation: how, on, why: why.trim() }
      done(await read(api.licences[':id'].revocation.$post({ param: { id: licence.id }, json })))
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  if (licence.revokedOn !== null) return null
  return (
    <details>
      <summary>
        {say('revoke.title')}
        <span className="unseen" lang="zh-CN">
          {' '}
          {licence.name} {licence.no}
        </span>
      </summary>
      <form onSubmit={(event) => void send(event)}>
        <label htmlFor={`${id}how`}>{say('revoke.how')}</label>
        <select id={`${id}how`} value={how} onChange={({ target }) => setHow(target.value as (typeof HOW)[number])}>
          {HOW.map((one) => (
            <option key={one} value={one}>
              {say(`revoke.${one}`)}
            </option>
          ))}
        </select>
        <label htmlFor={`${id}on`}>{say('revoke.on')}</label>
        <Input
          id={`${id}on`}
          type="date"
          required
          max={today()}
          value={on}
          onChange={({ target }) => setOn(target.value)}
        />
        <label htmlFor={`${id}why`}>{say('revoke.why')}</label>
        <Input id={`${id}why`} required maxLength={200} value={why} onChange={({ target }) => setWhy(target.value)} />
        {error !== null && (
          <Note tone="bad" live>
            <Reason error={error} />
          </Note>
        )}
        <Button htmlType="submit" size="small" loading={busy}>
          {say('revoke.send')}
        </Button>
      </form>
    </details>
  )
}
