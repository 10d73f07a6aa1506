import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, Radio } from 'antd'
import { type FormEvent, useState } from 'react'
import { Note } from '../../parts/note.tsx'
import { Reason } from '../../parts/states.tsx'
import { minuteText } from '../../parts/time.ts'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

const LEVELS = ['verySatisfied', 'satisfied', 'fair', 'dissatisfied', 'veryDissatisfied'] as const
const STAGES = ['intake', 'result'] as const

type Taken = AnswerOf<(typeof api.cases)[':no']['ratings']['$post']>

/** Writes down what an applicant says at the window; what a bad rating opens is for the applicant to take along. */
export function RateForm({ no, given }: { no: string; given: readonly string[] }) {
  const say = useSay()
  const client = useQueryClient()
  const open = STAGES.filter((stage) => !given.includes(stage))
  const [stage, setStage] = useState<(typeof STAGES)[number] | null>(null)
  const [level, setLevel] = useState<(typeof LEVELS)[number] | null>(null)
  const [text, setText] = useState('')
  const [taken, setTaken] = useState<Taken | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const chosen = stage !== null && open.includes(stage) ? stage : open[0]
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (level === null || chosen === undefined) return
    setBusy(true)
    setError(null)
    try {
      setTaken(await read(api.cases[':no'].ratings.$post({ param: { no }, json: { stage: chosen, level, text } })))
      setLevel(null)
      setText('')
      await client.invalidateQueries({ queryKey: ['outcome', no] })
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <div role="status">
        {taken && <Note tone="good">{taken.ticket ? <Ticket ticket={taken.ticket} /> : say('rate.taken')}</Note>}
      </div>
      {open.length > 0 && (
        <details className="fold">
          <summary>{say('rate.record')}</summary>
          <form onSubmit={(event) => void send(event)}>
            <fieldset className="views">
              <legend>{say('rate.stage')}</legend>
              <Radio.Group
                value={chosen}
                onChange={({ target }) => setStage(target.value)}
                options={open.map((value) => ({ value, label: say(`rate.stage.${value}`) }))}
              />
            </fieldset>
            <fieldset className="views">
              <legend>{say('rate.level')}</legend>
              <Radio.Group
                value={level}
                onChange={({ target }) => setLevel(target.value)}
                options={LEVELS.map((value) => ({ value, label: say(`rate.${value}`) }))}
              />
            </fieldset>
            <label htmlFor="rate-text">{say('rate.text')}</label>
            <Input.TextArea
              id="rate-text"
              rows={3}
              maxLength={1_000}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            {error !== null && (
              <Note tone="bad" live>
                <Reason error={error} />
              </Note>
            )}
            <Button htmlType="submit" loading={busy} disabled={level === null}>
              {say('rate.send')}
            </Button>
          </form>
        </details>
      )}
    </>
  )
}

function Ticket({ ticket }: { ticket: NonNullable<Taken['ticket']> }) {
  const say = useSay()
  const { no, code, dueAt } = ticket
  return <>{say('rate.ticket', { no, code, due: dueAt === null ? '—' : minuteText(dueAt) })}</>
}
