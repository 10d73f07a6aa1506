import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Note } from '../../parts/note.tsx'
import { Failed } from '../../parts/states.tsx'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

const COUNTS = [20, 50, 200, 500]

/** Plays the last real messages through this version and tells what would differ from the one in force; nothing is sent. */
export function Shadow({ code, number }: { readonly code: string; readonly number: number }) {
  const say = useSay()
  const [last, setLast] = useState(50)
  const run = useMutation({
    mutationFn: () =>
      read(
        api.definitions[':subject'].versions[':number'].shadow.$post({
          param: { subject: code, number: String(number) },
          json: { last },
        }),
      ),
  })
  return (
    <>
      <div className="row">
        <label htmlFor="shadow-last">{say('shadow.last')}</label>
        <select id="shadow-last" value={last} onChange={(event) => setLast(Number(event.target.value))}>
          {COUNTS.map((count) => (
            <option key={count} value={count}>
              {count}
            </option>
          ))}
        </select>
        <Button loading={run.isPending} onClick={() => run.mutate()}>
          {say('shadow.run')}
        </Button>
      </div>
      {run.error && <Failed what={say('shadow.title')} error={run.error} />}
      {run.data && (
        <>
          <Note tone={run.data.differing.length === 0 ? 'good' : 'warning'} live>
            {say(run.data.compared === 0 ? 'shadow.nothing' : 'shadow.result', {
              n: run.data.compared,
              differing: run.data.differing.length,
            })}
          </Note>
          {run.data.differing.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one case may have several messages of a kind
            <details key={index}>
              <summary>
                <span className="code">{one.caseNo}</span> · {one.matter} ·{' '}
                {say(one.direction === 'out' ? 'cases.out' : 'cases.in')} ·{' '}
                {say('shadow.changes', { n: one.changes.length })}
                {one.differsAtByte !== null && ` · ${say('shadow.byte', { n: one.differsAtByte })}`}
              </summary>
              <div className="scroll">
                <table className="list">
                  <thead>
                    <tr>
                      {(['path', 'other', 'before', 'after'] as const).map((name) => (
                        <th scope="col" key={name}>
                          {say(`shadow.${name}`)}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {one.changes.map((change) => (
                      <tr key={change.path}>
                        <th scope="row" className="code">
                          {change.path}
                        </th>
                        <td data-label={say('shadow.other')} className="code">
                          {change.other ?? '—'}
                        </td>
                        <td data-label={say('shadow.before')}>{show(change.before)}</td>
                        <td data-label={say('shadow.after')}>{show(change.after)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              {[...one.newFaults.map((fault) => `+ ${fault}`), ...one.goneFaults.map((fault) => `− ${fault}`)].map(
                (fault) => (
                  <p key={fault} className="code">
                    {fault}
                  </p>
                ),
              )}
            </details>
          ))}
        </>
      )}
    </>
  )
}

function show(value: unknown): string {
  return value === undefined ? '—' : typeof value === 'string' ? value : JSON.stringify(value)
}
