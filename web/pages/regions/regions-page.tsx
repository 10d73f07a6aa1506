import { useQuery } from '@tanstack/react-query'
import { Failed, Loading } from '../../parts/states.tsx'
import { minuteText } from '../../parts/time.ts'
import { Link } from '../../shell/address.tsx'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'
import { RegionState } from './region-state.tsx'
import { VersionState } from './version-state.tsx'

const EVERY_MS = 15_000

type Definitions = AnswerOf<typeof api.definitions.$get>
type Listed = AnswerOf<typeof api.regions.$get>['regions'][number]

/** The regions: how each stands, what it agreed to, which version runs and what waits for somebody. */
export default function RegionsPage() {
  const say = useSay()
  const may = useMe().data?.permissions ?? []
  const regions = useQuery({
    queryKey: ['regions'],
    queryFn: () => read(api.regions.$get()),
    refetchInterval: EVERY_MS,
  })
  const definitions = useQuery({ queryKey: ['definitions'], queryFn: () => read(api.definitions.$get()) })
  const failed = regions.error ?? definitions.error
  return (
    <>
      <div className="case-head">
        <h1>{say('nav.regions')}</h1>
        {may.includes('definition.publish') && <Link href="/admin/regions/new">{say('evidence.title')}</Link>}
        <Link href="/regions/config">{say('region.config')}</Link>
      </div>
      {failed && (
        <Failed
          what={say('nav.regions')}
          error={failed}
          retry={() => {
            void regions.refetch()
            void definitions.refetch()
          }}
        />
      )}
      {!failed && !(regions.data && definitions.data) && <Loading what={say('nav.regions')} />}
      {definitions.data && <Pending pending={definitions.data.pending} />}
      {regions.data && definitions.data && (
        <RegionTable regions={regions.data.regions} definitions={definitions.data} />
      )}
    </>
  )
}

function RegionTable({ regions, definitions }: { regions: readonly Listed[]; definitions: Definitions }) {
  const say = useSay()
  const columns = ['state', 'protocol', 'agreement', 'queue', 'lastOk', 'active', 'pending'] as const
  if (regions.length === 0) return <p className="empty">{say('region.none')}</p>
  return (
    <div className="scroll">
      <table className="list">
        <thead>
          <tr>
            <th scope="col">{say('cases.region')}</th>
            {columns.map((name) => (
              <th scope="col" key={name}>
                {say(`region.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {regions.map((region) => {
            const { code, name, protocol, agreement, deliveries, lastOkAt } = region
            const waiting = definitions.pending.filter(({ subject }) => subject === code).length
            return (
              <tr key={code}>
                <th scope="row">
                  <Link href={`/regions/${code}`}>{name}</Link> <span className="code hint">{code}</span>
                </th>
                <td data-label={say('region.state')}>
                  <RegionState region={region} />
                </td>
                <td data-label={say('region.protocol')} className="code">
                  {protocol}
                </td>
                <td data-label={say('region.agreement')}>
                  {say('region.until', { day: agreement.until })} ·{' '}
                  {say('region.matters', { n: Object.keys(agreement.matters).length })}
                </td>
                <td data-label={say('region.queue')}>
                  <Link href={`/deliveries?region=${code}`}>
                    {say('region.queued', { n: deliveries.ready + deliveries.waiting })}
                  </Link>
                  {deliveries.dead > 0 && (
                    <>
                      {' · '}
                      <Link href={`/deliveries?region=${code}&state=dead`}>
                        {say('region.dead', { n: deliveries.dead })}
                      </Link>
                    </>
                  )}
                </td>
                <td data-label={say('region.lastOk')} className="number">
                  {lastOkAt === null ? '—' : minuteText(lastOkAt)}
                </td>
                <td data-label={say('region.active')} className="number">
                  v{definitions.subjects.find(({ subject }) => subject === code)?.number ?? '—'}
                </td>
                <td data-label={say('region.pending')}>{waiting === 0 ? '—' : waiting}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** Versions that somebody wrote and that are not in force yet. */
function Pending({ pending }: { readonly pending: Definitions['pending'] }) {
  const say = useSay()
  if (pending.length === 0) return null
  return (
    <section className="card" aria-labelledby="pending">
      <h2 id="pending">{say('region.waiting', { n: pending.length })}</h2>
      <ul className="plain-list">
        {pending.map(({ subject, number, state, author, note }) => (
          <li key={`${subject} ${number}`}>
            <span>
              <Link href={`/regions/${subject}/v/${number}`}>
                {subject === 'config' ? say('region.config') : subject} v{number}
              </Link>{' '}
              <VersionState state={state} /> <span lang="zh-CN">{note}</span>
            </span>
            <span className="hint">{author}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
