import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { Dialog } from '../../parts/dialog.tsx'
import { useMatters } from '../../parts/names.ts'
import { Refusal } from '../../parts/refusal.tsx'
import { api, read } from '../../shell/ask.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'
import type { People, Person } from './people-page.tsx'

type Role = Person['roles'][number]

/** Adds somebody, or changes name, roles, matters and window of somebody; one's own roles another administrator changes. */
export function PersonForm({
  person,
  roles,
  onClose,
}: {
  readonly person: Person | null
  readonly roles: People['roles']
  readonly onClose: () => void
}) {
  const say = useSay()
  const me = useMe().data
  const client = useQueryClient()
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [name, setName] = useState(person?.name ?? '')
  const [held, setHeld] = useState<readonly Role[]>(person?.roles ?? [])
  const [matters, setMatters] = useState<readonly string[]>(person?.matters ?? [])
  const [place, setPlace] = useState(person?.window ?? '')
  const isOwn = person !== null && person.id === me?.id
  const save = useMutation({
    mutationFn: () => {
      const window = place.trim() === '' ? null : place.trim()
      const kept = held.includes('handler') ? [...matters] : []
      if (!person)
        return read(
          api.people.$post({
            json: { username, name: name.trim(), roles: [...held], matters: kept, window, password },
          }),
        )
      const own = { name: name.trim(), matters: kept, window }
      return read(
        api.people[':id'].$patch({ param: { id: person.id }, json: isOwn ? own : { ...own, roles: [...held] } }),
      )
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['people'] })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!save.isPending) save.mutate()
  }
  return (
    <Dialog title={person ? say('people.editOne', { name: person.name }) : say('people.add')} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        {!person && (
          <>
            <Field label={say('people.username')} value={username} onChange={setUsername} />
            <Field label={say('people.firstPassword')} value={password} onChange={setPassword} secret />
          </>
        )}
        <Field label={say('people.name')} value={name} onChange={setName} />
        <Ticks
          legend={say('people.roles')}
          options={roles.map(({ id }) => [id, say(`role.${id}`)])}
          chosen={held}
          disabled={isOwn}
          onChoose={(next) => setHeld(next as readonly Role[])}
        />
        <p className="hint">{say(isOwn ? 'people.ownRoles' : 'people.conflict')}</p>
        {held.includes('handler') && <MatterTicks chosen={matters} onChoose={setMatters} />}
        <Field label={say('people.window')} value={place} onChange={setPlace} />
        {save.error && <Refusal error={save.error} />}
        <div className="row">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {say('people.save')}
          </Button>
          <Button onClick={onClose}>{say('do.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  )
}

function Field({
  label,
  value,
  onChange,
  secret = false,
}: {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly secret?: boolean
}) {
  const id = useId()
  const Box = secret ? Input.Password : Input
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <Box
        id={id}
        value={value}
        autoComplete={secret ? 'new-password' : 'off'}
        onChange={(event) => onChange(event.target.value)}
      />
    </>
  )
}

function MatterTicks({
  chosen,
  onChoose,
}: {
  chosen: readonly string[]
  onChoose: (chosen: readonly string[]) => void
}) {
  const say = useSay()
  const matters = useMatters().data?.matters ?? []
  return (
    <>
      <Ticks
        legend={say('people.matters')}
        options={matters.map(({ id, name }) => [id, name])}
        chosen={chosen}
        onChoose={onChoose}
      />
      <p className="hint">{say('people.mattersHint')}</p>
    </>
  )
}

function Ticks({
  legend,
  options,
  chosen,
  disabled = false,
  onChoose,
}: {
  readonly legend: string
  readonly options: readonly (readonly [string, string])[]
  readonly chosen: readonly string[]
  readonly disabled?: boolean
  readonly onChoose: (chosen: readonly string[]) => void
}) {
  return (
    <fieldset className="field" disabled={disabled}>
      <legend>{legend}</legend>
      <div className="choices">
        {options.map(([id, text]) => (
          <label className="choice" key={id}>
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={(event) =>
                onChoose(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
              }
            />
            {text}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
