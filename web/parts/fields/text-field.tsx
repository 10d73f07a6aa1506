import { Input } from 'antd'
import { useState } from 'react'
import type { Field } from '../../../core/matter.ts'
import { useSay } from '../../words/language.tsx'
import { normalise, readTyped } from './typing.ts'

export interface ControlProps {
  readonly id: string
  readonly field: Pick<Field, 'type' | 'rules' | 'label' | 'max'>
  readonly value: unknown
  readonly derived: unknown
  readonly today: string
  readonly disabled: boolean
  readonly describedBy: string
  readonly invalid: boolean
  onChange(value: unknown): void
  onLeave(): void
}

/** One line that is typed: text, numbers, days. What was pasted full-width or with blanks is put right when one leaves it, and that is said. */
export function TextField({
  id,
  field,
  value,
  derived,
  today,
  disabled,
  describedBy,
  invalid,
  onChange,
  onLeave,
}: ControlProps) {
  const say = useSay()
  const shown = textOf(value) || textOf(derived)
  const [typed, setTyped] = useState<string | null>(null)
  const [changed, setChanged] = useState('')
  const [unread, setUnread] = useState('')
  const take = (text: string) => {
    const read = readTyped(field.type, text, today)
    onChange(read ?? text)
    return read
  }
  const leave = () => {
    if (typed !== null) {
      const normal = normalise(field, typed)
      const read = take(normal.text)
      setChanged(normal.changed && normal.text !== '' ? normal.text : '')
      setUnread(read === null ? normal.text : '')
      setTyped(null)
    }
    onLeave()
  }
  return (
    <>
      <Input
        id={id}
        value={typed ?? shown}
        autoComplete="off"
        disabled={disabled}
        aria-describedby={describedBy}
        aria-invalid={invalid || unread !== ''}
        {...(invalid || unread !== '' ? { status: 'error' as const } : {})}
        inputMode={NUMERIC.has(field.type) ? 'decimal' : 'text'}
        placeholder={field.type === 'expiry' ? say('field.expiry') : (PLACEHOLDERS[field.type] ?? '')}
        onChange={(event) => {
          setTyped(event.target.value)
          setUnread('')
          onChange(readTyped(field.type, normalise(field, event.target.value).text, today) ?? event.target.value)
        }}
        onBlur={leave}
      />
      <span role="status">
        {changed !== '' && <span className="told">{say('field.normalised', { value: changed })}</span>}
        {unread !== '' && (
          <span className="fault">{say(`field.unread.${unreadKind(field.type)}`, { value: unread })}</span>
        )}
      </span>
    </>
  )
}

const NUMERIC: ReadonlySet<string> = new Set(['integer', 'decimal', 'date', 'month', 'expiry'])
const PLACEHOLDERS: Partial<Record<Field['type'], string>> = {
  date: '20260302',
  month: '202603',
}

function unreadKind(type: Field['type']): 'date' | 'number' {
  return type === 'integer' || type === 'decimal' ? 'number' : 'date'
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
