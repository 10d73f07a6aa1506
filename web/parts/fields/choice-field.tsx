import type { KeyboardEvent } from 'react'
import { goToNext, useForm } from './form-context.tsx'

/** Few values, all in sight; a digit chooses and goes on, arrows choose and stay. */
export function ChoiceField<Value extends string | boolean>({
  id,
  options,
  value,
  disabled = false,
  onChange,
}: {
  readonly id: string
  readonly options: readonly { readonly code: Value; readonly label: string }[]
  readonly value: Value | undefined
  readonly disabled?: boolean
  onChange(value: Value): void
}) {
  const { goOn = goToNext } = useForm()
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = options[Number(event.key) - 1]
    if (!/^[1-9]$/.test(event.key) || !chosen || event.altKey || event.ctrlKey || disabled) return
    event.preventDefault()
    onChange(chosen.code)
    goOn(event.currentTarget)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the radios in it
    <div className="choices" onKeyDown={onKeyDown}>
      {options.map(({ code, label }, index) => (
        <label key={String(code)} className="choice">
          <input
            type="radio"
            id={index === 0 ? id : undefined}
            name={id}
            checked={value === code}
            disabled={disabled}
            onChange={() => onChange(code)}
          />
          <span aria-hidden="true" className="digit">
            {index + 1}
          </span>
          {label}
        </label>
      ))}
    </div>
  )
}
