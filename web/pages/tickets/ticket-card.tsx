import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useRef, useState } from 'react'
import { Note } from '../../parts/note.tsx'
import { Failed, Loading, Reason } from '../../parts/states.tsx'
import { minuteText } from '../../parts/time.ts'
import { go, Link } from '../../shell/address.tsx'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'

const EVERY_MS = 10_000

type Ticket = AnswerOf<(typeof api.tickets)[':no']['$get']>
type Step = 'take' | 'release' | 'say' | 'answer'

/** One ticket with its course, and what its clerk may do with it. */
export function TicketCard({ no }: { no: string }) {
  const say = useSay()
  const { data, error, refetch } = useQuery({
    queryKey: ['ticket', no],
    queryFn: () => read(api.tickets[':no'].$get({ param: { no } })),
    refetchInterval: EVERY_MS,
  })
  if (error && !data) return <Failed what={say('ticket.one')} error={error} retry={() => void refetch()} />
  if (!data) return <Loading what={say('ticket.one')} />
  return (
    <article className="card" aria-labelledby="ticket">
      <h2 id="ticket" className="code">
        {data.no}
      </h2>
      <Facts ticket={data} />
      <h3>{say('ticket.course')}</h3>
      <ol className="timeline">
        {data.entries.map(({ seq, at, stepText, by, text }) => (
          <li key={seq}>
            <time dateTime={at}>{minuteText(at)}</time>
            <div>
              <p lang="zh-CN">
                {stepText} {by}
              </p>
              {text !== '' && (
                <p className="said" lang="zh-CN">
                  {text}
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
      <Steps ticket={data} />
    </article>
  )
}

function Facts({ ticket }: { ticket: Ticket }) {
  const say = useSay()
  const { kindText, stateText, about, caseNo, contact, colour, dueAt, firstWordDueAt, firstWordAt, takenByName } =
    ticket
  const facts = [
    [say('ticket.kind'), `${kindText} · ${stateText}`],
    [say('ticket.about'), `${about.name} ${about.ref}`],
    [say('ticket.due'), dueAt ? `${minuteText(dueAt)} · ${say(`clock.${colour}`)}` : say('clock.unknown')],
    [
      say('ticket.firstWord'),
      firstWordAt ? say('ticket.told', { time: minuteText(firstWordAt) }) : minuteTextOr(firstWordDueAt),
    ],
    [say('ticket.contact'), contact === '' ? say('ticket.noContact') : contact],
    [say('ticket.takenBy'), takenByName ?? '—'],
  ] as const
  return (
    <dl className="facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {caseNo !== null && (
        <div>
          <dt>{say('ticket.case')}</dt>
          <dd>
            <Link href={`/cases/${caseNo}`}>{caseNo}</Link>
          </dd>
        </div>
      )}
    </dl>
  )
}

const minuteTextOr = (time: string | null) => (time === null ? '—' : minuteText(time))

/** Taking it; and once one has it a word, the answer, or giving it back. */
function Steps({ ticket }: { ticket: Ticket }) {
  const say = useSay()
  const client = useQueryClient()
  const me = useMe().data
  const [text, setText] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState<Step | null>(null)
  const sending = useRef(false)
  const mine = ticket.takenBy === me?.id
  const may = me?.permissions.includes('ticket.answer') ?? false
  const send = async (step: Step) => {
    // a second click is no second step
    if (sending.current) return
    sending.current = true
    setBusy(step)
    setError(null)
    try {
      await read(
        api.tickets[':no'].steps.$post({ param: { no: ticket.no }, json: { step, text: step === 'take' ? '' : text } }),
      )
      setText('')
      // what was just taken stays before whoever took it, though it left the list
      if (step === 'take') go(`/tickets?view=mine&no=${ticket.no}`)
    } catch (refused) {
      setError(refused)
    } finally {
      sending.current = false
      setBusy(null)
      await client.invalidateQueries({ queryKey: ['ticket', ticket.no] })
      await client.invalidateQueries({ queryKey: ['tickets'] })
    }
  }
  if (ticket.state === 'closed' || !may) return null
  const refused = error !== null && (
    <Note tone="bad" live>
      <Reason error={error} />
    </Note>
  )
  if (ticket.takenBy === null)
    return (
      <>
        {refused}
        <Button type="primary" loading={busy === 'take'} onClick={() => void send('take')}>
          {say('ticket.take')}
        </Button>
      </>
    )
  if (!mine) return refused || null
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <label htmlFor="words">{say('ticket.words')}</label>
      <Input.TextArea
        id="words"
        rows={4}
        maxLength={1_000}
        value={text}
        aria-describedby="words-hint"
        onChange={(event) => setText(event.target.value)}
      />
      <p className="hint" id="words-hint">
        {say('ticket.wordsHint')}
      </p>
      {refused}
      <div className="row">
        {(['answer', 'say', 'release'] as const).map((step) => (
          <Button
            key={step}
            type={step === 'answer' ? 'primary' : 'default'}
            loading={busy === step}
            onClick={() => void send(step)}
          >
            {say(`ticket.${step}`)}
          </Button>
        ))}
      </div>
    </form>
  )
}
