import { Input } from 'antd'
import { useMemo } from 'react'
import { useSay } from '../../words/language.tsx'
import type { Option } from '../matter.ts'
import { useCodes } from '../names.ts'
import { isGroup } from '../values.ts'
import { CodeField } from './code-field.tsx'

/** Districts with what they lie in, so that two of one name can be told apart. */
export function useDivisions(prefix = ''): readonly Option[] {
  const rows = useCodes('CT_DIVISION').data?.rows
  return useMemo(() => {
    const names = new Map((rows ?? []).map(({ code, label }) => [code, label]))
    return (rows ?? [])
      .filter(({ code }) => code.startsWith(prefix))
      .map(({ code, label }) => {
        const above = [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`].filter((one) => one !== code)
        return { code, label: [...new Set([...above.map((one) => names.get(one) ?? ''), label])].join('') }
      })
  }, [rows, prefix])
}

interface Props {
  readonly id: string
  readonly value: unknown
  readonly derived?: unknown
  readonly digits?: number
  readonly prefix?: string
  readonly disabled?: boolean
  readonly invalid?: boolean
  readonly describedBy?: string
  readonly label?: string
  onChange(value: unknown): void
  onLeave?(): void
}

/** A district by its name; kept as its code, of 6 digits or of 12. */
export function DivisionField({ value, derived, digits = 6, prefix = '', onChange, ...rest }: Props) {
  const options = useDivisions(prefix)
  const code = String(value ?? derived ?? '')
  return (
    <CodeField
      {...rest}
      options={options}
      value={code.slice(0, 6)}
      onChange={(chosen) => onChange(chosen === '' ? '' : chosen.padEnd(digits, '0'))}
    />
  )
}

/** An address: the district, then the rest of it. */
export function AddressField({
  id,
  value,
  derived,
  disabled = false,
  invalid = false,
  describedBy,
  onChange,
  onLeave,
}: Props) {
  const say = useSay()
  const own = isGroup(value) ? value : {}
  const known = isGroup(derived) ? derived : {}
  const change = (key: string, text: unknown) => {
    const next = Object.fromEntries(Object.entries({ ...known, ...own, [key]: text }).filter(([, one]) => one !== ''))
    onChange(Object.keys(next).length === 0 ? '' : next)
  }
  return (
    <div className="address">
      <DivisionField
        id={id}
        label={say('field.addressDivision')}
        value={own['division'] ?? known['division']}
        disabled={disabled}
        invalid={invalid}
        {...(describedBy === undefined ? {} : { describedBy })}
        onChange={(code) => change('division', code)}
        {...(onLeave ? { onLeave } : {})}
      />
      <Input
        id={`${id}-detail`}
        aria-label={say('field.addressDetail')}
        placeholder={say('field.addressDetail')}
        autoComplete="off"
        disabled={disabled}
        value={String(own['detail'] ?? known['detail'] ?? '')}
        onChange={(event) => change('detail', event.target.value)}
        onBlur={(event) => {
          const text = event.target.value.replaceAll(/\s+/g, ' ').trim()
          if (text !== event.target.value) change('detail', text)
          onLeave?.()
        }}
      />
    </div>
  )
}
