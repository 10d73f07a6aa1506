import { useQuery } from '@tanstack/react-query'
import type { Status } from '../../../core/case/status.ts'
import { useNames } from '../../parts/names.ts'
import { Failed, FailedPage, Loading } from '../../parts/states.tsx'
import { StatusTag } from '../../parts/status-tag.tsx'
import { useAddress } from '../../shell/address.tsx'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { CaseForm } from '../case/case-form.tsx'
import { CaseMaterials } from '../case/case-materials.tsx'
import { useCase } from '../case/case-page.tsx'
import { Timeline } from '../case/timeline.tsx'
import { Decision } from './decision.tsx'
import { Draws } from './draws.tsx'
import { Queue } from './queue.tsx'

const EVERY_MS = 5_000

/** What is given to a handler, the first due first, and the one that they have before them. */
export default function DeskPage() {
  const say = useSay()
  const no = useAddress().query.get('no')
  const queue = useQuery({
    queryKey: ['desk'],
    queryFn: () => read(api.clocks.$get({ query: { mine: 'true', direction: 'in', limit: '200' } })),
    refetchInterval: EVERY_MS,
  })
  const chosen = no ?? queue.data?.cases[0]?.no ?? null
  return (
    <>
      <h1>{say('nav.desk')}</h1>
      {queue.error && <Failed what={say('desk.queue')} error={queue.error} retry={() => void queue.refetch()} />}
      {queue.isPending && <Loading what={say('desk.queue')} />}
      {queue.data && (
        <div className="desk">
          <Queue rows={queue.data.cases} chosen={chosen} />
          {chosen === null ? <p className="empty">{say('desk.empty')}</p> : <Before key={chosen} no={chosen} />}
        </div>
      )}
    </>
  )
}

/** The case before the handler: what it says on the left, what can be decided on the right. */
function Before({ no }: { no: string }) {
  const say = useSay()
  const names = useNames()
  const { data, error, refetch } = useCase(no)
  if (error && !data) return <FailedPage what={say('case.title')} error={error} retry={() => void refetch()} />
  if (!data) return <Loading what={say('case.title')} />
  const { found, events } = data
  return (
    <>
      <div>
        <div className="case-head">
          <h2 className="code">{found.no}</h2>
          <StatusTag status={found.status as Status} />
          <p>
            {names.region(found.region)} → {names.matter(found.matter)} · {names.mode(found.mode)} ·{' '}
            {say('cases.partnerNo')} {found.partnerNo ?? '—'}
          </p>
        </div>
        <CaseForm found={found} />
        <CaseMaterials found={found} />
        <Timeline found={found} events={events} />
        <Draws no={no} />
      </div>
      <Decision found={found} />
    </>
  )
}
