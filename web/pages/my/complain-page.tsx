import { useState } from 'react'
import { Note } from '../../parts/note.tsx'
import { Link } from '../../shell/address.tsx'
import { type AnswerOf, open, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { Ticket } from './my-ticket.tsx'
import { Refusals } from './rate-page.tsx'
import { useAnswer, useEnd } from './use-answer.ts'
import { useSending } from './use-sending.ts'

type Opened = AnswerOf<typeof open.my.complaint.$post>

/** Where an applicant complains about how their case is handled, and is answered within fifteen working days. */
export default function ComplainPage() {
  const say = useSay()
  const [text, setText] = useState('')
  const [opened, setOpened] = useState<Opened | null>(null)
  const { busy, refused, send } = useSending()
  // whoever has no case open has nothing to complain about here
  const { answer } = useAnswer(() => read(open.my.case.$get()))
  useEnd(answer?.endsAt)
  return (
    <>
      <h1>{say('my.complain')}</h1>
      {opened ? (
        <>
          <Note tone="good" live>
            {say('my.complained')}
          </Note>
          <Ticket {...opened} />
        </>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void send(async () => setOpened(await read(open.my.complaint.$post({ json: { text } }))))
          }}
        >
          <p>{say('my.complainHint')}</p>
          <div className="ask">
            <label htmlFor="my-words">{say('my.complainWhat')}</label>
            <textarea
              id="my-words"
              rows={5}
              maxLength={1000}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          </div>
          <Refusals lines={refused} />
          <button type="submit" className="main" disabled={busy || text.trim() === ''}>
            {say('my.complainSend')}
          </button>
        </form>
      )}
      <Link className="button" href="/my/case">
        {say('my.back')}
      </Link>
    </>
  )
}
