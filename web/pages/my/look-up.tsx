import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Note } from '../../parts/note.tsx'
import { ReadAloud } from '../../parts/read-aloud.tsx'
import { go } from '../../shell/address.tsx'
import { open, Refused, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { takeEnded, useAnswer } from './use-answer.ts'

type Asked = 'no' | 'tail' | 'code'

const FITS: Readonly<Record<Asked, RegExp>> = {
  no: /^[0-9A-Za-z０-９Ａ-Ｚａ-ｚ\s-]{4,60}$/u,
  tail: /^\d{4}$/,
  code: /^\d{6}$/,
}
const WRONG = { no: 'my.wrongNo', tail: 'my.wrongTail', code: 'my.wrongCode' } as const

/** Where an applicant finds their case: its number, the end of their telephone number, the code that comes there. */
export default function LookUp() {
  const say = useSay()
  const [typed, setTyped] = useState<Readonly<Record<Asked, string>>>({ no: '', tail: '', code: '' })
  const [wrong, setWrong] = useState<readonly Asked[]>([])
  const [told, setTold] = useState('')
  const [refused, setRefused] = useState('')
  const [waitS, setWaitS] = useState(0)
  const [ended] = useState(takeEnded)
  const { answer: office } = useAnswer(() => read(open.my.office.$get()))
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    document.title = `${say('my.title')} · ${say('app.name')}`
  }, [say])
  useEffect(() => {
    if (waitS <= 0) return
    const timer = setTimeout(() => setWaitS(waitS - 1), 1_000)
    return () => clearTimeout(timer)
  }, [waitS])
  const isFilled = (wanted: readonly Asked[]) => {
    const missing = wanted.filter((name) => !FITS[name].test(typed[name].trim()))
    setWrong(missing)
    if (missing[0]) form.current?.querySelector<HTMLInputElement>(`#my-${missing[0]}`)?.focus()
    return missing.length === 0
  }
  const attempt = async (work: () => Promise<void>) => {
    setRefused('')
    try {
      await work()
    } catch (error) {
      const problem = error instanceof Refused ? error.problem : null
      setRefused(problem ? `${problem.detail}。${problem.fix}。` : say('my.failed'))
    }
  }
  const named = () => ({ no: typed.no.trim(), tail: typed.tail })
  const getCode = () =>
    attempt(async () => {
      if (!isFilled(['no', 'tail'])) return
      const { validMinutes, againSeconds } = await read(open.my.codes.$post({ json: named() }))
      setTold(say('my.codeSent', { n: validMinutes }))
      setWaitS(againSeconds)
      form.current?.querySelector<HTMLInputElement>('#my-code')?.focus()
    })
  const find = (event: FormEvent) => {
    event.preventDefault()
    void attempt(async () => {
      if (!isFilled(['no', 'tail', 'code'])) return
      await read(open.my.session.$post({ json: { ...named(), code: typed.code } }))
      go('/my/case')
    })
  }
  const field = (name: Asked, more: React.InputHTMLAttributes<HTMLInputElement>) => (
    <input
      id={`my-${name}`}
      type="text"
      value={typed[name]}
      aria-invalid={wrong.includes(name)}
      aria-describedby={wrong.includes(name) ? `my-${name}-wrong` : undefined}
      onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
      {...more}
    />
  )
  const fault = (name: Asked) =>
    wrong.includes(name) && (
      <span className="fault" id={`my-${name}-wrong`}>
        {say(WRONG[name])}
      </span>
    )
  return (
    <>
      <h1>{say('my.title')}</h1>
      {ended && <Note tone="info">{say('my.ended')}</Note>}
      <form ref={form} onSubmit={find} noValidate>
        <div className="ask">
          <label htmlFor="my-no">{say('my.no')}</label>
          {field('no', { autoComplete: 'off', autoCapitalize: 'characters', maxLength: 60 })}
          <span className="hint">{say('my.noHint')}</span>
          {fault('no')}
        </div>
        <div className="ask">
          <label htmlFor="my-tail">{say('my.tail')}</label>
          {field('tail', { autoComplete: 'off', inputMode: 'numeric', maxLength: 4 })}
          {fault('tail')}
        </div>
        <div className="ask">
          <label htmlFor="my-code">{say('my.code')}</label>
          <div className="beside">
            {field('code', { autoComplete: 'one-time-code', inputMode: 'numeric', maxLength: 6 })}
            <button type="button" disabled={waitS > 0} onClick={() => void getCode()}>
              {waitS > 0 ? say('my.again', { n: waitS }) : say('my.getCode')}
            </button>
          </div>
          {fault('code')}
          <span role="status" className="hint">
            {told}
          </span>
        </div>
        {refused !== '' && (
          <Note tone="bad" live>
            {refused}
          </Note>
        )}
        <button type="submit" className="main">
          {say('my.find')}
        </button>
      </form>
      <p className="hint">{office && say('my.help', { phone: office.phone })}</p>
      <ReadAloud />
    </>
  )
}
