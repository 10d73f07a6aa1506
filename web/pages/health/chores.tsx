import { timeText } from '../../parts/time.ts'
import { useSay } from '../../words/language.tsx'
import type { Word } from '../../words/zh.ts'
import { spanText } from '../board/spans.ts'
import type { Health } from './health-page.tsx'
import { HealthState } from './health-state.tsx'

const KNOWN = {
  housekeeping: 'health.chore.housekeeping',
  'gap-filling': 'health.chore.gap-filling',
  clocks: 'health.chore.clocks',
  'hand-over': 'health.chore.hand-over',
  reminders: 'health.chore.reminders',
  notifications: 'health.chore.notifications',
  'applicant-codes': 'health.chore.applicant-codes',
  probing: 'health.chore.probing',
  indicators: 'health.chore.indicators',
} as const satisfies Record<string, Word>

/** What the process does by itself from time to time, and when it last did. */
export function Chores({ chores }: { readonly chores: Health['chores'] }) {
  const say = useSay()
  return (
    <section className="card" aria-labelledby="chores">
      <h2 id="chores">{say('health.chores')}</h2>
      <div className="scroll">
        <table className="list">
          <thead>
            <tr>
              {(['chore', 'state', 'every', 'ended', 'took', 'failures'] as const).map((name) => (
                <th scope="col" key={name}>
                  {say(`health.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {chores.map(({ name, state, everyMs, endedAt, tookMs, failures }) => (
              <tr key={name}>
                <th scope="row">{name in KNOWN ? say(KNOWN[name as keyof typeof KNOWN]) : name}</th>
                <td data-label={say('health.state')}>
                  <HealthState state={state} />
                </td>
                <td data-label={say('health.every')} className="number">
                  {spanText(everyMs / 1_000, say)}
                </td>
                <td data-label={say('health.ended')} className="number">
                  {endedAt === null ? say('health.never') : timeText(endedAt)}
                </td>
                <td data-label={say('health.took')} className="number">
                  {tookMs === null ? '—' : say('health.ms', { n: tookMs })}
                </td>
                <td data-label={say('health.failures')} className="number">
                  {failures}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
