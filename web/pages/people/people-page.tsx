import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Failed, Loading, Reason } from '../../parts/states.tsx'
import { minuteText } from '../../parts/time.ts'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'
import { PasswordForm } from './password-form.tsx'
import { PermissionTable } from './permission-table.tsx'
import { PersonForm } from './person-form.tsx'

export type People = AnswerOf<typeof api.people.$get>
export type Person = People['people'][number]

type Asked = { readonly kind: 'add' } | { readonly kind: 'edit' | 'password'; readonly person: Person }

/** Who may use the gateway, with what roles; adding, changing, putting out of work, new passwords; and what each role may do. */
export default function PeoplePage() {
  const say = useSay()
  const me = useMe().data
  const [asked, setAsked] = useState<Asked | null>(null)
  const people = useQuery({ queryKey: ['people'], queryFn: () => read(api.people.$get()) })
  const mayManage = me?.permissions.includes('people.manage') ?? false
  const close = () => setAsked(null)
  return (
    <>
      <div className="case-head">
        <h1>{say('nav.people')}</h1>
        {mayManage && (
          <Button type="primary" onClick={() => setAsked({ kind: 'add' })}>
            {say('people.add')}
          </Button>
        )}
      </div>
      {people.error && <Failed what={say('nav.people')} error={people.error} retry={() => void people.refetch()} />}
      {people.isPending && <Loading what={say('nav.people')} />}
      {people.data && (
        <>
          <PersonTable people={people.data.people} mayManage={mayManage} onAsk={setAsked} />
          {people.data.people.length === 1 && <p className="hint">{say('people.onlyYou')}</p>}
          <PermissionTable matrix={people.data} />
        </>
      )}
      {asked?.kind === 'add' && people.data && <PersonForm person={null} roles={people.data.roles} onClose={close} />}
      {asked?.kind === 'edit' && people.data && (
        <PersonForm person={asked.person} roles={people.data.roles} onClose={close} />
      )}
      {asked?.kind === 'password' && <PasswordForm person={asked.person} onClose={close} />}
    </>
  )
}

function PersonTable({
  people,
  mayManage,
  onAsk,
}: {
  readonly people: readonly Person[]
  readonly mayManage: boolean
  readonly onAsk: (asked: Asked) => void
}) {
  const say = useSay()
  const columns = [
    'name',
    'roles',
    'matters',
    'window',
    'state',
    'since',
    ...(mayManage ? (['acts'] as const) : []),
  ] as const
  return (
    <div className="scroll">
      <table className="list">
        <thead>
          <tr>
            {columns.map((name) => (
              <th scope="col" key={name}>
                {say(`people.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.id}>
              <th scope="row">
                {person.name} <span className="code hint">{person.id}</span>
                {person.hasToken && <span className="hint"> · {say('people.token')}</span>}
              </th>
              <td data-label={say('people.roles')}>
                {person.roles.length === 0
                  ? say('people.noRole')
                  : person.roles.map((role) => say(`role.${role}`)).join('、')}
              </td>
              <td data-label={say('people.matters')}>
                {person.roles.includes('handler')
                  ? person.matters.length === 0
                    ? say('people.allMatters')
                    : person.matters.join('、')
                  : '—'}
              </td>
              <td data-label={say('people.window')}>{person.window ?? '—'}</td>
              <td data-label={say('people.state')}>
                <State person={person} />
              </td>
              <td data-label={say('people.since')} className="number">
                {minuteText(person.createdAt)}
              </td>
              {mayManage && (
                <td data-label={say('people.acts')}>
                  <Acts person={person} onAsk={onAsk} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function State({ person }: { readonly person: Person }) {
  const say = useSay()
  if (!person.active) return <span className="status status-neutral">◼ {say('people.inactive')}</span>
  if (person.lockedUntil !== null)
    return (
      <span className="status status-applicant">
        ! {say('people.locked', { time: minuteText(person.lockedUntil).slice(11) })}
      </span>
    )
  return <span className="status status-good">✓ {say('people.active')}</span>
}

/** What an administrator may do with somebody; nobody puts themselves out of work. */
function Acts({ person, onAsk }: { readonly person: Person; readonly onAsk: (asked: Asked) => void }) {
  const say = useSay()
  const me = useMe().data
  const client = useQueryClient()
  const again = () => client.invalidateQueries({ queryKey: ['people'] })
  const param = { id: person.id }
  const turn = useMutation({
    mutationFn: () => read(api.people[':id'].$patch({ param, json: { active: !person.active } })),
    onSuccess: again,
  })
  const unlock = useMutation({ mutationFn: () => read(api.people[':id'].unlock.$post({ param })), onSuccess: again })
  const error = turn.error ?? unlock.error
  return (
    <span className="row tight">
      <Button
        size="small"
        aria-label={say('people.editOne', { name: person.name })}
        onClick={() => onAsk({ kind: 'edit', person })}
      >
        {say('people.edit')}
      </Button>
      {person.username !== null && (
        <Button
          size="small"
          aria-label={say('people.passwordOf', { name: person.name })}
          onClick={() => onAsk({ kind: 'password', person })}
        >
          {say('people.password')}
        </Button>
      )}
      {person.lockedUntil !== null && (
        <Button size="small" loading={unlock.isPending} onClick={() => unlock.mutate()}>
          {say('people.unlock')}
        </Button>
      )}
      {person.id !== me?.id && (
        <Button
          size="small"
          aria-label={say(person.active ? 'people.disableOne' : 'people.enableOne', { name: person.name })}
          loading={turn.isPending}
          onClick={() => turn.mutate()}
        >
          {say(person.active ? 'people.disable' : 'people.enable')}
        </Button>
      )}
      {error && (
        <span className="fault" role="alert">
          <Reason error={error} />
        </span>
      )}
    </span>
  )
}
