import { Button, Input } from 'antd'
import { type FormEvent, useId, useRef, useState } from 'react'
import { auth } from '../shell/ask.ts'
import { useSay } from '../words/language.tsx'
import { Note } from './note.tsx'
import { Reason } from './states.tsx'

/** Account and password; says in the server's words why it did not work. */
export function SignInForm({
  username: known = '',
  onDone,
}: {
  username?: string
  onDone: () => Promise<void> | void
}) {
  const say = useSay()
  const id = useId()
  const [username, setUsername] = useState(known)
  const [password, setPassword] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setError(null)
    try {
      await auth['sign-in'].username.$post({ json: { username, password } })
      await onDone()
    } catch (refused) {
      setError(refused)
      setPassword('')
      form.current?.querySelector<HTMLInputElement>('[type=password]')?.focus()
    } finally {
      setBusy(false)
    }
  }
  return (
    <form ref={form} className="stack" onSubmit={submit}>
      <label htmlFor={`${id}-u`}>{say('signin.username')}</label>
      <Input
        id={`${id}-u`}
        value={username}
        autoComplete="username"
        autoFocus={known === ''}
        onChange={(event) => setUsername(event.target.value)}
      />
      <label htmlFor={`${id}-p`}>{say('signin.password')}</label>
      <Input
        id={`${id}-p`}
        type="password"
        value={password}
        autoComplete="current-password"
        autoFocus={known !== ''}
        onChange={(event) => setPassword(event.target.value)}
      />
      {error !== null && (
        <Note tone="bad" live>
          <Reason error={error} />
        </Note>
      )}
      <Button type="primary" htmlType="submit" loading={busy} disabled={username === '' || password === ''}>
        {say('signin.submit')}
      </Button>
    </form>
  )
}
