import { useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useEffect, useState } from 'react'
import { Note } from '../../parts/note.tsx'
import { Reason } from '../../parts/states.tsx'
import { auth, Refused } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import type { Word } from '../../words/zh.ts'
import { Entrance } from './entrance.tsx'

const FIELDS = [
  { name: 'code', word: 'setup.code', type: 'text', autoComplete: 'off' },
  { name: 'username', word: 'signin.username', type: 'text', autoComplete: 'username' },
  { name: 'name', word: 'setup.name', type: 'text', autoComplete: 'name' },
  { name: 'password', word: 'signin.password', type: 'password', autoComplete: 'new-password' },
] as const satisfies readonly { name: string; word: Word; type: string; autoComplete: string }[]

type Typed = Record<(typeof FIELDS)[number]['name'], string>

/** Registers the first administrator, once. */
export default function SetUpPage({ state }: { state: { readonly passwordLength: { least: number; most: number } } }) {
  const say = useSay()
  const client = useQueryClient()
  const [typed, setTyped] = useState<Typed>({ code: '', username: '', name: '', password: '' })
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    document.title = `${say('setup.title')} · ${say('app.name')}`
  }, [say])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setError(null)
    try {
      await auth['set-up'].$post({ json: { ...typed, code: typed.code.trim() } })
      await client.invalidateQueries()
    } catch (refused) {
      setError(refused)
      setBusy(false)
    }
  }
  const faultOf = (name: string) =>
    error instanceof Refused ? error.problem?.errors?.find(({ pointer }) => pointer === `/${name}`) : undefined
  return (
    <Entrance title={say('setup.title')}>
      <p>{say('setup.lead')}</p>
      <form className="stack" onSubmit={submit}>
        {FIELDS.map(({ name, word, type, autoComplete }) => {
          const fault = faultOf(name)
          return (
            <div key={name} className="stack">
              <label htmlFor={name}>{say(word)}</label>
              <Input
                id={name}
                type={type}
                autoComplete={autoComplete}
                value={typed[name]}
                aria-describedby={`${name}-help`}
                {...(fault ? { status: 'error' as const, 'aria-invalid': true } : {})}
                onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
              />
              <span id={`${name}-help`} className={fault ? 'fault' : 'hint'}>
                {fault?.message ?? (name === 'password' ? say('setup.passwordHelp', state.passwordLength) : '')}
              </span>
            </div>
          )
        })}
        {error !== null && (
          <Note tone="bad" live>
            <Reason error={error} />
          </Note>
        )}
        <Button type="primary" htmlType="submit" loading={busy}>
          {say('setup.submit')}
        </Button>
      </form>
    </Entrance>
  )
}
