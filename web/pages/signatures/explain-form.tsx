import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import type { Asked, Scheme } from './signatures-page.tsx'

interface Member {
  readonly name: string
  readonly needed: boolean
  readonly description: string
  /** its value is written as JSON */
  readonly isJson: boolean
  readonly choices: readonly string[]
}

type Shape = { readonly [key: string]: unknown }

/** The members of a scheme's request, as its schema has them. */
function membersOf(scheme: Scheme): Member[] {
  const { properties = {}, required = [] } = scheme.request as unknown as {
    properties?: Record<string, Shape>
    required?: readonly string[]
  }
  return Object.entries(properties).map(([name, shape]) => ({
    name,
    needed: required.includes(name),
    description: typeof shape['description'] === 'string' ? shape['description'] : '',
    isJson: shape['type'] !== 'string' && !Array.isArray(shape['enum']),
    choices: Array.isArray(shape['enum']) ? shape['enum'].map(String) : [],
  }))
}

/** Asks for what a scheme signs, the key's name, and what the partner has. */
export function ExplainForm({
  scheme,
  busy,
  onAsk,
}: {
  readonly scheme: Scheme
  readonly busy: boolean
  readonly onAsk: (asked: Asked) => void
}) {
  const say = useSay()
  const members = membersOf(scheme)
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const [key, setKey] = useState('')
  const [theirs, setTheirs] = useState('')
  const [unreadable, setUnreadable] = useState('')
  const keys = useQuery({ queryKey: ['keys'], queryFn: () => read(api.signatures.keys.$get()) }).data?.keys ?? []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const request: Record<string, unknown> = {}
    for (const { name, isJson } of members) {
      const value = values[name] ?? ''
      if (value === '') continue
      const read = isJson ? readJson(value) : { value }
      if (!read) return setUnreadable(name)
      request[name] = read.value
    }
    setUnreadable('')
    onAsk({ scheme: scheme.name, request, key, ...(theirs === '' ? {} : { compare: theirs }) } as Asked)
  }
  return (
    <form className="stack" onSubmit={submit}>
      {members.map((member) => (
        <MemberField
          key={member.name}
          member={member}
          value={values[member.name] ?? ''}
          onChange={(value) => setValues({ ...values, [member.name]: value })}
        />
      ))}
      <label htmlFor="sign-key">{say('sign.key')}</label>
      <Input
        id="sign-key"
        list="sign-keys"
        className="code"
        value={key}
        autoComplete="off"
        onChange={(event) => setKey(event.target.value)}
      />
      <datalist id="sign-keys">
        {[...new Set(keys.filter(({ stored }) => stored).map(({ name }) => name))].map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <label htmlFor="sign-theirs">{say('sign.theirs')}</label>
      <Input.TextArea
        id="sign-theirs"
        className="code"
        rows={3}
        spellCheck={false}
        value={theirs}
        onChange={(event) => setTheirs(event.target.value)}
      />
      {unreadable && (
        <p className="fault" role="alert">
          {say('sign.notJson', { name: unreadable })}
        </p>
      )}
      <Button type="primary" htmlType="submit" loading={busy} disabled={key.trim() === ''}>
        {say('sign.explain')}
      </Button>
    </form>
  )
}

function MemberField({
  member: { name, needed, description, isJson, choices },
  value,
  onChange,
}: {
  readonly member: Member
  readonly value: string
  readonly onChange: (value: string) => void
}) {
  const say = useSay()
  const id = `member-${name}`
  return (
    <>
      <label htmlFor={id}>
        <span className="code">{name}</span> {!needed && `(${say('sign.optional')})`}{' '}
        <span className="hint" lang="zh-CN">
          {description} {isJson && 'JSON'}
        </span>
      </label>
      {choices.length > 0 ? (
        <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">—</option>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      ) : (
        <Input.TextArea
          id={id}
          className="code"
          rows={2}
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </>
  )
}

/** A value written as JSON; null where it is none. */
function readJson(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return null
  }
}
