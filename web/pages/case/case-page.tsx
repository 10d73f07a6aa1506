import { useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense } from 'react'
import type { Status } from '../../../core/case/status.ts'
import { useNames } from '../../parts/names.ts'
import { Note } from '../../parts/note.tsx'
import { Failed, Loading } from '../../parts/states.tsx'
import { StatusTag } from '../../parts/status-tag.tsx'
import { minuteText } from '../../parts/time.ts'
import { Link } from '../../shell/address.tsx'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import type { PageProps } from '../../shell/pages.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'
import { Ball } from './ball.tsx'
import { CaseForm } from './case-form.tsx'
import { CaseMaterials } from './case-materials.tsx'
import { Closing } from './closing.tsx'
import { Documents } from './documents.tsx'
import { NextStep } from './next-step.tsx'
import { Outcome } from './outcome.tsx'
import { Timeline } from './timeline.tsx'
import { Told } from './told.tsx'

const Messages = lazy(() => import('./messages.tsx'))
const LossReport = lazy(() => import('./loss-report.tsx'))

const EVERY_MS = 5_000

export type CaseAnswer = AnswerOf<(typeof api.cases)[':no']['$get']>

/** One case with its events, kept up to date. */
export function useCase(no: string) {
  return useQuery({
    queryKey: ['case', no],
    queryFn: async () => {
      const param = { no }
      const [found, { events }] = await Promise.all([
        read(api.cases[':no'].$get({ param })),
        read(api.cases[':no'].events.$get({ param })),
      ])
      return { found, events }
    },
    refetchInterval: EVERY_MS,
  })
}

export type Events = NonNullable<ReturnType<typeof useCase>['data']>['events']

/** One case: who must act, what happened, what was handed in, and for those who may see them the messages. */
export default function CasePage({ params }: PageProps) {
  const say = useSay()
  const no = params['no'] ?? ''
  const { data, error, refetch } = useCase(no)
  if (error && !data)
    return <Headed no={no}>{<Failed what={say('case.title')} error={error} retry={() => void refetch()} />}</Headed>
  if (!data) return <Headed no={no}>{<Loading what={say('case.title')} />}</Headed>
  return <Shown found={data.found} events={data.events} />
}

function Headed({ no, children }: { no: string; children: ReactNode }) {
  return (
    <>
      <h1 className="code">{no}</h1>
      {children}
    </>
  )
}

function Shown({ found, events }: { found: CaseAnswer; events: Events }) {
  const names = useNames()
  const permissions = useMe().data?.permissions ?? []
  return (
    <>
      <div className="case-head">
        <h1 className="code">{found.no}</h1>
        <StatusTag status={found.status as Status} />
        <p>
          {names.matter(found.matter)} · {names.mode(found.mode)} {found.direction === 'out' ? '→' : '←'}{' '}
          {names.region(found.region)}
        </p>
      </div>
      <Ball found={found} />
      <Notices found={found} />
      <NextStep found={found} />
      <div className="columns">
        <div>
          <Timeline found={found} events={events} />
          <CaseForm found={found} />
        </div>
        <div>
          <Facts found={found} />
          <Outcome no={found.no} />
          <CaseMaterials found={found} />
          <Documents no={found.no} />
          <Told no={found.no} />
          <Closing found={found} />
          <Deliveries found={found} />
        </div>
      </div>
      <Suspense fallback={<Loading />}>
        {found.direction === 'out' && <LossReport no={found.no} />}
        {permissions.includes('message.read') && <Messages no={found.no} />}
      </Suspense>
    </>
  )
}

function Notices({ found }: { found: CaseAnswer }) {
  const say = useSay()
  const { attention } = found
  const refusal = found.memo['refusal'] as { message?: string } | undefined
  return (
    <>
      {attention !== null && typeof attention === 'object' && 'word' in attention && (
        <Note tone="warning">
          {say('case.attention', { word: String(attention['word']), why: String(attention['why']) })}
        </Note>
      )}
      {refusal?.message && found.status === 'DRAFT' && (
        <Note tone="bad">{say('case.refusal', { why: refusal.message })}</Note>
      )}
    </>
  )
}

function Facts({ found }: { found: CaseAnswer }) {
  const say = useSay()
  const facts: readonly (readonly [string, ReactNode])[] = [
    [say('cases.partnerNo'), found.partnerNo ?? '—'],
    [say('case.created'), minuteText(found.createdAt)],
    [say('cases.updated'), minuteText(found.updatedAt)],
    ...(found.direction === 'in' ? [[say('case.handler'), found.handler ?? '—'] as const] : []),
    ...('parent' in found && found.parent
      ? [
          [
            say('case.partOf'),
            <Link key="p" href={`/cases/${found.parent.no}`}>
              {found.parent.no}
            </Link>,
          ] as const,
        ]
      : []),
  ]
  const legs = 'children' in found ? (found.children ?? []) : []
  return (
    <section className="card" aria-labelledby="facts">
      <h2 id="facts">{say('case.facts')}</h2>
      <dl className="facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {legs.length > 0 && (
        <>
          <h3>{say('case.legs')}</h3>
          <ol className="plain-list">
            {legs.map((leg) => (
              <li key={leg.leg}>
                {leg.name}{' '}
                {leg.case ? (
                  <>
                    <Link href={`/cases/${leg.case.no}`}>{leg.case.no}</Link>{' '}
                    <StatusTag status={leg.case.status as Status} />
                  </>
                ) : (
                  say('case.notYet')
                )}
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  )
}

function Deliveries({ found }: { found: CaseAnswer }) {
  const say = useSay()
  if (found.deliveries.length === 0) return null
  return (
    <section className="card" aria-labelledby="deliveries">
      <h2 id="deliveries">{say('case.deliveries')}</h2>
      <ul className="plain-list">
        {found.deliveries.map((delivery) => (
          <li key={delivery.id}>
            {say(`delivery.${delivery.kind}`)} · {say(`delivery.${delivery.state}`)} ·{' '}
            {say('case.attempt', { n: delivery.attempts })}
            {delivery.level !== '' && ` · ${say(`level.${delivery.level}` as 'level.A0')}`}
            {delivery.reason !== '' && (
              <p className="hint" lang="zh-CN">
                {delivery.reason}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
