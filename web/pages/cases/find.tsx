import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { Failed } from '../../parts/states.tsx'
import { go } from '../../shell/address.tsx'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { CaseTable } from './case-table.tsx'

type Found = AnswerOf<typeof api.cases.search.$post>

const CASE_NO = /^[A-Za-z]{2}\d{6}\d{8}\d{6}$/

/** One line that finds cases by number, here or there, or by who applies. What was typed is personal: it goes in a body and stays in no address. */
export function Find() {
  const say = useSay()
  const [text, setText] = useState('')
  const [found, setFound] = useState<Found | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const search = async (event?: FormEvent) => {
    event?.preventDefault()
    const typed = text.normalize('NFKC').trim()
    if (CASE_NO.test(typed.replaceAll(/\s/g, ''))) return go(`/cases/${typed.replaceAll(/\s/g, '').toUpperCase()}`)
    setBusy(true)
    setError(null)
    try {
      setFound(await read(api.cases.search.$post({ json: { text: typed, limit: 50 } })))
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  const close = () => {
    setFound(null)
    setText('')
  }
  return (
    <>
      <form className="row" onSubmit={(event) => void search(event)}>
        <label htmlFor="find">{say('find.label')}</label>
        <Input
          id="find"
          className="short"
          value={text}
          maxLength={100}
          autoComplete="off"
          aria-describedby="find-hint"
          onChange={(event) => setText(event.target.value)}
        />
        <Button htmlType="submit" loading={busy} disabled={text.trim().length < 2}>
          {say('find.find')}
        </Button>
        <span id="find-hint" className="hint">
          {say('find.hint')}
        </span>
      </form>
      {error !== null && <Failed what={say('find.find')} error={error} retry={() => void search()} />}
      {found && (
        <section className="card" aria-labelledby="found" aria-live="polite">
          <h2 id="found">
            {say('find.found', {
              n: found.cases.length,
              by: found.by.map((one) => say(`find.by.${one}`)).join('、'),
            })}
          </h2>
          {found.more && <p>{say('find.more')}</p>}
          {found.cases.length > 0 && <CaseTable rows={found.cases} />}
          <Button onClick={close}>{say('do.close')}</Button>
        </section>
      )}
    </>
  )
}
