import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Note } from '../../parts/note.tsx'
import { Failed, Loading } from '../../parts/states.tsx'
import { minuteText } from '../../parts/time.ts'
import { Link } from '../../shell/address.tsx'
import { api, read } from '../../shell/ask.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'
import { SlipReview } from './slip-review.tsx'
import { type Task, TaskCard } from './task-card.tsx'

const EVERY_MS = 15_000

/** What people carry to regions that no wire reaches, and the answers that somebody copied. */
export default function HandPage() {
  const say = useSay()
  const [done, setDone] = useState<{ says: string; good: boolean } | null>(null)
  const open = useQuery({
    queryKey: ['hand', 'open'],
    queryFn: () => read(api.tasks.$get({ query: { state: 'open', limit: '200' } })),
    refetchInterval: EVERY_MS,
  })
  const slips = useQuery({
    queryKey: ['hand', 'slips'],
    queryFn: () => read(api.slips.$get({ query: { limit: '200' } })),
    refetchInterval: EVERY_MS,
  })
  const ended = useQuery({
    queryKey: ['hand', 'ended'],
    queryFn: () => read(api.tasks.$get({ query: { state: 'ended', limit: '50' } })),
    refetchInterval: EVERY_MS,
  })
  return (
    <>
      <h1>{say('nav.hand')}</h1>
      <div role="status">{done && <Note tone={done.good ? 'good' : 'bad'}>{done.says}</Note>}</div>
      <section aria-labelledby="hand-tasks">
        <h2 id="hand-tasks">{say('hand.tasks')}</h2>
        {open.error && <Failed what={say('hand.tasks')} error={open.error} retry={() => void open.refetch()} />}
        {open.isPending && <Loading what={say('hand.tasks')} />}
        {open.data?.tasks.length === 0 && <p className="empty">{say('hand.noTasks')}</p>}
        <div className="cards">
          {open.data?.tasks.map((task) => (
            <TaskCard key={`${task.id}-${task.round}`} task={task} />
          ))}
        </div>
      </section>
      <section aria-labelledby="hand-slips">
        <h2 id="hand-slips">{say('hand.slips')}</h2>
        {slips.error && <Failed what={say('hand.slips')} error={slips.error} retry={() => void slips.refetch()} />}
        {slips.isPending && <Loading what={say('hand.slips')} />}
        {slips.data?.slips.length === 0 && <p className="empty">{say('hand.noSlips')}</p>}
        <div className="cards">
          {slips.data?.slips.map((slip) => (
            <SlipReview key={slip.id} slip={slip} onDone={(says, good) => setDone({ says, good })} />
          ))}
        </div>
      </section>
      <section aria-labelledby="hand-ended">
        <h2 id="hand-ended">{say('hand.ended')}</h2>
        {ended.error && <Failed what={say('hand.ended')} error={ended.error} retry={() => void ended.refetch()} />}
        {ended.data?.tasks.length === 0 && <p className="empty">{say('hand.noEnded')}</p>}
        <ul>
          {ended.data?.tasks.map((task) => (
            <Ended key={`${task.id}-${task.round}`} task={task} />
          ))}
        </ul>
      </section>
    </>
  )
}

/** How one left the house, and where its answer is copied. */
function Ended({ task }: { task: Task }) {
  const say = useSay()
  const may = useMe().data?.permissions ?? []
  const { end } = task
  return (
    <li>
      <Link href={`/cases/${task.caseNo}`}>
        <span className="code">{task.caseNo}</span>
      </Link>{' '}
      {end && (
        <span lang="zh-CN">
          {end.outcomeText} {end.carrierText} {end.waybill} {end.note} · {end.by} {minuteText(end.at)}
        </span>
      )}{' '}
      {end?.outcome === 'sent' && may.includes('slip.enter') && (
        <Link href={`/cases/${task.caseNo}/slips`}>{say('hand.copy')}</Link>
      )}
    </li>
  )
}
