import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { Note } from '../../parts/note.tsx'
import { Reason } from '../../parts/states.tsx'
import { api, Refused, read } from '../../shell/ask.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'
import type { CaseAnswer } from '../case/case-page.tsx'
import { StepFields } from './step-fields.tsx'
import { bodyOf, type Entered, nothingEntered, type StepName } from './step-values.ts'

/** What may be decided now: a digit chooses, F9 sends it, and the region is told. */
export function Decision({ found }: { found: CaseAnswer }) {
  const say = useSay()
  const client = useQueryClient()
  const home = useQuery({ queryKey: ['home'], queryFn: () => read(api.home.$get()) }).data
  const me = useMe().data
  const [step, setStep] = useState<StepName | null>(null)
  const [entered, setEntered] = useState<Entered>(() => nothingEntered(found, home))
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [sent, setSent] = useState<StepName | null>(null)
  const sending = useRef(false)
  const mine = found.handler === me?.id
  const choose = (next: StepName) => {
    setStep(next)
    setEntered(nothingEntered(found, home))
    setError(null)
  }
  const send = async () => {
    // a second key is no second step
    if (step === null || sending.current) return
    sending.current = true
    setBusy(true)
    setError(null)
    try {
      await read(api.cases[':no'].steps.$post({ param: { no: found.no }, json: bodyOf(step, entered) }))
      setSent(step)
      setStep(null)
    } catch (refused) {
      setError(refused)
    } finally {
      sending.current = false
      setBusy(false)
      await client.invalidateQueries({ queryKey: ['case', found.no] })
      await client.invalidateQueries({ queryKey: ['desk'] })
    }
  }
  const onKey = (event: globalThis.KeyboardEvent) => {
    const writes = event.target instanceof HTMLElement && /INPUT|TEXTAREA|SELECT/.test(event.target.tagName)
    const next = found.steps[Number(event.key) - 1]
    if (event.key === 'F9') void send()
    else if (mine && next && !writes && !event.altKey && !event.ctrlKey) choose(next)
    else return
    event.preventDefault()
  }
  const now = useRef(onKey)
  now.current = onKey
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => now.current(event)
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
  if (!mine) return <Note tone="info">{say('desk.others', { who: found.handler ?? '—' })}</Note>
  return (
    <section className="card" aria-labelledby="decision">
      <h2 id="decision">{say('desk.decide')}</h2>
      <div role="status">{sent && <Note tone="good">{say('desk.sent', { step: say(`step.${sent}`) })}</Note>}</div>
      {found.steps.length === 0 && <p>{say('desk.over')}</p>}
      <div className="steps">
        {found.steps.map((name, index) => (
          <Button
            key={name}
            aria-pressed={step === name}
            type={step === name ? 'primary' : 'default'}
            onClick={() => choose(name)}
          >
            {index < 9 && <kbd>{index + 1}</kbd>} {say(`step.${name}`)}
          </Button>
        ))}
      </div>
      {step && (
        <>
          <StepFields step={step} found={found} entered={entered} onChange={setEntered} />
          {error !== null && (
            <Note tone="bad" live>
              <Reason error={error} />
              <Faults error={error} />
            </Note>
          )}
          <Button
            type="primary"
            danger={step === 'refuse' || step === 'deny'}
            loading={busy}
            aria-keyshortcuts="F9"
            onClick={() => void send()}
          >
            {say('desk.send', { step: say(`step.${step}`) })} F9
          </Button>
        </>
      )}
    </section>
  )
}

function Faults({ error }: { error: unknown }) {
  const errors = error instanceof Refused ? (error.problem?.errors ?? []) : []
  return (
    <ul lang="zh-CN">
      {errors.map(({ pointer, message, fix }) => (
        <li key={pointer + message}>
          {message} {fix}
        </li>
      ))}
    </ul>
  )
}
