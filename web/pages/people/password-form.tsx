import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { Dialog } from '../../parts/dialog.tsx'
import { Refusal } from '../../parts/refusal.tsx'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import type { Person } from './people-page.tsx'

/** A new password for somebody: whoever was signed in as them is signed out. */
export function PasswordForm({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const say = useSay()
  const id = useId()
  const client = useQueryClient()
  const [password, setPassword] = useState('')
  const save = useMutation({
    mutationFn: () => read(api.people[':id'].password.$post({ param: { id: person.id }, json: { password } })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['people'] })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (password !== '' && !save.isPending) save.mutate()
  }
  return (
    <Dialog title={say('people.passwordOf', { name: person.name })} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p>{say('people.passwordLead')}</p>
        <label htmlFor={id}>{say('people.newPassword')}</label>
        <Input.Password
          id={id}
          value={password}
          autoComplete="new-password"
          onChange={(event) => setPassword(event.target.value)}
        />
        {save.error && <Refusal error={save.error} />}
        <div className="row">
          <Button type="primary" htmlType="submit" loading={save.isPending} disabled={password === ''}>
            {say('people.password')}
          </Button>
          <Button onClick={onClose}>{say('do.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  )
}
