import { Input } from 'antd'
import { type KeyboardEvent, useState } from 'react'
import { useSay } from '../../words/language.tsx'
import type { Option } from '../matter.ts'
import { initialsOf, placeOfInitials } from './initials.ts'

const MOST_SHOWN = 50

interface CodeFieldProps {
  readonly id: string
  readonly options: readonly Option[]
  readonly value: string
  readonly disabled?: boolean
  readonly invalid?: boolean
  readonly describedBy?: string
  /** its name where no label of its own stands beside it */
  readonly label?: string
  /** which options what was typed may mean, the best first; left out: those that begin with it or hold it */
  readonly match?: (options: readonly Option[], typed: string) => readonly Option[]
  onChange(code: string): void
  onLeave?(): void
}

/** One of many codes, by code, pinyin initials or characters; Enter and Tab take the best one. What fits none stays to be put right. */
export function CodeField({
  id,
  options,
  value,
  disabled = false,
  invalid = false,
  describedBy,
  label,
  match = matching,
  onChange,
  onLeave,
}: CodeFieldProps) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState<string | null>(null)
  // -1 until somebody typed or moved: leaving then takes nothing
  const [active, setActive] = useState(-1)
  const [unfit, setUnfit] = useState('')
  const chosen = options.find(({ code }) => code === value)?.label ?? value
  const found = open ? match(options, typed ?? '').slice(0, MOST_SHOWN) : []
  const close = () => {
    setOpen(false)
    setTyped(null)
    setActive(-1)
  }
  const take = (option: Option) => {
    onChange(option.code)
    setUnfit('')
    close()
  }
  const settle = () => {
    const best = found[active]
    if (typed?.trim() === '') onChange('')
    else if (best) return take(best)
    if (typed !== null) setUnfit(typed.trim())
    close()
  }
  const move = (by: number) => {
    setActive((now) => Math.max(0, Math.min((open ? found.length : options.length) - 1, now + by)))
    setOpen(true)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      move(event.key === 'ArrowDown' ? 1 : -1)
    } else if (event.key === 'Escape' && open) {
      event.stopPropagation()
      close()
    } else if (event.key === 'Enter' || event.key === 'Tab') settle()
  }
  return (
    <div className="combo">
      <Input
        id={id}
        {...(label === undefined ? {} : { 'aria-label': label })}
        role="combobox"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open && found[active] ? `${id}-${active}` : undefined}
        aria-describedby={describedBy}
        aria-invalid={invalid || unfit !== ''}
        {...(invalid || unfit !== '' ? { status: 'error' as const } : {})}
        autoComplete="off"
        disabled={disabled}
        value={typed ?? (unfit || chosen)}
        onChange={(event) => {
          setTyped(event.target.value)
          setActive(event.target.value.trim() === '' ? -1 : 0)
          setOpen(true)
        }}
        onClick={() => setOpen(true)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          settle()
          onLeave?.()
        }}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the list of a combobox (ARIA 1.2) */}
      <ul id={`${id}-list`} role="listbox" hidden={!open} aria-label={say('field.choices')}>
        {found.map((option, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: a combobox keeps the focus and names the active one
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the combobox's
          <li
            key={option.code}
            id={`${id}-${index}`}
            // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a choice of the combobox
            role="option"
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(option)}
          >
            {option.label} <span className="hint">{option.code}</span>
          </li>
        ))}
        {open && found.length === 0 && <li className="hint">{say('field.noChoice')}</li>}
      </ul>
      {unfit !== '' && (
        <span className="fault" role="status">
          {say('field.unfit', { value: unfit })}
        </span>
      )}
    </div>
  )
}

/** Those that begin with what was typed, then those that hold it; by code, name or initials. */
function matching(options: readonly Option[], typed: string): Option[] {
  const text = typed.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase()
  if (text === '') return [...options]
  const rank = ({ code, label }: Option) => {
    const place = placeOfInitials(initialsOf(label), text)
    if (code.toLowerCase() === text || label === typed) return 0
    if (label.startsWith(text) || code.toLowerCase().startsWith(text) || place === 0) return 1
    return label.includes(text) || place > 0 ? 2 : 3
  }
  return options
    .map((option) => ({ option, rank: rank(option) }))
    .filter((one) => one.rank < 3)
    .sort((one, other) => one.rank - other.rank)
    .map(({ option }) => option)
}
