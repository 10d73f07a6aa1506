import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { Dialog } from '../parts/dialog.tsx'
import { Note } from '../parts/note.tsx'
import { SignInForm } from '../parts/sign-in-form.tsx'
import { useSay } from '../words/language.tsx'
import { api, onSession, Refused, read } from './ask.ts'

/** So long before a session ends it is said. */
const WARN_MS = 2 * 60_000
const ME = ['me']

/** Who is signed in; null where nobody is. */
export function useMe() {
  return useQuery({
    queryKey: ME,
    queryFn: async () => {
      try {
        return await read(api.me.$get())
      } catch (error) {
        if (error instanceof Refused && error.status === 401) return null
        throw error
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export type Me = NonNullable<ReturnType<typeof useMe>['data']>

/** Says when the session is about to end, and keeps the page as it is when it has: whoever signs in again goes on where they were. */
export function SessionKeeper({ me, children }: { me: Me; children: ReactNode }) {
  const say = useSay()
  const client = useQueryClient()
  const [endsAt, setEndsAt] = useState(() => (me.sessionEndsAt ? Date.parse(me.sessionEndsAt) : null))
  const [ended, setEnded] = useState(false)
  const [warned, setWarned] = useState(false)
  useEffect(
    () =>
      onSession((told) => {
        if (told.endsAt) setEndsAt(told.endsAt)
        setEnded(told.signedOut)
      }),
    [],
  )
  useEffect(() => {
    setWarned(false)
    if (endsAt === null) return
    const timer = setTimeout(() => setWarned(true), Math.max(0, endsAt - WARN_MS - Date.now()))
    return () => clearTimeout(timer)
  }, [endsAt])
  const again = async () => {
    const now = await read(api.me.$get())
    if (now.id !== me.id) return location.assign('/')
    setEnded(false)
    await client.invalidateQueries()
  }
  return (
    <>
      {warned && !ended && (
        <Note tone="warning" live>
          {say('session.ends', { minutes: 2 })}{' '}
          <Button size="small" onClick={() => void read(api.me.renew.$post())}>
            {say('session.renew')}
          </Button>
        </Note>
      )}
      <div className={ended ? 'blurred' : undefined} inert={ended}>
        {children}
      </div>
      {ended && (
        <Dialog title={say('signin.title')} unasked>
          <p>{say('signin.again')}</p>
          <SignInForm username={me.username ?? ''} onDone={again} />
          <p className="hint">{say('signin.othersPage')}</p>
        </Dialog>
      )}
    </>
  )
}
