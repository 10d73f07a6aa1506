import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, type InputRef, QRCode } from 'antd'
import { useRef, useState } from 'react'
import { Note } from '../../parts/note.tsx'
import { FailedPage, Loading, Reason } from '../../parts/states.tsx'
import { minuteText } from '../../parts/time.ts'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import type { PageProps } from '../../shell/pages.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'
import { LicenceTable } from './licence-table.tsx'

type Composite = AnswerOf<(typeof api)['composite-licences'][':no']['$get']>
type Step = Parameters<(typeof api)['composite-licences'][':no']['steps']['$post']>[0]['json']

/** One composite licence: its code, the permits in it as good as they are today, its course, and what may be done with it. */
export default function CompositePage({ params }: PageProps) {
  const say = useSay()
  const no = params['no'] ?? ''
  const { data, error, refetch } = useQuery({
    queryKey: ['composite', no],
    queryFn: () => read(api['composite-licences'][':no'].$get({ param: { no } })),
  })
  if (error && !data) return <FailedPage what={say('composite.title')} error={error} retry={() => void refetch()} />
  if (!data) return <Loading what={say('composite.title')} />
  return <Shown composite={data} />
}

function Shown({ composite }: { composite: Composite }) {
  const say = useSay()
  const client = useQueryClient()
  const [why, setWhy] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const [lacking, setLacking] = useState(false)
  const may = useMe().data?.permissions.includes('licence.compose') && composite.state === 'active'
  const reason = useRef<InputRef>(null)
  const act = async (json: Step) => {
    // nothing is taken out or ended without a word why
    const silent = 'why' in json && why.trim() === ''
    setLacking(silent)
    if (silent) return reason.current?.focus()
    setBusy(true)
    setError(null)
    try {
      await read(api['composite-licences'][':no'].steps.$post({ param: { no: composite.no }, json }))
      setWhy('')
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
      await client.invalidateQueries({ queryKey: ['composite', composite.no] })
      await client.invalidateQueries({ queryKey: ['composites'] })
    }
  }
  return (
    <>
      <div className="case-head">
        <h1 lang="zh-CN">{composite.company}</h1>
        <p>
          {say('composite.title')} <span className="code">{composite.no}</span> · {composite.uscc} ·{' '}
          {say(`composite.${composite.state}`)}
        </p>
      </div>
      {composite.url !== null && <Code url={composite.url} no={composite.no} />}
      <h2>{say('composite.permits', { n: composite.permits.length })}</h2>
      <LicenceTable
        licences={composite.permits}
        {...(may
          ? {
              act: ({ id, name, no }) => (
                <Button size="small" disabled={busy} onClick={() => void act({ step: 'remove', licenceId: id, why })}>
                  {say('composite.remove')}
                  <span className="unseen" lang="zh-CN">
                    {' '}
                    {name} {no}
                  </span>
                </Button>
              ),
            }
          : {})}
      />
      {may && (
        <section className="card" aria-labelledby="change">
          <h2 id="change">{say('composite.change')}</h2>
          <label htmlFor="why">{say('composite.why')}</label>
          <Input ref={reason} id="why" maxLength={200} value={why} onChange={(event) => setWhy(event.target.value)} />
          {lacking && (
            <Note tone="bad" live>
              {say('composite.needWhy')}
            </Note>
          )}
          {error !== null && (
            <Note tone="bad" live>
              <Reason error={error} />
            </Note>
          )}
          <div className="row">
            <Button disabled={busy} onClick={() => void act({ step: 'recode', why })}>
              {say('composite.recode')}
            </Button>
            <Button danger disabled={busy} onClick={() => void act({ step: 'end', why })}>
              {say('composite.end')}
            </Button>
          </div>
          <Missing composite={composite} busy={busy} add={(licenceId) => void act({ step: 'add', licenceId })} />
        </section>
      )}
      <section className="card" aria-labelledby="course">
        <h2 id="course">{say('ticket.course')}</h2>
        <ol className="timeline">
          {composite.entries.map(({ seq, at, stepText, by, text }) => (
            <li key={seq}>
              <time dateTime={at}>{minuteText(at)}</time>
              <p lang="zh-CN">
                {stepText} {by} {text}
              </p>
            </li>
          ))}
        </ol>
      </section>
    </>
  )
}

function Code({ url, no }: { url: string; no: string }) {
  const say = useSay()
  return (
    <section className="card row" aria-label={say('composite.code')}>
      <QRCode value={url} size={160} type="svg" bordered={false} aria-label={say('composite.code')} />
      <div>
        <p>{say('composite.scan')}</p>
        <p>
          <a href={url} target="_blank" rel="noreferrer">
            {say('composite.open')}
          </a>
        </p>
        <p>
          <a href={`/api/composite-licences/${no}/page`} target="_blank" rel="noreferrer">
            {say('composite.print')}
          </a>{' '}
          <a href={`/api/composite-licences/${no}/page?format=pdf`} download>
            {say('print.pdf')}
          </a>
        </p>
      </div>
    </section>
  )
}

/** Permits of the enterprise that are good today and not in it. */
function Missing({ composite, busy, add }: { composite: Composite; busy: boolean; add: (licenceId: string) => void }) {
  const say = useSay()
  const { data } = useQuery({
    queryKey: ['composite-missing', composite.no, composite.updatedAt],
    queryFn: () => read(api.licences.lookup.$post({ json: { idNo: composite.uscc } })),
  })
  const inIt = new Set(composite.permits.map(({ id }) => id))
  const missing = data?.licences.filter(({ id, state }) => state === 'valid' && !inIt.has(id)) ?? []
  if (missing.length === 0) return null
  return (
    <>
      <h3>{say('composite.missing')}</h3>
      <ul className="plain-list">
        {missing.map(({ id, name, no }) => (
          <li key={id}>
            <span lang="zh-CN">
              {name} <span className="code">{no}</span>
            </span>
            <Button size="small" disabled={busy} onClick={() => add(id)}>
              {say('composite.add')}
              <span className="unseen" lang="zh-CN">
                {' '}
                {name} {no}
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
