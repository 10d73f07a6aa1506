import { Button } from 'antd'
import { useState } from 'react'
import { useSay } from '../../words/language.tsx'
import type { ServedField } from '../matter.ts'
import { valueAt } from '../values.ts'
import { FormField } from './field.tsx'
import { controlId, useForm } from './form-context.tsx'

/** A list: one block an element, with the fields of an element in it; what was taken out can be put back. */
export function ListField({
  field,
  members,
  disabled,
}: {
  field: ServedField
  members: readonly ServedField[]
  disabled: boolean
}) {
  const say = useSay()
  const { form, set, isClosed } = useForm()
  const [removed, setRemoved] = useState<{ readonly index: number; readonly element: unknown } | null>(null)
  const elements = (valueAt(form, field.path) ?? []) as readonly unknown[]
  const inner = `${field.path}[]`
  const plain = members.find(({ path }) => path === inner)
  const own = members.filter(({ path }) => path !== inner)
  const add = () => {
    set(field.path, [...elements, plain ? '' : {}])
    setTimeout(() => document.getElementById(firstControl(field.path, elements.length, plain ?? own[0]))?.focus(), 0)
  }
  const remove = (index: number) => {
    setRemoved({ index, element: elements[index] })
    set(
      field.path,
      elements.filter((_, at) => at !== index),
    )
  }
  const restore = () => {
    if (removed) set(field.path, elements.toSpliced(removed.index, 0, removed.element))
    setRemoved(null)
  }
  return (
    <div className="elements">
      {elements.map((_, index) => {
        const bind = (one: ServedField): ServedField => ({
          ...one,
          path: one.path.replace(inner, `${field.path}[${index}]`),
        })
        const bound = own.map(bind)
        const direct = bound.filter(({ path }) => !path.includes('[]') && !isClosed(path))
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an element is known by its place alone
          <fieldset key={index} className="element">
            <legend>{say('field.element', { n: index + 1 })}</legend>
            <div className="field-grid">
              {plain && <FormField field={bind(plain)} />}
              {direct.map((one) => (
                <FormField
                  key={one.path}
                  field={one}
                  members={bound.filter(({ path }) => path.startsWith(`${one.path}[]`))}
                />
              ))}
            </div>
            <Button size="small" disabled={disabled} onClick={() => remove(index)}>
              {say('field.remove', { n: index + 1 })}
            </Button>
          </fieldset>
        )
      })}
      <div className="row">
        <Button id={controlId(field.path)} disabled={disabled} onClick={add}>
          {say('field.add')}
        </Button>
        <span role="status">
          {removed && (
            <>
              {say('field.removed', { n: removed.index + 1 })}{' '}
              <Button size="small" onClick={restore}>
                {say('field.restore')}
              </Button>
            </>
          )}
        </span>
      </div>
    </div>
  )
}

function firstControl(list: string, index: number, first: ServedField | undefined): string {
  return controlId((first?.path ?? list).replace(`${list}[]`, `${list}[${index}]`))
}
