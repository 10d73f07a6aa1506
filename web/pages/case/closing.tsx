import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Reason } from '../../parts/states.tsx'
import { api, read } from '../../shell/ask.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'
import type { CaseAnswer } from './case-page.tsx'

/** What is still to be done before the case is filed, filing it, and all that is kept of it as one file. */
export function Closing({ found }: { found: CaseAnswer }) {
  const say = useSay()
  const permissions = useMe().data?.permissions ?? []
  const { no, status } = found
  const mayTake = permissions.includes('case.evidence')
  const { data } = useQuery({
    // a file that comes late changes nothing else of the case
    queryKey: [
      'case',
      no,
      'closing',
      status,
      found.updatedAt,
      found.files.filter(({ sha256 }) => sha256 !== '').length,
    ],
    queryFn: () => read(api.cases[':no'].closing.$get({ param: { no } })),
  })
  if (!mayTake && !data?.open) return null
  return (
    <section className="card" aria-labelledby="closing">
      <h2 id="closing">{say('closing.title')}</h2>
      {data?.open && (
        <>
          <ul className="plain-list">
            {data.checks.map(({ check, title, todo }) => (
              <li key={check}>
                <span lang="zh-CN">
                  <span aria-hidden="true">{todo === null ? '✓' : '○'}</span> {title}
                </span>
                <span className="hint" lang="zh-CN">
                  {todo ?? say('closing.there')}
                </span>
              </li>
            ))}
          </ul>
          {permissions.includes('case.archive') && (
            <Archive no={no} ready={data.checks.every(({ todo }) => todo === null)} />
          )}
        </>
      )}
      {mayTake && (
        <>
          <p>
            <a href={`/api/cases/${no}/package`} download>
              {say(status === 'ARCHIVED' ? 'closing.package' : 'closing.evidence')}
            </a>
          </p>
          <p className="hint">{say('closing.evidenceLead')}</p>
        </>
      )}
    </section>
  )
}

function Archive({ no, ready }: { no: string; ready: boolean }) {
  const say = useSay()
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const archive = async () => {
    setBusy(true)
    setError(null)
    try {
      await read(api.cases[':no'].archive.$post({ param: { no } }))
      await client.invalidateQueries({ queryKey: ['case', no] })
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <p className="hint">{say('closing.lead')}</p>
      <Button disabled={!ready} loading={busy} onClick={() => void archive()}>
        {say('closing.archive')}
      </Button>
      {error !== null && (
        <p className="fault" role="alert">
          <Reason error={error} />
        </p>
      )}
    </>
  )
}
