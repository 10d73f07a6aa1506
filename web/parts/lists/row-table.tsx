import { memo } from 'react'
import { useSay } from '../../words/language.tsx'
import { useDivisions } from '../fields/division-field.tsx'
import { useForm } from '../fields/form-context.tsx'
import type { Option, ServedField } from '../matter.ts'
import { isNothing, valueAt } from '../values.ts'
import { RowFields } from './list-field.tsx'
import type { List } from './use-list.ts'

/** As many columns as can be read beside each other. */
const MOST_COLUMNS = 5

/** The rows of a list as a table: each in one line, the one that is worked on with its fields below it. */
export function RowTable({ field, list, disabled }: { field: ServedField; list: List; disabled: boolean }) {
  const say = useSay()
  const { elements, derivedElements, own, open } = list
  const columns = columnsShown(own)
  const divisions = useDivisions()
  const state = useRowStates(list)
  if (elements.length === 0) return <p className="hint">{say('list.empty')}</p>
  const inner = `${field.path}[]`
  return (
    <table className="list-table">
      <caption className="unseen">{field.label}</caption>
      <thead>
        <tr>
          <th scope="col">#</th>
          {columns.map(({ path, label }) => (
            <th key={path} scope="col" lang="zh-CN">
              {label}
            </th>
          ))}
          <th scope="col">{say('list.state')}</th>
        </tr>
      </thead>
      {elements.map((element, index) => {
        const texts = columns.map((one) => {
          const step = one.path.slice(inner.length + 1)
          const value = valueAt(element, step)
          return textOf(one, isNothing(value) ? valueAt(derivedElements[index], step) : value, divisions)
        })
        const isOpen = open === index
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an element is known by its place alone
          <tbody key={index} className={isOpen ? 'open' : ''}>
            <Summary
              path={field.path}
              index={index}
              heads={columns.map(({ label }) => label).join('\n')}
              texts={texts.join('\n')}
              isOpen={isOpen}
              isEntry={open === null ? index === 0 : isOpen}
              faults={state[index]?.faults ?? 0}
              missing={state[index]?.missing ?? 0}
              onOpen={list.show}
              onClose={list.close}
            />
            {isOpen && (
              <tr data-row={index}>
                <td colSpan={columns.length + 2}>
                  <fieldset className="element" disabled={disabled}>
                    <legend className="unseen">{say('field.element', { n: index + 1 })}</legend>
                    <RowFields list={list} index={index} />
                  </fieldset>
                </td>
              </tr>
            )}
          </tbody>
        )
      })}
    </table>
  )
}

interface SummaryProps {
  readonly path: string
  readonly index: number
  readonly heads: string
  /** texts of the columns, one a line: compared at once */
  readonly texts: string
  readonly isOpen: boolean
  readonly isEntry: boolean
  readonly faults: number
  readonly missing: number
  onOpen(index: number): void
  onClose(index: number): void
}

/** One row in one line. Drawn again only where something in it changed. */
const Summary = memo(
  function Summary({ path, index, heads, texts, isOpen, isEntry, faults, missing, onOpen, onClose }: SummaryProps) {
    const say = useSay()
    const labels = heads.split('\n')
    const todo = !isOpen && faults + missing > 0
    return (
      <tr data-row={index} data-field={isOpen ? undefined : `${path}[${index}]`} data-todo={todo ? 'yes' : 'no'}>
        <th scope="row">
          <button
            type="button"
            className="plain"
            data-opens="yes"
            tabIndex={isEntry ? 0 : -1}
            aria-expanded={isOpen}
            onClick={() => (isOpen ? onClose(index) : onOpen(index))}
          >
            <span className="unseen">{say('field.element', { n: index + 1 })}</span>
            <span aria-hidden="true">
              {isOpen ? '▾' : '▸'} {index + 1}
            </span>
          </button>
        </th>
        {texts.split('\n').map((text, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place
          <td key={at} data-label={labels[at]} lang="zh-CN">
            {text}
          </td>
        ))}
        <td className={faults > 0 ? 'fault' : 'hint'}>
          {faults > 0 && `✗ ${say('list.faults', { n: faults })}`}
          {faults === 0 && missing > 0 && `○ ${say('list.missing', { n: missing })}`}
          {faults === 0 && missing === 0 && `✓ ${say('list.whole')}`}
        </td>
      </tr>
    )
  },
  (one, other) =>
    one.heads === other.heads &&
    one.texts === other.texts &&
    one.index === other.index &&
    one.isOpen === other.isOpen &&
    one.isEntry === other.isEntry &&
    one.faults === other.faults &&
    one.missing === other.missing,
)

/** How many fields of each row are wrong, and how many are still to be filled. */
function useRowStates(list: List) {
  const { form, derived, faultOf, isWrong, isNeeded, isClosed } = useForm()
  return list.elements.map((_, index) => {
    let faults = 0
    let missing = 0
    for (const { path, required } of list.fieldsAt(index)) {
      for (const one of pathsIn(form, path)) {
        if (isClosed(one)) continue
        const needed = required === true || isNeeded(one)
        if (needed && isNothing(valueAt(form, one)) && isNothing(valueAt(derived, one))) missing += 1
        else if (faultOf(one) !== undefined || (index !== list.open && isWrong?.(one))) faults += 1
      }
    }
    return { faults, missing }
  })
}

/** A path through a list in the row, for each of its elements. */
function pathsIn(form: unknown, path: string): string[] {
  const at = path.indexOf('[]')
  if (at < 0) return [path]
  const inner = valueAt(form, path.slice(0, at))
  return Array.isArray(inner) ? inner.map((_, index) => path.replace('[]', `[${index}]`)) : []
}

function columnsShown(own: readonly ServedField[]): ServedField[] {
  const plain = own.filter(({ type, path }) => type !== 'list' && type !== 'address' && path.split('[]').length === 2)
  const first = plain.filter(({ required }) => required === true)
  return (first.length > 1 ? first : plain).slice(0, MOST_COLUMNS)
}

function textOf(field: ServedField, value: unknown, divisions: readonly Option[]): string {
  if (isNothing(value)) return ''
  if (field.type === 'boolean') return value ? '√' : '×'
  if (field.type === 'division') return divisions.find(({ code }) => code === String(value).slice(0, 6))?.label ?? ''
  return String(field.options?.find(({ code }) => code === value)?.label ?? value).replaceAll('\n', ' ')
}
