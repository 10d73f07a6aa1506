import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { Reason } from '../../parts/states.tsx'
import { Link } from '../../shell/address.tsx'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

type Saved = AnswerOf<typeof api.me.filters.$get>['filters'][number]
type Conditions = Saved['conditions']

const MOST_LETTERS = 20

function addressOf(conditions: Conditions): string {
  const pairs = Object.entries(conditions).flatMap(([name, value]) => [value].flat().map((one) => [name, one]))
  return `/cases?${new URLSearchParams(pairs)}`
}

/** Conditions of the list that somebody keeps: a way back to each, and what is chosen now kept under a name. */
export function SavedFilters({ conditions }: { conditions: Conditions }) {
  const say = useSay()
  const client = useQueryClient()
  const { data } = useQuery({ queryKey: ['saved-filters'], queryFn: () => read(api.me.filters.$get()) })
  const [name, setName] = useState('')
  const [done, setDone] = useState('')
  const changed = async (words: string) => {
    await client.invalidateQueries({ queryKey: ['saved-filters'] })
    setDone(words)
  }
  const save = useMutation({
    mutationFn: async () => void (await api.me.filters.$post({ json: { name: name.trim(), conditions } })),
    onSuccess: async () => {
      setName('')
      await changed(say('filters.saved', { name: name.trim() }))
    },
  })
  const remove = useMutation({
    mutationFn: async ({ id }: Saved) => void (await api.me.filters[':id'].$delete({ param: { id } })),
    onSuccess: (_, { name: gone }) => changed(say('filters.deleted', { name: gone })),
  })
  const error = save.error ?? remove.error
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <>
      {data && data.filters.length > 0 && (
        <nav className="row" aria-label={say('filters.title')}>
          <span className="hint">{say('filters.title')}</span>
          {data.filters.map((one) => (
            <span key={one.id} className="row">
              <Link href={addressOf(one.conditions)}>{one.name}</Link>
              <Button
                size="small"
                aria-label={say('filters.delete', { name: one.name })}
                loading={remove.isPending && remove.variables?.id === one.id}
                onClick={() => remove.mutate(one)}
              >
                ×
              </Button>
            </span>
          ))}
        </nav>
      )}
      {Object.keys(conditions).length > 0 && (
        <form className="row" onSubmit={submit}>
          <label htmlFor="filter-name">{say('filters.name')}</label>
          <Input
            id="filter-name"
            className="short"
            value={name}
            maxLength={MOST_LETTERS}
            autoComplete="off"
            aria-describedby="filter-hint"
            onChange={(event) => setName(event.target.value)}
          />
          <Button htmlType="submit" loading={save.isPending} disabled={name.trim() === ''}>
            {say('filters.save')}
          </Button>
          <span id="filter-hint" className="hint">
            {say('filters.hint')}
          </span>
        </form>
      )}
      <p role="status" className={done === '' ? 'unseen' : 'hint'}>
        {done}
      </p>
      {error && (
        <p className="fault" role="alert">
          <Reason error={error} />
        </p>
      )}
    </>
  )
}
