import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { Note } from '../../parts/note.tsx'
import { Failed, Reason } from '../../parts/states.tsx'
import { dayText, minuteText } from '../../parts/time.ts'
import { Link } from '../../shell/address.tsx'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'
import { RateForm } from './rate-form.tsx'

type Made = AnswerOf<(typeof api.cases)[':no']['pickup-codes']['$post']>

/** What a case came to: its licences, the codes that its result is fetched with, and what the applicant thinks of it. Nothing where it came to nothing yet. */
export function Outcome({ no }: { no: string }) {
  const say = useSay()
  const permissions = useMe().data?.permissions ?? []
  const may = {
    licences: permissions.includes('licence.read'),
    make: permissions.includes('pickup.make'),
    rate: permissions.includes('rating.record'),
  }
  const { data, error, refetch } = useQuery({
    queryKey: ['outcome', no],
    queryFn: async () => {
      const param = { no }
      const [licences, codes, ratings] = await Promise.all([
        may.licences ? read(api.cases[':no'].licences.$get({ param })) : null,
        read(api.cases[':no']['pickup-codes'].$get({ param })),
        read(api.cases[':no'].ratings.$get({ param })),
      ])
      return { licences: licences?.licences ?? [], codes: codes.codes, ...ratings }
    },
  })
  if (error && !data) return <Failed what={say('outcome.title')} error={error} retry={() => void refetch()} />
  if (!data) return null
  const { licences, codes, ratings, invitedAt } = data
  if (licences.length === 0 && codes.length === 0 && ratings.length === 0 && invitedAt === null) return null
  return (
    <section className="card" aria-labelledby="outcome">
      <h2 id="outcome">{say('outcome.title')}</h2>
      {licences.map(({ id, name, no: number, validTo, state, stateText }) => (
        <p key={id} lang="zh-CN">
          {name} <span className="code">{number}</span>{' '}
          {validTo === '' ? '' : ` · ${say('outcome.until', { day: validTo })}`}
          {' · '}
          <strong className={`licence-${state}`}>
            <span aria-hidden="true">{state === 'valid' ? '✓ ' : '✕ '}</span>
            {stateText}
          </strong>
        </p>
      ))}
      <h3>{say('outcome.pickup')}</h3>
      {codes.length === 0 && <p className="hint">{say('outcome.noCode')}</p>}
      <ul className="plain-list">
        {codes.map(({ seq, print, reason, stateText, madeAt, endsAt, usedAt, placeText }) => (
          <li key={seq}>
            <span lang="zh-CN">
              {say('outcome.print', { n: print })} · {stateText}
              {placeText ? ` · ${placeText}` : ''}
              {reason === '' ? '' : ` · ${reason}`}
            </span>
            <span className="hint">
              {usedAt ? minuteText(usedAt) : say('outcome.good', { from: dayText(madeAt), to: minuteText(endsAt) })}
            </span>
          </li>
        ))}
      </ul>
      {may.make && invitedAt !== null && <NewCode no={no} used={codes.some(({ usedAt }) => usedAt !== null)} />}
      <h3>{say('outcome.ratings')}</h3>
      {ratings.length === 0 && <p className="hint">{say(invitedAt === null ? 'outcome.notAsked' : 'outcome.asked')}</p>}
      <ul className="plain-list">
        {ratings.map(({ stage, stageText, levelText, text, channelText, ticketNo }) => (
          <li key={stage}>
            <span lang="zh-CN">
              {stageText}:{levelText} · {channelText}
              {text === '' ? '' : ` · ${text}`}
            </span>
            {ticketNo && <Link href={`/tickets?view=open&no=${ticketNo}`}>{ticketNo}</Link>}
          </li>
        ))}
      </ul>
      {may.rate && <RateForm no={no} given={ratings.map(({ stage }) => stage)} />}
    </section>
  )
}

/** Another code in place of one that was lost or used; once the result was fetched it needs a reason. */
function NewCode({ no, used }: { no: string; used: boolean }) {
  const say = useSay()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const [made, setMade] = useState<Made | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const make = async () => {
    setBusy(true)
    setError(null)
    try {
      setMade(await read(api.cases[':no']['pickup-codes'].$post({ param: { no }, json: { reason } })))
      setReason('')
      await client.invalidateQueries({ queryKey: ['outcome', no] })
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void make()
      }}
    >
      {used && (
        <>
          <label htmlFor="reprint">{say('outcome.reason')}</label>
          <Input id="reprint" maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
        </>
      )}
      <div role="status">
        {made && (
          <Note tone="good">
            {made.code === null ? say('outcome.toldCode') : say('outcome.sayCode', { code: made.code })}
          </Note>
        )}
        {error !== null && (
          <Note tone="bad">
            <Reason error={error} />
          </Note>
        )}
      </div>
      <Button htmlType="submit" loading={busy}>
        {say(used ? 'outcome.again' : 'outcome.newCode')}
      </Button>
    </form>
  )
}
