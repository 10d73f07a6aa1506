import { useQuery } from '@tanstack/react-query'
import { useNames } from '../../parts/names.ts'
import { Note } from '../../parts/note.tsx'
import { Failed, Loading } from '../../parts/states.tsx'
import { timeText } from '../../parts/time.ts'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { Chores } from './chores.tsx'
import { HealthState } from './health-state.tsx'
import { Queues } from './queues.tsx'

export type Health = AnswerOf<typeof api.health.$get>

const EVERY_MS = 10_000
const TONES = { good: 'good', unknown: 'info', warning: 'warning', bad: 'bad' } as const

/** How the gateway itself stands, from what it can really tell. */
export default function HealthPage() {
  const say = useSay()
  const { data, error, refetch } = useQuery({
    queryKey: ['health'],
    queryFn: () => read(api.health.$get()),
    refetchInterval: EVERY_MS,
  })
  return (
    <>
      <h1>{say('health.title')}</h1>
      <p className="hint">{say('health.lead')}</p>
      {error && <Failed what={say('health.title')} error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading what={say('health.title')} />}
      {data && (
        <>
          <Note tone={TONES[data.worst]} live>
            {say(`health.worst.${data.worst}`)} {say('health.asOf', { time: timeText(data.at) })}
          </Note>
          <Self health={data} />
          <Queues regions={data.regions} />
          <Chores chores={data.chores} />
        </>
      )}
    </>
  )
}

function Self({ health }: { readonly health: Health }) {
  const say = useSay()
  const rows = useRows(health)
  return (
    <section className="card" aria-labelledby="self">
      <h2 id="self">{say('health.self')}</h2>
      <div className="scroll">
        <table className="list">
          <thead>
            <tr>
              <th scope="col">{say('health.item')}</th>
              <th scope="col">{say('health.state')}</th>
              <th scope="col">{say('health.now')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, state, text]) => (
              <tr key={name}>
                <th scope="row">{say(`health.${name}`)}</th>
                <td data-label={say('health.state')}>
                  <HealthState state={state} />
                </td>
                <td data-label={say('health.now')}>{text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

const MB = 1024 ** 2
const GB = 1024 ** 3
const inGb = (bytes: number) => (bytes / GB).toFixed(1)

/** What is told of the machine and the whole gateway: name, state, in words. */
function useRows(health: Health) {
  const say = useSay()
  const { process, store, disk, clock, dispatch } = health
  const { node, startedAt, memoryBytes, memoryMostBytes, lateMs } = process
  const memory = { used: Math.round(memoryBytes / MB), most: Math.round(memoryMostBytes / MB) }
  const { engine, roundTripMs: ms, schema } = store
  const { held, holders, lapsed } = dispatch
  return [
    [
      'process',
      process.state,
      say('health.processText', { node, since: timeText(startedAt), ...memory, late: lateMs }),
    ],
    ['store', store.state, say('health.storeText', { engine, ms, ...schema })],
    ['disk', disk?.state ?? 'unknown', useDiskText(disk)],
    [
      'clock',
      clock.state,
      clock.aheadSeconds === null
        ? say('health.clockUnknown')
        : say('health.clockText', { n: clock.hosts.length, seconds: clock.aheadSeconds }),
    ],
    ['dispatch', dispatch.state, say('health.dispatchText', { held, holders, lapsed })],
    ['certificates', health.certificates.state, useCertificateText(health.certificates)],
    ['calendar', health.calendar.state, useCalendarText(health.calendar)],
    ['backup', 'unknown', say('health.backupText')],
  ] as const
}

function useDiskText(disk: Health['disk']): string {
  const say = useSay()
  if (!disk) return say('health.noDisk')
  const { freeBytes, totalBytes } = disk
  const share = Math.round((freeBytes / totalBytes) * 100)
  return say('health.diskText', { free: inGb(freeBytes), total: inGb(totalBytes), share })
}

function useCertificateText({ total, first, within60, keysMissing: missing }: Health['certificates']): string {
  const say = useSay()
  const names = useNames()
  if (!first) return say('health.certificatesNone', { missing })
  const about = { total, soon: within60, region: names.region(first.region), days: first.daysLeft, missing }
  return say('health.certificatesText', about)
}

function useCalendarText({ years, missing }: Health['calendar']): string {
  const say = useSay()
  const has = years.join('、') || '—'
  return missing.length > 0
    ? say('health.calendarMissing', { years: has, missing: missing.join('、') })
    : say('health.calendarText', { years: has })
}
