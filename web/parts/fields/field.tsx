import { type ReactNode, useMemo, useRef } from 'react'
import { type Say, useSay } from '../../words/language.tsx'
import { ListField } from '../lists/list-field.tsx'
import type { ServedField } from '../matter.ts'
import { nowText } from '../time.ts'
import { isNothing, valueAt } from '../values.ts'
import { ChoiceField } from './choice-field.tsx'
import { CodeField } from './code-field.tsx'
import { AddressField, DivisionField } from './division-field.tsx'
import { controlId, useForm } from './form-context.tsx'
import { type ControlProps, TextField } from './text-field.tsx'

const MOST_IN_SIGHT = 6

/** One field of a form, by its type; `members` are the fields of a list's elements, `why` is why the region wants it. */
export function FormField({
  field,
  members = [],
  why,
  inRow = false,
}: {
  field: ServedField
  members?: readonly ServedField[]
  why?: string | undefined
  /** in a list: what must be filled in a row just begun is known before it was checked */
  inRow?: boolean
}) {
  const say = useSay()
  const state = useForm()
  const { path } = field
  const id = controlId(path)
  const value = valueAt(state.form, path)
  const derived = valueAt(state.derived, path)
  const fault = state.faultOf(path)
  const needed = state.isNeeded(path) || (inRow && field.required === true)
  const todo = fault !== undefined || (needed && isNothing(value) && isNothing(derived))
  const follows = isNothing(value) && !isNothing(derived)
  const change = state.changeOf?.(path)
  const notes = (
    <span id={`${id}-note`} className="field-notes">
      {why && (
        <span className="why" lang="zh-CN">
          {why}
        </span>
      )}
      {change && (
        <span className="why" lang="zh-CN">
          ⚠ {say('rules.field', { change })}
        </span>
      )}
      {field.help && !fault && (
        <span className="hint" lang="zh-CN">
          {field.help}
        </span>
      )}
      {follows && <span className="hint">{say('field.derived')}</span>}
      {fault && (
        <span className="fault" lang="zh-CN">
          {fault}
        </span>
      )}
    </span>
  )
  const shell = (control: ReactNode, grouped: boolean) => {
    const label = (
      <>
        <span lang="zh-CN">{field.label}</span>
        {!needed && <span className="hint"> {say('field.optional')}</span>}
      </>
    )
    const attributes = {
      className: `field${why || change ? ' field-asked' : ''}`,
      'data-field': path,
      'data-todo': todo ? 'yes' : 'no',
    }
    return grouped ? (
      <fieldset {...attributes} aria-describedby={`${id}-note`}>
        <legend>{label}</legend>
        {control}
        {notes}
      </fieldset>
    ) : (
      <div {...attributes}>
        <label htmlFor={id}>{label}</label>
        {control}
        {notes}
      </div>
    )
  }
  // what a key changes elsewhere leaves this control as it is
  const newest = useRef(state)
  newest.current = state
  const disabled = state.isLocked?.(path) ?? false
  const invalid = fault !== undefined
  const { today } = state
  const control = useMemo(() => {
    const acts = {
      onChange: (next: unknown) => newest.current.set(path, next),
      onLeave: () => newest.current.leave(path),
    }
    return controlOf(say, { id, field, value, derived, disabled, invalid, today, describedBy: `${id}-note`, ...acts })
  }, [say, id, path, field, value, derived, disabled, invalid, today])
  if (field.type === 'list') return shell(<ListField field={field} members={members} disabled={disabled} />, true)
  return shell(control, isGrouped(field))
}

/** Fields that are several controls under one name. */
function isGrouped({ type, options = [] }: ServedField): boolean {
  if (type === 'address' || type === 'boolean') return true
  return type !== 'division' && options.length > 0 && options.length <= MOST_IN_SIGHT
}

/** The control of a field by its type. */
function controlOf(say: Say, { field, today, ...common }: ControlProps & { readonly field: ServedField }): ReactNode {
  const { value, derived, onChange } = common
  if (field.type === 'list') return null
  if (field.type === 'address') return <AddressField {...common} />
  if (field.type === 'division') return <DivisionField {...common} digits={field.max === 12 ? 12 : 6} />
  if (field.type === 'boolean') {
    const options = [
      { code: true, label: say('field.yes') },
      { code: false, label: say('field.no') },
    ]
    return <ChoiceField {...common} options={options} value={(value ?? derived) as boolean | undefined} />
  }
  if (field.options && field.options.length > 0) {
    const code = String(value ?? derived ?? '')
    const Control = field.options.length <= MOST_IN_SIGHT ? ChoiceField : CodeField
    return <Control {...common} options={field.options} value={code} />
  }
  return (
    <>
      <TextField {...common} field={field} today={today} />
      {field.type === 'datetime' && (
        <button type="button" className="plain" onClick={() => onChange(nowText())}>
          {say('field.now')}
        </button>
      )}
    </>
  )
}
