import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Failed, Loading } from '../../parts/states.tsx'
import { timeText } from '../../parts/time.ts'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import type { Found } from './delivery-page.tsx'

const VERDICTS = ['accepted', 'rejected', 'later', 'waiting'] as const

/** Every attempt with what it came to; the messages themselves only when somebody who may see them asks. */
export function Exchanges({ found, withMessages }: { readonly found: Found; readonly withMessages: boolean }) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const columns = [
    'delivery.try',
    'delivery.operation',
    'delivery.verdict',
    'delivery.sentAt',
    'delivery.out',
    'delivery.in',
  ] as const
  return (
    <section className="card" aria-labelledby="exchanges">
      <h2 id="exchanges">{say('delivery.exchanges')}</h2>
      {found.exchanges.length === 0 ? (
        <p className="empty">{say('delivery.noExchanges')}</p>
      ) : (
        <div className="scroll">
          <table className="list">
            <thead>
              <tr>
                {columns.map((word) => (
                  <th key={word} scope="col">
                    {say(word)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {found.exchanges.map((one) => (
                <tr key={one.id}>
                  <th scope="row">{say('delivery.nth', { n: one.attempt })}</th>
                  <td data-label={say('delivery.operation')} className="code">
                    {one.operation}
                  </td>
                  <td data-label={say('delivery.verdict')}>
                    <Verdict verdict={one.verdict} /> {one.httpStatus > 0 && `HTTP ${one.httpStatus}`}
                  </td>
                  <td data-label={say('delivery.sentAt')} className="number">
                    {timeText(one.sentAt)}
                    {one.receivedAt > 0 && ` · ${one.receivedAt - one.sentAt} ms`}
                  </td>
                  <td data-label={say('delivery.out')}>
                    <Size {...one.request} />
                  </td>
                  <td data-label={say('delivery.in')}>
                    <Size {...one.response} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {found.exchanges.length > 0 &&
        (withMessages ? (
          <>
            <Button aria-expanded={open} onClick={() => setOpen(!open)}>
              {say(open ? 'delivery.hideMessages' : 'delivery.showMessages')}
            </Button>
            {open && <Messages id={found.id} />}
          </>
        ) : (
          <p className="hint">{say('delivery.onlySizes')}</p>
        ))}
    </section>
  )
}

function Verdict({ verdict }: { readonly verdict: string }) {
  const say = useSay()
  const known = VERDICTS.find((one) => one === verdict)
  return known ? <span>{say(`delivery.verdict.${known}`)}</span> : <span className="code">{verdict}</span>
}

function Size({ sizeBytes, sha256 }: { readonly sizeBytes: number; readonly sha256: string }) {
  const say = useSay()
  if (sizeBytes === 0) return <>—</>
  return (
    <>
      <span className="number">{say('delivery.bytes', { n: sizeBytes })}</span>{' '}
      <span className="code hint">{sha256.slice(0, 12)}</span>
    </>
  )
}

function Messages({ id }: { readonly id: string }) {
  const say = useSay()
  const { data, error } = useQuery({
    queryKey: ['delivery-messages', id],
    queryFn: () => read(api.deliveries[':id'].messages.$get({ param: { id } })),
  })
  if (error) return <Failed what={say('delivery.exchanges')} error={error} />
  if (!data) return <Loading what={say('delivery.exchanges')} />
  return (
    <>
      <p className="hint">{say('delivery.masked')}</p>
      {data.exchanges.map((one) => (
        <details key={one.id} className="message" open={data.exchanges.length === 1}>
          <summary>
            {say('delivery.nth', { n: one.attempt })} · {one.operation}
          </summary>
          <Wire label={say('delivery.out')} text={one.request} />
          <Wire label={say('delivery.in')} text={one.response} />
        </details>
      ))}
    </>
  )
}

function Wire({ label, text }: { readonly label: string; readonly text: string | null }) {
  const say = useSay()
  return (
    <figure>
      <figcaption>{label}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre tabIndex={0} lang="zh-CN">
        {text === null ? say('delivery.unreadable') : text || '—'}
      </pre>
    </figure>
  )
}
