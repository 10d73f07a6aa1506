import { Button } from 'antd'
import { useState } from 'react'
import { useSay } from '../../words/language.tsx'
import { FormField } from '../fields/field.tsx'
import { controlId, useForm } from '../fields/form-context.tsx'
import type { ServedField } from '../matter.ts'
import { columnsOf } from './paste.ts'
import { PasteDialog } from './paste-dialog.tsx'
import { RowTable } from './row-table.tsx'
import './lists.css'
import { useList } from './use-list.ts'
import { useRowKeys } from './use-row-keys.ts'

export interface ListProps {
  readonly field: ServedField
  /** the fields of an element */
  readonly members: readonly ServedField[]
  readonly disabled: boolean
}

/** A list by the keyboard: rows are added, gone through, taken out and put back, and pasted from a spreadsheet. */
export function ListField({ field, members, disabled }: ListProps) {
  const say = useSay()
  const list = useList(field, members)
  const { elements, own, undo } = list
  const isTable = own.length > 1 && !field.path.includes('[')
  const [pasting, setPasting] = useState<string | null>(null)
  const keys = useRowKeys({ field, list, disabled, onPaste: setPasting })
  const columns = columnsOf(field.path, members)
  return (
    <div className="elements" {...keys}>
      {isTable ? (
        <RowTable field={field} list={list} disabled={disabled} />
      ) : (
        elements.map((_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an element is known by its place alone
          <fieldset key={index} className="element" data-row={index}>
            <legend>{say('field.element', { n: index + 1 })}</legend>
            <RowFields list={list} index={index} />
            <Button size="small" disabled={disabled} onClick={() => list.remove(index)}>
              {say('field.remove', { n: index + 1 })}
            </Button>
          </fieldset>
        ))
      )}
      <div className="row">
        <Button
          id={controlId(field.path)}
          aria-keyshortcuts="Control+Enter"
          disabled={disabled}
          onClick={() => list.add()}
        >
          {say('field.add')}
        </Button>
        {isTable && (
          <Button disabled={disabled} onClick={() => setPasting('')}>
            {say('list.paste')}
          </Button>
        )}
        <span role="status">
          {undo && (
            <>
              {undo.at === 'removed'
                ? say('field.removed', { n: undo.index + 1 })
                : say('list.pasted', { n: undo.count })}{' '}
              <Button size="small" aria-keyshortcuts="Control+Z" onClick={list.takeBack}>
                {say('field.restore')}
              </Button>
            </>
          )}
        </span>
      </div>
      {isTable && elements.length > 0 && <p className="hint">{say('list.keys')}</p>}
      {pasting !== null && (
        <PasteDialog
          text={pasting}
          name={field.label}
          columns={columns}
          onClose={() => setPasting(null)}
          onTake={(rows) => {
            setPasting(null)
            list.paste(rows)
          }}
        />
      )}
    </div>
  )
}

/** The fields of one element. */
export function RowFields({ list, index }: { list: ReturnType<typeof useList>; index: number }) {
  const { isClosed } = useForm()
  const bound = list.fieldsAt(index)
  const shown = bound.filter(({ path }) => !path.endsWith('[]') && !path.includes('[].') && !isClosed(path))
  return (
    <div className="field-grid">
      {shown.map((one) => (
        <FormField
          key={one.path}
          field={one}
          members={bound.filter(({ path }) => path.startsWith(`${one.path}[]`))}
          inRow
        />
      ))}
    </div>
  )
}
