import { useQuery } from '@tanstack/react-query'
import { minuteText } from '../../parts/time.ts'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

/** How the case came to its handler: every draw with who stood in it, done again from its record. */
export function Draws({ no }: { no: string }) {
  const say = useSay()
  const { data } = useQuery({
    queryKey: ['draws', no],
    queryFn: () => read(api.cases[':no'].draws.$get({ param: { no } })),
  })
  if (!data || data.assignments.length === 0) return null
  return (
    <details className="card slim fold">
      <summary>
        <h2>{say('desk.draws')}</h2>
        <span className="hint">{say(data.ok ? 'desk.drawsOk' : 'desk.drawsBroken')}</span>
      </summary>
      <ol className="plain-list">
        {data.assignments.map(({ seq, at, to, reason, draw, reproduced }) => (
          <li key={seq}>
            {minuteText(at)} → {to ?? '—'} {reason}
            {draw && (
              <p className="hint">
                {say('desk.draw', { n: draw.candidates.length, seed: draw.seed.slice(0, 16) })}{' '}
                {draw.candidates.map(({ id, weight }) => `${id} ${weight}`).join(' · ')}{' '}
                {say(reproduced ? 'desk.drawsOk' : 'desk.drawsBroken')}
              </p>
            )}
          </li>
        ))}
      </ol>
    </details>
  )
}
