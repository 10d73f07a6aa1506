import { useCallback, useEffect, useRef, useState } from 'react'
import { Note } from '../../parts/note.tsx'
import { ReadAloud, voice } from '../../parts/read-aloud.tsx'
import { StatusTag } from '../../parts/status-tag.tsx'
import { minuteText } from '../../parts/time.ts'
import { open, Refused, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import type { MyCase } from '../my/my-case-page.tsx'
import { Help } from './help.tsx'
import { useIdle } from './use-idle.ts'
import { useScanner } from './use-scanner.ts'
import './kiosk.css'

type Wish = 'track' | 'print'
type Step =
  | { readonly at: 'home' }
  | { readonly at: 'scan'; readonly wish: Wish }
  | { readonly at: 'tail'; readonly wish: Wish; readonly code: string }
  | { readonly at: 'case'; readonly mine: MyCase; readonly prints: number }

const TAIL = 4
const HOME: Step = { at: 'home' }

/** The kiosk in the hall: one's case, or its voucher printed, by the paper that one holds and four digits: five taps. */
export default function KioskPage() {
  const say = useSay()
  const [step, setStep] = useState<Step>(HOME)
  const [tail, setTail] = useState('')
  const [refused, setRefused] = useState('')
  const home = useCallback(() => {
    voice()?.cancel()
    setStep(HOME)
    setTail('')
    setRefused('')
    // nobody after them sees the case: neither here nor at the server
    read(open.my.session.$delete()).catch(() => {})
  }, [])
  const { leftS, stay } = useIdle(step.at !== 'home', home)
  useEffect(() => {
    document.title = `${say('kiosk.title')} · ${say('app.name')}`
  }, [say])
  useScanner(step.at === 'scan' || step.at === 'home', (code) => {
    setRefused('')
    setStep({ at: 'tail', wish: step.at === 'scan' ? step.wish : 'track', code })
  })
  const find = async (digits: string) => {
    if (step.at !== 'tail') return
    try {
      await read(open.kiosk.session.$post({ json: { code: step.code, tail: digits } }))
      const mine = await read(open.my.case.$get())
      setStep({ at: 'case', mine, prints: step.wish === 'print' ? 1 : 0 })
    } catch (error) {
      const problem = error instanceof Refused ? error.problem : null
      setRefused(problem ? `${problem.detail}。${problem.fix}。` : say('kiosk.offline'))
    }
    setTail('')
  }
  const press = (digit: string) => {
    const digits = `${tail}${digit}`.slice(0, TAIL)
    setRefused('')
    setTail(digits)
    if (digits.length === TAIL) void find(digits)
  }
  return (
    <div className="kiosk">
      <h1>{say('kiosk.title')}</h1>
      {leftS !== null && (
        <Note tone="warning" live>
          <p className="large">{say('kiosk.still', { n: leftS })}</p>
          <button type="button" className="main" onClick={stay}>
            {say('kiosk.go')}
          </button>
        </Note>
      )}
      {refused !== '' && (
        <Note tone="bad" live>
          {refused}
        </Note>
      )}
      {step.at === 'home' && (
        <div className="buttons">
          <button type="button" className="main" onClick={() => setStep({ at: 'scan', wish: 'track' })}>
            {say('kiosk.track')}
          </button>
          <button type="button" className="main" onClick={() => setStep({ at: 'scan', wish: 'print' })}>
            {say('kiosk.print')}
          </button>
        </div>
      )}
      {step.at === 'scan' && (
        <section>
          <h2>{say('kiosk.scan')}</h2>
          <p>{say('kiosk.scanHow')}</p>
        </section>
      )}
      {step.at === 'tail' && (
        <>
          <h2>{say('kiosk.tail')}</h2>
          <p role="status" className="large">
            {tail.length === TAIL ? say('kiosk.checking') : say('kiosk.typed', { n: tail.length })}
          </p>
          <Pad onPress={press} onErase={() => setTail(tail.slice(0, -1))} />
        </>
      )}
      {step.at === 'case' && (
        <Case mine={step.mine} prints={step.prints} onPrint={() => setStep({ ...step, prints: step.prints + 1 })} />
      )}
      <div className="buttons">
        {step.at !== 'home' && (
          <button type="button" onClick={home}>
            {say(step.at === 'case' ? 'kiosk.finish' : 'kiosk.back')}
          </button>
        )}
        <ReadAloud key={step.at} />
        <Help key={`help ${step.at}`} />
      </div>
    </div>
  )
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

function Pad({ onPress, onErase }: { onPress: (digit: string) => void; onErase: () => void }) {
  const say = useSay()
  return (
    <div className="pad">
      {[...DIGITS, '0'].map((digit) => (
        <button key={digit} type="button" onClick={() => onPress(digit)}>
          {digit}
        </button>
      ))}
      <button type="button" onClick={onErase}>
        {say('kiosk.erase')}
      </button>
    </div>
  )
}

interface CaseProps {
  readonly mine: MyCase
  /** how often the voucher was asked for */
  readonly prints: number
  readonly onPrint: () => void
}

function Case({ mine, prints, onPrint }: CaseProps) {
  const say = useSay()
  const { matter, region, applicant, no, status, since, turn, correction } = mine
  return (
    <>
      <section>
        <h2 lang="zh-CN">{matter}</h2>
        <p>{say('my.about', { region, tail: no.slice(-6), name: applicant })}</p>
        <p className="large">{say(`my.status.${status}`, { region })}</p>
        <p>
          <StatusTag status={status} /> {say('my.since', { time: minuteText(since) })}
        </p>
        <p>{say(`my.turn.${turn?.with ?? 'none'}`, { region })}</p>
        {correction && !correction.sent && (
          <p className="large">
            {say('my.wanted', { n: correction.items.length })}
            {correction.dueOn && ` ${say('my.wantedBy', { date: correction.dueOn })}`}
          </p>
        )}
      </section>
      {prints > 0 && <Print key={prints} />}
      <div className="buttons">
        <button type="button" className="main" onClick={onPrint}>
          {say('kiosk.print')}
        </button>
      </div>
    </>
  )
}

/** Prints the voucher once it is there. */
function Print() {
  const say = useSay()
  const frame = useRef<HTMLIFrameElement>(null)
  const [state, setState] = useState<'waiting' | 'printing' | 'none'>('waiting')
  useEffect(() => {
    fetch('/public/kiosk/voucher').then(
      ({ ok }) => setState(ok ? 'printing' : 'none'),
      () => setState('none'),
    )
  }, [])
  return (
    <>
      <p role="status" className="large">
        {state === 'printing' && say('kiosk.printing')}
        {state === 'none' && say('kiosk.noVoucher')}
      </p>
      {state === 'printing' && (
        <iframe
          ref={frame}
          title={say('kiosk.print')}
          src="/public/kiosk/voucher"
          onLoad={() => frame.current?.contentWindow?.print()}
        />
      )}
    </>
  )
}
