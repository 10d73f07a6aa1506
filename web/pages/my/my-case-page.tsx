import { useEffect } from 'react'
import { Note } from '../../parts/note.tsx'
import { ReadAloud } from '../../parts/read-aloud.tsx'
import { StatusTag } from '../../parts/status-tag.tsx'
import { minuteText } from '../../parts/time.ts'
import { go, Link } from '../../shell/address.tsx'
import { type AnswerOf, open, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { useAnswer, useEnd } from './use-answer.ts'

export type MyCase = AnswerOf<typeof open.my.case.$get>

/** An applicant's case: where it is, whose turn it is, what to bring, until when, what came of it. */
export default function MyCasePage() {
  const say = useSay()
  const { answer, failed, again } = useAnswer(() => read(open.my.case.$get()))
  useEnd(answer?.endsAt)
  useEffect(() => {
    document.title = `${say('my.title')} · ${say('app.name')}`
  }, [say])
  if (failed) return <Unreachable again={again} />
  if (!answer) return <p role="status">{say('my.loading')}</p>
  return <Shown mine={answer} />
}

/** What went wrong is no applicant's fault: try again, or ask a person. */
export function Unreachable({ again }: { again: () => void }) {
  const say = useSay()
  return (
    <>
      <Note tone="bad" live>
        {say('my.failed')}
      </Note>
      <button type="button" onClick={again}>
        {say('my.retry')}
      </button>
    </>
  )
}

function Shown({ mine }: { mine: MyCase }) {
  const say = useSay()
  const { no, matter, region, applicant, status, since, office } = mine
  return (
    <>
      <h1 lang="zh-CN">{matter}</h1>
      <p>{say('my.about', { region, tail: no.slice(-6), name: applicant })}</p>
      <Wanted mine={mine} />
      <section>
        <h2>{say('my.now')}</h2>
        <p className="large">{say(`my.status.${status}`, { region })}</p>
        <p>
          <StatusTag status={status} /> {say('my.since', { time: minuteText(since) })}
        </p>
      </section>
      <Turn mine={mine} />
      <Result mine={mine} />
      <Documents mine={mine} />
      <Course mine={mine} />
      <nav aria-label={say('my.more')} className="buttons">
        <Link className="button" href="/my/access">
          {say('my.access')}
        </Link>
        <Link className="button" href="/my/rate">
          {say('my.rate')}
        </Link>
        <Link className="button" href="/my/complain">
          {say('my.complain')}
        </Link>
        <ReadAloud />
        <button type="button" onClick={() => void finish()}>
          {say('my.finish')}
        </button>
      </nav>
      <p className="hint">{say('my.help', { phone: office.phone })}</p>
    </>
  )
}

/** Ends the look-up: the next who takes the telephone sees nothing. */
export async function finish(): Promise<void> {
  await read(open.my.session.$delete()).catch(() => {})
  go('/my', { replace: true })
}

function Wanted({ mine: { correction, region } }: { mine: MyCase }) {
  const say = useSay()
  if (!correction) return null
  const { items, dueOn, sent } = correction
  if (sent) return <Note tone="good">{say('my.mendSent', { region })}</Note>
  return (
    <section className="needs" aria-labelledby="wanted">
      <h2 id="wanted">{say('my.wanted', { n: items.length })}</h2>
      {dueOn && <p className="large">{say('my.wantedBy', { date: dueOn })}</p>}
      <ol lang="zh-CN">
        {items.map(({ index, label, reason, requirement }) => (
          <li key={index}>
            <strong>{label}</strong>
            {reason && `:${reason}`} {requirement}
          </li>
        ))}
      </ol>
      <Link className="button main" href="/my/correct">
        {say('my.mend')}
      </Link>
    </section>
  )
}

function Turn({ mine: { turn, region, limits } }: { mine: MyCase }) {
  const say = useSay()
  return (
    <section>
      <h2>{say('my.turn')}</h2>
      <p className="large">{say(`my.turn.${turn?.with ?? 'none'}`, { region })}</p>
      {turn && <p>{say('my.since', { time: minuteText(turn.since) })}</p>}
      {limits.length > 0 && (
        <>
          <h3>{say('my.limits')}</h3>
          <ul>
            {limits.map(({ stage, name, paused, overdue, dueAt, provisional }) => (
              <li key={stage}>
                {paused || dueAt === null
                  ? say('my.limitPaused', { name })
                  : say(overdue ? 'my.limitOver' : 'my.limit', { name, time: minuteText(dueAt) })}{' '}
                {provisional && say('my.limitProvisional')}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Result({ mine: { result, region } }: { mine: MyCase }) {
  const say = useSay()
  if (!result) return null
  const { granted, reason, remedy, licence } = result
  return (
    <section>
      <h2>{say('my.result')}</h2>
      {granted !== null && <p className="large">{say(granted ? 'my.granted' : 'my.denied', { region })}</p>}
      {licence && (
        <p>
          {say('my.licence', { name: licence.name, no: licence.no })}
          {licence.validTo && ` · ${say('my.validTo', { date: licence.validTo })}`}
        </p>
      )}
      {reason && <p>{say('my.reason', { text: reason })}</p>}
      {remedy && <p>{say('my.remedy', { text: remedy })}</p>}
    </section>
  )
}

function Documents({ mine: { documents } }: { mine: MyCase }) {
  const say = useSay()
  if (documents.length === 0) return null
  return (
    <section>
      <h2>{say('my.documents')}</h2>
      <div className="buttons">
        {documents.map(({ fileId, title }) => (
          <a key={fileId} className="button" href={`/public/my/documents/${fileId}`} download>
            {say('my.fetch', { title })}
          </a>
        ))}
      </div>
    </section>
  )
}

function Course({ mine: { steps, region } }: { mine: MyCase }) {
  const say = useSay()
  return (
    <section>
      <h2>{say('my.steps')}</h2>
      <ol className="course">
        {steps.map(({ at, status, note }) => (
          <li key={at + status}>
            <span className="number">{minuteText(at)}</span> {say(`my.status.${status}`, { region })}
            {note && ` · ${note}`}
          </li>
        ))}
      </ol>
    </section>
  )
}
