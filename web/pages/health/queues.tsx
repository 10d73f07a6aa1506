import { timeText } from '../../parts/time.ts'
import { Link } from '../../shell/address.tsx'
import { useSay } from '../../words/language.tsx'
import { spanText } from '../board/spans.ts'
import type { Health } from './health-page.tsx'
import { HealthState } from './health-state.tsx'

/** What waits for each region and since when, and whether its breaker is open. */
export function Queues({ regions }: { readonly regions: Health['regions'] }) {
  const say = useSay()
  return (
    <section className="card" aria-labelledby="queues">
      <h2 id="queues">{say('health.regions')}</h2>
      <div className="scroll">
        <table className="list">
          <thead>
            <tr>
              {(['region', 'state', 'line', 'queued', 'oldest', 'breaker', 'dead'] as const).map((name) => (
                <th scope="col" key={name}>
                  {say(`health.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {regions.map((region) => (
              <tr key={region.code}>
                <th scope="row">
                  <Link href={`/deliveries?region=${region.code}`}>{region.name}</Link>
                </th>
                <td data-label={say('health.state')}>
                  <HealthState state={region.state} />
                </td>
                <td data-label={say('health.line')}>{say(`board.state.${region.tile}`)}</td>
                <td data-label={say('health.queued')}>
                  {say('health.count', { ready: region.ready, waiting: region.waiting })}
                </td>
                <td data-label={say('health.oldest')} className="number">
                  {region.oldestSeconds === null ? '—' : spanText(region.oldestSeconds, say)}
                </td>
                <td data-label={say('health.breaker')}>
                  {region.retryAt === null
                    ? say('health.closed')
                    : say('health.until', { time: timeText(Date.parse(region.retryAt)), n: region.failures })}
                </td>
                <td data-label={say('health.dead')} className="number">
                  {region.dead}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
