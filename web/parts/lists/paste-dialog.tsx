import { Button, Input } from 'antd'
import { useMemo, useState } from 'react'
import { type Say, useSay } from '../../words/language.tsx'
import { Dialog } from '../dialog.tsx'
import { useDivisions } from '../fields/division-field.tsx'
import { today } from '../time.ts'
import { type Column, cellsOf, elementsOf, MOST_ROWS, type Pasted, type PastedCell, readPaste } from './paste.ts'

interface Props {
  readonly text: string
  readonly name: string
  readonly columns: readonly Column[]
  onTake(rows: readonly unknown[]): void
  onClose(): void
}

/** What a spreadsheet's cells would become, before anything is written: columns known and not, cells put right, cells that cannot be read and why. */
export function PasteDialog({ text: first, name, columns, onTake, onClose }: Props) {
  const say = useSay()
  const [text, setText] = useState(first)
  const divisions = useDivisions()
  const pasted = useMemo(() => {
    const cells = cellsOf(text)
    return cells && readPaste(cells, columns, today(), divisions)
  }, [text, columns, divisions])
  const rows = pasted?.rows.length ?? 0
  return (
    <Dialog title={say('list.pasteInto', { name })} onClose={onClose}>
      {first === '' && (
        <>
          <label htmlFor="pasted-text">{say('list.pasteHere')}</label>
          <Input.TextArea
            id="pasted-text"
            data-first
            rows={4}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <p className="hint" lang="zh-CN">
            {columns.map(({ field }) => field.label).join(' · ')}
          </p>
        </>
      )}
      <div role="status">{pasted && <Found pasted={pasted} />}</div>
      {pasted && rows > 0 && <PastedTable pasted={pasted} />}
      <div className="row">
        <Button
          type="primary"
          data-first={first === '' ? undefined : true}
          disabled={!pasted || rows === 0}
          onClick={() => pasted && onTake(elementsOf(pasted))}
        >
          {say('list.take', { n: rows })}
        </Button>
        <Button onClick={onClose}>{say('do.cancel')}</Button>
      </div>
    </Dialog>
  )
}

function Found({ pasted }: { pasted: Pasted }) {
  const say = useSay()
  const cells = pasted.rows.flat()
  const bad = cells.filter(({ fault }) => fault !== null).length
  const changed = cells.filter((one) => one.changed).length
  return (
    <>
      <p>
        {say('list.found', { columns: pasted.columns.length, rows: pasted.rows.length, bad })}{' '}
        {say(pasted.headed ? 'list.byHead' : 'list.byOrder')}
      </p>
      {changed > 0 && <p className="told">{say('list.changed', { n: changed })}</p>}
      {pasted.ignored.length > 0 && (
        <p className="fault">{say('list.ignored', { names: pasted.ignored.join('、') })}</p>
      )}
      {pasted.beyond > 0 && <p className="fault">{say('list.beyond', { n: pasted.beyond, most: MOST_ROWS })}</p>}
    </>
  )
}

function PastedTable({ pasted }: { pasted: Pasted }) {
  const say = useSay()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section className="scroll pasted" tabIndex={0} aria-label={say('list.preview')}>
      <table>
        <thead>
          <tr>
            <th scope="col">#</th>
            {pasted.columns.map(({ field }) => (
              <th key={field.path} scope="col" lang="zh-CN">
                {field.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pasted.rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows stay where they are
            <tr key={index}>
              <th scope="row">{index + 1}</th>
              {row.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place
                <td key={at} className={cell.fault ? 'cell-bad' : ''}>
                  <span lang="zh-CN">{cell.text}</span>
                  {cell.changed && !cell.fault && <span className="told"> {say('list.changedCell')}</span>}
                  {cell.fault && <span className="fault">✗ {reason(say, cell)}</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const reason = (say: Say, { fault, text }: PastedCell) => (fault ? say(`list.bad.${fault}`, { value: text }) : '')
