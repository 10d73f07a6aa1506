import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { Note } from '../../parts/note.tsx'
import { Reason } from '../../parts/states.tsx'
import { Link } from '../../shell/address.tsx'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

type Redeemed = AnswerOf<typeof api.pickups.$post>

/** Hands out a result by the code that its applicant says. */
export function Redeem() {
  const say = useSay()
  const [code, setCode] = useState('')
  const [done, setDone] = useState<Redeemed | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const redeem = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    setDone(null)
    try {
      setDone(await read(api.pickups.$post({ json: { code: code.normalize('NFKC').replaceAll(/\s/g, '') } })))
      setCode('')
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="card" onSubmit={(event) => void redeem(event)} aria-labelledby="redeem">
      <h2 id="redeem">{say('redeem.title')}</h2>
      <div className="row">
        <label htmlFor="code">{say('redeem.code')}</label>
        <Input
          id="code"
          className="short"
          inputMode="numeric"
          autoComplete="off"
          required
          maxLength={12}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
        <Button type="primary" htmlType="submit" loading={busy}>
          {say('redeem.do')}
        </Button>
      </div>
      <div role="status">
        {error !== null && (
          <Note tone="bad">
            <Reason error={error} />
          </Note>
        )}
        {done && (
          <Note tone="good">
            <span lang="zh-CN">{done.matter}</span> {say('redeem.done', { n: done.print })}{' '}
            <Link href={`/cases/${done.caseNo}`}>{done.caseNo}</Link>
            <ul>
              {done.files.map(({ id, name }) => (
                <li key={id}>
                  <a href={`/api/pickups/${done.id}/files/${id}`} lang="zh-CN">
                    {name}
                  </a>
                </li>
              ))}
            </ul>
            {done.files.length === 0 && <p>{say('redeem.paper')}</p>}
          </Note>
        )}
      </div>
    </form>
  )
}
