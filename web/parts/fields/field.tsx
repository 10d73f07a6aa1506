import type { ReactNode } from 'react'
import { useSay } from '../../words/language.tsx'
import type { ServedField } from '../matter.ts'
import { nowText } from '../time.ts'
import { isNothing, valueAt } from '../values.ts'
import { ChoiceField } from './choice-field.tsx'
import { CodeField } from './code-field.tsx'
import { AddressField, DivisionField } from './division-field.tsx'
import { controlId, useForm } from './form-context.tsx'
import { ListField } from './list-field.tsx'
import { TextField } from './text-field.tsx'

const MOST_IN_SIGHT = 6

/** One field of a form, by its type; `members` are the fields of a list's elements, `why` is why the region wants it. */
export function FormField({
  field,
  members = [],
  why,
}: {
  field: ServedField
  members?: readonly ServedField[]
  why?: string | undefined
}) {
  const say = useSay()
  const state = useForm()
  const { path } = field
  const id = controlId(path)
  const value = valueAt(state.form, path)
  const derived = valueAt(state.derived, path)
  const fault = state.faultOf(path)
  const needed = state.isNeeded(path)
  const todo = fault !== undefined || (needed && isNothing(value) && isNothing(derived))
  const follows = isNothing(value) && !isNothing(derived)
  const notes = (
    <span id={`${id}-note`} className="field-notes">
      {why && (
        <span className="why" lang="zh-CN">
          {why}
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
      className: `field${why ? ' field-asked' : ''}`,
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
  const common = {
    id,
    value,
    derived,
    disabled: state.isLocked?.(path) ?? false,
    invalid: fault !== undefined,
    describedBy: `${id}-note`,
    onChange: (next: unknown) => state.set(path, next),
    onLeave: () => state.leave(path),
  }
  if (field.type === 'list')
    return shell(<ListField field={field} members={members} disabled={common.disabled} />, true)
  if (field.type === 'address') return shell(<AddressField {...common} />, true)
  if (field.type === 'division') return shell(<DivisionField {...common} digits={field.max === 12 ? 12 : 6} />, false)
  if (field.type === 'boolean') {
    const options = [
      { code: true, label: say('field.yes') },
      { code: false, label: say('field.no') },
    ]
    return shell(<ChoiceField {...common} options={options} value={(value ?? derived) as boolean | undefined} />, true)
  }
  if (field.options && field.options.length > 0) {
    const code = String(value ?? derived ?? '')
    return field.options.length <= MOST_IN_SIGHT
      ? shell(<ChoiceField {...common} options={field.options} value={code} />, true)
      : shell(<CodeField {...common} options={field.options} value={code} />, false)
  }
  const now = field.type === 'datetime' && (
    <button type="button" className="plain" onClick={() => state.set(path, nowText())}>
      {say('field.now')}
    </button>
  )
  return shell(
    <>
      <TextField {...common} field={field} today={state.today} />
      {now}
    </>,
    false,
  )
}
