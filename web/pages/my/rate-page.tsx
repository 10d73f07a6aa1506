import { useState } from 'react'
import { Note } from '../../parts/note.tsx'
import { Link } from '../../shell/address.tsx'
import { type AnswerOf, open, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { Unreachable } from './my-case-page.tsx'
import { Ticket } from './my-ticket.tsx'
import { useAnswer } from './use-answer.ts'
import { useSending } from './use-sending.ts'

type Rater = AnswerOf<typeof open.my.rating.$get>
type Taken = AnswerOf<typeof open.my.rating.$post>
type Level = Rater['levels'][number]

/** Where an applicant says how satisfied they are: five levels in words; what was bad is asked why and must be mended. */
export default function RatePage() {
  const say = useSay()
  const { answer, failed, again } = useAnswer(() => read(open.my.rating.$get()))
  const [taken, setTaken] = useState<Taken | null>(null)
  if (failed) return <Unreachable again={again} />
  return (
    <>
      <h1>{say('my.rate')}</h1>
      {!answer && <p role="status">{say('my.loading')}</p>}
      {answer && taken && (
        <>
          <Note tone="good" live>
            {say('my.rated')}
          </Note>
          {taken.ticket && <Ticket {...taken.ticket} />}
        </>
      )}
      {answer && !taken && <Rate rater={answer} onTaken={setTaken} />}
      <Link className="button" href="/my/case">
        {say('my.back')}
      </Link>
    </>
  )
}

function Rate({ rater: { stages, levels }, onTaken }: { rater: Rater; onTaken: (taken: Taken) => void }) {
  const say = useSay()
  const open_ = stages.filter(({ given }) => given === null)
  const [stage, setStage] = useState(open_.at(-1)?.stage)
  const [level, setLevel] = useState<Level | null>(null)
  const [reasons, setReasons] = useState<readonly string[]>([])
  const [text, setText] = useState('')
  const { busy, refused, send } = useSending()
  if (!stage) return <Note tone="info">{say('my.rateNone')}</Note>
  const choose = (one: Level) => {
    setLevel(one)
    setReasons([])
  }
  const rate = () =>
    send(async () => {
      if (!level) return
      const json = { stage, level: level.level, reasons: [...reasons], text }
      onTaken(await read(open.my.rating.$post({ json })))
    })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void rate()
      }}
    >
      {open_.length > 1 && (
        <fieldset>
          <legend>{say('my.rateStage')}</legend>
          {open_.map((one) => (
            <label key={one.stage} className="choice">
              <input type="radio" name="stage" checked={stage === one.stage} onChange={() => setStage(one.stage)} />
              {say(`my.stage.${one.stage}`)}
            </label>
          ))}
        </fieldset>
      )}
      <fieldset>
        <legend>{say('my.rateHow')}</legend>
        {levels.map((one, index) => (
          <label key={one.level} className="choice">
            <input type="radio" name="level" checked={level === one} onChange={() => choose(one)} />
            {levels.length - index} · {say(`my.level.${one.level}`)}
          </label>
        ))}
      </fieldset>
      {level && level.reasons.length > 0 && (
        <fieldset>
          <legend>{say('my.rateWhy')}</legend>
          {level.reasons.map(({ code, text: words }) => (
            <label key={code} className="choice" lang="zh-CN">
              <input
                type="checkbox"
                checked={reasons.includes(code)}
                onChange={({ target }) =>
                  setReasons(target.checked ? [...reasons, code] : reasons.filter((other) => other !== code))
                }
              />
              {words}
            </label>
          ))}
        </fieldset>
      )}
      {level?.bad && <Note tone="warning">{say('my.ratePromise')}</Note>}
      <div className="ask">
        <label htmlFor="my-words">{say(level?.bad ? 'my.rateWhatBad' : 'my.rateWords')}</label>
        <textarea
          id="my-words"
          rows={3}
          maxLength={1000}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </div>
      <Refusals lines={refused} />
      <button type="submit" className="main" disabled={busy || level === null}>
        {say('my.rateSend')}
      </button>
    </form>
  )
}

/** What was refused, in words. */
export function Refusals({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <Note tone="bad" live>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Note>
  )
}
