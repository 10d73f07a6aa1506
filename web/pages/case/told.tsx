import { useQuery } from '@tanstack/react-query'
import { Failed } from '../../parts/states.tsx'
import { minuteText } from '../../parts/time.ts'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

/** What the applicant was told of a case by text message, and whether it reached the gateway that sends it. */
export function Told({ no }: { no: string }) {
  const say = useSay()
  const { data, error, refetch } = useQuery({
    queryKey: ['told', no],
    queryFn: () => read(api.cases[':no'].notifications.$get({ param: { no } })),
  })
  return (
    <section className="card" aria-labelledby="told">
      <h2 id="told">{say('told.title')}</h2>
      {error && <Failed what={say('told.title')} error={error} retry={() => void refetch()} />}
      {data?.notifications.length === 0 && <p className="hint">{say('told.none')}</p>}
      <ul className="plain-list">
        {data?.notifications.map(({ id, phone, text, state, reason, createdAt, endedAt }) => (
          <li key={id} className="sms">
            <p lang="zh-CN">{text}</p>
            <p className="hint">
              <span aria-hidden="true">{state === 'sent' ? '✓ ' : state === 'waiting' ? '· ' : '✕ '}</span>
              {say(`told.${state}`)} · {phone} ·{' '}
              <time dateTime={endedAt ?? createdAt}>{minuteText(endedAt ?? createdAt)}</time>
              {reason !== '' && <span lang="zh-CN"> · {reason}</span>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
