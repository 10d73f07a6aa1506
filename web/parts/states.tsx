import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { Refused } from '../shell/ask.ts'
import { useSay } from '../words/language.tsx'
import { Note } from './note.tsx'

const SHOW_AFTER_MS = 300

/** Says that something is on its way, once it takes longer than one notices. */
export function Loading({ what = '' }: { what?: string }) {
  const say = useSay()
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), SHOW_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!late) return <div className="loading" />
  return (
    <div className="loading" role="status">
      <span className="bar wide" />
      <span className="bar" />
      <span className="bar narrow" />
      <span>{say('state.loading', { what })}</span>
    </div>
  )
}

/** What could not be got, whose side it is, and trying again. */
export function Failed({ what, error, retry }: { what: string; error: unknown; retry?: () => void }) {
  const say = useSay()
  return (
    <Note tone="bad" live>
      {say('state.failed', { what })} <Reason error={error} />{' '}
      {retry && (
        <Button size="small" onClick={retry}>
          {say('do.retry')}
        </Button>
      )}
    </Note>
  )
}

/** A page that could not be got: what it is, and why. */
export function FailedPage(failed: { what: string; error: unknown; retry?: () => void }) {
  return (
    <>
      <h1>{failed.what}</h1>
      <Failed {...failed} />
    </>
  )
}

/** An error in the server's own words: what, and what to do; it speaks Chinese. */
export function Reason({ error }: { error: unknown }) {
  const say = useSay()
  if (!(error instanceof Refused)) return <>{say('state.ourSide')}</>
  if (!error.problem) return <>{say('app.offline')}</>
  const { detail, fix } = error.problem
  return (
    <span lang="zh-CN">
      {detail}。{fix}。
    </span>
  )
}

/** A page that has only a sentence to say. */
export function Plain({ title, text }: { title: string; text: string }) {
  return (
    <>
      <h1>{title}</h1>
      <p>{text}</p>
    </>
  )
}
