import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useNames } from '../../parts/names.ts'
import { Failed, Loading } from '../../parts/states.tsx'
import { timeText } from '../../parts/time.ts'
import { Link } from '../../shell/address.tsx'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import type { PageProps } from '../../shell/pages.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'
import LossReport from '../case/loss-report.tsx'
import { Exchanges } from './exchanges.tsx'
import { Redrive } from './redrive.tsx'
import { RegionSwitch } from './region-switch.tsx'
import { StateTag } from './state-tag.tsx'

const EVERY_MS = 15_000

export type Found = AnswerOf<(typeof api.deliveries)[':id']['$get']>

/** One delivery: how it stands and why, every attempt, what was said for those who may see it, and sending it again. */
export default function DeliveryPage({ params }: PageProps) {
  const say = useSay()
  const id = params['id'] ?? ''
  const found = useQuery({
    queryKey: ['delivery', id],
    queryFn: () => read(api.deliveries[':id'].$get({ param: { id } })),
    refetchInterval: EVERY_MS,
  })
  if (found.error && !found.data)
    return (
      <>
        <h1>{say('delivery.title')}</h1>
        <Failed what={say('delivery.title')} error={found.error} retry={() => void found.refetch()} />
      </>
    )
  if (!found.data) return <Loading what={say('delivery.title')} />
  return <Shown found={found.data} />
}

function Shown({ found }: { readonly found: Found }) {
  const say = useSay()
  const may = useMe().data?.permissions ?? []
  const [previewing, setPreviewing] = useState(false)
  return (
    <>
      <div className="case-head">
        <h1>
          {say('delivery.title')} <span className="code">{found.id.slice(-8)}</span>
        </h1>
        <StateTag state={found.state} />
        {found.state === 'dead' && may.includes('delivery.redrive') && (
          <Button type="primary" onClick={() => setPreviewing(true)}>
            {say('delivery.preview')}
          </Button>
        )}
      </div>
      <RegionSwitch code={found.region} />
      <Facts found={found} />
      <Exchanges found={found} withMessages={may.includes('message.read')} />
      {found.kind === 'apply' && <LossReport no={found.caseNo} />}
      {previewing && (
        <Redrive ids={[found.id]} onClose={() => setPreviewing(false)} onDone={() => setPreviewing(false)} />
      )}
    </>
  )
}

function Facts({ found }: { readonly found: Found }) {
  const say = useSay()
  const names = useNames()
  const facts = [
    [
      say('cases.no'),
      <Link key="case" className="code" href={`/cases/${found.caseNo}`}>
        {found.caseNo}
      </Link>,
    ],
    [say('cases.matter'), names.matter(found.matter)],
    [say('delivery.what'), say(`delivery.${found.kind}`)],
    [
      say('delivery.messageId'),
      <span key="id" className="code">
        {found.id}
      </span>,
    ],
    [
      say('delivery.mapping'),
      <span key="mapping" className="code">
        {found.mappingVersion}
      </span>,
    ],
    [say('delivery.tries'), String(found.attempts)],
    [say('delivery.at'), timeText(found.createdAt)],
    ...(found.state === 'ready' ? [[say('delivery.next'), timeText(found.nextAt)]] : []),
    ...(found.endedAt > 0 ? [[say('delivery.ended'), timeText(found.endedAt)]] : []),
    ...(found.level ? [[say('delivery.level'), `${found.level} ${say(`level.${found.level as 'A0'}`)}`]] : []),
    ...(found.reason
      ? [
          [
            say('delivery.reason'),
            <span key="why" lang="zh-CN">
              {found.reason}
            </span>,
          ],
        ]
      : []),
    ...(found.files.length > 0 ? [[say('delivery.fileList'), String(found.files.length)]] : []),
  ] as const
  return (
    <section className="card">
      <dl className="facts">
        {facts.map(([label, value]) => (
          <div key={String(label)}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
